import type {
  Artefact,
  CaptureSource,
  CaseId,
  Completeness,
  ExhibitId,
  ExhibitKind,
  FileSource,
  Instant,
  ObjectId,
  ReceivedSource,
} from '../../../shared/model/index.ts'

export interface ExhibitRow {
  id: ExhibitId
  case: CaseId
  number: number
  kind: ExhibitKind
  title: string
  acquiredAt: Instant
  /** Index of its `exhibit.acquired` entry in the log. */
  seq: number
  /** Hex. */
  contentRoot: string
  /** Sum over its artefacts. */
  bytes: number
  completeness: Completeness | null
  source: CaptureSource | FileSource | ReceivedSource | null
  supersedes: ExhibitId | null
  /** Of a comparison: the exhibit whose original was loaded anew. */
  compares: ExhibitId | null
  acquiredBy: string
}

/** A sealed object on disk that the database doesn't know yet: written to `objects` with the exhibit, or swept. */
export interface StoredObject {
  id: ObjectId
  case: CaseId
  bytes: number
  /** Hex, over the content before sealing. */
  sha256: string
  /** Item key under the case key, base64. */
  sealedKey: string
}

export interface ArtefactRow extends Artefact {
  object: StoredObject
}

/** A JPEG of a stretch of a picture, made by the preview process for showing and for the report. */
export interface PreviewRow {
  /** Artefact that it was drawn from. */
  of: string
  index: number
  width: number
  height: number
  /** First row in the original, px. */
  top: number
  object: StoredObject
}

export interface NewExhibit {
  row: ExhibitRow
  artefacts: ArtefactRow[]
  previews: PreviewRow[]
  /** Goes to the index with title and addresses, under a field of its own. */
  searchText: string
}

export interface EvidenceStore {
  nextNumber(chain: CaseId): number
  insert(exhibit: NewExhibit): void
  get(id: ExhibitId): ExhibitRow | null
  list(chain: CaseId): ExhibitRow[]
  /** The one with the lowest number. */
  first(chain: CaseId): ExhibitRow | null
  supersededBy(id: ExhibitId): ExhibitId | null
  artefacts(id: ExhibitId): ArtefactRow[]
  previews(id: ExhibitId): PreviewRow[]
}

/** Sealed files. `put` returns when the bytes are on disk under their final name, folder entry included. */
export interface ObjectStore {
  put(chain: CaseId, source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<StoredObject>
  /**
   * Chunks of up to 1 MiB; throws `evidence.damaged` where the seal doesn't hold. Doesn't compare the digest. With `reuse` a chunk is used
   * again once two more have been asked for: a new one for each costs a third of the time.
   */
  read(object: StoredObject, options?: { reuse: boolean }): AsyncIterable<Uint8Array>
  /** Removes an object that no exhibit took over. */
  discard(object: StoredObject): Promise<void>
}
