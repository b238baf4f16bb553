import {
  type Covered,
  type HashParts,
  TILE,
  concat,
  coveredPieces,
  coveredTiles,
  fromBase64,
  fromUtf8,
  maskingRef,
  OpenedTree,
  openedSeeds,
  parseCanonical,
  partsLeftOut,
  pictureCovering,
  pieceHash,
  readPicture,
  runsText,
  textCovering,
  textPieces,
  tiler,
  toHex,
  utf8,
} from '../encoding/index.ts'
import { MASKING_FILE, MaskingFile, maskedName, type Cover, type Covering, type Derived, type MaskPart, type OpenedPart } from '../model/index.ts'
import { type Bag, piecesIn, readFile, readText } from './bag.ts'
import { MaskedChunks } from './chunks.ts'
import { exportStatement } from './exhibits.ts'
import { Mismatch, type Outcome, Stopped, describe, notAsked, passed } from './findings.ts'
import { ENTRIES, exhibitFolder } from './layout.ts'
import type { ReadEntry, ReadLedger } from './ledger.ts'
import { type ReadPayloads, type Statement, ofType } from './payloads.ts'

/** Bytes of a masked picture and of what opens it. Compressed, so a page of any height stays far below. */
const MAX_PICTURE = 512 * 1024 * 1024
const MAX_OPENED = 64 * 1024 * 1024
const MAX_TEXT = 64 * 1024 * 1024

/** An exhibit that is shown with parts covered: the entry of its acquisition, whose payload isn't in the bundle. */
export interface MaskedFound {
  masked: Derived['masked'][number]
  redacted: Statement<'exhibit.redacted'>
  acquired: ReadEntry
}

/** Those that the export names, as far as their entries can be read. */
export function maskedOf(payloads: ReadPayloads, { entries }: ReadLedger): MaskedFound[] {
  const redactions = ofType(payloads, 'exhibit.redacted')
  return (exportStatement(payloads)?.payload.derived?.masked ?? []).flatMap((masked) => {
    const redacted = redactions.find(({ entry }) => entry.seq === masked.redacted)
    const acquired = entries.find(({ entry }) => entry.seq === redacted?.payload.acquired)
    return redacted === undefined || acquired === undefined ? [] : [{ masked, redacted, acquired }]
  })
}

/**
 * Of each masked exhibit: what is shown opens the commitment that the entry of its acquisition holds, what is to be covered is covered,
 * and nothing else is. So what is shown is what was acquired, and it could not have been chosen to fit later what is covered. `tell` hears
 * of each one, by its number, what of it is covered, once that holds.
 */
export async function checkMasking(bag: Bag, payloads: ReadPayloads, ledger: ReadLedger, tell: (number: number, parts: Covering[]) => void): Promise<Outcome> {
  const named = exportStatement(payloads)?.payload.derived?.masked ?? []
  checkRedactions(payloads)
  if (named.length === 0) return notAsked('no exhibit is masked in this bundle')
  const found = maskedOf(payloads, ledger)
  const shown = new Set<number>(ofType(payloads, 'exhibit.acquired').map(({ entry }) => entry.seq))
  const acquisitions = ledger.entries.filter(({ entry }) => entry.type === 'exhibit.acquired').map(({ entry }) => entry.seq)
  for (const masked of named) {
    const one = found.find(({ masked: { redacted } }) => redacted === masked.redacted)
    if (one === undefined) throw new Mismatch(ENTRIES, `the masking of exhibit ${masked.number}, entry ${masked.redacted}, is not in the bundle`)
    // One acquisition as two exhibits would make room to hide another.
    if (shown.has(one.acquired.entry.seq)) throw new Mismatch(one.redacted.item, 'shows one acquisition as two exhibits')
    shown.add(one.acquired.entry.seq)
    // Exhibits are numbered as they are acquired.
    if (acquisitions.indexOf(one.acquired.entry.seq) + 1 !== masked.number) throw new Mismatch(one.redacted.item, `not about the acquisition of exhibit ${masked.number}`)
    tell(masked.number, await checkOne(bag, one))
  }
  return passed(`${found.length} masked exhibits: what is shown is what was committed to at their acquisition, and what is covered was then too`)
}

