import type Database from 'better-sqlite3'
import { Refusal } from '../../../../shared/contract/index.ts'
import { capturedAddresses, isForWitness, type CaseId, type ExhibitId, type ExhibitKind } from '../../../../shared/model/index.ts'
import { exhibitDocument } from '../../casework/index.ts'
import type {
  ArtefactRow,
  EvidenceStore,
  ExhibitRow,
  NewExhibit,
  PreviewRow,
  StoredObject,
} from '../../evidence/index.ts'
import { OBJECT_COLUMNS, toObject, type ObjectRecord } from './objects.ts'
import { createSearchIndex } from './search.ts'

interface ExhibitRecord {
  id: ExhibitId
  case_id: CaseId
  number: number
  kind: ExhibitKind
  title: string
  acquired_at: string
  seq: number
  content_root: string
  bytes: number
  completeness: string | null
  source: string | null
  supersedes: ExhibitId | null
  compares: ExhibitId | null
  acquired_by: string
}

const EXHIBIT_COLUMNS =
  'id, case_id, number, kind, title, acquired_at, seq, content_root, bytes, completeness, source, supersedes, ' +
  'compares, acquired_by'

const toExhibit = (row: ExhibitRecord): ExhibitRow => ({
  id: row.id,
  case: row.case_id,
  number: row.number,
  kind: row.kind,
  title: row.title,
  acquiredAt: row.acquired_at,
  seq: row.seq,
  contentRoot: row.content_root,
  bytes: row.bytes,
  completeness: fromJson<ExhibitRow['completeness']>(row, row.completeness),
  source: fromJson<ExhibitRow['source']>(row, row.source),
  supersedes: row.supersedes,
  compares: row.compares,
  acquiredBy: row.acquired_by,
})

/** Written by this store from typed values, so not checked for its shape; that somebody has cut it is told as damage. */
function fromJson<T>({ number }: ExhibitRecord, text: string | null): T | null {
  try {
    return text === null ? null : (JSON.parse(text) as T)
  } catch (error) {
    throw new Refusal('evidence.damaged', { exhibit: number, item: 'exhibit' }, error)
  }
}

const toJson = (value: object | null) => (value === null ? null : JSON.stringify(value))

