import sharp from 'sharp'
import type { Hunk } from './align.ts'
import { MAX_DRAWN } from './messages.ts'

/** Rows of a stretch that are drawn, on each side, and of what stands around it. */
const MAX_ROWS = 1200
const AROUND = 24
/** The band between what was saved and what was loaded: rows, and a colour that pages seldom have. */
const BAND_ROWS = 12
const BAND = { r: 176, g: 0, b: 144 }
/** Of each side of a drawing, so that a very wide picture doesn't take more memory. */
const MAX_BYTES = 5 * 1024 * 1024

type Side = 'saved' | 'loaded'
interface Cut {
  top: number
  rows: number
  pixels: Buffer
}

/**
 * Pictures of the first stretches that differ: what was saved above what was loaded, in full width, a band of plain colour between
 * them. Rows are taken as they come by while both pictures are read.
 */
export class Drawings {
  readonly #width: number
  readonly #cuts: Record<Side, Cut[]>

  constructor(saved: { width: number; height: number }, loaded: { height: number }, stretches: readonly Hunk[]) {
    this.#width = saved.width
    const most = Math.max(1, Math.min(MAX_ROWS, Math.floor(MAX_BYTES / (saved.width * 3)) - 2 * AROUND))
    const drawn = stretches.slice(0, MAX_DRAWN)
    const cutsOf = (side: Side, height: number): Cut[] =>
      drawn.map((stretch) => {
        const { top, count } = stretch[side]
        const begin = Math.max(0, top - AROUND)
        const rows = Math.min(height, top + Math.min(count, most) + AROUND) - begin
        return { top: begin, rows, pixels: Buffer.alloc(rows * saved.width * 3) }
      })
    this.#cuts = { saved: cutsOf('saved', saved.height), loaded: cutsOf('loaded', loaded.height) }
  }

  /** A row of one side; only those that are drawn are kept. */
  take(side: Side, row: Uint8Array, place: number): void {
    for (const { top, rows, pixels } of this.#cuts[side]) {
      if (place >= top && place < top + rows) pixels.set(row, (place - top) * row.length)
    }
  }

  /** Behind the last row that is drawn of a side. */
  end(side: Side): number {
    return Math.max(0, ...this.#cuts[side].map(({ top, rows }) => top + rows))
  }

  /** As PNG, in order, once all rows have been taken. */
  async *drawn(): AsyncGenerator<Uint8Array> {
    sharp.cache(false)
    sharp.concurrency(1)
    for (const [index, saved] of this.#cuts.saved.entries()) {
      const loaded = this.#cuts.loaded[index]
      if (loaded === undefined) return
      const height = saved.rows + BAND_ROWS + loaded.rows
      const raw = (cut: Cut) => ({ raw: { width: this.#width, height: cut.rows, channels: 3 as const } })
      const canvas = sharp({ create: { width: this.#width, height, channels: 3, background: BAND } })
      yield await canvas
        .composite([
          { input: saved.pixels, ...raw(saved), top: 0, left: 0 },
          { input: loaded.pixels, ...raw(loaded), top: saved.rows + BAND_ROWS, left: 0 },
        ])
        .removeAlpha()
        .png({ compressionLevel: 6 })
        .toBuffer()
    }
  }
}
