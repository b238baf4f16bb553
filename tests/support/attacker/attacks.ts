import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generateSigner } from '../../../electron/services/crypto/index.ts'
import { readHeader, writeHeader } from '../../../electron/services/vault/header.ts'
import { createKeyring } from '../../../electron/services/vault/keyring.ts'
import { createLedgerStore } from '../../../electron/services/vault/stores/ledger.ts'
import { createMetaStore } from '../../../electron/services/vault/stores/meta.ts'
import {
  canonicalJson,
  entryLeaf,
  entryLine,
  entrySigningBytes,
  parseEntryLine,
  sha256Hex,
  signCheckpoint,
  toBase64,
  toHex,
  treeRoot,
  utf8,
  vkey,
} from '../../../shared/encoding/index.ts'
import { breakIn, type Insider } from './keys.ts'
import { fitMirror, readLog, rebuild, removeExhibit, type Draft } from './log.ts'
import type { Scene } from './scene.ts'

export interface Attack {
  name: string
  /** Of the folder, the vault closed. */
  run(scene: Scene): void
}

/** With the database open and the keys at hand. */
const inside = (name: string, work: (insider: Insider, scene: Scene) => void): Attack => ({
  name,
  run(scene) {
    const insider = breakIn(scene.folder)
    try {
      work(insider, scene)
    } finally {
      insider.close()
    }
  },
})

/** The whole log anew, from another story. */
const rebuilt = (name: string, tell: (drafts: Draft[], scene: Scene, insider: Insider) => Draft[]): Attack =>
  inside(name, (insider, scene) => rebuild(insider, tell(readLog(insider), scene, insider)))

const sql = (name: string, text: string, values: (scene: Scene) => unknown[] = () => []): Attack =>
  inside(name, ({ db }, scene) => void db.prepare(text).run(...values(scene)))

const isOf = (exhibit: string) => (draft: Draft) => draft.payload['exhibit'] === exhibit
const acquired = (exhibit: string) => (draft: Draft) => draft.type === 'exhibit.acquired' && isOf(exhibit)(draft)
const seqOf = (insider: Insider, type: string) =>
  insider.db.prepare<[string], number>('SELECT seq FROM ledger WHERE type = ? ORDER BY seq LIMIT 1').pluck().get(type)!
const swapped = <T>(list: readonly T[], a: number, b: number) => list.map((one, i) => (i === a ? list[b]! : i === b ? list[a]! : one))

/** Another text in a payload, and the entry's digest made to fit; signed again or not. */
function retell(insider: Insider, seq: number, sign: boolean): void {
  const { db, officer } = insider
  const row = db.prepare<[number], { line: string; text: string }>('SELECT line, text FROM ledger JOIN payloads USING (seq) WHERE seq = ?').get(seq)!
  const text = canonicalJson({ ...(JSON.parse(row.text) as object), title: 'ofarligt' })
  const { sig, ...unsigned } = { ...parseEntryLine(row.line), payload: `sha256:${sha256Hex(utf8(text))}` as const }
  const line = entryLine({ ...unsigned, sig: sign ? toBase64(officer.signer.sign(entrySigningBytes(unsigned))) : sig })
  db.prepare('UPDATE payloads SET text = ? WHERE seq = ?').run(text, seq)
  db.prepare('UPDATE ledger SET line = ?, leaf = ? WHERE seq = ?').run(line, entryLeaf(line), seq)
  db.prepare('UPDATE nodes SET hash = ? WHERE level = 0 AND idx = ?').run(entryLeaf(line), seq)
}

