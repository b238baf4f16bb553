import { PNG } from 'pngjs'
import { forkNodeChild } from '../../electron/engine/children.ts'
import type { ChildHandle, SpawnChild } from '../../electron/services/capture/index.ts'
import { compare, type Compared, type Content, type Side } from '../../electron/services/comparison/index.ts'

export const contentOf = (bytes: Uint8Array | string, size = 100_000): Content => {
  const all = Buffer.from(bytes)
  return {
    bytes: all.length,
    open: async function* () {
      for (let at = 0; at < all.length; at += size) yield Promise.resolve(all.subarray(at, at + size))
    },
  }
}

export type Contents = { [part in keyof Side]?: Uint8Array | string }
export const sideOf = ({ text, picture, posts }: Contents): Side => ({
  text: text === undefined ? null : contentOf(text),
  picture: picture === undefined ? null : contentOf(picture),
  posts: posts === undefined ? null : contentOf(posts),
})

export interface CompareTestOptions {
  spawn?: SpawnChild
  signal?: AbortSignal
}

/** The whole way, through a process of its own. */
export const compareSides = (saved: Contents, loaded: Contents, { spawn = forkNodeChild, signal = new AbortController().signal }: CompareTestOptions = {}): Promise<Compared> =>
  compare({ spawn, saved: sideOf(saved), loaded: sideOf(loaded), signal })

/** A process that answers as a test wants, instead of a real one. */
export function pretend(behave: (tell: (message: unknown) => void, leave: (why: string) => void) => (message: unknown) => void): SpawnChild {
  return () => {
    let tell: (message: unknown) => void = () => {}
    let leave: (why: string) => void = () => {}
    const react = behave(
      (message) => setImmediate(() => tell(message)),
      (why) => setImmediate(() => leave(why)),
    )
    const handle: ChildHandle = {
      post: react,
      onMessage: (listener) => void (tell = listener),
      onExit: (listener) => void (leave = listener),
      kill: () => undefined,
    }
    return handle
  }
}

/** Rows of one colour each; 0 is white. pngjs chooses the filters. */
export type RowColours = readonly number[]

/** A PNG whose row y has the colour `rows[y]`, as RGB or RGBA; `paint` may set single pixels. */
export function rowPicture(width: number, rows: RowColours, paint: readonly [x: number, y: number][] = [], colorType: 2 | 6 = 2): Buffer {
  const picture = new PNG({ width, height: rows.length })
  for (const [y, colour] of rows.entries()) {
    for (let x = 0; x < width; x += 1) {
      // Neighbours differ, so that no two rows of different colours have anything in common by chance.
      const pixel = colour === 0 ? [255, 255, 255, 255] : [(colour * 7 + x) % 256, (colour >>> 5) % 256, (colour * 31) % 256, 255]
      picture.data.set(pixel, (y * width + x) * 4)
    }
  }
  for (const [x, y] of paint) picture.data.set([1, 2, 3, 255], (y * width + x) * 4)
  return PNG.sync.write(picture, { colorType, inputColorType: 6 })
}

export const range = (from: number, count: number): number[] => Array.from({ length: count }, (_, index) => from + index)
