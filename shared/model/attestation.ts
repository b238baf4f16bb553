import { type Comparison, differencesOf } from './comparison.ts'
import { isPagePicture } from './exhibit.ts'
import type { Payload } from './payload.ts'
import { gradeOf } from './witness.ts'

/**
 * What a statement must agree on with itself, with the exhibit, with the load of the original and with the other statements of its
 * sitting. One set of rules for whoever writes (the ledger), whoever keeps (the app) and whoever checks (the verifier). Each
 * answers with what is wrong, or null.
 */

/** `text` in plain English. `clock`: that a clock was set brings it about, with nothing else wrong; the rest are `content`. */
export interface Fault {
  kind: 'clock' | 'content'
  text: string
}

const wrong = (text: string): Fault => ({ kind: 'content', text })
const wrongClock = (text: string): Fault => ({ kind: 'clock', text })

type Attested = Payload<'exhibit.attested'>
type Acquired = Payload<'exhibit.acquired'>

/** A payload together with what its entry says. */
export interface Placed<T> {
  seq: number
  at: string
  kid: string
  payload: T
}

/** Clocks are set right now and then; more than this isn't that, ms. */
const CLOCK_SLACK_MS = 10 * 60 * 1000
/** A statement lies unsigned for an hour at most, and longer only where the machine slept, ms. */
const UNSIGNED_MS = 24 * 60 * 60 * 1000

/** What can be told from the statement alone. */
export function statementFault(payload: Attested): Fault | null {
  const { grade, original, answers, found, times, list, witness, actor } = payload
  if (actor.person !== witness.person || actor.name !== witness.name) return wrong('signed by somebody else than the witness')
  if (grade !== gradeOf({ original, answers, looked: times.looked !== null, shown: times.shown !== null })) return wrong('claims another grade than follows from what happened')
  if (payload.noOriginal !== noOriginalOf(payload)) return wrong('gives another reason for not attesting the original than follows from what happened')
  if ((original === null) !== (times.loaded === null)) return wrong('disagrees with itself on whether the original was loaded')
  if (answers !== null && original === null) return wrong('answers of what was not loaded')
  if (times.looked !== null && original === null) return wrong('has looked at what was not loaded')
  if (payload.agrees !== null && (times.shown === null || answers === null)) return wrong('holds what was not shown against what was not seen')
  if ((answers === null) !== (found === null)) return wrong('disagrees with itself on whether something was answered')
  const own = list.filter(({ exhibit }) => exhibit === payload.exhibit)
  if (own.length !== 1 || own[0]?.number !== payload.number || own[0].contentRoot !== payload.contentRoot) return wrong('does not stand in its own list')
  if (new Set(list.map(({ exhibit }) => exhibit)).size !== list.length) return wrong('lists an exhibit twice')
  return timesFault(payload)
}

/** In what order a sitting goes. Where the clock had gone back since the exhibit was acquired, the entry says so. */
function timesFault({ times, clock }: Attested): Fault | null {
  const { acquired, began, loaded, looked, shown, stated } = times
  if (clock === undefined && Date.parse(acquired) > Date.parse(began) + CLOCK_SLACK_MS) return wrongClock('its times are not in the order of a sitting')
  // Counted on from one reading of the clock, so they stand in order to the last millisecond.
  const order = [began, loaded, looked, shown, stated].filter((time) => time !== null).map(Date.parse)
  return order.some((time, i) => time > (order[i + 1] ?? Infinity)) ? wrong('its times are not in the order of a sitting') : null
}

/** The one reason that fits, as far as the statement tells: an exhibit without an address is told from one that wasn't loaded by the exhibit. */
function noOriginalOf({ grade, noOriginal, original, answers }: Attested): Attested['noOriginal'] {
  if (grade === 'original-seen' || grade === 'officer-session-seen') return null
  if (original === null) return noOriginal === 'no-address' ? 'no-address' : 'not-loaded'
  if (original.state === 'gone' || original.state === 'walled' || original.state === 'unreachable') return original.state
  return answers === null ? 'not-loaded' : 'not-seen'
}

/** Against the exhibit that it names, and the log that it stands in. `log` is the entry's origin. */
export function exhibitFault(attested: Placed<Attested>, acquired: Placed<Acquired>, log: string): Fault | null {
  const { payload, seq } = attested
  const of = acquired.payload
  if (payload.exhibit !== of.exhibit || payload.contentRoot !== of.contentRoot) return wrong('attests other content than was acquired')
  if (payload.number !== of.number || payload.title !== of.title) return wrong('attests under another number or title')
  if (of.kind === 'comparison' || of.kind === 'recheck') return wrong('attests what was loaded for a witness or for a check')
  if (of.kind === 'received') return wrong('attests what was acquired elsewhere')
  if (log !== `bevisvalv.invalid/${payload.vault}` || payload.head.origin !== log) return wrong('made in another vault')
  if (payload.head.size > seq || payload.head.size <= acquired.seq) return wrong('made at another time than it says')
  if (payload.times.acquired !== of.acquiredAt) return wrong('says that the exhibit was acquired at another time')
  const hasAddress = of.kind === 'capture' && of.source !== null && 'requestedUrl' in of.source
  if ((payload.noOriginal === 'no-address') !== (payload.original === null && !hasAddress)) return wrong('disagrees with the exhibit on whether it has an address')
  if (payload.times.shown !== null && of.kind === 'capture' && !showsPage(of)) return wrong('says that a page without a picture was shown')
  if (attested.kid === acquired.kid || payload.actor.person === of.actor.person) return wrong('signed by the person who acquired it')
  const signed = Date.parse(payload.clock?.claimed ?? attested.at)
  const stated = Date.parse(payload.times.stated)
  return signed < stated - CLOCK_SLACK_MS || signed > stated + UNSIGNED_MS ? wrongClock('signed at another time than it was drawn up') : null
}