const EDITS: Attack[] = [
  inside('edit: text of a payload', ({ db }) => db.exec(`UPDATE payloads SET text = replace(text, 'a.png', 'ofarligt')`)),
  inside('edit: payload and its entry', (insider) => retell(insider, seqOf(insider, 'exhibit.acquired'), false)),
  inside('edit: payload and entry, signed again', (insider) => retell(insider, seqOf(insider, 'exhibit.acquired'), true)),
  inside('edit: the same, mirror made to fit', (insider) => {
    retell(insider, seqOf(insider, 'exhibit.acquired'), true)
    fitMirror(insider)
  }),
  inside('edit: kind of an entry', (insider) => {
    const line = `replace(line, '"type":"exhibit.acquired"', '"type":"exhibit.viewed"')`
    const seq = seqOf(insider, 'exhibit.acquired')
    insider.db.prepare(`UPDATE ledger SET line = ${line}, type = 'exhibit.viewed' WHERE seq = ?`).run(seq)
  }),
  sql('edit: title of an exhibit', `UPDATE exhibits SET title = 'ofarligt' WHERE id = ?`, ({ exhibits }) => [exhibits[0]]),
  inside('edit: content of an artefact, sealed again', ({ db }, { exhibits }) => {
    // Another's content, key and digest under this artefact's name: all of it opens.
    const objectOf = db.prepare<[string], string>('SELECT object FROM artefacts WHERE exhibit = ?').pluck()
    const [mine, other] = [objectOf.get(exhibits[0])!, objectOf.get(exhibits[1])!]
    db.prepare(`UPDATE artefacts SET object = 'o-none' WHERE object = ?`).run(mine)
    db.prepare('UPDATE artefacts SET object = ? WHERE object = ?').run(mine, other)
    db.prepare(`UPDATE artefacts SET object = ? WHERE object = 'o-none'`).run(other)
  }),
  { name: 'edit: sealed file of an artefact', run: flipObject },
  inside('edit: another log key', (insider) => exchangeKey(insider, 'log-seed')),
  inside('edit: another export key', (insider) => exchangeKey(insider, 'export-seed')),
  sql('edit: whose an attestation is', 'UPDATE attestations SET person = (SELECT id FROM people WHERE id <> attestations.person LIMIT 1)'),
  inside('edit: grade in what the witness signed', ({ db }) =>
    db.exec(`UPDATE payloads SET text = replace(text, 'fingerprint-only', 'saved-image-only') WHERE text LIKE '%exhibit.attested%'`)),
  inside('edit: content root in what the witness signed', ({ db }) => {
    const row = db.prepare<[], { seq: number; text: string }>(`SELECT seq, text FROM payloads WHERE text LIKE '%"type":"exhibit.attested"%' LIMIT 1`).get()!
    const text = canonicalJson({ ...(JSON.parse(row.text) as object), contentRoot: '0'.repeat(64) })
    db.prepare('UPDATE payloads SET text = ? WHERE seq = ?').run(text, row.seq)
  }),
  sql("edit: another exhibit's attestation", 'UPDATE attestations SET exhibit = ? WHERE exhibit = ?', ({ exhibits }) => [exhibits[1], exhibits[0]]),
  inside("edit: another exhibit's attestation copied over", (insider, { exhibits }) => {
    const { db } = insider
    const seq = seqOf(insider, 'exhibit.attested')
    db.prepare('INSERT INTO attestations (seq, exhibit, person) SELECT ?, ?, person FROM attestations WHERE seq = ?').run(seq + 1, exhibits[1], seq)
  }),
]

/** Another seed in the database and, for the log, another key in the header: both with the right seals. */
function exchangeKey({ db, folder, vaultKey }: Insider, name: 'log-seed' | 'export-seed'): void {
  const { signer, seed } = generateSigner()
  const keyring = createKeyring(vaultKey)
  createMetaStore(db).set(name, keyring.sealSeed(name, seed))
  if (name === 'export-seed') return
  const { mac: _mac, checksum: _checksum, ...body } = readHeader(folder)
  writeHeader(folder, { ...body, vkey: vkey(body.origin, signer.publicKey) }, keyring.header)
  writeFileSync(join(folder, 'ledger', 'vkey'), vkey(body.origin, signer.publicKey))
  const again = db.prepare('UPDATE checkpoints SET note = ? WHERE size = ?')
  const store = createLedgerStore(db)
  for (const { size } of store.checkpoints()) {
    const head = { origin: body.origin, size, root: toHex(treeRoot(store, size)) }
    again.run(signCheckpoint(head, signer.sign, signer.publicKey), size)
  }
}

/** Another byte in the middle of the first sealed file. */
function flipObject({ folder, exhibits }: Scene): void {
  const insider = breakIn(folder)
  const id = insider.db.prepare<[string], string>('SELECT object FROM artefacts WHERE exhibit = ?').pluck().get(exhibits[0])!
  insider.close()
  const path = join(folder, 'objects', id.slice(2, 4), id)
  const bytes = readFileSync(path)
  bytes[bytes.length >> 1]! ^= 1
  writeFileSync(path, bytes)
}

