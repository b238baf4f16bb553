import type { TileRect } from '../../../../shared/model/index.ts'
import type { SpawnChild } from '../../capture/index.ts'
import type { Slice } from './draw.ts'
import type { PictureRoot } from './mask.ts'
import { DRAWABLE, FromPreview, MAX_DRAWN_BYTES, MAX_SLICES, type Question } from './messages.ts'

/** A picture that takes longer than this to answer the next message isn't drawn, in ms. */
const PATIENCE_MS = 60_000

export interface PreviewSource {
  mediaType: string
  bytes: number
  chunks: AsyncIterable<Uint8Array>
  /** Ends it, as a failure. */
  signal?: AbortSignal
}

/** Whether the preview process takes a picture of that kind and size at all. */
const isDrawable = ({ mediaType, bytes }: Pick<PreviewSource, 'mediaType' | 'bytes'>): boolean => DRAWABLE.has(mediaType) && bytes > 0 && bytes <= MAX_DRAWN_BYTES

/** Whose pixels are committed to while they are drawn anyway: `done` is told what that gave, unless they were too many. */
export interface Commitment {
  seed: Uint8Array
  done: (picture: PictureRoot) => void
}

/**
 * Draws the pictures that the app shows of an artefact, in a process of its own. Yields nothing for formats that it doesn't draw; throws when
 * the child fails, which loses the preview but never the artefact.
 */
export async function* drawPreviews(spawn: SpawnChild, source: PreviewSource, commitment: Commitment | null): AsyncGenerator<Slice> {
  if (!isDrawable(source)) return
  let count = 0
  for await (const answer of ask(spawn, source, { t: 'draw', seed: commitment?.seed ?? null }, commitment?.done)) {
    if (answer.t !== 'slice' || (count += 1) > MAX_SLICES) throw new Error('the preview process answered out of turn')
    yield { width: answer.width, height: answer.height, top: answer.top, jpeg: answer.jpeg }
  }
}

/** What an acquisition would commit to now of a picture, under the `seed` of the part. Null: it isn't drawn, or of too many pixels. Throws as `drawPreviews` does. */
export async function drawnRoot(spawn: SpawnChild, source: PreviewSource, seed: Uint8Array): Promise<PictureRoot | null> {
  const found: PictureRoot[] = []
  for await (const slice of drawPreviews(spawn, source, { seed, done: (picture) => found.push(picture) })) void slice
  return found[0] ?? null
}

/** The picture as PNG with areas covered, in pieces; drawn by the same process, and failing like it. */
export const drawMasked = (spawn: SpawnChild, source: PreviewSource, rects: readonly TileRect[]): AsyncGenerator<Uint8Array> =>
  pieces(ask(spawn, source, { t: 'mask', rects }))

/** Hashes of its tiles under `seed`, in order. */
export async function tileHashes(spawn: SpawnChild, source: PreviewSource, seed: Uint8Array): Promise<Uint8Array[]> {
  const all: Uint8Array[] = []
  for await (const piece of pieces(ask(spawn, source, { t: 'tiles', seed }))) {
    for (let at = 0; at < piece.length; at += 32) all.push(piece.subarray(at, at + 32))
  }
  return all
}

async function* pieces(answers: ReturnType<typeof ask>): AsyncGenerator<Uint8Array> {
  for await (const answer of answers) {
    if (answer.t !== 'piece') throw new Error('the preview process answered out of turn')
    yield answer.bytes
  }
}

/** Gives the process a picture and asks; the next answer comes once one was taken. */
async function* ask(
  spawn: SpawnChild,
  source: PreviewSource,
  question: Question,
  onPicture: (picture: PictureRoot) => void = () => undefined,
): AsyncGenerator<Exclude<FromPreview, { t: 'more' | 'end' }>> {
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
  const end = () => fail('it was ended')
  source.signal?.addEventListener('abort', end, { once: true })
  if (source.signal?.aborted === true) end()

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
    child.post(question)
    for (;;) {
      const answer = await next()
      if (answer.t === 'more') throw new Error('the preview process answered out of turn')
      if (answer.t === 'end') {
        if (answer.note !== '') throw new Error(answer.note)
        if (answer.picture !== null) onPicture(answer.picture)
        return
      }
      yield answer
      child.post({ t: 'next' })
    }
  } finally {
    source.signal?.removeEventListener('abort', end)
    child.kill()
  }
}
