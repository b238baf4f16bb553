import { randomBytes } from 'node:crypto'
import { Refusal } from '../../../shared/contract/index.ts'
import { contentRoot, nameFrom, partSeed, toHex } from '../../../shared/encoding/index.ts'
import { isText, type CaptureSource, type CaseId, type Completeness, type ExhibitId, type ExhibitKind, type FileSource, type Instant, type MaskPart, type ReceivedSource } from '../../../shared/model/index.ts'
import type { SpawnChild } from '../capture/index.ts'
import type { ActorSession, Append, Ledger } from '../ledger/index.ts'
import type { ArtefactRow, EvidenceStore, ExhibitRow, ObjectStore, PreviewRow, StoredObject } from './ports.ts'
import { drawPreviews } from './preview/index.ts'
import type { PictureRoot } from './preview/mask.ts'
import { textPart, textPassing } from './text-pieces.ts'

export interface AcquisitionParts {
  store: EvidenceStore
  objects: ObjectStore
  ledger: Ledger
  spawn: SpawnChild
  newExhibitId: () => ExhibitId
  /** The number of an exhibit that was disposed of; null: it wasn't. */
  disposed?: (id: ExhibitId) => number | null
}

export interface AcquisitionEnd {
  kind: ExhibitKind
  /** Of a stranger's making, where it is a file's name or a page's title; the exhibit is called what can be seen of it. */
  title: string
  acquiredAt: Instant
  completeness: Completeness | null
  source: CaptureSource | FileSource | ReceivedSource | null
  supersedes: ExhibitId | null
  /** Only of a comparison. */
  compares?: { exhibit: ExhibitId; sitting: string }
  /** What it says, for the search; title and addresses are found as they are. */
  searchText: string
  /** Artefacts whose pictures the app shows, in this order; those that aren't there are passed over. */
  pictures: readonly string[]
}

export const previewName = (of: string, index: number): string => `${of}.${String(index).padStart(4, '0')}.jpg`

/** The ledger's commitment to the pictures shown: see `previewRoot` in the payload's schema. Null without pictures. */
export function previewRoot(previews: readonly PreviewRow[]): string | null {
  if (previews.length === 0) return null
  return contentRoot(previews.map((p) => ({ name: previewName(p.of, p.index), bytes: p.object.bytes, sha256: p.object.sha256 })))
}

/** Of what opens an exhibit's commitments to its parts. */
const SEED_BYTES = 32

/** As payloads and rows hold it, in UTF-16 units. */
const MAX_TITLE = 500
/** For what has no name that can be shown. */
const UNNAMED = '–'

/** Bounds the full-text index, in UTF-16 units. */
const MAX_SEARCH_TEXT = 1_000_000

/**
 * An exhibit in the making: artefacts are sealed on disk as they arrive; `finish` writes exhibit, artefacts, search text
 * and ledger entry in one transaction. Until then nothing of it exists for the vault, and `abandon` (or the sweep at the
 * next opening) removes what was sealed.
 */
export class Acquisition {
  readonly #parts: AcquisitionParts
  readonly #chain: CaseId
  readonly #artefacts: ArtefactRow[] = []
  readonly #sealed: StoredObject[] = []
  /**
   * In pieces, kept as it passed: between its sealed file and its entry nothing is read again, which a lock that is asked
   * for there would refuse.
   */
  #text: { name: string; pieces: readonly string[] | null } | null = null

  constructor(parts: AcquisitionParts, chain: CaseId) {
    this.#parts = parts
    this.#chain = chain
  }

