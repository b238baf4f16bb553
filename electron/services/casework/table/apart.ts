import { Refusal } from '../../../../shared/contract/index.ts'
import type { SpawnChild } from '../../capture/index.ts'
import { FromTable, MAX_PIECE, type ToTable } from './messages.ts'
import { MAX_FILE, type Row, type Table } from './table.ts'

/** For the whole: a process that takes longer is ended, in ms. */
const PATIENCE_MS = 60_000

export interface ListSource {
  /** Only stands in refusals. */
  name: string
  /** The file as it was kept, from the beginning. */
  chunks: AsyncIterable<Uint8Array>
  signal: AbortSignal
  /** Instead of 60 s, in ms. */
  patience?: number
}

/**
 * Reads a list, Excel or CSV, in a process without keys; the file comes from strangers. Throws `job.cancelled` on abort, `table.too-large` where
 * it has more than 32 MiB or the process takes too long, what else `readTable` throws, `table.unreadable` for a process
 * that fails or says what it shouldn't, and what reading the chunks throws.
 */
export async function readTableApart(spawn: SpawnChild, { name, chunks, signal, patience = PATIENCE_MS }: ListSource): Promise<Table> {
  if (signal.aborted) throw new Refusal('job.cancelled')
  const child = spawn('table')
  const send = (message: ToTable) => child.post(message)
  const unreadable = (why: string) => new Refusal('table.unreadable', { name }, new Error(why))
  const inbox: unknown[] = []
  let failure: Refusal | null = null
  let wake: () => void = () => {}
  const fail = (why: Refusal) => {
    failure ??= why
    wake()
  }
  child.onMessage((message) => {
    // It answers and waits: whoever floods us isn't listened to any more.
    if (inbox.push(message) > 10) fail(unreadable('the reading process sent too much'))
    wake()
  })
  child.onExit((description) => fail(unreadable(`the reading process ended: ${description}`)))
  const onAbort = () => fail(new Refusal('job.cancelled'))
  signal.addEventListener('abort', onAbort)
  const timer = setTimeout(() => fail(new Refusal('table.too-large', { name })), patience)

  const next = async <Kind extends FromTable['t']>(kind: Kind): Promise<Extract<FromTable, { t: Kind }>> => {
    while (inbox.length === 0 && failure === null) {
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
    if (failure !== null) throw failure
    const message = FromTable.safeParse(inbox.shift()).data
    if (message?.t === 'refused') throw new Refusal(message.code, { name })
    if (message?.t !== kind) throw unreadable('the reading process answered out of turn')
    return message as Extract<FromTable, { t: Kind }>
  }

  try {
    let sent = 0
    for await (const chunk of chunks) {
      if ((sent += chunk.length) > MAX_FILE) throw new Refusal('table.too-large', { name })
      for (let at = 0; at < chunk.length; at += MAX_PIECE) {
        // A copy: a view would bring along all that it is a part of.
        send({ t: 'chunk', bytes: chunk.slice(at, at + MAX_PIECE) })
        await next('more')
      }
    }
    send({ t: 'read' })
    const { head, rows: count } = await next('head')
    const rows: Row[] = []
    while (rows.length < count) {
      send({ t: 'next' })
      for (const row of (await next('rows')).rows) {
        // A sighting names its row: two of one number would be one.
        if (rows.length >= count || row.number <= (rows.at(-1)?.number ?? 0)) throw unreadable('the rows do not follow each other')
        rows.push(row)
      }
    }
    return { ...head, rows }
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', onAbort)
    child.kill()
  }
}
