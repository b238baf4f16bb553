import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Signer } from '../../../electron/services/crypto/index.ts'
import { caseDocument, type FoundKind } from '../../../electron/services/casework/index.ts'
import { createLedgerStore } from '../../../electron/services/vault/stores/ledger.ts'
import { createSearchIndex } from '../../../electron/services/vault/stores/search.ts'
import {
  appendLeaf,
  canonicalJson,
  checkpointBody,
  entryLeaf,
  entryLine,
  entrySigningBytes,
  kidOf,
  maskingOf,
  parseCanonical,
  parseEntryLine,
  sha256Hex,
  signCheckpoint,
  spkiPem,
  toBase64,
  toHex,
  treeRoot,
  utf8,
} from '../../../shared/encoding/index.ts'
import type { CaseId, Entry, EntryType, Payload } from '../../../shared/model/index.ts'
import type { Insider } from './keys.ts'

/** One entry as somebody wants it to stand in the log: what follows from its place is reckoned when it is written. */
export interface Draft {
  /** Its place before, to carry rows along with it; null: there was no such entry. */
  was: number | null
  chain: CaseId | null
  type: EntryType
  at: string
  kid: string
  payload: Record<string, unknown>
  /** As it stood: where nothing about it changes, its signature still holds. */
  line: string | null
}

export function readLog({ db }: Insider): Draft[] {
  return [...createLedgerStore(db).entries(0)].map(({ seq, case: chain, type, at, line, payload }) => ({
    was: seq,
    chain,
    type,
    at,
    kid: parseEntryLine(line).kid,
    payload: parseCanonical(payload ?? '{}') as Record<string, unknown>,
    line,
  }))
}

/** Every line of the log in order of `seq`: what a head outside stands for. */
export const linesOf = ({ db }: Pick<Insider, 'db'>): string[] =>
  db.prepare<[], string>('SELECT line FROM ledger ORDER BY seq').pluck().all()

/**
 * Writes the whole log anew, so that every check that needs nothing from outside holds: numbers, chains, digests, tree,
 * a checkpoint at each size, the rows and payloads that name entries, and the mirror. An entry that changes is signed by
 * the officer or with `keys`; one whose signer isn't at hand is left out, and what hangs on it as well.
 */
export function rebuild(insider: Insider, drafts: readonly Draft[], keys: readonly Signer[] = []): void {
  const { db, origin, logKey, officer } = insider
  const signers = new Map([officer.signer, ...keys].map((signer) => [String(signer.kid), signer]))
  const moved = new Map<number, number>()
  const leaves: Uint8Array[] = []
  // Where the log is the same as far as that, its state keeps the cosignature of whoever witnessed it.
  const before = db.prepare<[], { size: number; note: string }>('SELECT size, note FROM checkpoints').all()
  const stood = new Map(before.map(({ size, note }) => [size, note]))
  db.transaction(() => {
    for (const table of ['payloads', 'ledger', 'nodes', 'checkpoints']) db.exec(`DELETE FROM ${table}`)
    const store = createLedgerStore(db)
    for (const { was, chain, type, at, kid, payload: told, line: before } of drafts) {
      const seq = store.size()
      const tail = store.tail(chain)
      const payload = pointed(type, told, moved, leaves)
      if (payload === null) continue
      const text = canonicalJson(payload)
      const masking = maskingOf(payload as Payload)
      const unsigned = {
        at,
        case: chain,
        kid,
        log: origin,
        ...(masking !== undefined && { masking }),
        n: (tail?.n ?? -1) + 1,
        payload: `sha256:${sha256Hex(utf8(text))}`,
        prev: tail === null ? null : `sha256:${toHex(tail.leaf)}`,
        seq,
        type,
        v: 1,
      } as Omit<Entry, 'sig'>
      const line = signedLine(unsigned, before, signers.get(kid))
      if (line === null) continue
      const leaf = entryLeaf(line)
      store.insert({ seq, case: chain, n: unsigned.n, type, at, line, leaf, payload: text })
      appendLeaf(store, seq, leaf, store.insertNode)
      const head = { origin, size: seq + 1, root: toHex(treeRoot(store, seq + 1)) }
      const old = stood.get(head.size)
      const same = old?.startsWith(`${checkpointBody(head)}\n`) === true
      store.insertCheckpoint(head.size, same ? old : signCheckpoint(head, logKey.sign, logKey.publicKey))
      leaves.push(leaf)
      if (was !== null) moved.set(was, seq)
    }
    moveRows(insider, moved)
  })()
  fitMirror(insider)
}

/** A payload that names earlier entries, naming them where they are now; null: one of them is gone. */
function pointed(type: EntryType, payload: Draft['payload'], moved: ReadonlyMap<number, number>, leaves: readonly Uint8Array[]): Draft['payload'] | null {
  if (type === 'bundle.handed-over') {
    const exported = moved.get(payload['exported'] as number)
    return exported === undefined ? null : { ...payload, exported }
  }
  if (type === 'handover.receipted') {
    const handOver = moved.get(payload['handOver'] as number)
    return handOver === undefined ? null : { ...payload, handOver, leaf: toHex(leaves[handOver]!) }
  }
  return payload
}

