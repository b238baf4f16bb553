import { setImmediate } from 'node:timers/promises'
import {
  entryLeaf,
  entrySigningBytes,
  fromBase64,
  openCheckpoint,
  parseEntryLine,
  sha256Hex,
  toHex,
  utf8,
  vkey,
} from '../../../shared/encoding/index.ts'
import { Refusal, type CheckResult } from '../../../shared/contract/index.ts'
import {
  PAYLOADS,
  createDisposalRule,
  type Entry,
  type Kid,
  type LogHead,
  type Payload,
} from '../../../shared/model/index.ts'
import { verifyEd25519 } from '../crypto/index.ts'
import { createCosigners } from './cosigners.ts'
import { createFindings, type Findings } from './findings.ts'
import { createKeyBook } from './keybook.ts'
import type { LedgerStore, StoredEntry } from './ports.ts'
import { parsePayload } from './reading.ts'
import { createRetracedTree } from './retrace.ts'
import { createApprovalRule, disagreement } from './rules.ts'

/** Entries between two breaths: few enough that a cancel is heard within a tenth of a second. */
const PAUSE_EVERY = 256

export interface LedgerCheckOptions {
  store: LedgerStore
  origin: string
  /** 32 bytes, of the key that signs checkpoints. */
  logPublicKey: Uint8Array
  /** As the vault's people have it. */
  publicKey(kid: Kid): Uint8Array | null
  /** Head remembered outside the vault, or null where there is none. */
  lastSeen: LogHead | null
  signal?: AbortSignal
  /** Both count entries. */
  progress?(done: number, total: number): void
}

/**
 * Checks a whole log as a stranger would who only trusts the log key and SHA-256: every line, chain, signature,
 * payload, tree node and checkpoint. Keeps one leaf hash a chain in memory, so a long log costs time and no
 * space; rests now and then, so that other work gets its turn. Entries added meanwhile are not looked at.
 *
 * @throws Refusal `job.cancelled`
 */
export async function checkLedger(options: LedgerCheckOptions): Promise<CheckResult[]> {
  const { store, lastSeen } = options
  const findings = createFindings()
  const total = store.size()
  const latest = store.latestCheckpoint()?.size ?? 0
  if (latest > total) findings.fail('log-checkpoints', `the log has ${total} entries`, `checkpoint ${latest}`)
  const walk = createWalk(options, findings, total)
  const { signal, progress } = options

  let next = 0
  for (const stored of store.entries(0)) {
    if (stored.seq !== next || next === total) break
    walk(stored)
    next += 1
    if (next % PAUSE_EVERY !== 0) continue
    progress?.(next, total)
    await setImmediate()
    if (signal?.aborted === true) throw new Refusal('job.cancelled')
  }
  progress?.(next, total)
  const stopped = next < total ? `entry ${next} is missing` : null
  if (stopped !== null) findings.fail('log-lines', stopped, `entry ${next}`)
  else walk(null)
  if (lastSeen === null) findings.notChecked('log-last-seen', 'no head is remembered outside this vault')
  else if (lastSeen.origin !== options.origin || lastSeen.size > total) {
    findings.fail('log-last-seen', `size ${lastSeen.size} was seen, ${total} was found`, `checkpoint ${lastSeen.size}`)
  }
  return findings.results(stopped)
}

