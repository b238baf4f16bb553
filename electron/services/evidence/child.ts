import { drawSlices } from './preview/draw.ts'
import { MAX_DRAWN_BYTES, type FromPreview, type ToPreview } from './preview/messages.ts'

/**
 * The preview process: gets one untrusted picture, answers with JPEG slices, ends. It has no keys and no file names;
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

async function draw(): Promise<void> {
  let note = ''
  try {
    for await (const slice of drawSlices(Buffer.concat(parts))) {
      const taken = new Promise<void>((resolve) => {
        go = resolve
      })
      post({ t: 'slice', ...slice, jpeg: new Uint8Array(slice.jpeg) })
      await taken
    }
  } catch (error) {
    note = String(error instanceof Error ? error.message : error).slice(0, 300)
  }
  post({ t: 'end', note })
}

function receive(message: ToPreview): void {
  if (message.t === 'next') go()
  else if (message.t === 'draw') void draw()
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
