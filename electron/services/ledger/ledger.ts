import {
  consistencyProof,
  cosign,
  cosignerName,
  inclusionProof,
  openCheckpoint,
  signCheckpoint,
  tlogProof,
  toHex,
  treeRoot,
  vkey,
} from '../../../shared/encoding/index.ts'
import { Refusal, type VaultAlarm } from '../../../shared/contract/index.ts'
import type { CaseId, Entry, LogHead, Payload, PayloadType } from '../../../shared/model/index.ts'
import { verifyEd25519, type Signer } from '../crypto/index.ts'
import { alarmFor } from './alarm.ts'
import { startBatch, type Batch } from './batch.ts'
import { standingOf, type HeldOutside, type Standing } from './outside.ts'
import { secondsOf } from './cosigners.ts'
import type { ActorSession, Append, HeadMemory, LedgerMirror, LedgerStore, StoredEntry, WallClock } from './ports.ts'
import { readLine, readPayload, readText } from './reading.ts'

/** Something beside the vault that couldn't be brought up to date. What was committed is safe all the same. */
export interface LedgerNotice {
  code: 'mirror-behind' | 'head-not-remembered' | 'listener-failed'
  detail: string
}

export interface LedgerOptions {
  store: LedgerStore
  mirror: LedgerMirror
  heads: HeadMemory
  /** First line of each checkpoint. */
  origin: string
  logKey: Signer
  clock?: WallClock
}

export interface Ledger {
  readonly origin: string
  /**
   * The single way to write. Runs `write` in one transaction of the store: what it stores through other
   * repositories, the entries it appends (signed by `actor`, or by whom `append` names), their tree nodes and a signed checkpoint stand or fall
   * together. When it returns, all of that is on disk. Mirror and head memory follow afterwards and can't undo it.
   *
   * @throws whatever `write` throws, with nothing left behind
   */
  commit<T>(actor: ActorSession, write: (append: Append) => T): T
  head(): LogHead
  /** Signed note (C2SP tlog-checkpoint) over `head()`; cosigned by the witness where it was made for one's statement. */
  checkpoint(): string
  /** Set while the log doesn't extend the head remembered outside the vault and no restore was recorded. */
  alarm(): VaultAlarm | null
  notices(): readonly LedgerNotice[]
  /** Null when there is no such entry. */
  entry(seq: number): StoredEntry | null
  /** In order of `n`; null is the vault's own chain. */
  chain(chain: CaseId | null): Iterable<StoredEntry>
  /** C2SP tlog-proof of one entry against `checkpoint()`. RangeError where there is no such entry. */
  proof(seq: number): string
  /** RFC 6962 consistency proof from an earlier size (1 and up) to `head()`; `root` is the root at that size, hex. */
  consistency(fromSize: number): { root: string; proof: string[] }
  /** The log against a bundle's or receipt's word for it, whose own signatures were checked before. */
  standing(held: HeldOutside): Standing
  /**
   * The payload of an entry, held against the entry's commitment and the entry against the tree.
   *
   * @throws Refusal `evidence.damaged` at any mismatch
   */
  payload<T extends PayloadType>(seq: number, type: T): Payload<T>
  /** Its text, held like `payload`, for whoever needs one part of a long one: reading all of it costs ten times as much. */
  payloadText(seq: number, type: PayloadType): string
  /** What an entry's line says, held against the tree. @throws Refusal `evidence.damaged` */
  line(seq: number): Entry
  /** Called after each commit that wrote entries, with the new head. Returns the function that ends it. */
  onCommit(listener: (head: LogHead) => void): () => void
}

/**
 * Opens a log. Compares the stored tree with its last signed checkpoint and with the head remembered outside the
 * vault; a vault seen here for the first time is remembered from now on.
 *
 * @throws Refusal `vault.database-damaged` where entries, tree and last checkpoint don't fit together
 */