/** Returns what looks at each entry in turn; null says that the log has ended. */
function createWalk(
  options: LedgerCheckOptions,
  findings: Findings,
  total: number,
): (stored: StoredEntry | null) => void {
  const { store, origin } = options
  const keys = createKeyBook(options.publicKey)
  const approvals = createApprovalRule()
  const chains = new Map<string | null, { n: number; leaf: string }>()
  const tree = createRetracedTree()
  const verifier = vkey(origin, options.logPublicKey)
  const checkpoints = createCheckpointWalk(store)
  const cosigners = createCosigners(origin, options.publicKey)
  const disposals = createDisposalRule((seq) => {
    const stored = store.entry(seq)
    return stored && { case: stored.case, type: stored.type, isGone: stored.payload === null }
  })
  let lastAt = ''

  function checkLine(stored: StoredEntry, leaf: Uint8Array): Entry | null {
    const item = `entry ${stored.seq}`
    findings.looked('log-lines')
    if (toHex(stored.leaf) !== toHex(leaf)) findings.fail('log-lines', 'the line is not the one that was hashed', item)
    let entry: Entry
    try {
      entry = parseEntryLine(stored.line)
    } catch {
      findings.fail('log-lines', 'the line is not a canonical entry', item)
      return null
    }
    const placed = entry.seq === stored.seq && entry.case === stored.case && entry.n === stored.n
    if (!placed || entry.type !== stored.type || entry.at !== stored.at) findings.fail('log-lines', 'the line and its row disagree', item)
    if (entry.log !== origin) findings.fail('log-lines', 'the line belongs to another log', item)
    if (entry.at < lastAt) findings.fail('log-lines', 'time runs backwards', item)
    lastAt = entry.at
    return entry
  }

  function checkChain(entry: Entry, leaf: Uint8Array): void {
    findings.looked('log-chains')
    const last = chains.get(entry.case)
    const n = last === undefined ? 0 : last.n + 1
    const prev = last === undefined ? null : `sha256:${last.leaf}`
    const item = `entry ${entry.seq}`
    if (entry.n !== n || entry.prev !== prev) findings.fail('log-chains', 'the entry does not continue its chain', item)
    const opener = entry.case === null ? 'vault.created' : 'case.opened'
    if ((n === 0) !== (entry.type === opener)) findings.fail('log-chains', `a chain begins with ${opener}, once`, item)
    chains.set(entry.case, { n: entry.n, leaf: toHex(leaf) })
  }

  function checkSignature(entry: Entry): void {
    findings.looked('log-signatures')
    const key = options.publicKey(entry.kid)
    const item = `entry ${entry.seq}`
    if (key === null) {
      findings.fail('log-signatures', `the vault knows no key ${entry.kid}`, item)
      return
    }
    const { sig, ...unsigned } = entry
    if (!verifyEd25519(fromBase64(sig), entrySigningBytes(unsigned), key)) {
      findings.fail('log-signatures', 'the signature does not hold', item)
    }
  }

  function checkPayload(entry: Entry, text: string): Payload | null {
    findings.looked('log-payloads')
    const item = `entry ${entry.seq}`
    if (`sha256:${sha256Hex(utf8(text))}` !== entry.payload) {
      findings.fail('log-payloads', 'the payload is not the one committed to', item)
      return null
    }
    try {
      if (!(entry.type in PAYLOADS)) throw new Error('unknown to this version')
      return parsePayload(text, entry)
    } catch {
      findings.fail('log-payloads', 'the payload does not fit its type', item)
      return null
    }
  }

  function checkActor(entry: Entry, payload: Payload, leaf: Uint8Array): void {
    findings.looked('log-actors')
    const item = `entry ${entry.seq}`
    const wrong =
      keys.judge(entry.kid, payload, entry.seq) ??
      disagreement(payload, entry.case, entry.kid, payload.actor.role) ??
      approvals.judge(payload, entry.seq) ??
      disposals.judge(entry.seq, entry.case, payload)
    approvals.took(payload, entry.seq, leaf)
    if (wrong !== null) findings.fail('log-actors', wrong, item)
  }

  function checkCheckpoint(size: number): void {
    const note = checkpoints(size)
    const seen = options.lastSeen?.size === size ? options.lastSeen : null
    if (note === null && seen === null && size !== total) return
    const expected = tree.root()
    const item = `checkpoint ${size}`
    if (seen !== null) {
      findings.looked('log-last-seen')
      if (seen.root !== expected) findings.fail('log-last-seen', 'the log does not continue that head', item)
    }
    if (note === null) {
      if (size === total) findings.fail('log-checkpoints', 'the log ends without a checkpoint', item)
      return
    }
    findings.looked('log-checkpoints')
    try {
      const head = openCheckpoint(note, verifier, verifyEd25519)
      if (head.size !== size || head.root !== expected) throw new Error('another tree')
      const uncosigned = cosigners.checkpoint(note)
      if (uncosigned !== null) findings.fail('log-checkpoints', uncosigned, item)
    } catch {
      findings.fail('log-checkpoints', 'the checkpoint does not fit the tree or is not signed by the log', item)
    }
  }

  function finish(): void {
    const open = keys.unsettled()
    if (open !== null) findings.fail('log-actors', open, 'entry 0')
    const alone = approvals.unsettled()
    if (alone !== null) findings.fail('log-actors', alone, `entry ${total - 1}`)
    for (const { seq, why } of disposals.unsettled()) findings.fail('log-payloads', why, `entry ${seq}`)
    if (disposals.disposed() > 0) findings.add('log-payloads', `${disposals.disposed()} disposed of, as the log says`)
    if (options.lastSeen?.size === 0) findings.looked('log-last-seen')
  }

  return (stored) => {
    if (stored === null) {
      finish()
      return
    }
    const leaf = entryLeaf(stored.line)
    tree.add(leaf, (level, index, hash) => {
      findings.looked('log-tree')
      const node = store.node(level, index)
      if (node !== null && toHex(node) === toHex(hash)) return
      findings.fail('log-tree', `node ${level}/${index} is not what the lines give`, `entry ${stored.seq}`)
    })
    const entry = checkLine(stored, leaf)
    if (entry !== null) {
      checkChain(entry, leaf)
      checkSignature(entry)
      cosigners.entry(entry)
      if (stored.payload === null) disposals.missing(entry.seq, entry.case, entry.type)
      const payload = stored.payload === null ? null : checkPayload(entry, stored.payload)
      if (payload !== null) checkActor(entry, payload, leaf)
    }
    checkCheckpoint(stored.seq + 1)
  }
}

/** Checkpoints by ascending size, each asked for once. */
function createCheckpointWalk(store: LedgerStore): (size: number) => string | null {
  const walk = store.checkpoints()[Symbol.iterator]()
  let current = walk.next()
  return (size) => {
    while (current.done !== true && current.value.size < size) current = walk.next()
    return current.done !== true && current.value.size === size ? current.value.note : null
  }
}
