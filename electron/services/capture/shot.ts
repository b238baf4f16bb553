import type { CDPSession } from '../browser/index.ts'
import { PngJoin, readTile, type Tile } from './png-join.ts'

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

export interface BandText {
  label: string
  url: string
  seenAt: string
}

/** The header band over the window picture: drawn by us in a page of its own, and labelled so. */
export async function drawBand(session: CDPSession, targetId: string, width: number, text: BandText): Promise<Tile> {
  await session.send('Page.setDocumentContent', { frameId: targetId, html: bandHtml(text) })
  const { cssContentSize } = await session.send('Page.getLayoutMetrics')
  const height = Math.min(400, Math.max(40, Math.ceil(cssContentSize.height)))
  await session.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false })
  return readTile(await takeShot(session))
}

export function stack(parts: readonly Tile[], maxBytes: number): AsyncIterable<Uint8Array> {
  return (async function* () {
    const join = new PngJoin(maxBytes)
    for (const part of parts) await join.add(part)
    yield* join.finish()
  })()
}

function bandHtml({ label, url, seenAt }: BandText): string {
  return `<!doctype html><meta charset="utf-8"><style>
    html, body { margin: 0; background: #eef1f4; color: #16202b; font: 15px/1.4 sans-serif }
    body { border-bottom: 2px solid #16202b; padding: 8px 12px; display: flow-root }
    p { margin: 0 } .label { font-size: 12px; color: #3d4a58 }
    .url { font-family: monospace; overflow-wrap: anywhere; max-height: 8.4em; overflow: hidden }
  </style><p class="label">${escape(label)} · ${escape(seenAt)}</p><p class="url">${escape(url)}</p>`
}

function escape(text: string): string {
  return text.toWellFormed().replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