export function createLedger(options: LedgerOptions): Ledger {
  const { store, mirror, heads, origin, logKey } = options
  const clock = options.clock ?? Date.now
  const listeners = new Set<(head: LogHead) => void>()
  const notices = new Map<LedgerNotice['code'], string>()
  let { head, note } = openLog(store, origin, logKey)
  const lastSeen = heads.read(origin)
  let alarm = alarmFor(store, head, lastSeen)
  let busy = false
  /** Committed, but not in the mirror yet: a mirror that failed once is offered everything since. */
  let unpublished: { lines: string[]; keys: Map<string, Uint8Array> } = { lines: [], keys: new Map() }

  function follow(code: LedgerNotice['code'], work: () => void): void {
    try {
      work()
      notices.delete(code)
    } catch (error) {
      notices.set(code, error instanceof Error ? error.message : String(error))
    }
  }

  function afterCommit(batch: Batch): void {
    unpublished.lines = [...unpublished.lines, ...batch.lines]
    for (const { kid, publicKey } of batch.signers) unpublished.keys.set(kid, publicKey)
    follow('mirror-behind', () => {
      mirror.publish(unpublished.lines, { size: head.size, note }, [...unpublished.keys.values()])
      unpublished = { lines: [], keys: new Map() }
    })
    if (batch.payloads.some((payload) => payload.type === 'vault.restored')) alarm = null
    // While the alarm stands, the head outside is the evidence that something is missing here: it stays.
    if (alarm === null) follow('head-not-remembered', () => heads.write(head))
    for (const listener of listeners) follow('listener-failed', () => listener({ ...head }))
  }

  function commit<T>(actor: ActorSession, write: (append: Append) => T): T {
    if (busy) throw new Error('a commit was started inside a commit')
    busy = true
    try {
      const done = store.transaction(() => {
        const batch = startBatch(store, origin, actor, clock())
        const value = write(batch.append)
        batch.close()
        // An asynchronous `write` would go on after the transaction has ended.
        if (value instanceof Promise) throw new Error('a commit must not be asynchronous')
        refuseFalseRestore(batch, alarm)
        if (batch.lines.length === 0) return { value, batch, next: { head, note } }
        const next = headAt(store, origin, batch.size())
        const signed = cosigned(signHead(next, logKey), batch, origin, actor)
        store.insertCheckpoint(next.size, signed)
        return { value, batch, next: { head: next, note: signed } }
      })
      head = done.next.head
      note = done.next.note
      if (done.batch.lines.length > 0) afterCommit(done.batch)
      return done.value
    } finally {
      busy = false
    }
  }

  function within(seq: number): void {
    const there = Number.isSafeInteger(seq) && seq >= 0 && seq < head.size
    if (!there) throw new RangeError(`no entry ${seq} in a log of ${head.size}`)
  }

  if (alarm === null && head.size > 0 && (lastSeen === null || lastSeen.size < head.size)) {
    follow('head-not-remembered', () => heads.write(head))
  }

  return {
    origin,
    commit,
    head: () => ({ ...head }),
    checkpoint: () => note,
    alarm: () => alarm,
    notices: () => [...notices].map(([code, detail]) => ({ code, detail })),
    entry: (seq) => store.entry(seq),
    chain: (chain) => store.chain(chain),
    proof(seq) {
      within(seq)
      return tlogProof(seq, inclusionProof(store, seq, head.size), note)
    },
    consistency(fromSize) {
      within(fromSize - 1)
      const proof = consistencyProof(store, fromSize, head.size)
      return { root: toHex(treeRoot(store, fromSize)), proof: proof.map(toHex) }
    },
    standing: (held) => standingOf(store, head, held),
    payload(seq, type) {
      within(seq)
      return readPayload(store, head, seq, type)
    },
    payloadText(seq, type) {
      within(seq)
      return readText(store, head, seq, type).text
    },
    line(seq) {
      within(seq)
      return readLine(store, head, seq)
    },
    onCommit(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

function headAt(store: LedgerStore, origin: string, size: number): LogHead {
  return { origin, size, root: toHex(treeRoot(store, size)) }
}

function signHead(head: LogHead, logKey: Signer): string {
  return signCheckpoint(head, (message) => logKey.sign(message), logKey.publicKey)
}

/** Where a witness has signed, they also cosign the state of the log with it, while their key is at hand. */
function cosigned(note: string, batch: Batch, origin: string, actor: ActorSession): string {
  if (!batch.payloads.some(({ type }) => type === 'exhibit.attested')) return note
  const seconds = secondsOf(batch.at)
  return cosign(note, cosignerName(origin, actor.kid), seconds, (message) => actor.sign(message), actor.publicKey)
}

/** The last checkpoint and the stored tree must say the same: an old page put back under either is seen here. */
function openLog(store: LedgerStore, origin: string, logKey: Signer): { head: LogHead; note: string } {
  const size = store.size()
  const latest = store.latestCheckpoint()
  if (size === 0 && latest === null) {
    const head = headAt(store, origin, 0)
    return { head, note: signHead(head, logKey) }
  }
  try {
    if (latest === null) throw new Error('the log has entries and no checkpoint')
    const head = openCheckpoint(latest.note, vkey(origin, logKey.publicKey), verifyEd25519)
    const found = headAt(store, origin, size)
    if (latest.size !== size || head.size !== size || head.root !== found.root) {
      throw new Error(`checkpoint ${head.size} does not fit the stored tree of ${size}`)
    }
    return { head: found, note: latest.note }
  } catch (error) {
    throw new Refusal('vault.database-damaged', { part: 'ledger' }, error)
  }
}

/** A restore explains one certain gap; the entry must name exactly the alarm that people were shown. */
function refuseFalseRestore(batch: Batch, alarm: VaultAlarm | null): void {
  for (const payload of batch.payloads) {
    if (payload.type !== 'vault.restored') continue
    const { lastSeen } = payload
    const same = alarm !== null && lastSeen.size === alarm.lastSeen.size && lastSeen.root === alarm.lastSeen.root
    if (!same) throw new Error('a restore was recorded that no alarm calls for')
  }
}
