import Database from 'better-sqlite3'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { generateSigner, newId } from '../../electron/services/crypto/index.ts'
import type { StoredObject } from '../../electron/services/evidence/index.ts'
import { LATEST } from '../../electron/services/vault/migrations/index.ts'
import { SUMMARIES } from '../../electron/services/vault/stores/cases.ts'
import type { CaseId } from '../../shared/model/index.ts'
import { AT, addCase, addPerson, appendEntry, exhibitOf } from '../support/vault-entries.ts'
import { openTestVault, type TestVault } from '../support/vault.ts'

let test: TestVault
beforeEach(() => {
  test = openTestVault()
})
afterEach(() => test.dispose())

const object = (chain: CaseId): StoredObject => ({
  id: newId('o'),
  case: chain,
  bytes: 3,
  sha256: 'f'.repeat(64),
  sealedKey: 'AAAA',
})

/** A second connection to look at the database as it lies on disk. */
function look<T>(work: (db: Database.Database) => T): T {
  const key = test.vault.databaseKey()
  const db = new Database(join(test.folder, 'vault.db'), { readonly: true })
  db.pragma("cipher = 'sqlcipher'")
  db.pragma('legacy = 4')
  db.pragma(`key = "x'${key}'"`)
  try {
    return work(db)
  } finally {
    db.close()
  }
}

describe('ledger', () => {
  it('keeps entries, payloads, tree and checkpoints, by log and by chain', () => {
    const { signer } = addPerson(test.vault)
    const [a, b] = [addCase(test.vault), addCase(test.vault)]
    for (const chain of [null, a, b, a, null, a]) appendEntry(test.vault, signer, chain)
    const { ledger } = test.reopen()
    expect(ledger.size()).toBe(6)
    expect(ledger.lastAt()).toBe(AT)
    expect([...ledger.chain(a)].map((entry) => [entry.seq, entry.n, entry.case])).toEqual([
      [1, 0, a],
      [3, 1, a],
      [5, 2, a],
    ])
    expect([...ledger.chain(null)].map((entry) => [entry.seq, entry.case])).toEqual([[0, null], [4, null]])
    expect([...ledger.entries(4)].map((entry) => entry.seq)).toEqual([4, 5])
    expect(ledger.tail(b)?.n).toBe(0)
    expect(ledger.tail(addCase(test.vault))).toBeNull()
    expect(ledger.entry(3)?.payload).toContain('exhibit.viewed')
    expect(ledger.entry(6)).toBeNull()
    expect(ledger.node(0, 5)).not.toBeNull()
    expect(ledger.node(2, 1)).toBeNull()
    expect(ledger.latestCheckpoint()?.size).toBe(6)
    expect([...ledger.checkpoints()].map((checkpoint) => checkpoint.size)).toEqual([1, 2, 3, 4, 5, 6])
  })

  it('can be walked through while it is written to, beyond one page', () => {
    const { signer } = addPerson(test.vault)
    test.vault.ledger.transaction(() => {
      for (let i = 0; i < 1030; i += 1) appendEntry(test.vault, signer)
    })
    let seen = 0
    for (const entry of test.vault.ledger.entries(0)) {
      if (entry.seq === 5) appendEntry(test.vault, signer)
      expect(entry.seq).toBe(seen)
      seen += 1
    }
    expect(seen).toBe(1031)
    expect([...test.vault.ledger.chain(null)]).toHaveLength(1031)
    expect([...test.vault.ledger.checkpoints()]).toHaveLength(1031)
  })

  it('takes back everything when a transaction falls', () => {
    const { signer } = addPerson(test.vault)
    const chain = addCase(test.vault)
    expect(() =>
      appendEntry(test.vault, signer, chain, 'exhibit.acquired', () => {
        test.vault.evidence.insert(exhibitOf(test.vault, chain, [object(chain)]))
        throw new Error('no')
      }),
    ).toThrow('no')
    expect(test.vault.evidence.list(chain)).toEqual([])
    expect(test.vault.ledger.size()).toBe(0)
  })

  it('refuses a gap and a repeated place', () => {
    const leaf = new Uint8Array(32)
    const row = { case: null, n: 0, type: 'exhibit.viewed', at: AT, line: '{}', leaf, payload: '{}' } as const
    expect(() => test.vault.ledger.insert({ ...row, seq: 1 })).toThrow()
    test.vault.ledger.insert({ ...row, seq: 0 })
    expect(() => test.vault.ledger.insert({ ...row, seq: 1 })).toThrow('UNIQUE')
  })
})

