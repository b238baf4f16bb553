import { createHash } from 'node:crypto'
import { canonicalJson, contentRoot, fromUtf8, utf8 } from '../../../shared/encoding/index.ts'
import { Refusal } from '../../../shared/contract/index.ts'
import type { Artefact, CaseId, ExhibitId, Payload } from '../../../shared/model/index.ts'
import type { ActorSession } from '../ledger/index.ts'
import { Acquisition, previewRoot, type AcquisitionParts } from './acquisition.ts'
import { detectType, openFile } from './files.ts'
import type { ArtefactRow, ExhibitRow, PreviewRow, StoredObject } from './ports.ts'

export interface ImportRequest {
  case: CaseId
  path: string
  /** As the person knew it. */
  fileName: string
  onBytes: (done: number, total: number) => void
  signal: AbortSignal
}

export interface NoteRequest {
  case: CaseId
  title: string
  text: string
  supersedes: ExhibitId | null
}

/** Text shown in the app is cut after this many bytes; the artefact itself isn't. */
export const MAX_SHOWN_TEXT = 512 * 1024

export interface Evidence {
  begin(chain: CaseId): Acquisition
  importFile(actor: ActorSession, request: ImportRequest): Promise<ExhibitRow>
  writeNote(actor: ActorSession, request: NoteRequest): Promise<ExhibitRow>
  /** Throws `exhibit.not-found`, `exhibit.disposed`. */
  get(id: ExhibitId): ExhibitRow
  list(chain: CaseId): ExhibitRow[]
  /** What the ledger committed to when the exhibit was acquired; throws `evidence.damaged` if the entry doesn't hold. */
  committed(exhibit: ExhibitRow): Payload<'exhibit.acquired'>
  artefacts(exhibit: ExhibitRow): Artefact[]
  /** Content against the ledger's digest; the last chunk comes only if all before it held. Throws `artefact.not-found`. */
  read(exhibit: ExhibitRow, name: string): AsyncGenerator<Uint8Array>
  /**
   * Content whose seal holds, but not held against the ledger's digest: whoever asks has to do that with all that came. A chunk
   * is used again once two more have been asked for. Throws `artefact.not-found`.
   */
  readSealed(exhibit: ExhibitRow, name: string): AsyncGenerator<Uint8Array>
  /** One whole pass over an artefact, to know before it is shown that it holds. */
  verify(exhibit: ExhibitRow, name: string): Promise<Artefact>
  /** Pictures as committed; throws `evidence.damaged` if any was exchanged. */
  previews(exhibit: ExhibitRow): PreviewRow[]
  readPreview(preview: PreviewRow): AsyncGenerator<Uint8Array>
  text(exhibit: ExhibitRow, name: string): Promise<{ text: string; truncated: boolean }>
}

