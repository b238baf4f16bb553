import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { breakIn } from './keys.ts'

/** What each table says that counts: all of it is held against the ledger, and none may change unnoticed. */
export const HELD: Readonly<Record<string, readonly string[]>> = {
  cases: ['id', 'number', 'title', 'reference', 'description', 'opened_at', 'closed_at'],
  people: ['id', 'name', 'title', 'contact', 'role', 'kid', 'public_key', 'enrolled_at', 'departed_at'],
  people_keys: ['kid', 'public_key', 'person'],
  objects: ['id', 'case_id', 'bytes', 'sealed_key'],
  exhibits: [
    'id', 'case_id', 'number', 'kind', 'title', 'acquired_at', 'seq', 'content_root', 'bytes', 'completeness', 'source',
    'supersedes', 'compares', 'acquired_by', 'partial', 'unwitnessed',
  ],
  artefacts: ['exhibit', 'name', 'object'],
  previews: ['exhibit', 'artefact', 'slice', 'object'],
  attestations: ['seq', 'exhibit', 'person'],
  ledger: ['seq', 'chain', 'n', 'type', 'at', 'line', 'leaf', 'end_offset'],
  payloads: ['seq', 'text'],
  nodes: ['level', 'idx', 'hash'],
  checkpoints: ['size', 'note'],
  // The digest is known only after the entry of the export: from the hand-over on it is signed.
  bundles: ['case_id', 'number', 'profile', 'exported_at', 'seq', 'sha256'],
  hand_overs: ['seq', 'case_id', 'number', 'handed_sha256'],
  hand_over_receipts: ['seq', 'hand_over', 'exhibit'],
}

/** What nothing outside the database speaks of, and why that may be. */
export const NOT_HELD: Readonly<Record<string, string>> = {
  'people.position': 'an order of rows',
  'exhibits.position': 'an order of rows',
  'artefacts.position': 'an order of rows',
  'previews.position': 'an order of rows',
  'sealed_keys.position': 'an order of rows',
  'sealed_keys.person': 'opens only under its person and passphrase, to the key that was enrolled; else nobody signs with it',
  'sealed_keys.sealed': 'the same',
  'objects.sha256': 'what is read is held against the digest in the ledger; of a picture this one is part of the root there',
  'artefacts.media_type': "the ledger's is shown",
  'previews.width': 'how large a picture is drawn, not what it shows',
  'previews.height': 'the same',
  'previews.top': 'the same',
  'bundles.name': 'what the file was called',
  'stamps': 'proof beside the log, judged anew over its checkpoint whenever it is shown',
  'capture_queue': 'intentions, no evidence',
  'kept_logins': 'no evidence; held against the chain by tests of its own',
  'records': 'held against the chain by tests of their own',
  'sightings': 'the same',
  'exhibit_addresses': 'the same',
  'documents': 'the same',
  'post_checks': 'the same',
  'disposed_exhibits': 'the same',
  'disposed_cases': 'the same',
  'meta': "settings of the vault; its name and keys are held against the first entry",
}

/**
 * Rows that count, where not all do. A bundle's that is gone can't be told from an export that was cut off at its end, and
 * its entry stands in the log; one that was handed over was there.
 */
const COUNTS: Readonly<Record<string, string>> = { bundles: 'WHERE (case_id, number) IN (SELECT case_id, number FROM hand_overs)' }

/**
 * Rows that may not be gone, where others may. A checkpoint in between says nothing that the next one doesn't; one that
 * follows upon a witness's statement has their cosignature, and the newest stands for the whole log.
 */
export const NOT_GONE: Readonly<Record<string, string>> = {
  ...COUNTS,
  checkpoints: "WHERE note LIKE '%— %— %' OR size = (SELECT max(size) FROM checkpoints)",
}

/** A digest of all that counts, in the database and in the sealed files; null where it can't be read any more. */
export function evidenceIn(folder: string): string | null {
  const hash = createHash('sha256')
  try {
    const insider = breakIn(folder)
    try {
      for (const [table, columns] of Object.entries(HELD)) {
        const order = columns.map((_, n) => n + 1).join(', ')
        const rows = insider.db.prepare(`SELECT ${columns.join(', ')} FROM ${table} ${COUNTS[table] ?? ''} ORDER BY ${order}`).raw().all()
        hash.update(JSON.stringify([table, rows]))
      }
    } finally {
      insider.close()
    }
    for (const entry of readdirSync(join(folder, 'objects'), { recursive: true, withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.isFile()) hash.update(entry.name).update(readFileSync(join(entry.parentPath, entry.name)))
    }
  } catch {
    return null
  }
  return hash.digest('hex')
}
