import type { CDPSession, LaunchedBrowser, RawPage } from '../browser/index.ts'
import { readTile, type Tile } from './png-join.ts'
import { takeShot } from './shot.ts'

export interface BandText {
  label: string
  url: string
  seenAt: string
}

/**
 * The header band over the window picture: drawn by us in a page of its own, and labelled so. That page takes its time
 * to open and a process to be there: it can be opened ahead, and is closed as soon as the band was drawn.
 */
export class Band {
  readonly #control: CDPSession
  readonly #open: () => Promise<RawPage>
  #opened: Promise<RawPage> | null = null

  constructor({ control }: Pick<LaunchedBrowser, 'control'>, open: () => Promise<RawPage>) {
    this.#control = control
    this.#open = open
  }

  prepare(): void {
    this.#opened ??= this.#open()
    this.#opened.catch(() => undefined)
  }

  async draw(width: number, text: BandText): Promise<Tile> {
    this.prepare()
    const opened = this.#opened
    this.#opened = null
    if (!opened) throw new Error('no page to draw in')
    const { session, targetId } = await opened
    try {
      await session.send('Page.setDocumentContent', { frameId: targetId, html: html(text) })
      const { cssContentSize } = await session.send('Page.getLayoutMetrics')
      const height = Math.min(400, Math.max(40, Math.ceil(cssContentSize.height)))
      await session.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false })
      return await readTile(await takeShot(session))
    } finally {
      void this.#control.send('Target.closeTarget', { targetId }).catch(() => undefined)
    }
  }
}

function html({ label, url, seenAt }: BandText): string {
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
