import { canonicalJson, coveredPieces, coveredTiles, disclose, fromHex, openedRoot, partSeed, partsLeftOut, pictureCovering, runsOf, runsText, sha256Hex, textCovering, toBase64, toHex, utf8, type Disclosure } from '../../../shared/encoding/index.ts'
import { Refusal } from '../../../shared/contract/index.ts'
import { MASKING_FILE, maskedName, type Artefact, type Cover, type Covering, type MaskingFile, type MaskPart, type OpenedPart, type Payload } from '../../../shared/model/index.ts'
import type { AcquisitionParts } from './acquisition.ts'
import type { Evidence } from './evidence.ts'
import type { ExhibitRow, PreviewRow, StoredObject } from './ports.ts'
import { drawMasked, drawPreviews, tileHashes } from './preview/index.ts'
import { commitToPieces, readPieces } from './text-pieces.ts'

/** A file of a masked exhibit, in bounded memory: pictures lie sealed in the vault until `discard`. */
export interface MaskedFile {
  artefact: Artefact
  open: () => AsyncIterable<Uint8Array> | Iterable<Uint8Array>
}

export interface MaskedExhibit {
  /** In order of their names; `masking.json` among them. */
  files: MaskedFile[]
  /** What the report shows of the masked pictures. */
  previews: PreviewRow[]
  /** The masked texts, by the name of their file. */
  texts: ReadonlyMap<string, string>
  /** What is covered of each part that was committed to, reckoned as the verifier does. */
  coverings: Covering[]
}

export interface Masking {
  /** Of which artefacts parts can be covered, as the acquisition committed to them. Empty: of none. */
  parts(exhibit: ExhibitRow): readonly MaskPart[]
  /** A text in its pieces. @throws Refusal `evidence.damaged` */
  pieces(exhibit: ExhibitRow, name: string): Promise<readonly string[]>
  /** Draws an exhibit as it is shown in a masked bundle. @throws Refusal `evidence.damaged`; Error where a picture can't be drawn */
  apply(exhibit: ExhibitRow, redacted: Payload<'exhibit.redacted'>): Promise<MaskedExhibit>
  /** Removes what `apply` has sealed. What isn't, since the program ended, is swept at the next opening. */
  discard(): Promise<void>
}

