import type { CDPSession } from '../browser/index.ts'
import { PngJoin, type Tile } from './png-join.ts'

/**
 * What the window shows now. Never `captureBeyondViewport`: it resizes the live page to one pixel and back, which
 * pages notice and answer.
 */
export async function takeShot(session: CDPSession): Promise<Buffer> {
  const { data } = await session.send('Page.captureScreenshot', {
    format: 'png',
    captureBeyondViewport: false,
    optimizeForSpeed: true,
  })
  return Buffer.from(data, 'base64')
}

/** A part of what the window shows now. `clip` in the page, CSS pixels. */
export async function takeClip(session: CDPSession, clip: { x: number; y: number; width: number; height: number }): Promise<Buffer> {
  const { data } = await session.send('Page.captureScreenshot', {
    format: 'png',
    captureBeyondViewport: false,
    optimizeForSpeed: true,
    clip: { ...clip, scale: 1 },
  })
  return Buffer.from(data, 'base64')
}

export function stack(parts: readonly Tile[], maxBytes: number): AsyncIterable<Uint8Array> {
  return (async function* () {
    const join = new PngJoin(maxBytes)
    for (const part of parts) await join.add(part)
    yield* join.finish()
  })()
}