export function createEvidence(parts: AcquisitionParts): Evidence {
  const { store, objects, ledger, disposed = () => null } = parts

  const get = (id: ExhibitId): ExhibitRow => {
    const row = store.get(id)
    if (row !== null) return row
    const number = disposed(id)
    throw number === null ? new Refusal('exhibit.not-found') : new Refusal('exhibit.disposed', { number })
  }

  /** Which entry is the exhibit's stands in its row: one that names none, or one of another kind, was changed. */
  const entryOf = (exhibit: ExhibitRow): Payload<'exhibit.acquired'> => {
    try {
      return ledger.payload(exhibit.seq, 'exhibit.acquired')
    } catch (error) {
      throw error instanceof Refusal ? error : new Refusal('evidence.damaged', { exhibit: exhibit.number, item: 'exhibit' }, error)
    }
  }

  const committed = (exhibit: ExhibitRow): Payload<'exhibit.acquired'> => {
    const payload = entryOf(exhibit)
    const bytes = payload.artefacts.reduce((sum, artefact) => sum + artefact.bytes, 0)
    const holds = payload.exhibit === exhibit.id && payload.contentRoot === contentRoot(payload.artefacts) && bytes === exhibit.bytes
    if (!holds || canonicalJson(wordsOf({ ...payload, compares: payload.compares?.exhibit ?? null })) !== canonicalJson(wordsOf({ ...exhibit, actor: { name: exhibit.acquiredBy } }))) {
      throw new Refusal('evidence.damaged', { exhibit: exhibit.number, item: 'exhibit' })
    }
    return payload
  }

  /** The stored row and the ledger's word for it must agree before a byte is read. */
  const find = (exhibit: ExhibitRow, name: string): { promised: Artefact; row: ArtefactRow } => {
    const promised = committed(exhibit).artefacts.find((artefact) => artefact.name === name)
    if (promised === undefined) throw new Refusal('artefact.not-found', { name })
    const row = store.artefacts(exhibit.id).find((artefact) => artefact.name === name)
    if (row === undefined) throw new Refusal('evidence.damaged', { exhibit: exhibit.number, item: name })
    return { promised, row }
  }

  async function* checked(object: StoredObject, promised: { bytes: number; sha256: string }, damaged: () => Refusal): AsyncGenerator<Uint8Array> {
    const hash = createHash('sha256')
    let bytes = 0
    let held: Uint8Array | null = null
    for await (const chunk of objects.read(object)) {
      hash.update(chunk)
      bytes += chunk.length
      if (held !== null) yield held
      held = chunk
    }
    if (bytes !== promised.bytes || hash.digest('hex') !== promised.sha256) throw damaged()
    if (held !== null) yield held
  }

  async function* read(exhibit: ExhibitRow, name: string): AsyncGenerator<Uint8Array> {
    const { promised, row } = find(exhibit, name)
    yield* checked(row.object, promised, () => new Refusal('evidence.damaged', { exhibit: exhibit.number, item: name }))
  }

  async function* readSealed(exhibit: ExhibitRow, name: string): AsyncGenerator<Uint8Array> {
    yield* objects.read(find(exhibit, name).row.object, { reuse: true })
  }

  return {
    begin: (chain) => new Acquisition(parts, chain),
    get,
    committed,
    read,
    readSealed,
    list: (chain) => store.list(chain),
    artefacts: (exhibit) => committed(exhibit).artefacts,

    async importFile(actor, request) {
      const file = await openFile(request.path, request.fileName)
      const acquisition = new Acquisition(parts, request.case)
      try {
        const chunks = file.chunks((done) => request.onBytes(done, file.bytes), request.signal)
        const first = await chunks.next()
        const head = first.done === true ? new Uint8Array() : first.value
        const type = await detectType(head, request.fileName)
        const name = `original.${type.extension}`
        await acquisition.add(name, type.mediaType, prepend(head, chunks))
        if (request.signal.aborted) throw new Refusal('job.cancelled')
        return await acquisition.finish(actor, {
          kind: 'file',
          title: request.fileName,
          acquiredAt: new Date().toISOString(),
          completeness: null,
          // As it was, but for half characters, which nothing can write down.
          source: { fileName: request.fileName.slice(0, 1024).toWellFormed(), modifiedAt: file.modifiedAt },
          supersedes: null,
          searchText: type.mediaType === 'text/plain' ? lenientText(head) : '',
          pictures: [name],
        })
      } catch (error) {
        await acquisition.abandon()
        throw error
      } finally {
        await file.close()
      }
    },

    async writeNote(actor, request) {
      if (request.supersedes !== null) {
        const old = get(request.supersedes)
        if (old.kind !== 'note') throw new Refusal('exhibit.not-a-note')
        if (store.supersededBy(old.id) !== null) throw new Refusal('exhibit.not-found')
      }
      const acquisition = new Acquisition(parts, request.case)
      try {
        await acquisition.add('note.txt', 'text/plain', [utf8(request.text)])
        return await acquisition.finish(actor, {
          kind: 'note',
          title: request.title,
          acquiredAt: new Date().toISOString(),
          completeness: null,
          source: null,
          supersedes: request.supersedes,
          searchText: request.text,
          pictures: [],
        })
      } catch (error) {
        await acquisition.abandon()
        throw error
      }
    },

    async verify(exhibit, name) {
      const { promised } = find(exhibit, name)
      for await (const _chunk of read(exhibit, name)) void _chunk
      return promised
    },

    previews(exhibit) {
      const previews = store.previews(exhibit.id)
      if (previewRoot(previews) !== committed(exhibit).previewRoot) throw new Refusal('evidence.damaged', { exhibit: exhibit.number, item: 'previews' })
      return previews
    },

    // The row's digest was held against the ledger by `previews`, so the row is the promise here.
    readPreview: (preview) => checked(preview.object, preview.object, () => new Refusal('evidence.damaged', { exhibit: 0, item: `${preview.of} (picture)` })),

    async text(exhibit, name) {
      const parts: Uint8Array[] = []
      let bytes = 0
      for await (const chunk of read(exhibit, name)) {
        if (bytes < MAX_SHOWN_TEXT) parts.push(chunk.subarray(0, MAX_SHOWN_TEXT - bytes))
        bytes += chunk.length
      }
      return { text: lenientText(Buffer.concat(parts)), truncated: bytes > MAX_SHOWN_TEXT }
    },
  }
}

interface Words extends Pick<ExhibitRow, 'number' | 'kind' | 'title' | 'contentRoot' | 'acquiredAt' | 'completeness' | 'source' | 'supersedes' | 'compares'> {
  actor: { name: string }
}

/** All that a row and its entry both say of an exhibit. */
function wordsOf({ number, kind, title, contentRoot, acquiredAt, completeness, source, supersedes, compares, actor }: Words) {
  return { number, kind, title, contentRoot, acquiredAt, completeness, source, supersedes, compares, by: actor.name }
}

async function* prepend(head: Uint8Array, rest: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (head.length > 0) yield head
  yield* rest
}

/** For showing and searching only: bytes that aren't UTF-8 become replacement characters. */
function lenientText(bytes: Uint8Array): string {
  try {
    return fromUtf8(bytes)
  } catch {
    return new TextDecoder('utf-8').decode(bytes)
  }
}