export function createEvidenceStore(db: Database.Database): EvidenceStore {
  const lastNumber = db
    .prepare<[string, string], number | null>(
      'SELECT max(number) FROM (SELECT max(number) AS number FROM exhibits WHERE case_id = ? UNION ALL SELECT max(number) FROM disposed_exhibits WHERE case_id = ?)',
    )
    .pluck()
  const insertExhibit = db.prepare(
    `INSERT INTO exhibits (${EXHIBIT_COLUMNS}, partial, unwitnessed)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const replaced = db.prepare('UPDATE exhibits SET unwitnessed = 0 WHERE id = ?')
  const insertObject = db.prepare('INSERT INTO objects (id, case_id, bytes, sha256, sealed_key) VALUES (?, ?, ?, ?, ?)')
  const insertArtefact = db.prepare(
    'INSERT INTO artefacts (exhibit, position, name, media_type, object) VALUES (?, ?, ?, ?, ?)',
  )
  const insertPreview = db.prepare(
    `INSERT INTO previews (exhibit, position, artefact, slice, width, height, top, object)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const index = createSearchIndex(db)
  const get = db.prepare<[string], ExhibitRecord>(`SELECT ${EXHIBIT_COLUMNS} FROM exhibits WHERE id = ?`)
  const list = db.prepare<[string], ExhibitRecord>(
    `SELECT ${EXHIBIT_COLUMNS} FROM exhibits WHERE case_id = ? ORDER BY number`,
  )
  const first = db.prepare<[string], ExhibitRecord>(`SELECT ${EXHIBIT_COLUMNS} FROM exhibits WHERE case_id = ? ORDER BY number LIMIT 1`)
  const successor = db
    .prepare<[string], ExhibitId>('SELECT id FROM exhibits WHERE supersedes = ? ORDER BY position DESC LIMIT 1')
    .pluck()
  const artefacts = db.prepare<[string], ObjectRecord & { name: string; media_type: string }>(
    `SELECT a.name, a.media_type, ${OBJECT_COLUMNS} FROM artefacts a JOIN objects o ON o.id = a.object
     WHERE a.exhibit = ? ORDER BY a.position`,
  )
  const previews = db.prepare<
    [string],
    ObjectRecord & { artefact: string; slice: number; width: number; height: number; top: number }
  >(
    `SELECT p.artefact, p.slice, p.width, p.height, p.top, ${OBJECT_COLUMNS}
     FROM previews p JOIN objects o ON o.id = p.object WHERE p.exhibit = ? ORDER BY p.position`,
  )

  const insertAddress = db.prepare('INSERT OR IGNORE INTO exhibit_addresses (case_id, address, exhibit) VALUES (?, ?, ?)')
  const secures = db.prepare('UPDATE sightings SET secured = 1 WHERE case_id = ? AND address = ?')
  /** What was seen at these addresses is secured from here on. */
  const shows = (chain: CaseId, exhibit: ExhibitId, addresses: readonly string[]) => {
    for (const address of addresses) {
      insertAddress.run(chain, address, exhibit)
      secures.run(chain, address)
    }
  }

  const takeObject = (object: StoredObject, chain: CaseId) => {
    if (object.case !== chain) throw new Error('an object belongs to the case that it was sealed for')
    insertObject.run(object.id, object.case, object.bytes, object.sha256, object.sealedKey)
  }

  const insert = db.transaction(({ row, artefacts, previews, searchText }: NewExhibit) => {
    const partial = row.completeness?.verdict === 'partial' ? 1 : 0
    insertExhibit.run(
      row.id,
      row.case,
      row.number,
      row.kind,
      row.title,
      row.acquiredAt,
      row.seq,
      row.contentRoot,
      row.bytes,
      toJson(row.completeness),
      toJson(row.source),
      row.supersedes,
      row.compares,
      row.acquiredBy,
      partial,
      // What was loaded for a witness was seen by one, and what was acquired elsewhere is for others to attest.
      isForWitness(row.kind) ? 1 : 0,
    )
    if (row.supersedes !== null) replaced.run(row.supersedes)
    artefacts.forEach((artefact, position) => {
      const { object } = artefact
      if (artefact.bytes !== object.bytes || artefact.sha256 !== object.sha256) {
        throw new Error(`artefact ${artefact.name} and its object differ`)
      }
      takeObject(object, row.case)
      insertArtefact.run(row.id, position, artefact.name, artefact.mediaType, object.id)
    })
    previews.forEach((preview, position) => {
      const { of, index, width, height, top, object } = preview
      takeObject(object, row.case)
      insertPreview.run(row.id, position, of, index, width, height, top, object.id)
    })
    index.put(exhibitDocument({ ...row, exhibit: row.id }, searchText))
    if (row.kind === 'capture') shows(row.case, row.id, capturedAddresses(row.source))
  })

  return {
    nextNumber: (chain) => (lastNumber.get(chain, chain) ?? 0) + 1,
    insert,
    get(id) {
      const row = get.get(id)
      return row ? toExhibit(row) : null
    },
    list: (chain) => list.all(chain).map(toExhibit),
    first(chain) {
      const row = first.get(chain)
      return row ? toExhibit(row) : null
    },
    supersededBy: (id) => successor.get(id) ?? null,
    artefacts: (id) =>
      artefacts.all(id).map(
        (row): ArtefactRow => ({
          name: row.name,
          bytes: row.bytes,
          sha256: row.sha256,
          mediaType: row.media_type,
          object: toObject(row),
        }),
      ),
    previews: (id) =>
      previews.all(id).map(
        ({ artefact, slice, width, height, top, ...object }): PreviewRow => ({
          of: artefact,
          index: slice,
          width,
          height,
          top,
          object: toObject(object),
        }),
      ),
  }
}
