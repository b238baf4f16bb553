import { Refusal } from '../../../shared/contract/index.ts'
import type { Compared, CompareOptions } from './index.ts'
import { FromComparison, MAX_PIECE, type PartName, type SideName, type ToComparison } from './messages.ts'

/** A process that says nothing for so long is ended, in ms. */
const SILENCE_MS = 60_000
/** And so is one that takes so long in all. */
const PATIENCE_MS = 240_000
/** Each side is read to its end at most so many times. */
const MAX_PASSES = 2
/** Bytes of one drawn picture. */
const MAX_PICTURE = 24 * 1024 * 1024
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/**
 * Starts the comparing process, gives it what it asks for and puts into `result` what it tells, for as long as that makes sense: a
 * process that ends, falls silent or says what it shouldn't leaves what it had not told yet as it was, or as `time`.
 */
export async function conduct({ spawn, saved, loaded, signal }: CompareOptions, parts: PartName[], result: Compared): Promise<void> {
  const child = spawn('comparison')
  const send = (message: ToComparison) => child.post(message)
  const inbox: unknown[] = []
  let ended: 'gone' | 'silent' | null = null
  let wake: () => void = () => {}
  const end = (why: 'gone' | 'silent') => {
    ended ??= why
    wake()
  }
  child.onMessage((message) => {
    // It asks and waits: whoever floods us isn't listened to any more.
    if (inbox.push(message) > 100) end('gone')
    wake()
  })
  child.onExit(() => end('gone'))
  const onAbort = () => wake()
  signal.addEventListener('abort', onAbort)
  const whole = setTimeout(() => end('silent'), PATIENCE_MS)

  /** Null: nothing more comes that makes sense. */
  const next = async (): Promise<FromComparison | null> => {
    const silence = setTimeout(() => end('silent'), SILENCE_MS)
    try {
      while (inbox.length === 0 && ended === null && !signal.aborted) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    } finally {
      clearTimeout(silence)
    }
    if (signal.aborted) throw new Refusal('job.cancelled')
    return FromComparison.safeParse(inbox.shift()).data ?? null
  }

  const reader = new Reader({ saved, loaded }, parts)
  const told = new Set<PartName>()
  const drawing: Uint8Array[] = []
  try {
    send({ t: 'compare', parts })
    for (let message = await next(); message !== null && message.t !== 'end'; message = await next()) {
      if (message.t === 'read') {
        const bytes = await reader.read(message)
        if (bytes === undefined) break
        if (signal.aborted) throw new Refusal('job.cancelled')
        send({ t: 'piece', side: message.side, part: message.part, bytes })
      } else if (message.t === 'drawn') {
        drawing.push(message.bytes)
        const isNext = message.number === result.pictures.length + 1 && message.number <= result.picture.list.length
        if (!isNext || drawing.length * MAX_PIECE > MAX_PICTURE) break
        if (message.last) {
          const png = Buffer.concat(drawing.splice(0))
          if (!png.subarray(0, PNG.length).equals(PNG)) break
          result.pictures.push({ name: `difference-${message.number}.png`, png })
        }
        send({ t: 'next' })
      } else {
        if (!parts.includes(message.t) || told.has(message.t)) break
        told.add(message.t)
        if (message.t === 'text') result.text = message.found
        else if (message.t === 'posts') result.posts = message.found
        else result.picture = message.found
      }
    }
    if (ended === 'silent') for (const part of parts) if (!told.has(part)) result[part].why = 'time'
  } finally {
    clearTimeout(whole)
    signal.removeEventListener('abort', onAbort)
    child.kill()
    await reader.close()
  }
}

/** Both sides, piece by piece, as the process asks for them. */
class Reader {
  readonly #sides: Pick<CompareOptions, SideName>
  readonly #parts: readonly PartName[]
  readonly #open = new Map<string, AsyncGenerator<Uint8Array, void, undefined>>()
  readonly #passes = new Map<string, number>()

  constructor(sides: Pick<CompareOptions, SideName>, parts: readonly PartName[]) {
    this.#sides = sides
    this.#parts = parts
  }

  /** Null: the end of it. Undefined: nothing that may be asked for. */
  async read({ side, part, again }: { side: SideName; part: PartName; again: boolean }): Promise<Uint8Array | null | undefined> {
    const key = `${side} ${part}`
    const content = this.#sides[side][part]
    if (content === null || !this.#parts.includes(part)) return undefined
    if (again) {
      const passes = (this.#passes.get(key) ?? 0) + 1
      if (passes > MAX_PASSES) return undefined
      this.#passes.set(key, passes)
      await this.#open.get(key)?.return(undefined)
      this.#open.set(key, pieces(content.open()))
    }
    const open = this.#open.get(key)
    if (open === undefined) return undefined
    const next = await open.next()
    return next.done === true ? null : next.value
  }

  async close(): Promise<void> {
    for (const open of this.#open.values()) await open.return(undefined)
  }
}

async function* pieces(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += MAX_PIECE) yield chunk.slice(at, at + MAX_PIECE)
  }
}