/** A masking says the same of an exhibit's parts as its acquisition, where that may be read. */
function checkRedactions(payloads: ReadPayloads): void {
  const acquired = ofType(payloads, 'exhibit.acquired')
  for (const { item, payload } of ofType(payloads, 'exhibit.redacted')) {
    const of = acquired.find(({ entry }) => entry.seq === payload.acquired)
    if (of === undefined) continue
    const { exhibit, number, kind, acquiredAt } = of.payload
    const same = exhibit === payload.exhibit && number === payload.number && kind === payload.kind && acquiredAt === payload.acquiredAt
    if (!same || of.entry.masking !== maskingRef(payload.parts)) {
      throw new Mismatch(item, 'not about the parts that the acquisition committed to')
    }
  }
}

async function checkOne(bag: Bag, { masked, redacted, acquired }: MaskedFound): Promise<Covering[]> {
  const { item, payload } = redacted
  const about = payload.exhibit === masked.exhibit && payload.number === masked.number
  if (!about || acquired.entry.type !== 'exhibit.acquired') throw new Mismatch(item, 'a masking of another exhibit than the export says')
  if (payload.acquiredAt > acquired.entry.at) throw new Mismatch(item, 'says that the exhibit was acquired after it was in the log')
  if (acquired.entry.masking !== maskingRef(payload.parts)) throw new Mismatch(acquired.item, `committed to other parts than those in ${item}`)
  const folder = exhibitFolder(masked.number)
  const names = [MASKING_FILE, ...payload.shown.map(maskedName)].toSorted()
  const listed = masked.artefacts.map(({ name }) => name).toSorted()
  if (names.join() !== listed.join()) throw new Mismatch(item, 'not the files that show what the masking says')
  const path = folder + MASKING_FILE
  const opened = await readOpened(bag, path)
  if (opened.parts.map(({ name }) => name).join() !== payload.shown.map(({ name }) => name).join()) throw new Mismatch(path, 'opens other parts than are shown')
  const told: Covering[] = []
  for (const [index, cover] of payload.shown.entries()) {
    const part = payload.parts.find(({ name }) => name === cover.name)
    const given = opened.parts[index]
    if (part === undefined || given === undefined) throw new Mismatch(item, `nothing was committed to of ${cover.name}`)
    const file = folder + maskedName(part)
    const { covered, root } = await openPart(bag, file, path, { cover, part, given })
    if (root !== part.root) throw new Mismatch(file, 'what it shows is not what was acquired, or something else than said is covered')
    told.push(...coveringOf(part, covered, given))
  }
  return [...told, ...partsLeftOut(payload.parts, told)]
}

function coveringOf(part: MaskPart, covered: Covered, given: OpenedPart): Covering[] {
  if (part.kind === 'picture') return [pictureCovering(part, covered)]
  return given.kind === 'text' ? [textCovering(part, given.runs)] : []
}

interface Part {
  cover: Cover
  part: MaskPart
  given: OpenedPart
}

/** What is covered, and the root of all of it in hex; that everything covered shows nothing has been checked then. */
async function openPart(bag: Bag, file: string, opener: string, { cover, part, given }: Part): Promise<{ covered: Covered; root: string }> {
  if (cover.kind === 'picture' && part.kind === 'picture' && given.kind === 'picture') {
    const covered = opening(opener, () => coveredTiles(part.width, part.height, cover.covered))
    return { covered, root: await pictureRoot(bag, file, opener, part, covered, given) }
  }
  if (cover.kind === 'text' && part.kind === 'text' && given.kind === 'text') {
    const covered = opening(opener, () => coveredPieces(part.pieces, cover.covered))
    if ((await readText(bag, file, MAX_TEXT)) !== runsText(given.runs)) throw new Mismatch(file, `not the text that ${opener} opens`)
    return { covered, root: await textRoot(bag, opener, given.runs, covered, given) }
  }
  throw new Mismatch(opener, `${part.name} is not of one kind throughout`)
}

/** Takes one piece after the other and holds none of them: a hostile bundle may promise very many. */
interface Pieces {
  /** How many were taken. */
  count(): number
  /** Null: it is covered. Says whether the seeds say so too. */
  take(content: Uint8Array | null, hash?: HashParts): void
  /** Root in hex. Says whether some seeds or hashes were left. */
  end(): string
}