describe('people', () => {
  it('keeps every key that ever signed and the newest sealed one first', () => {
    const { id, signer } = addPerson(test.vault, 'Bo Bevis')
    const { people } = test.vault
    people.addSealedKey(id, 'second')
    expect(people.sealedKeys(id)).toEqual(['second', '{}'])
    people.keepSealedKey(id, 'second')
    expect(people.sealedKeys(id)).toEqual(['second'])
    const next = generateSigner().signer
    people.replaceKey(id, next.kid, next.publicKey, 'third')
    expect(people.sealedKeys(id)).toEqual(['third'])
    expect(people.get(id)).toMatchObject({ name: 'Bo Bevis', kid: next.kid })
    expect(people.publicKey(signer.kid)).toEqual(Buffer.from(signer.publicKey))
    expect(people.publicKey(next.kid)).toEqual(Buffer.from(next.publicKey))
    expect(people.publicKey('0'.repeat(16))).toBeNull()
    addPerson(test.vault, 'Cecilia')
    expect(people.list().map((person) => person.name)).toEqual(['Bo Bevis', 'Cecilia'])
  })
})

describe('cases and exhibits', () => {
  it('count what is there, unwitnessed, partial and exported', () => {
    const { id } = addPerson(test.vault)
    const [a, b] = [addCase(test.vault, 'A'), addCase(test.vault, 'B')]
    const { evidence, attestations, bundles, cases } = test.vault
    const first = exhibitOf(test.vault, a, [object(a)])
    evidence.insert(first)
    const partial = exhibitOf(test.vault, a, [object(a)])
    partial.row.completeness = { verdict: 'partial', notes: [{ code: 'height', detail: 'åäö' }] }
    partial.row.source = { requestedUrl: 'https://a/', finalUrl: 'https://b/', pageTitle: '', status: 200 }
    evidence.insert(partial)
    expect(cases.summary(a)).toMatchObject({ exhibits: 2, unwitnessed: 2, partial: 1, bundles: 0, lastActivity: AT })

    const newer = exhibitOf(test.vault, a, [object(a)])
    newer.row.supersedes = first.row.id
    evidence.insert(newer)
    expect(evidence.supersededBy(first.row.id)).toBe(newer.row.id)
    expect(evidence.supersededBy(newer.row.id)).toBeNull()
    expect(cases.summary(a)).toMatchObject({ exhibits: 3, unwitnessed: 2 })

    // The exposed employee's own word doesn't make a witness.
    attestations.insert(partial.row.id, { seq: 7, person: id }, false)
    expect(cases.summary(a)).toMatchObject({ unwitnessed: 2 })
    attestations.insert(partial.row.id, { seq: 8, person: id }, true)
    expect(attestations.list(partial.row.id)).toEqual([{ seq: 7, person: id }, { seq: 8, person: id }])
    expect(attestations.list(newer.row.id)).toEqual([])
    const number = bundles.nextNumber(a)
    const bundle = { case: a, number, profile: 'police', name: 'b', exportedAt: AT, seq: 9, sha256: '' } as const
    bundles.insert(bundle)
    expect(bundles.list(a)).toEqual([bundle])
    expect([bundles.nextNumber(a), bundles.nextNumber(b)]).toEqual([2, 1])
    expect(cases.summary(a)).toMatchObject({ exhibits: 3, unwitnessed: 1, partial: 1, bundles: 1 })
    expect(cases.summary(b)).toMatchObject({ exhibits: 0, unwitnessed: 0, partial: 0, bundles: 0 })
    expect(evidence.get(partial.row.id)).toEqual(partial.row)
    expect(evidence.artefacts(partial.row.id)).toEqual(partial.artefacts)
    expect(evidence.list(a).map((row) => row.number)).toEqual([1, 2, 3])
    expect(evidence.nextNumber(b)).toBe(1)
  })

  it('are listed by newest activity, and changed', () => {
    const { signer } = addPerson(test.vault)
    const [a, b] = [addCase(test.vault, 'A'), addCase(test.vault, 'B')]
    const { cases } = test.vault
    expect(cases.summaries().map((row) => row.id)).toEqual([b, a])
    const opened = cases.get(a)
    if (!opened) throw new Error('no case')
    cases.update({ ...opened, title: 'Nytt', reference: 'KS 2026/1' }, null)
    expect(cases.get(a)).toEqual({ ...opened, title: 'Nytt', reference: 'KS 2026/1' })
    // Entries bear a later time than the opening here.
    cases.insert({ ...opened, id: newId('c'), number: 3, openedAt: '2026-01-01T00:00:00.000Z' }, 0)
    appendEntry(test.vault, signer, a)
    expect(cases.summaries().map((row) => row.number)).toEqual([2, 1, 3])
    expect(cases.nextNumber()).toBe(4)
  })

  it('keep previews in their order', () => {
    const chain = addCase(test.vault)
    const exhibit = exhibitOf(test.vault, chain, [object(chain)])
    const size = { of: 'artefact-0.bin', width: 10, height: 20 }
    exhibit.previews = [0, 1].map((index) => ({ ...size, index, top: index * 20, object: object(chain) }))
    test.vault.evidence.insert(exhibit)
    expect(test.vault.evidence.previews(exhibit.row.id)).toEqual(exhibit.previews)
  })

  it('refuse what doesn\'t belong together', () => {
    const [a, b] = [addCase(test.vault), addCase(test.vault)]
    const foreign = exhibitOf(test.vault, a, [object(b)])
    expect(() => test.vault.evidence.insert(foreign)).toThrow('sealed for')
    const other = exhibitOf(test.vault, a, [object(a)])
    other.artefacts = other.artefacts.map((artefact) => ({ ...artefact, sha256: '0'.repeat(64) }))
    expect(() => test.vault.evidence.insert(other)).toThrow('differ')
    expect(() => test.vault.evidence.insert(exhibitOf(test.vault, newId('c'), []))).toThrow('FOREIGN KEY')
    expect(test.vault.evidence.list(a)).toEqual([])
  })
})