/** For one export: what it seals meanwhile is its own. */
export function createMasking(evidence: Pick<Evidence, 'committed' | 'read'>, { objects, spawn }: Pick<AcquisitionParts, 'objects' | 'spawn'>): Masking {
  const sealed: StoredObject[] = []

  const partsOf = (exhibit: ExhibitRow) => evidence.committed(exhibit).masking ?? { seed: '', parts: [] }

  async function pieces(exhibit: ExhibitRow, name: string): Promise<readonly string[]> {
    const found = await readPieces(evidence.read(exhibit, name))
    if (found === null) throw new Refusal('evidence.damaged', { exhibit: exhibit.number, item: name })
    return found
  }

  async function keep(exhibit: ExhibitRow, chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<StoredObject> {
    const object = await objects.put(exhibit.case, chunks)
    sealed.push(object)
    return object
  }

  async function picture(exhibit: ExhibitRow, cover: Cover & { kind: 'picture' }, part: MaskPart & { kind: 'picture' }, seed: Uint8Array) {
    const { mediaType, bytes } = original(exhibit, cover.name)
    const source = () => ({ mediaType, bytes, chunks: evidence.read(exhibit, cover.name) })
    const object = await keep(exhibit, drawMasked(spawn, source(), cover.covered))
    const leaves = await tileHashes(spawn, source(), seed)
    if (rootIn(leaves) !== part.root) throw new Refusal('evidence.damaged', { exhibit: exhibit.number, item: cover.name })
    const covered = coveredTiles(part.width, part.height, cover.covered)
    const given = disclose(seed, leaves, covered)
    const name = maskedName(part)
    const previews: PreviewRow[] = []
    for await (const { width, height, top, jpeg } of drawPreviews(spawn, { mediaType: 'image/png', bytes: object.bytes, chunks: objects.read(object) }, null)) {
      previews.push({ of: name, index: previews.length, width, height, top, object: await keep(exhibit, [jpeg]) })
    }
    const artefact = { name, mediaType: 'image/png', bytes: object.bytes, sha256: object.sha256 }
    return { file: { artefact, open: () => objects.read(object) }, opened: { kind: 'picture' as const, name: cover.name, ...inBase64(given) }, covering: pictureCovering(part, covered), previews }
  }

  async function text(exhibit: ExhibitRow, cover: Cover & { kind: 'text' }, part: MaskPart & { kind: 'text' }, seed: Uint8Array) {
    const all = await pieces(exhibit, cover.name)
    const covered = coveredPieces(part.pieces, cover.covered)
    const { leaves } = commitToPieces(all, seed)
    // A program that draws or cuts otherwise than at the acquisition must not promise what nobody could check.
    if (rootIn(leaves) !== part.root) throw new Refusal('evidence.damaged', { exhibit: exhibit.number, item: cover.name })
    const given = disclose(seed, leaves, covered)
    const runs = runsOf(all, covered)
    return { opened: { kind: 'text' as const, name: cover.name, ...inBase64(given), runs }, covering: textCovering(part, runs), shown: runsText(runs), name: maskedName(part) }
  }

  function original(exhibit: ExhibitRow, name: string): Artefact {
    const found = evidence.committed(exhibit).artefacts.find((artefact) => artefact.name === name)
    if (found === undefined) throw new Refusal('artefact.not-found', { name })
    return found
  }

  return {
    parts: (exhibit) => partsOf(exhibit).parts,
    pieces,

    async apply(exhibit, redacted) {
      const { seed, parts } = partsOf(exhibit)
      const files: MaskedFile[] = []
      const previews: PreviewRow[] = []
      const texts = new Map<string, string>()
      const opened: OpenedPart[] = []
      const told: Covering[] = []
      for (const cover of redacted.shown) {
        const part = parts.find(({ name, kind }) => name === cover.name && kind === cover.kind)
        if (part === undefined) throw new Refusal('evidence.damaged', { exhibit: exhibit.number, item: cover.name })
        const own = partSeed(fromHex(seed), cover.name)
        if (cover.kind === 'picture' && part.kind === 'picture') {
          const drawn = await picture(exhibit, cover, part, own)
          files.push(drawn.file)
          previews.push(...drawn.previews)
          opened.push(drawn.opened)
          told.push(drawn.covering)
        } else if (cover.kind === 'text' && part.kind === 'text') {
          const written = await text(exhibit, cover, part, own)
          files.push(held(written.name, 'text/plain', utf8(written.shown)))
          texts.set(written.name, written.shown)
          opened.push(written.opened)
          told.push(written.covering)
        }
      }
      const file: MaskingFile = { v: 1, parts: opened }
      files.push(held(MASKING_FILE, 'application/json', utf8(canonicalJson(file))))
      return { files: files.toSorted((a, b) => (a.artefact.name < b.artefact.name ? -1 : 1)), previews, texts, coverings: [...told, ...partsLeftOut(parts, told)] }
    },

    async discard() {
      // Where the vault was locked meanwhile, the next opening sweeps them.
      for (const object of sealed.splice(0)) await objects.discard(object).catch(() => undefined)
    },
  }
}

const rootIn = (leaves: readonly Uint8Array[]): string => toHex(openedRoot(leaves.map(() => false), leaves, []))

const inBase64 = ({ seeds, hashes }: Disclosure) => ({ seeds: seeds.map(toBase64), hashes: hashes.map(toBase64) })

function held(name: string, mediaType: string, bytes: Uint8Array): MaskedFile {
  return { artefact: { name, mediaType, bytes: bytes.length, sha256: sha256Hex(bytes) }, open: () => [bytes] }
}
