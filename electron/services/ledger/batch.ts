import {
  appendLeaf,
  canonicalJson,
  entryLeaf,
  entryLine,
  entrySigningBytes,
  maskingOf,
  sha256Hex,
  toBase64,
  toHex,
  utf8,
} from '../../../shared/encoding/index.ts'
import {
  PAYLOADS,
  type CaseId,
  type Entry,
  type Instant,
  type Payload,
  type PayloadDraft,
} from '../../../shared/model/index.ts'
import { randomBytes } from '../crypto/index.ts'
import type { ActorSession, Append, Appended, LedgerStore } from './ports.ts'
import { createApprovalRule, disagreement } from './rules.ts'

const SALT_BYTES = 32

/** The entries of one commit while they are being written. */
export interface Batch {
  readonly append: Append
  /** Exact leaf texts, in order of `seq`. */
  readonly lines: readonly string[]
  readonly payloads: readonly Payload[]
  /** Everybody who signed. */
  readonly signers: ReadonlySet<ActorSession>
  /** What all of its entries say. */
  readonly at: Instant
  /** Log size with this batch. */
  size(): number
  /** From here on `append` throws: nothing may be added after the checkpoint. Throws where a disposal lacks its approval. */
  close(): void
}

/** Must be used inside a transaction of `store`; `now` is in ms since 1970 UTC. */
export function startBatch(store: LedgerStore, origin: string, actor: ActorSession, now: number): Batch {
  const claimed: Instant = new Date(now).toISOString()
  const lines: string[] = []
  const payloads: Payload[] = []
  const signers = new Set<ActorSession>()
  const approvals = createApprovalRule()
  let size = store.size()
  const lastAt = store.lastAt()
  // One reading of the clock for the whole batch; all strings have the same form and sort as the times they name.
  const at: Instant = lastAt !== null && claimed < lastAt ? lastAt : claimed
  let open = true

  function append(chain: CaseId | null, draft: PayloadDraft, by: ActorSession = actor): Appended {
    if (!open) throw new Error('append was called after its commit')
    const payload = seal(draft, by, at === claimed ? null : claimed)
    const wrong = disagreement(payload, chain, by.kid, by.actor.role) ?? approvals.judge(payload, size)
    if (wrong !== null) throw new Error(wrong)

    const text = canonicalJson(payload)
    const tail = store.tail(chain)
    const seq = size
    const masking = maskingOf(payload)
    const unsigned: Omit<Entry, 'sig'> = {
      at,
      case: chain,
      kid: by.kid,
      log: origin,
      ...(masking !== undefined && { masking }),
      n: tail === null ? 0 : tail.n + 1,
      payload: `sha256:${sha256Hex(utf8(text))}`,
      prev: tail === null ? null : `sha256:${toHex(tail.leaf)}`,
      seq,
      type: draft.type,
      v: 1,
    }
    const entry: Entry = { ...unsigned, sig: toBase64(by.sign(entrySigningBytes(unsigned))) }
    const line = entryLine(entry)
    const leaf = entryLeaf(line)
    store.insert({ seq, case: chain, n: entry.n, type: entry.type, at, line, leaf, payload: text })
    appendLeaf(store, seq, leaf, (level, index, hash) => store.insertNode(level, index, hash))

    lines.push(line)
    payloads.push(payload)
    signers.add(by)
    approvals.took(payload, seq, leaf)
    size += 1
    return { seq, entry, leaf }
  }

  return {
    append: append as Append,
    lines,
    payloads,
    signers,
    at,
    size: () => size,
    close: () => {
      open = false
      const left = approvals.unsettled()
      if (left !== null) throw new Error(left)
    },
  }
}

/** Adds what is the ledger's to add. A draft that doesn't fit its schema is a bug of the caller and throws. */
function seal(draft: PayloadDraft, actor: ActorSession, claimed: Instant | null): Payload {
  const clock = claimed === null ? {} : { clock: { claimed, wentBack: true } }
  const salt = toHex(randomBytes(SALT_BYTES))
  return PAYLOADS[draft.type].parse({ ...draft, ...clock, v: 1, salt, actor: actor.actor })
}
