import type Database from 'better-sqlite3'
import type { Kid, PersonId, PersonRole } from '../../../../shared/model/index.ts'
import type { PeopleStore, PersonRow } from '../../people/index.ts'
import { recovering } from './meta.ts'

interface Row {
  id: PersonId
  name: string
  title: string
  contact: string
  role: PersonRole
  kid: Kid
  public_key: Buffer
  enrolled_at: string
  departed_at: string | null
}

const COLUMNS = 'id, name, title, contact, role, kid, public_key, enrolled_at, departed_at'

const toPerson = ({ public_key, enrolled_at, departed_at, ...row }: Row): PersonRow => ({
  ...row,
  publicKey: public_key,
  enrolledAt: enrolled_at,
  departedAt: departed_at,
})

export function createPeopleStore(db: Database.Database): PeopleStore {
  const insert = db.prepare(`INSERT INTO people (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`)
  const insertKey = db.prepare('INSERT INTO people_keys (kid, public_key, person) VALUES (?, ?, ?)')
  const get = db.prepare<[string], Row>(`SELECT ${COLUMNS} FROM people WHERE id = ?`)
  const list = db.prepare<[], Row>(`SELECT ${COLUMNS} FROM people ORDER BY position`)
  const sealed = db
    .prepare<[string], string>('SELECT sealed FROM sealed_keys WHERE person = ? ORDER BY position DESC')
    .pluck()
  const addSealed = db.prepare('INSERT INTO sealed_keys (person, sealed) VALUES (?, ?)')
  const dropSealed = db.prepare('DELETE FROM sealed_keys WHERE person = ?')
  const setKey = db.prepare('UPDATE people SET kid = ?, public_key = ? WHERE id = ?')
  const change = db.prepare('UPDATE people SET name = ?, title = ?, contact = ? WHERE id = ?')
  const setDeparted = db.prepare('UPDATE people SET departed_at = ? WHERE id = ?')
  const recovered = db.prepare('DELETE FROM meta WHERE key = ?')
  const publicKey = db.prepare<[string], Buffer>('SELECT public_key FROM people_keys WHERE kid = ?').pluck()

  const keepOnly = db.transaction((id: PersonId, sealedKey: string) => {
    dropSealed.run(id)
    addSealed.run(id, sealedKey)
  })

  return {
    insert: db.transaction((person: PersonRow, sealedKey: string) => {
      const { id, name, title, contact, role, kid } = person
      insert.run(id, name, title, contact, role, kid, person.publicKey, person.enrolledAt, person.departedAt)
      insertKey.run(kid, person.publicKey, id)
      addSealed.run(id, sealedKey)
    }),
    get(id) {
      const row = get.get(id)
      return row ? toPerson(row) : null
    },
    list: () => list.all().map(toPerson),
    sealedKeys: (id) => sealed.all(id),
    addSealedKey: (id, sealedKey) => void addSealed.run(id, sealedKey),
    keepSealedKey: keepOnly,
    replaceKey: db.transaction((id: PersonId, kid: Kid, key: Uint8Array, sealedKey: string) => {
      insertKey.run(kid, key, id)
      setKey.run(kid, key, id)
      keepOnly(id, sealedKey)
      // With the new key the recovery is whole: see `Slots.recover`.
      recovered.run(recovering(id))
    }),
    change: (id, { name, title, contact }) => void change.run(name, title, contact, id),
    depart: db.transaction((id: PersonId, at: string) => {
      setDeparted.run(at, id)
      dropSealed.run(id)
    }),
    publicKey: (kid) => publicKey.get(kid) ?? null,
  }
}
