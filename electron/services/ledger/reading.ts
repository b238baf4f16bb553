import {
  entryLeaf,
  fromHex,
  inclusionProof,
  maskingOf,
  parseCanonical,
  parseEntryLine,
  sha256Hex,
  utf8,
  verifyInclusion,
} from '../../../shared/encoding/index.ts'
import { Refusal } from '../../../shared/contract/index.ts'
import { PAYLOADS, type Entry, type LogHead, type Payload, type PayloadType } from '../../../shared/model/index.ts'
import type { LedgerStore } from './ports.ts'

/**
 * Reads a payload as if the database were hostile: the cipher can't tell an old page from a new one, so the payload
 * is held against the entry, the entry's line against the tree, and the tree against the head in memory.
 *
 * @throws Refusal `evidence.damaged`; an ordinary Error where the caller asks for another type than the entry has
 */
export function readPayload<T extends PayloadType>(
  store: LedgerStore,
  head: LogHead,
  seq: number,
  type: T,
): Payload<T> {
  const { text, entry } = readText(store, head, seq, type)
  return parse(seq, 'payload', () => parsePayload(text, entry)) as Payload<T>
}

/** An entry whose line is held against the tree, whatever became of its payload. @throws Refusal `evidence.damaged` */
export function readLine(store: LedgerStore, head: LogHead, seq: number): Entry {
  const stored = store.entry(seq)
  if (stored === null || !isInTree(store, head, seq, stored.line)) throw damaged(seq, 'tree')
  return parse(seq, 'entry', () => parseEntryLine(stored.line))
}

/** The text of a payload, held as `readPayload` does, and not looked at further. @throws as `readPayload` */
export function readText(store: LedgerStore, head: LogHead, seq: number, type: PayloadType): { text: string; entry: Entry } {
  const stored = store.entry(seq)
  if (stored === null) throw damaged(seq, 'entry')
  if (!isInTree(store, head, seq, stored.line)) throw damaged(seq, 'tree')
  const entry = parse(seq, 'entry', () => parseEntryLine(stored.line))
  if (entry.type !== type) throw new Error(`entry ${seq} is ${entry.type}, not ${type}`)
  if (stored.payload === null) throw damaged(seq, 'payload')
  if (`sha256:${sha256Hex(utf8(stored.payload))}` !== entry.payload) throw damaged(seq, 'payload')
  return { text: stored.payload, entry }
}

/** @throws where the text isn't canonical, doesn't fit the schema of its type, or the entry says something else of it */
export function parsePayload(text: string, entry: Entry): Payload {
  const payload = PAYLOADS[entry.type as PayloadType].parse(parseCanonical(text))
  if (maskingOf(payload) !== entry.masking) throw new TypeError('entry and payload commit to different parts')
  return payload
}

function isInTree(store: LedgerStore, head: LogHead, seq: number, line: string): boolean {
  try {
    const proof = inclusionProof(store, seq, head.size)
    return verifyInclusion(entryLeaf(line), seq, head.size, proof, fromHex(head.root))
  } catch {
    return false
  }
}

function parse<T>(seq: number, part: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw damaged(seq, part, error)
  }
}

function damaged(seq: number, part: string, cause?: unknown): Refusal {
  return new Refusal('evidence.damaged', { seq, part }, cause)
}
