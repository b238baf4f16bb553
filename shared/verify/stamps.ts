import type { NoLaterThan, TimestampView } from '../contract/index.ts'
import { latestOf } from '../contract/timestamp.ts'
import { fromUtf8, utf8 } from '../encoding/index.ts'
import { type Bag, below, readFile } from './bag.ts'
import type { ExhibitFound } from './exhibits.ts'
import { Mismatch, type Outcome, describe, notAsked, passed, unable } from './findings.ts'
import type { MaskedFound } from './masking.ts'
import { CHECKPOINT, MAX_SMALL_BYTES, PRIOR_FOLDER, TIMESTAMP } from './layout.ts'
import { CannotJudge } from './time/error.ts'
import { tellTimestamp } from './timestamp.ts'
import type { CheckTimestamp } from './types.ts'

/** A stamp in the bundle: over which state of the log, and where its parts lie. */
interface StampFiles {
  token: string
  checkpoint: string
  /** Certificates, one a file or several in one; all of them must belong to the token. */
  certificates: readonly string[]
}

/** A stamp that held. */
interface Held {
  /** Entries of the log that it covers. */
  size: number
  shows: TimestampView
}

/** An exhibit and the entry of its acquisition. */
interface Place {
  number: number
  seq: number
}

export const placesOf = (exhibits: readonly ExhibitFound[], masked: readonly MaskedFound[]): Place[] =>
  [
    ...exhibits.map(({ acquired }) => ({ number: acquired.payload.number, seq: acquired.entry.seq })),
    ...masked.map(({ masked: { number }, acquired }) => ({ number, seq: acquired.entry.seq })),
  ].toSorted((a, b) => a.number - b.number)

export interface Timestamps {
  outcome: Outcome
  /** Of the bundle's own checkpoint; null: none that was judged. */
  own: TimestampView | null
  /** True only as far as the verdict goes. */
  noLaterThan: NoLaterThan[]
}

const CERTIFICATES = /^(?:-----BEGIN CERTIFICATE-----\n[A-Za-z0-9+/=\n]{1,16384}-----END CERTIFICATE-----\n?){1,32}$/
const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----\n?/g

/**
 * Judges every token in the bundle: the one over its own checkpoint, and those over earlier states of the log. That the
 * log grew from those is another check's. The bytes are covered by the tag manifest; what they say needs `check`.
 *
 * @throws Mismatch at the first that doesn't hold
 */
export async function checkTimestamps(
  bag: Bag,
  exhibits: readonly Place[],
  logSize: number | null,
  check: CheckTimestamp | null,
): Promise<Timestamps> {
  const own: StampFiles | null = bag.paths.has(TIMESTAMP)
    ? { token: TIMESTAMP, checkpoint: CHECKPOINT, certificates: below(bag, 'keys/tsa-') }
    : null
  const prior = priorStamps(bag)
  const first = own ?? prior[0]?.files
  const nothing = { own: null, noLaterThan: [] }
  if (first === undefined) {
    return { ...nothing, outcome: notAsked('the bundle holds no timestamp: the times in it are those of the computer it was made on') }
  }
  const left = (token: string): Timestamps => ({
    ...nothing,
    outcome: unable('a timestamp is there and unchanged; check it with openssl ts -verify, as README.txt shows', token),
  })
  if (check === null) return left(first.token)
  const held: Held[] = []
  let shows: TimestampView | null = null
  // One that can't be judged here is left to others, and the rest are still judged: one of them may not hold.
  const open: string[] = []
  for (const { size, files } of [...(own === null ? [] : [{ size: logSize, files: own }]), ...prior]) {
    await bag.pause()
    const found = await judge(bag, files, check)
    if (found === null) open.push(files.token)
    else if (size !== null) held.push({ size, shows: found })
    if (files === own) shows = found
  }
  const [unjudged] = open
  if (unjudged !== undefined) return left(unjudged)
  const earlier = prior.length === 0 ? '' : `; ${prior.length} earlier states of the log are stamped as well`
  const told = shows === null ? `${prior.length} earlier states of the log are stamped` : `${tellTimestamp(shows)}${earlier}`
  return { outcome: passed(told), own: shows, noLaterThan: exhibits.flatMap((exhibit) => boundOf(exhibit, held)) }
}

/** Files of earlier states belong together: `checkPrior` sees to the checkpoint itself. */
function priorStamps(bag: Bag): { size: number; files: StampFiles }[] {
  const paths = below(bag, PRIOR_FOLDER)
  const lonely = paths.find((path) => path.endsWith('.tsr.pem') && !bag.paths.has(path.replace(/\.pem$/, '')))
  if (lonely !== undefined) throw new Mismatch(lonely, 'certificates of a timestamp that is not there')
  return paths
    .filter((path) => path.endsWith('.tsr'))
    .map((token) => {
      const stem = token.replace(/\.tsr$/, '')
      const files = { token, checkpoint: `${stem}.checkpoint`, certificates: [`${token}.pem`] }
      return { size: Number(stem.slice(PRIOR_FOLDER.length)), files }
    })
    .toSorted((a, b) => a.size - b.size)
}

/** Null: nothing can be said of it here. @throws Mismatch where it doesn't hold */
async function judge(bag: Bag, { token, checkpoint, certificates }: StampFiles, check: CheckTimestamp): Promise<TimestampView | null> {
  const bytes = await readFile(bag, token, MAX_SMALL_BYTES)
  const content = await readFile(bag, checkpoint, MAX_SMALL_BYTES)
  const pems: Uint8Array[] = []
  for (const path of certificates) pems.push(...parts(path, await readFile(bag, path, MAX_SMALL_BYTES)))
  try {
    return await check(bytes, content, pems)
  } catch (error) {
    if (error instanceof CannotJudge) return null
    throw new Mismatch(token, describe(error))
  }
}

/** The chain of an earlier stamp lies in one file; what stands in it beside certificates has no place there. */
function parts(path: string, bytes: Uint8Array): Uint8Array[] {
  if (!path.endsWith('.tsr.pem')) return [bytes]
  const text = fromUtf8(bytes)
  if (!CERTIFICATES.test(text)) throw new Mismatch(path, 'not a list of certificates')
  return (text.match(CERTIFICATE) ?? []).map(utf8)
}

/** The earliest bound that any stamp sets which covers the entry of its acquisition. */
function boundOf({ number, seq }: Place, held: readonly Held[]): NoLaterThan[] {
  const covering = held.flatMap(({ size, shows }) => (size > seq ? [{ at: latestOf(shows), shows }] : []))
  const [earliest] = covering.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))
  if (earliest === undefined) return []
  const { at, shows: { authority, trust } } = earliest
  return [{ number, at, authority, trust }]
}
