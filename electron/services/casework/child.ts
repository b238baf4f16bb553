import { Refusal } from '../../../shared/contract/index.ts'
import { PIECE_CELLS, PIECE_ROWS, PIECE_TEXT, TABLE_REFUSALS, type FromTable, type ToTable } from './table/messages.ts'
import { readTable } from './table/read.ts'
import { MAX_FILE, type Row } from './table/table.ts'

/**
 * The reading process: gets one untrusted list, answers with its rows piece by piece or with why there are none. It has no keys and no
 * file names; a list that takes it over finds nothing but itself. Started by Node's `fork` or as Electron's utility process.
 */
interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown }) => void): void
  postMessage(message: unknown): void
}
const parentPort = (process as unknown as { parentPort?: ParentPort }).parentPort

const post = (message: FromTable) => {
  if (parentPort) parentPort.postMessage(message)
  else process.send?.(message)
}

let parts: Uint8Array[] = []
let received = 0
let go: () => void = () => {}

async function answer(): Promise<void> {
  const content = Buffer.concat(parts)
  parts = []
  try {
    const { rows, ...head } = await readTable(content, '')
    await taken({ t: 'head', head, rows: rows.length })
    for (const piece of pieces(rows)) await taken({ t: 'rows', rows: piece })
  } catch (error) {
    const code = TABLE_REFUSALS.find((one) => error instanceof Refusal && error.code === one)
    post({ t: 'refused', code: code ?? 'table.unreadable' })
  }
}

/** Once it was taken: what waits in the channel isn't bounded otherwise. */
async function taken(message: FromTable): Promise<void> {
  const next = new Promise<void>((resolve) => {
    go = resolve
  })
  post(message)
  await next
}

function* pieces(rows: readonly Row[]): Generator<Row[]> {
  let piece: Row[] = []
  let cells = 0
  let text = 0
  for (const row of rows) {
    piece.push(row)
    cells += row.cells.length
    for (const cell of row.cells) text += cell.text.length + (cell.link?.length ?? 0)
    if (piece.length < PIECE_ROWS && cells < PIECE_CELLS && text < PIECE_TEXT) continue
    yield piece
    piece = []
    cells = 0
    text = 0
  }
  if (piece.length > 0) yield piece
}

function receive(message: ToTable): void {
  if (message.t === 'next') go()
  else if (message.t === 'read') void answer()
  else if ((received += message.bytes.length) <= MAX_FILE) {
    parts.push(message.bytes)
    post({ t: 'more' })
  }
}

if (parentPort) parentPort.on('message', (event) => receive(event.data as ToTable))
else {
  process.on('message', (message) => receive(message as ToTable))
  process.on('disconnect', () => process.exit(0))
}
