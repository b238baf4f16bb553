import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { coveredPieces, coveredTiles, textPieces, tileCount, TILE } from '../../shared/encoding/index.ts'
import type { CaseId, Cover, ExhibitId, PieceRange, TileRect } from '../../shared/model/index.ts'
import type { ExhibitRow } from '../../electron/services/evidence/index.ts'
import type { BundleCase } from './bundle-case.ts'
import type { Chance } from './seed.ts'

export const WIDTH = 330
export const HEIGHT = 150

/** Every pixel is drawn by lot, so that a stretch of twelve occurs nowhere else. */
export function noise(name: string, width = WIDTH, height = HEIGHT): Buffer {
  const out: Buffer[] = []
  for (let i = 0, bytes = 0; bytes < width * height * 3; i += 1, bytes += 64) out.push(createHash('sha512').update(`${name} ${i}`).digest())
  return Buffer.concat(out).subarray(0, width * height * 3)
}

/** Words of which none stands anywhere else. */
export const words = (name: string, count: number): string[] => Array.from({ length: count }, (_, i) => `o${createHash('sha256').update(`${name} ${i}`).digest('hex').slice(0, 14)}`)

export interface Secretive {
  row: ExhibitRow
  text: string
  pixels: Buffer
}

/** A capture whose words and pixels stand in other artefacts too, as they do in real ones. */
export async function acquireSecretive(office: BundleCase, chain: CaseId, name: string, count = 60, { before = '' }: { before?: string } = {}): Promise<Secretive> {
  const pixels = noise(name)
  const png = await sharp(pixels, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } }).png().toBuffer()
  const all = words(name, count)
  const text = before + all.map((word, i) => word + (i % 7 === 6 ? '\n' : ' ')).join('')
  const acquisition = office.evidence.begin(chain)
  const add = (file: string, mediaType: string, content: string | Buffer) => acquisition.add(file, mediaType, [Buffer.from(content)])
  await add('screenshot.png', 'image/png', png)
  await add('page.txt', 'text/plain', text)
  await add('page.html', 'text/html', `<p>${text}</p>`)
  await add('capture.wacz', 'application/zip', Buffer.concat([Buffer.from(text), pixels]))
  await add('provenance.json', 'application/json', JSON.stringify({ v: 1, title: all[0] }))
  const row = await acquisition.finish(office.officer, {
    kind: 'capture',
    title: `Inlägg om ${all[0]}`,
    acquiredAt: '2026-11-22T14:00:00.000Z',
    completeness: { verdict: 'partial', notes: [{ code: 'bound-height', detail: all[1] ?? '' }] },
    source: { requestedUrl: `https://forum.example/${all[2]}`, finalUrl: `https://forum.example/${all[2]}`, pageTitle: `Om ${all[0]}`, status: 200 },
    supersedes: null,
    searchText: '',
    pictures: ['screenshot.png'],
  })
  return { row, text, pixels }
}

export function redact(office: BundleCase, row: ExhibitRow, shown: Cover[], more: { title?: string; address?: string | null; reason?: string } = {}): number {
  const { kind, acquiredAt, masking } = office.evidence.committed(row)
  const draft = { type: 'exhibit.redacted' as const, exhibit: row.id, number: row.number, acquired: row.seq, kind, acquiredAt, parts: masking!.parts }
  return office.ledger.commit(office.officer, (append) => append(row.case, { ...draft, title: 'Inlägg i ett forum', address: null, reason: 'Sekretess för enskild', ...more, shown })).seq
}

export const masked = (...ids: ExhibitId[]) => ids.map((exhibit) => ({ exhibit, masked: true }))

/** Areas and stretches drawn by lot; never all of it, never nothing. */
export function randomCovers(random: Chance, text: string): { picture: Cover & { kind: 'picture' }; text: Cover & { kind: 'text' } } {
  const { across, down } = tileCount(WIDTH, HEIGHT)
  const between = (from: number, to: number) => from + random.below(to - from + 1)
  const rects = Array.from({ length: between(1, 4) }, (): TileRect => {
    const left = between(0, across - 2)
    const top = between(0, down - 2)
    // To the edges too, where tiles are smaller.
    return [left, top, between(left + 1, across), between(top + 1, down)]
  })
  const pieces = textPieces(text).length
  const ranges = Array.from({ length: between(1, 5) }, (): PieceRange => {
    const from = between(0, pieces - 2)
    return [from, Math.min(pieces - 1, from + between(1, 9))]
  })
  return { picture: { kind: 'picture', name: 'screenshot.png', covered: rects }, text: { kind: 'text', name: 'page.txt', covered: ranges } }
}

export const coveredWords = (text: string, cover: Cover & { kind: 'text' }): string[] => {
  const pieces = textPieces(text)
  const covered = coveredPieces(pieces.length, cover.covered)
  return pieces.filter((piece, i) => covered[i] === true && piece.trim() !== '')
}

export const shownWords = (text: string, cover: Cover & { kind: 'text' }): string[] => {
  const hidden = new Set(coveredWords(text, cover))
  return textPieces(text).filter((piece) => piece.trim() !== '' && !hidden.has(piece))
}

/** Rows of covered tiles as they lie in memory: red, green, blue of twelve pixels and more. */
export function coveredRows(pixels: Buffer, cover: Cover & { kind: 'picture' }): Buffer[] {
  const { across } = tileCount(WIDTH, HEIGHT)
  const rows: Buffer[] = []
  coveredTiles(WIDTH, HEIGHT, cover.covered).forEach((isCovered, i) => {
    if (!isCovered) return
    const left = (i % across) * TILE.width
    const width = Math.min(TILE.width, WIDTH - left)
    for (let y = Math.floor(i / across) * TILE.height; y < Math.min(HEIGHT, (Math.floor(i / across) + 1) * TILE.height); y += 1) {
      if (width >= 4) rows.push(pixels.subarray((y * WIDTH + left) * 3, (y * WIDTH + left + width) * 3))
    }
  })
  return rows
}