function openingOf(opener: string, covered: Covered, { seeds, hashes }: OpenedPart): Pieces {
  const given: Iterator<Uint8Array | null, void> = opening(opener, () => openedSeeds(covered, seeds.map(fromBase64)))
  const tree = opening(opener, () => new OpenedTree(covered, hashes.map(fromBase64)))
  let count = 0
  return {
    count: () => count,
    take(content, hash) {
      opening(opener, () => {
        const seed = given.next().value ?? null
        tree.add(content === null || seed === null ? null : pieceHash(seed, content, hash))
      })
      count += 1
    },
    end: () =>
      opening(opener, () => {
        given.next()
        return toHex(tree.root())
      }),
  }
}

/** Each covered stretch is one run of so many pieces, and no run of text holds more or fewer than are shown there. */
async function textRoot(bag: Bag, opener: string, runs: readonly (string | number)[], covered: Covered, given: OpenedPart): Promise<string> {
  const taken = openingOf(opener, covered, given)
  for (const run of runs) {
    const pieces = typeof run === 'string' ? textPieces(run) : Array.from({ length: Math.min(run, covered.length + 1) }, () => null)
    for (const piece of pieces) {
      const at = taken.count()
      if (at % 4096 === 0) await bag.pause()
      if ((piece === null) !== (covered[at] ?? piece !== null)) throw new Mismatch(opener, `covers something else than said, at piece ${at}`)
      taken.take(piece === null ? null : utf8(piece))
    }
  }
  if (taken.count() !== covered.length) throw new Mismatch(opener, `has ${taken.count()} pieces of text and not ${covered.length}`)
  return taken.end()
}

async function pictureRoot(
  bag: Bag,
  file: string,
  opener: string,
  { width, height }: MaskPart & { kind: 'picture' },
  covered: Covered,
  given: OpenedPart,
): Promise<string> {
  await checkChunks(file, piecesIn(bag, file, MAX_PICTURE))
  const taken = openingOf(opener, covered, given)
  const hash = (...parts: readonly Uint8Array[]) => bag.crypto.sha256(concat(...parts))
  const tiles = tiler(width, (tile) => {
    const isCovered = covered[taken.count()] === true
    if (isCovered && tile.some((value) => value !== 0)) throw new Mismatch(file, `something can be seen where it says that it is covered, at tile ${taken.count()}`)
    taken.take(isCovered ? null : tile, hash)
  })
  const pieces = piecesIn(bag, file, MAX_PICTURE)
  try {
    const picture = await readPicture(pieces)
    if (picture.width !== width || picture.height !== height) throw new Error(`has ${picture.width} × ${picture.height} pixels and not ${width} × ${height}`)
    let row = 0
    for await (const rgb of picture.rows) {
      tiles.row(rgb)
      if ((row += 1) % TILE.height === 0) await bag.pause()
    }
    tiles.end()
  } catch (error) {
    if (error instanceof Mismatch || error instanceof Stopped) throw error
    throw new Mismatch(file, describe(error))
  } finally {
    // It ends with the picture, or before: whoever reads the file has to let go of it.
    await pieces.return(undefined)
  }
  if (taken.count() !== covered.length) throw new Mismatch(file, 'has another number of tiles than was committed to')
  return taken.end()
}

/** Of a masked picture, before anything of it is drawn. Twice read, and never held. */
async function checkChunks(file: string, pieces: AsyncIterable<Uint8Array>): Promise<void> {
  const chunks = new MaskedChunks()
  try {
    for await (const piece of pieces) chunks.take(piece)
    chunks.end()
  } catch (error) {
    if (error instanceof Mismatch || error instanceof Stopped) throw error
    throw new Mismatch(file, describe(error))
  }
}

async function readOpened(bag: Bag, path: string): Promise<MaskingFile> {
  const bytes = await readFile(bag, path, MAX_OPENED)
  return opening(path, () => MaskingFile.parse(parseCanonical(fromUtf8(bytes))))
}

function opening<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw error instanceof Mismatch ? error : new Mismatch(path, describe(error))
  }
}
