import type { SpawnChild } from '../../capture/index.ts'
import { DRAWABLE, FromPreview, MAX_DRAWN_BYTES, MAX_SLICES } from './messages.ts'
import type { Slice } from './draw.ts'

/** A picture that takes longer than this to answer the next message isn't drawn, in ms. */
const PATIENCE_MS = 60_000

export interface PreviewSource {
  mediaType: string
  bytes: number
  chunks: AsyncIterable<Uint8Array>
}

/**
 * Draws the pictures that the app shows of an artefact, in a process of its own. Yields nothing for formats that it
 * doesn't draw; throws when the child fails, which loses the preview but never the artefact.
 */
export async function* drawPreviews(spawn: SpawnChild, source: PreviewSource): AsyncGenerator<Slice> {
  if (!DRAWABLE.has(source.mediaType) || source.bytes > MAX_DRAWN_BYTES || source.bytes === 0) return
  const child = spawn('preview')
  const inbox: FromPreview[] = []
  let failure: string | null = null
  let wake: () => void = () => {}
  const fail = (reason: string) => {
    failure ??= reason
    wake()
  }
  child.onMessage((message) => {
    const parsed = FromPreview.safeParse(message)
    if (parsed.success) inbox.push(parsed.data)
    else fail('the preview process sent something unexpected')
    wake()
  })
  child.onExit((description) => fail(`the preview process ended: ${description}`))

  const next = async (): Promise<FromPreview> => {
    const timer = setTimeout(() => fail('the preview process did not answer in time'), PATIENCE_MS)
    try {
      while (inbox.length === 0 && failure === null) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
      const message = inbox.shift()
      if (message === undefined) throw new Error(failure ?? 'the preview process failed')
      return message
    } finally {
      clearTimeout(timer)
    }
  }

  try {
    for await (const bytes of source.chunks) {
      child.post({ t: 'chunk', bytes })
      const answer = await next()
      if (answer.t !== 'more') throw new Error('the preview process answered out of turn')
    }
    child.post({ t: 'draw', mediaType: source.mediaType })
    for (let count = 0; count < MAX_SLICES; count += 1) {
      const answer = await next()
      if (answer.t === 'end') {
        if (answer.note !== '') throw new Error(answer.note)
        return
      }
      if (answer.t !== 'slice') throw new Error('the preview process answered out of turn')
      yield { width: answer.width, height: answer.height, top: answer.top, jpeg: answer.jpeg }
      child.post({ t: 'next' })
    }
  } finally {
    child.kill()
  }
}