/**
 * Pictures were kept, and there is something of the page itself that they may be drawn from. The log commits to all of them together
 * and doesn't name them.
 */
function showsPage({ previewRoot, artefacts }: Acquired): boolean {
  return previewRoot !== null && artefacts.some(({ name }) => isPagePicture(name))
}

/** Against the exhibit that holds the load of the original; null: the case has none of that name. Only where the statement rests on one. */
export function originalFault({ seq, payload }: Placed<Attested>, loaded: Placed<Acquired> | null): Fault | null {
  const { original, exhibit, sitting } = payload
  if (original === null) return null
  if (loaded === null || loaded.seq >= seq) return wrong('rests on a load of the original that the case does not have')
  const { kind, number, contentRoot, compares } = loaded.payload
  if (kind !== 'comparison' || loaded.payload.exhibit !== original.exhibit) return wrong('rests on an exhibit that is no load of an original')
  if (number !== original.number || contentRoot !== original.contentRoot) return wrong('rests on another load of the original than was acquired')
  if (compares?.exhibit !== exhibit) return wrong('rests on the load of another exhibit')
  if (payload.times.looked !== null && !showsPage(loaded.payload)) return wrong('says that a load without a picture was looked at')
  return compares.sitting === sitting ? null : wrong('rests on a load of another sitting')
}

/** Against what that load found (null: no comparison of a known form), and the exhibit whose address it was to be. */
export function comparisonFault({ payload }: Pick<Placed<Attested>, 'payload'>, comparison: Comparison | null, { source }: Pick<Acquired, 'source'>): Fault | null {
  const { original, answers, times } = payload
  if (original === null) return null
  if (comparison === null) return wrong('rests on a comparison that can not be read')
  const { of, way, state, load } = comparison
  if (of.exhibit !== payload.exhibit || of.number !== payload.number || of.contentRoot !== payload.contentRoot) return wrong('rests on a comparison with something else')
  if (way !== original.way || state !== original.state || load.at !== times.loaded) return wrong('says otherwise than the comparison how the original was loaded')
  // The officer's own browser may have got there by another way.
  const isAddress = way !== 'own' || (source !== null && 'requestedUrl' in source && source.requestedUrl === load.requestedUrl)
  if (!isAddress) return wrong('rests on the load of another address')
  const counted = differencesOf(comparison)
  if ((['text', 'picture', 'posts'] as const).some((kind) => counted[kind] !== original.differences[kind])) return wrong('counts other differences than the comparison')
  return (load.refused === null) === (answers !== null) ? null : wrong('answers of a page that did not come, or none of one that did')
}

/**
 * All statements of a log, or of a case, against each other: each challenge once, each sitting one person's with one key, and what was
 * signed together stands together. `unread`: entries of statements whose payload isn't at hand.
 */
export function togetherFault(all: readonly Placed<Attested>[], unread: ReadonlySet<number>): { seq: number; why: string } | null {
  const bySeq = new Map(all.map((one) => [one.seq, one]))
  const challenges = new Set<string>()
  const sittings = new Map<string, Placed<Attested>>()
  for (const one of all) {
    const { payload, seq, kid } = one
    const wrong = (why: string) => ({ seq, why })
    if (challenges.has(payload.challenge)) return wrong('repeats the challenge of another statement')
    challenges.add(payload.challenge)
    const first = sittings.get(payload.sitting) ?? one
    sittings.set(payload.sitting, first)
    if (kid !== first.kid || !sameSitting(payload, first.payload)) return wrong('shares its sitting with another witness')
    const at = payload.list.findIndex(({ exhibit }) => exhibit === payload.exhibit)
    for (const [index, { exhibit }] of payload.list.entries()) {
      const place = seq - at + index
      const other = bySeq.get(place)
      if (other === undefined && unread.has(place)) continue
      if (other === undefined || other.kid !== kid || other.payload.exhibit !== exhibit || JSON.stringify(other.payload.list) !== JSON.stringify(payload.list)) {
        return wrong('lists what was not signed together with it')
      }
    }
  }
  return null
}

/** Size of the log after what was signed together with a statement: its entries stand in the order of the list. */
export function sizeAfter(seq: number, { exhibit, list }: Pick<Attested, 'exhibit' | 'list'>): number {
  return seq - list.findIndex((one) => one.exhibit === exhibit) + list.length
}

const sameSitting = (a: Attested, b: Attested): boolean =>
  a.actor.person === b.actor.person &&
  a.times.began === b.times.began &&
  a.witness.relation.exposed === b.witness.relation.exposed &&
  a.witness.relation.officer === b.witness.relation.officer &&
  a.witness.relation.words === b.witness.relation.words
