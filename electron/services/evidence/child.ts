import { canBeMasked } from '../../../shared/encoding/index.ts'
import { drawSlices } from './preview/draw.ts'
import { drawMasked, pictureCommitter, tileHashes, type PictureRoot } from './preview/mask.ts'
import { MAX_DRAWN_BYTES, type FromPreview, type Question, type ToPreview } from './preview/messages.ts'

/** Bytes of a list of hashes in one message. */
const PIECE = 8 * 1024 * 1024

/**
 * The preview process: gets one untrusted picture, answers with JPEG slices or with the picture partly covered, ends. It has no keys and no file names;
 * a picture that takes it over finds nothing but itself. Started by Node's `fork` or as Electron's utility process.
 */
interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown }) => void): void
  postMessage(message: unknown): void
}
const parentPort = (process as unknown as { parentPort?: ParentPort }).parentPort

const post = (message: FromPreview) => {
  if (parentPort) parentPort.postMessage(message)
  else process.send?.(message)
}

const parts: Uint8Array[] = []
let received = 0
let go: () => void = () => {}

type Answer = Exclude<FromPreview, { t: 'more' | 'end' }>

async function* answers(question: Question, found: (picture: PictureRoot) => void): AsyncGenerator<Answer> {
  const content = Buffer.concat(parts)
  if (question.t === 'mask') {
    for await (const bytes of drawMasked(content, question.rects)) yield { t: 'piece', bytes: new Uint8Array(bytes) }
  } else if (question.t === 'tiles') {
    const hashes = Buffer.concat(await tileHashes(content, question.seed))
    for (let at = 0; at < hashes.length; at += PIECE) yield { t: 'piece', bytes: new Uint8Array(hashes.subarray(at, at + PIECE)) }
  } else {
    const { seed } = question
    let committer: ReturnType<typeof pictureCommitter> | null = null
    const onSize = (width: number, height: number) => {
      if (seed !== null && canBeMasked(width, height)) committer = pictureCommitter(seed, width, height)
      return (data: Buffer, rows: number) => committer?.rows(data, rows)
    }
    for await (const slice of drawSlices(content, onSize)) yield { t: 'slice', ...slice, jpeg: new Uint8Array(slice.jpeg) }
    // Told apart from the type: TypeScript doesn't see that the callback was called.
    const done = committer as ReturnType<typeof pictureCommitter> | null
    if (done !== null) found(done.end())
  }
}

async function answer(question: Question): Promise<void> {
  let note = ''
  let picture: PictureRoot | null = null
  try {
    for await (const one of answers(question, (found) => (picture = found))) {
      const taken = new Promise<void>((resolve) => {
        go = resolve
      })
      post(one)
      await taken
    }
  } catch (error) {
    note = String(error instanceof Error ? error.message : error).slice(0, 300)
  }
  post({ t: 'end', note, picture })
}

function receive(message: ToPreview): void {
  if (message.t === 'next') go()
  else if (message.t !== 'chunk') void answer(message)
  else if ((received += message.bytes.length) <= MAX_DRAWN_BYTES) {
    parts.push(message.bytes)
    post({ t: 'more' })
  }
}

if (parentPort) parentPort.on('message', (event) => receive(event.data as ToPreview))
else {
  process.on('message', (message) => receive(message as ToPreview))
  process.on('disconnect', () => process.exit(0))
}