const DROPS: Attack[] = [
  inside('drop: an entry', (insider) => {
    const seq = seqOf(insider, 'exhibit.acquired')
    for (const table of ['ledger', 'payloads']) insider.db.prepare(`DELETE FROM ${table} WHERE seq = ?`).run(seq)
  }),
  inside('drop: an exhibit, rows only', (insider, { exhibits }) => removeExhibit(insider, exhibits[1])),
  sql('drop: an attestation, row only', 'DELETE FROM attestations WHERE exhibit = ?', ({ exhibits }) => [exhibits[0]]),
  rebuilt('drop: the last entry, rebuilt', (drafts) => drafts.slice(0, -1)),
  rebuilt('drop: an exhibit with all that names it, rebuilt', (drafts, { exhibits }) => drafts.filter((draft) => !isOf(exhibits[0])(draft))),
  rebuilt('drop: an attestation, rebuilt', (drafts, { exhibits }) =>
    drafts.filter((draft) => !(draft.type === 'exhibit.attested' && isOf(exhibits[0])(draft)))),
  rebuilt('drop: a whole case, rebuilt', (drafts, { cases }) => drafts.filter(({ chain }) => chain !== cases[1])),
]

const REORDERS: Attack[] = [
  inside('reorder: two entries, places exchanged', ({ db }) => {
    const [a, b] = db.prepare<[], { seq: number; line: string; leaf: Buffer }>('SELECT seq, line, leaf FROM ledger ORDER BY seq DESC LIMIT 2').all() as [never, never]
    const put = db.prepare('UPDATE ledger SET line = ?, leaf = ? WHERE seq = ?')
    const [one, other] = [a, b] as { seq: number; line: string; leaf: Buffer }[]
    put.run(one!.line, one!.leaf, other!.seq)
    put.run(other!.line, other!.leaf, one!.seq)
  }),
  rebuilt('reorder: two acquisitions of a case, rebuilt', (drafts, { exhibits }) =>
    swapped(drafts, drafts.findIndex(acquired(exhibits[0])), drafts.findIndex(acquired(exhibits[1])))),
  rebuilt("reorder: two cases' entries, rebuilt", (drafts, { cases }) =>
    swapped(drafts, drafts.findIndex(({ chain }) => chain === cases[0]), drafts.findIndex(({ chain }) => chain === cases[1]))),
]

const REBUILDS: Attack[] = [
  rebuilt('rebuild: another title from the beginning, attestations left out', (drafts, { exhibits }, { db }) => {
    db.prepare(`UPDATE exhibits SET title = 'ofarligt' WHERE id = ?`).run(exhibits[0])
    return drafts.map((draft) => (acquired(exhibits[0])(draft) ? { ...draft, payload: { ...draft.payload, title: 'ofarligt' } } : draft))
  }),
  inside("rebuild: signed again under the witnesses' names, by keys enrolled for it", (insider) => forgeWitnesses(insider, [])),
  inside('rebuild: the same, and made longer than it was', (insider) => forgeWitnesses(insider, more(insider, 12))),
  rebuilt('rebuild: made longer than it was', (drafts, _, insider) => [...drafts.slice(0, 5), ...drafts.slice(6), ...more(insider, 12)]),
  rebuilt('rebuild: an exhibit put in between, back-dated', (drafts, { exhibits }) => {
    const at = drafts.findIndex(acquired(exhibits[0]))
    const looked = { exhibit: exhibits[0], number: 1, type: 'exhibit.viewed', v: 1, salt: '1'.repeat(64), actor: drafts[at]!.payload['actor'] }
    const draft: Draft = { ...drafts[at]!, was: null, type: 'exhibit.viewed', payload: looked, line: null }
    return [...drafts.slice(0, at + 1), draft, ...drafts.slice(at + 1)]
  }),
  rebuilt('rebuild: everything an hour earlier', (drafts) =>
    drafts.map((draft) => ({ ...draft, at: new Date(Date.parse(draft.at) - 3_600_000).toISOString() }))),
  rebuilt('back-date: an entry added with an older time', (drafts, _, insider) =>
    [...drafts, ...more(insider, 1).map((draft) => ({ ...draft, at: '2020-01-01T00:00:00.000Z' }))]),
  inside("back-date: the last entry's time, row only", ({ db }) =>
    db.exec(`UPDATE ledger SET at = '2020-01-01T00:00:00.000Z' WHERE seq = (SELECT max(seq) FROM ledger)`)),
]