function signedLine(unsigned: Omit<Entry, 'sig'>, before: string | null, signer: Signer | undefined): string | null {
  if (before !== null) {
    const { sig, ...old } = parseEntryLine(before)
    if (canonicalJson(old) === canonicalJson(unsigned)) return entryLine({ ...unsigned, sig })
  }
  return signer === undefined ? null : entryLine({ ...unsigned, sig: toBase64(signer.sign(entrySigningBytes(unsigned))) })
}

/** Columns that name an entry by its place. */
const PLACES = [
  ['exhibits', 'seq'],
  ['documents', 'seq'],
  ['attestations', 'seq'],
  ['bundles', 'seq'],
  ['hand_overs', 'seq'],
  ['hand_over_receipts', 'seq'],
  ['hand_over_receipts', 'hand_over'],
] as const

/** Rows follow their entries; those whose entry is gone go too. */
function moveRows(insider: Insider, moved: ReadonlyMap<number, number>): void {
  const { db } = insider
  const gone = db.prepare<[], { id: string; seq: number }>('SELECT id, seq FROM exhibits').all().filter(({ seq }) => !moved.has(seq))
  for (const { id } of gone) removeExhibit(insider, id)
  const { forget } = createSearchIndex(db)
  const lost = db.prepare<[], { kind: FoundKind; id: string; seq: number }>('SELECT kind, id, seq FROM documents').all().filter(({ seq }) => !moved.has(seq))
  for (const { kind, id } of lost) forget(kind, id)
  for (const [table, column] of PLACES) {
    const seqs = db.prepare<[], number>(`SELECT DISTINCT ${column} FROM ${table} ORDER BY ${column}`).pluck().all()
    // By way of negative numbers: a new place may be another row's old one.
    for (const seq of seqs) {
      const to = moved.get(seq)
      if (to === undefined) db.prepare(`DELETE FROM ${table} WHERE ${column} = ?`).run(seq)
      else db.prepare(`UPDATE ${table} SET ${column} = ? WHERE ${column} = ?`).run(-1 - to, seq)
    }
    db.exec(`UPDATE ${table} SET ${column} = -1 - ${column} WHERE ${column} < 0`)
  }
  db.exec('UPDATE exhibits SET unwitnessed = id NOT IN (SELECT exhibit FROM attestations)')
  tellCases(insider)
}

/** Cases and people as the entries that are left have them. */
function tellCases(insider: Insider): void {
  const { db, officer } = insider
  const { put, forget } = createSearchIndex(db)
  const drafts = readLog(insider)
  const enrolled = new Set(drafts.filter(({ type }) => type === 'person.enrolled').map(({ payload }) => payload['person']))
  for (const id of db.prepare<[], string>('SELECT id FROM people').pluck().all()) {
    if (enrolled.has(id) || id === officer.id) continue
    for (const table of ['people_keys', 'sealed_keys']) db.prepare(`DELETE FROM ${table} WHERE person = ?`).run(id)
    db.prepare('DELETE FROM people WHERE id = ?').run(id)
  }
  for (const id of db.prepare<[], CaseId>('SELECT id FROM cases').pluck().all()) {
    const last = drafts.findLast(({ chain, type }) => chain === id && type.startsWith('case.'))
    const seq = drafts.findLastIndex(({ chain, type }) => chain === id && type.startsWith('case.'))
    if (last === undefined) {
      forget('case', id)
      db.prepare('DELETE FROM cases WHERE id = ?').run(id)
    } else {
      const told = last.payload as Omit<Parameters<typeof caseDocument>[0], 'id' | 'openedAt'>
      db.prepare('UPDATE cases SET title = @title, reference = @reference, description = @description WHERE id = @id').run({ ...told, id })
      put(caseDocument({ ...told, id, openedAt: drafts.find(({ chain }) => chain === id)?.at ?? '' }, seq))
    }
  }
}

export function removeExhibit({ db, folder }: Insider, id: string): void {
  const objects = db.prepare<[string, string], string>(
    'SELECT object FROM artefacts WHERE exhibit = ? UNION SELECT object FROM previews WHERE exhibit = ?',
  ).pluck().all(id, id)
  createSearchIndex(db).forget('exhibit', id)
  for (const table of ['artefacts', 'previews', 'attestations', 'hand_over_receipts']) db.prepare(`DELETE FROM ${table} WHERE exhibit = ?`).run(id)
  db.prepare('DELETE FROM exhibits WHERE id = ?').run(id)
  for (const object of objects) {
    db.prepare('DELETE FROM objects WHERE id = ?').run(object)
    rmSync(join(folder, 'objects', object.slice(2, 4), object), { force: true })
  }
}

/** The readable copy as the database has it now, and nothing left that tells of another. */
export function fitMirror({ db, folder }: Insider): void {
  const ledger = join(folder, 'ledger')
  for (const name of readdirSync(ledger)) if (name !== 'vkey') rmSync(join(ledger, name), { recursive: true })
  for (const name of ['checkpoints', 'keys']) mkdirSync(join(ledger, name))
  writeFileSync(join(ledger, 'entries.jsonl'), linesOf({ db }).map((line) => `${line}\n`).join(''))
  for (const { size, note } of createLedgerStore(db).checkpoints()) writeFileSync(join(ledger, 'checkpoints', String(size).padStart(10, '0')), note)
  for (const key of db.prepare<[], Buffer>('SELECT public_key FROM people_keys').pluck().all()) {
    writeFileSync(join(ledger, 'keys', `actor-${kidOf(key)}.pem`), spkiPem(key))
  }
}
