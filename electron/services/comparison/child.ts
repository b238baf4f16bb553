import { comparePictures, TimeUp } from './picture.ts'
import { comparePosts } from './posts.ts'
import { compareText } from './text.ts'
import { MAX_PIECE, type FromComparison, type PartName, type SideName, type ToComparison } from './messages.ts'

/**
 * The comparing process: asks for what was saved and what was loaded anew piece by piece, answers with what differs, ends. It has no
 * keys and no file names; content that takes it over finds nothing but the two pages. Started by Node's `fork` or as Electron's utility
 * process.
 */
interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown }) => void): void
  postMessage(message: unknown): void
}
const parentPort = (process as unknown as { parentPort?: ParentPort }).parentPort

/** For both pictures, in ms. */
const PICTURE_MS = 120_000

const post = (message: FromComparison) => {
  if (parentPort) parentPort.postMessage(message)
  else process.send?.(message)
}

/** Who waits for a piece of what; answers come in the order in which they were asked for. */
const waiting = new Map<string, ((bytes: Uint8Array | null) => void)[]>()
let goOn: () => void = () => {}

async function* read(side: SideName, part: PartName): AsyncGenerator<Uint8Array> {
  for (let again = true; ; again = false) {
    const bytes = await new Promise<Uint8Array | null>((resolve) => {
      const key = `${side} ${part}`
      waiting.set(key, [...(waiting.get(key) ?? []), resolve])
      post({ t: 'read', side, part, again })
    })
    if (bytes === null) return
    yield bytes
  }
}

async function textOf(side: SideName, part: PartName): Promise<string> {
  const pieces: Uint8Array[] = []
  for await (const piece of read(side, part)) pieces.push(piece)
  return new TextDecoder().decode(Buffer.concat(pieces))
}

const none = (why: 'failed' | 'time') => ({ result: 'not-compared', why, total: 0, list: [] }) as const

async function text(): Promise<FromComparison> {
  try {
    return { t: 'text', found: compareText(await textOf('saved', 'text'), await textOf('loaded', 'text')) }
  } catch {
    return { t: 'text', found: { ...none('failed'), list: [], savedLines: 0, loadedLines: 0 } }
  }
}

async function posts(): Promise<FromComparison> {
  try {
    return { t: 'posts', found: comparePosts(await textOf('saved', 'posts'), await textOf('loaded', 'posts')) }
  } catch {
    return { t: 'posts', found: { ...none('failed'), list: [], savedPosts: 0, loadedPosts: 0 } }
  }
}

async function picture(): Promise<void> {
  const source = { saved: () => read('saved', 'picture'), loaded: () => read('loaded', 'picture') }
  let told = false
  try {
    let number = 0
    for await (const each of comparePictures(source, performance.now() + PICTURE_MS)) {
      if ('found' in each) {
        post({ t: 'picture', found: each.found })
        told = true
      } else await send((number += 1), each.png)
    }
  } catch (error) {
    // A list without its pictures is told all the same.
    if (told) return
    const why = error instanceof TimeUp ? 'time' : 'failed'
    post({ t: 'picture', found: { ...none(why), list: [], saved: null, loaded: null, sameRows: 0 } })
  }
}

async function send(number: number, png: Uint8Array): Promise<void> {
  for (let at = 0; at < png.length; at += MAX_PIECE) {
    const taken = new Promise<void>((resolve) => {
      goOn = resolve
    })
    post({ t: 'drawn', number, bytes: png.slice(at, at + MAX_PIECE), last: at + MAX_PIECE >= png.length })
    await taken
  }
}

async function compare(parts: readonly PartName[]): Promise<void> {
  if (parts.includes('text')) post(await text())
  if (parts.includes('posts')) post(await posts())
  if (parts.includes('picture')) await picture()
  post({ t: 'end' })
}

function receive(message: ToComparison): void {
  if (message.t === 'compare') void compare(message.parts)
  else if (message.t === 'next') goOn()
  else waiting.get(`${message.side} ${message.part}`)?.shift()?.(message.bytes)
}

if (parentPort) parentPort.on('message', (event) => receive(event.data as ToComparison))
else {
  process.on('message', (message) => receive(message as ToComparison))
  process.on('disconnect', () => process.exit(0))
}