  async add(name: string, mediaType: string, chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<ArtefactRow> {
    if (this.#artefacts.some((artefact) => artefact.name === name)) throw new Error(`artefact ${name} was added twice`)
    const text = isText({ name, mediaType }) ? textPassing(chunks) : null
    const object = await this.#parts.objects.put(this.#chain, text?.chunks ?? chunks)
    if (text !== null) this.#text ??= { name, pieces: text.pieces() }
    this.#sealed.push(object)
    const row = { name, mediaType, bytes: object.bytes, sha256: object.sha256, object }
    this.#artefacts.push(row)
    return row
  }

  /** What was added under a name, once more, as it lies sealed. Null: nothing was. */
  read(name: string): { bytes: number; open: () => AsyncIterable<Uint8Array> } | null {
    const artefact = this.#artefacts.find((candidate) => candidate.name === name)
    return artefact === undefined ? null : { bytes: artefact.bytes, open: () => this.#parts.objects.read(artefact.object) }
  }

  /** `also`: writes what belongs to it, in the same commit. What that throws leaves nothing of either. */
  async finish(actor: ActorSession, end: AcquisitionEnd, also?: (append: Append, row: ExhibitRow) => void): Promise<ExhibitRow> {
    const { store, ledger, newExhibitId } = this.#parts
    const seed = randomBytes(SEED_BYTES)
    const { previews, parts, completeness } = await this.#draw(end, seed)
    const artefacts = this.#artefacts.toSorted((a, b) => (a.name < b.name ? -1 : 1))
    const root = contentRoot(artefacts)
    const id = newExhibitId()
    const title = nameFrom(end.title, MAX_TITLE) || UNNAMED
    return ledger.commit(actor, (append) => {
      // Asked again here: another correction may have been written while this one was being sealed.
      if (end.supersedes !== null && store.supersededBy(end.supersedes) !== null) throw new Refusal('exhibit.not-found')
      const number = store.nextNumber(this.#chain)
      const { seq } = append(this.#chain, {
        type: 'exhibit.acquired',
        exhibit: id,
        number,
        kind: end.kind,
        title,
        contentRoot: root,
        artefacts: artefacts.map(({ name, bytes, sha256, mediaType }) => ({ name, bytes, sha256, mediaType })),
        previewRoot: previewRoot(previews),
        acquiredAt: end.acquiredAt,
        completeness,
        source: end.source,
        supersedes: end.supersedes,
        ...(end.compares && { compares: end.compares }),
        ...(parts.length > 0 && { masking: { seed: toHex(seed), parts } }),
      })
      const row: ExhibitRow = {
        id,
        case: this.#chain,
        number,
        kind: end.kind,
        title,
        acquiredAt: end.acquiredAt,
        seq,
        contentRoot: root,
        bytes: artefacts.reduce((sum, artefact) => sum + artefact.bytes, 0),
        completeness,
        source: end.source,
        supersedes: end.supersedes,
        compares: end.compares?.exhibit ?? null,
        acquiredBy: actor.actor.name,
      }
      store.insert({ row, artefacts, previews, searchText: end.searchText.slice(0, MAX_SEARCH_TEXT) })
      also?.(append, row)
      return row
    })
  }

  async abandon(): Promise<void> {
    for (const object of this.#sealed.splice(0)) await this.#parts.objects.discard(object)
  }

  /** Draws the pictures that are shown, and commits to them and to the text under the exhibit's `seed`. */
  async #draw(end: AcquisitionEnd, seed: Uint8Array): Promise<{ previews: PreviewRow[]; parts: MaskPart[]; completeness: Completeness | null }> {
    const previews: PreviewRow[] = []
    const parts: MaskPart[] = []
    const text = this.#text
    if (text !== null && text.pieces !== null) parts.push(textPart(text.name, text.pieces, partSeed(seed, text.name)))
    for (const name of end.pictures) {
      const artefact = this.#artefacts.find((candidate) => candidate.name === name)
      if (artefact === undefined) continue
      try {
        let index = 0
        const { mediaType, bytes, object } = artefact
        const commitment = { seed: partSeed(seed, name), done: (picture: PictureRoot) => parts.push({ kind: 'picture', name, ...picture }) }
        for await (const slice of drawPreviews(this.#parts.spawn, { mediaType, bytes, chunks: this.#parts.objects.read(object) }, commitment)) {
          const kept = await this.#parts.objects.put(this.#chain, [slice.jpeg])
          this.#sealed.push(kept)
          previews.push({ of: name, index, width: slice.width, height: slice.height, top: slice.top, object: kept })
          index += 1
        }
      } catch (error) {
        // The vault was locked meanwhile, which is no fault of the picture: nothing is acquired then.
        if (error instanceof Refusal && error.code === 'vault.not-open') throw error
        // The artefact is safe; only its picture can't be shown. Half a picture would mislead, so none is kept.
        for (const preview of previews.splice(0)) await this.#parts.objects.discard(preview.object)
        const detail = error instanceof Error ? error.message : String(error)
        return { previews, parts, completeness: withNote(end.completeness, 'preview-failed', `${name}: ${detail}`) }
      }
    }
    return { previews, parts, completeness: end.completeness }
  }
}

function withNote(completeness: Completeness | null, code: string, detail: string): Completeness {
  const { verdict, notes } = completeness ?? { verdict: 'complete' as const, notes: [] }
  return { verdict, notes: [...notes, { code, detail: detail.slice(0, 2000) }] }
}