/** Entries that an officer could make at any time. */
function more(insider: Insider, count: number): Draft[] {
  const last = readLog(insider).findLast(({ type }) => type === 'case.changed')!
  return Array.from({ length: count }, (_, n) => ({
    ...last,
    was: null,
    line: null,
    payload: { ...last.payload, salt: n.toString(16).padStart(64, '0') },
  }))
}

/** New keys in the witnesses' enrolments, and all that they ever signed signed with those. */
function forgeWitnesses(insider: Insider, extra: Draft[]): void {
  const { db } = insider
  const people = db.prepare<[], { id: string; kid: string }>(`SELECT id, kid FROM people WHERE role = 'witness'`).all()
  const forged = new Map(people.map(({ id, kid }) => [kid, { id, signer: generateSigner().signer }]))
  for (const [kid, { id, signer }] of forged) {
    db.prepare('UPDATE people SET kid = ?, public_key = ? WHERE id = ?').run(signer.kid, signer.publicKey, id)
    db.prepare('UPDATE people_keys SET kid = ?, public_key = ? WHERE kid = ?').run(signer.kid, signer.publicKey, kid)
  }
  const drafts = readLog(insider).map((draft) => {
    const own = forged.get(draft.kid)
    const enrolled = draft.type === 'person.enrolled' ? forged.get(String(draft.payload['kid'])) : undefined
    const key = enrolled && { kid: enrolled.signer.kid, publicKey: toBase64(enrolled.signer.publicKey) }
    return { ...draft, kid: own?.signer.kid ?? draft.kid, payload: { ...draft.payload, ...key } }
  })
  rebuild(insider, [...drafts, ...extra], [...forged.values()].map(({ signer }) => signer))
}

/**
 * A witness's key is said to be replaced: nothing in the past changes, and each rule is kept. Only the key on the
 * witness's receipt or card tells.
 */
export const FORGED_SUCCESSION: Attack = inside('forge: a key for the witness, by which they could sign', (insider, { receipt }) => {
  const { db } = insider
  const { signer } = generateSigner()
  const drafts = readLog(insider)
  const signed = drafts.findLast(({ type, kid }) => type === 'exhibit.attested' && kid === receipt.kid)!
  const key = { kid: signer.kid, publicKey: toBase64(signer.publicKey) }
  const told = { type: 'key.succeeded', person: receipt.person, oldKid: receipt.kid, reason: 'forgotten-passphrase' }
  const succession = { ...told, ...key, v: 1, salt: '2'.repeat(64), actor: signed.payload['actor'] }
  db.prepare('INSERT INTO people_keys (kid, public_key, person) VALUES (?, ?, ?)').run(signer.kid, signer.publicKey, receipt.person)
  db.prepare('UPDATE people SET kid = ?, public_key = ? WHERE id = ?').run(signer.kid, signer.publicKey, receipt.person)
  const { at } = drafts.at(-1)!
  const entry = { was: null, at, kid: signer.kid, line: null }
  rebuild(insider, [...drafts, { ...entry, chain: null, type: 'key.succeeded', payload: succession }], [signer])
})

/** Parts of an older vault in the place of today's. */
const older = (name: string, from: 'early' | 'late', parts: readonly string[]): Attack => ({
  name: `older vault: ${name}, ${from}`,
  run(scene) {
    for (const part of parts) {
      rmSync(join(scene.folder, part), { recursive: true, force: true })
      cpSync(join(scene[from], part), join(scene.folder, part), { recursive: true })
    }
  },
})

const WHOLE = ['header.json', 'vault.db', 'ledger', 'objects']
const OLDER: Attack[] = (['early', 'late'] as const).flatMap((from) => [
  older('the whole folder', from, WHOLE),
  older('vault.db only', from, ['vault.db']),
  older('vault.db and mirror', from, ['vault.db', 'ledger']),
  older('mirror only', from, ['ledger']),
])

/** Cut to its first `size` entries, with everything made to fit. */
export const truncation = (size: number): Attack => rebuilt(`truncate: to ${size} entries`, (drafts) => drafts.slice(0, size))

export const ATTACKS: readonly Attack[] = [...EDITS, ...DROPS, ...REORDERS, ...REBUILDS, ...OLDER]
