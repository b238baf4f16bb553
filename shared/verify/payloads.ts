import { fromUtf8, maskingOf, parseCanonical } from '../encoding/index.ts'
import { PAYLOADS, type Derived, type Payload, type PayloadType } from '../model/index.ts'
import type { DisposedFound } from './disposal.ts'
import { type Bag, below, readFile, sha256Ref } from './bag.ts'
import { Mismatch, type Outcome, describe, passed, unable } from './findings.ts'
import { ENTRIES, MAX_JSON_BYTES, PAYLOADS_FOLDER, payloadPath } from './layout.ts'
import type { ReadEntry, ReadLedger } from './ledger.ts'

/** An entry together with what it commits to, once that has been held against the entry. */
export interface Statement<T extends PayloadType = PayloadType> extends ReadEntry {
  payload: Payload<T>
}

export interface ReadPayloads {
  statements: Statement[]
  /** Entries whose payload isn't in the bundle. */
  absent: ReadEntry[]
  /** Entries of a kind whose payload this version doesn't know; the hash was checked. */
  unknown: ReadEntry[]
  fault: Error | null
  /** The last entry, whether or not its payload could be read. */
  last: ReadEntry | null
}

/** Reads what the entries commit to. What doesn't fit its entry is not returned: nothing may be based on it. */
export async function readPayloads(bag: Bag, { entries }: ReadLedger): Promise<ReadPayloads> {
  const found: ReadPayloads = { statements: [], absent: [], unknown: [], fault: null, last: entries.at(-1) ?? null }
  const wanted = new Set<string>()
  for (const read of entries) {
    await bag.pause()
    const path = payloadPath(read.entry.seq)
    wanted.add(path)
    if (!bag.paths.has(path)) {
      found.absent.push(read)
      continue
    }
    try {
      const payload = parsePayload(read, await readCommitted(bag, path, read))
      if (payload === null) found.unknown.push(read)
      else found.statements.push({ ...read, payload })
    } catch (error) {
      found.fault ??= new Mismatch(path, describe(error))
    }
  }
  const extra = below(bag, PAYLOADS_FOLDER).find((path) => !wanted.has(path))
  if (extra !== undefined) found.fault ??= new Mismatch(extra, 'belongs to no entry in the bundle')
  return found
}

interface Explained {
  derived: Derived | null
  /** Entries that stay in the office, as the export of a whole case says. */
  office: readonly number[]
  disposed: DisposedFound
}

export function checkPayloads({ statements, absent, unknown, fault }: ReadPayloads, { derived, office, disposed }: Explained): Outcome {
  if (fault !== null) throw fault
  if (disposed.fault !== null) throw disposed.fault
  const people = new Map<string, string>()
  for (const { item, entry, payload } of statements) {
    const { person } = payload.actor
    if ((people.get(entry.kid) ?? person) !== person) throw new Mismatch(item, 'one key signs as two persons')
    people.set(entry.kid, person)
  }
  const withheld = new Set([...(derived?.withheld ?? []), ...office])
  const other = absent.find(({ entry }) => office.includes(entry.seq) && entry.type !== 'step.recorded')
  if (other !== undefined) throw new Mismatch(other.item, 'is not of a kind that a bundle of the whole case may leave in the office')
  const shown = [...statements, ...unknown].find(({ entry }) => withheld.has(entry.seq))
  if (shown !== undefined) throw new Mismatch(shown.item, 'what it says is in the bundle, and the export says that it is left out')
  const left = absent.filter(({ entry }) => withheld.has(entry.seq)).length
  if (new Set(office).size !== office.length) throw new Mismatch(ENTRIES, 'the export names an entry twice that stays in the office')
  if (left !== withheld.size) throw new Mismatch(ENTRIES, 'the export leaves out what entries say that are not of this case')
  const missing = absent.filter(({ entry }) => !withheld.has(entry.seq) && !disposed.entries.has(entry.seq))
  if (missing[0] !== undefined) return unable(`what ${missing.length} entries say is not in the bundle`, missing[0].item)
  const [newer] = unknown
  if (newer !== undefined)
    return unable(`${unknown.length} entries are of a kind that this version does not know`, newer.item)
  const without = left === 0 ? '' : `; what ${left} say is left out, as the export says`
  const gone = disposed.entries.size === 0 ? '' : `; what ${disposed.entries.size} said was disposed of, as the log says`
  return passed(`what ${statements.length} entries say is what they were signed for${without}${gone}`)
}

/** Statements of one type, in the order of the log. */
export function ofType<T extends PayloadType>({ statements }: ReadPayloads, type: T): Statement<T>[] {
  return statements.filter((statement): statement is Statement<T> => statement.payload.type === type)
}

async function readCommitted(bag: Bag, path: string, { entry, item }: ReadEntry): Promise<Uint8Array> {
  const bytes = await readFile(bag, path, MAX_JSON_BYTES)
  if (sha256Ref(bag, bytes) !== entry.payload) throw new TypeError(`not what ${item} was signed for`)
  return bytes
}

function parsePayload({ entry }: ReadEntry, bytes: Uint8Array): Payload | null {
  const value = parseCanonical(fromUtf8(bytes))
  if (!Object.hasOwn(PAYLOADS, entry.type)) return null
  // The schema also holds the type: an entry's kind can't be read as another's.
  const payload = PAYLOADS[entry.type as PayloadType].parse(value)
  if (maskingOf(payload) !== entry.masking) throw new TypeError('its entry commits to other parts that can be masked')
  if ('case' in payload && payload.case !== entry.case) throw new TypeError('speaks of another case')
  return payload
}
