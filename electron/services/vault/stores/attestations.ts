import type Database from 'better-sqlite3'
import type { AttestationView } from '../../../../shared/contract/index.ts'
import type { ExhibitId } from '../../../../shared/model/index.ts'
import type { AttestationStore } from '../../witness/index.ts'

type Row = Omit<AttestationView, 'witness'> & AttestationView['witness']

const COLUMNS = 'seq, at, grade, statement, language, person, name, title, relation, kid'

export function createAttestationStore(db: Database.Database): AttestationStore {
  const insert = db.prepare(`INSERT INTO attestations (exhibit, ${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
  const witnessed = db.prepare('UPDATE exhibits SET unwitnessed = 0 WHERE id = ?')
  const list = db.prepare<[string], Row>(`SELECT ${COLUMNS} FROM attestations WHERE exhibit = ? ORDER BY seq`)

  return {
    insert: db.transaction((exhibit: ExhibitId, attestation: AttestationView) => {
      const { seq, at, grade, statement, language, witness, kid } = attestation
      const { person, name, title, relation } = witness
      insert.run(exhibit, seq, at, grade, statement, language, person, name, title, relation, kid)
      witnessed.run(exhibit)
    }),
    list: (exhibit) =>
      list.all(exhibit).map(({ seq, at, grade, statement, language, person, name, title, relation, kid }) => ({
        seq,
        at,
        grade,
        statement,
        language,
        witness: { person, name, title, relation },
        kid,
      })),
  }
}