describe('queries', () => {
  const plan = (sql: string) =>
    look((db) => (db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[]).map((row) => row.detail))

  it('count the cases through indices alone', () => {
    const steps = plan(SUMMARIES)
    expect(steps.filter((step) => step.startsWith('SCAN'))).toEqual(['SCAN c'])
    const counting = steps.filter((step) => / [xb] /.test(`${step} `))
    expect(counting.filter((step) => !/COVERING INDEX|PRIMARY KEY/.test(step))).toEqual([])
    expect(steps.join('\n')).toContain('exhibits_unwitnessed')
    expect(steps.join('\n')).toContain('exhibits_partial')
  })

  it.each([
    "SELECT * FROM exhibits WHERE case_id = 'a' ORDER BY number",
    "SELECT * FROM exhibits WHERE id = 'a'",
    "SELECT id FROM exhibits WHERE supersedes = 'a' ORDER BY position DESC LIMIT 1",
    "SELECT * FROM artefacts a JOIN objects o ON o.id = a.object WHERE a.exhibit = 'a' ORDER BY a.position",
    "SELECT * FROM previews p JOIN objects o ON o.id = p.object WHERE p.exhibit = 'a' ORDER BY p.position",
    "SELECT * FROM attestations WHERE exhibit = 'a' ORDER BY seq",
    "SELECT * FROM ledger l LEFT JOIN payloads p ON p.seq = l.seq WHERE l.chain = 'a' AND l.n >= 0 ORDER BY l.n",
    'SELECT * FROM ledger l LEFT JOIN payloads p ON p.seq = l.seq WHERE l.seq >= 0 ORDER BY l.seq LIMIT 512',
    'SELECT seq FROM ledger WHERE end_offset > 0 ORDER BY end_offset LIMIT 512',
    "SELECT sealed FROM sealed_keys WHERE person = 'a' ORDER BY position DESC",
    'SELECT hash FROM nodes WHERE level = 1 AND idx = 2',
    "SELECT * FROM bundles WHERE case_id = 'a' ORDER BY number",
    "SELECT max(number) FROM exhibits WHERE case_id = 'a'",
  ])('neither scan a table nor sort: %s', (sql) => {
    const steps = plan(sql)
    expect(steps.filter((step) => step.startsWith('SCAN') || step.includes('TEMP B-TREE'))).toEqual([])
  })
})

describe('settings of the database', () => {
  it('are those that are promised, after creating and after opening', () => {
    // Only what a connection can see of the file; the rest is read back by the opening itself.
    const names = ['journal_mode', 'user_version', 'page_size']
    const file = () => look((db) => names.map((name) => db.pragma(name, { simple: true })))
    expect(file()).toEqual(['wal', LATEST, 4096])
    test.reopen()
    expect(file()).toEqual(['wal', LATEST, 4096])
  })
})
