import type Database from 'better-sqlite3'
import type { ExhibitId, PersonId } from '../../../../shared/model/index.ts'
import type { AttestationRow, AttestationStore } from '../../witness/index.ts'

export function createAttestationStore(db: Database.Database): AttestationStore {
  const insert = db.prepare('INSERT INTO attestations (seq, exhibit, person) VALUES (?, ?, ?)')
  const witnessed = db.prepare('UPDATE exhibits SET unwitnessed = 0 WHERE id = ?')
  const list = db.prepare<[string], AttestationRow>('SELECT seq, person FROM attestations WHERE exhibit = ? ORDER BY seq')

  return {
    insert: db.transaction((exhibit: ExhibitId, { seq, person }: { seq: number; person: PersonId }, counts: boolean) => {
      insert.run(seq, exhibit, person)
      if (counts) witnessed.run(exhibit)
    }),
    list: (exhibit) => list.all(exhibit),
  }
}
