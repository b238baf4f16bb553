import { z } from 'zod'
import type { PersonRole } from './exhibit.ts'
import { ExhibitId, Instant, Sha256Hex } from './ids.ts'

/**
 * Honest grades of an attestation, strongest first:
 *
 * - `original-seen`: the address was loaded anew for the witness, in a browser that nobody had used, and they saw it there
 * - `officer-session-seen`: they saw it in a browser in which the officer was logged in, captured anew before their eyes
 * - `saved-image-only`: they saw nothing but what was saved
 * - `fingerprint-only`: nothing of it could be or was shown; they attest no more than the fingerprint
 */
export const WitnessGrade = z.enum(['original-seen', 'officer-session-seen', 'saved-image-only', 'fingerprint-only'])
export type WitnessGrade = z.infer<typeof WitnessGrade>

/** How the witness is connected, as they chose it themselves. `self`: they are the exposed employee. */
export const RelationToExposed = z.enum(['none', 'colleague', 'manager', 'friend', 'self', 'other'])
export type RelationToExposed = z.infer<typeof RelationToExposed>
export const RelationToOfficer = z.enum(['none', 'colleague', 'manager', 'reports', 'friend', 'other'])
export type RelationToOfficer = z.infer<typeof RelationToOfficer>
export const Relation = z.strictObject({
  exposed: RelationToExposed,
  officer: RelationToOfficer,
  /** In their own words; where `other` was chosen, never empty in a sitting. */
  words: z.string().max(300),
})
export type Relation = z.infer<typeof Relation>

/**
 * Whose word it is. `exposed`: the exposed employee's own, which stands beside a witness and doesn't make one. `officer`:
 * of an officer of this vault, not the one who acquired it. `outside`: of somebody else.
 */
export const Standing = z.enum(['outside', 'officer', 'exposed'])
export type Standing = z.infer<typeof Standing>

export function standingOf(relation: Pick<Relation, 'exposed'>, role: PersonRole): Standing {
  if (relation.exposed === 'self') return 'exposed'
  return role === 'officer' ? 'officer' : 'outside'
}

/** An exhibit that nobody but the exposed employee attests is *ej bevittnad*. */
export const countsAsWitness = (standing: Standing): boolean => standing !== 'exposed'

/**
 * Whether an exhibit has a witness is the sender's word: nothing that is shown says so, and `unshown` attestations of it aren't. They may all
 * be the exposed employee's.
 */
export const isUntold = ({ witnesses, unshown }: { witnesses: readonly { standing: Standing }[]; unshown: number }): boolean =>
  unshown > 0 && !witnesses.some(({ standing }) => countsAsWitness(standing))

/** What the witness answers to a closed question about the page. `value` is empty only where they didn't see it. */
export const Seen = z.strictObject({ how: z.enum(['picked', 'typed', 'not-seen']), value: z.string().max(2000) })
export type Seen = z.infer<typeof Seen>

export const PictureKind = z.enum(['people', 'place', 'document', 'other'])
export type PictureKind = z.infer<typeof PictureKind>

/** What the witness said of the page that was loaded for them, before anything of what was saved was shown. */
export const Answers = z.strictObject({
  /** Is what they were called in for there. */
  present: z.enum(['yes', 'no', 'unsure']),
  account: Seen,
  words: Seen,
  date: Seen,
  /** What the pictures show; none: there are none. */
  pictures: z.array(PictureKind).max(PictureKind.options.length),
  /** In their own words, about the pictures or anything else. */
  remark: z.string().max(1000),
})
export type Answers = z.infer<typeof Answers>

/** Whether an answer stands in a text, as the program looked it up: case and spacing don't count. Null: there was no text, or no answer. */
const Found = z.strictObject({ saved: z.boolean().nullable(), loaded: z.boolean().nullable() })
export const AnswersFound = z.strictObject({ account: Found, words: Found, date: Found })
export type AnswersFound = z.infer<typeof AnswersFound>

/**
 * What the program makes of the page as it was loaded for the witness, beside what was saved: nothing differs; something does; the
 * site says that it isn't there; something stands before it (login, cookies, a challenge); no page could be had, which says nothing of
 * whether it is still there.
 */
export const OriginalState = z.enum(['same', 'changed', 'gone', 'walled', 'unreachable'])
export type OriginalState = z.infer<typeof OriginalState>

export const OriginalWay = z.enum(['own', 'officer-session'])
export type OriginalWay = z.infer<typeof OriginalWay>

/** The load of the original that an attestation rests on: an exhibit of its own, of the kind `comparison`. */
export const OriginalLoad = z.strictObject({
  exhibit: ExhibitId,
  number: z.int().positive(),
  contentRoot: Sha256Hex,
  way: OriginalWay,
  state: OriginalState,
  /** Differences found, of each kind. Null: that kind couldn't be compared. */
  differences: z.strictObject({
    text: z.int().nonnegative().nullable(),
    picture: z.int().nonnegative().nullable(),
    posts: z.int().nonnegative().nullable(),
  }),
})
export type OriginalLoad = z.infer<typeof OriginalLoad>

/** Why a witness doesn't attest to the original. */
export const NoOriginal = z.enum(['no-address', 'not-loaded', 'gone', 'walled', 'unreachable', 'not-seen'])
export type NoOriginal = z.infer<typeof NoOriginal>

interface Grounds {
  original: Pick<OriginalLoad, 'way' | 'state'> | null
  answers: Pick<Answers, 'present'> | null
  /** Whether the page that came was put before the witness as a picture. */
  looked: boolean
  /** Whether anything of what was saved was shown. */
  shown: boolean
}

/**
 * The grade that follows from what happened, no better and no worse. A page that isn't there, or that something stands
 * before, can't have been seen, whatever was answered; nor can one that the witness says isn't what they were called in for.
 */
export function gradeOf({ original, answers, looked, shown }: Grounds): WitnessGrade {
  const isThere = original?.state === 'same' || original?.state === 'changed'
  if (isThere && looked && answers?.present === 'yes') return original.way === 'own' ? 'original-seen' : 'officer-session-seen'
  return shown ? 'saved-image-only' : 'fingerprint-only'
}

/** Claims of the machine's clock, which is read once in a sitting and counted on from; what stands in the log is the entry's `at`. */
export const SittingTimes = z.strictObject({
  /** When the exhibit was acquired. */
  acquired: Instant,
  /** When the sitting began. */
  began: Instant,
  /** When the original was asked for anew; null: it wasn't. */
  loaded: Instant.nullable(),
  /** When the page that came was put before them as a picture; null: it wasn't. */
  looked: Instant.nullable(),
  /** When the saved exhibit was shown; null: it wasn't. */
  shown: Instant.nullable(),
  /** When the statement was drawn up. */
  stated: Instant,
})
export type SittingTimes = z.infer<typeof SittingTimes>

const POINT = '(?:1000|\\d{1,3}),(?:300|[12]?\\d{1,2})'
const STROKE = `${POINT}(?: ${POINT})*`

/**
 * A signature by hand on the screen: strokes of points `x,y` in a field of 1000 × 300, with blanks between points and `;`
 * between strokes. It proves nothing that the key doesn't; people want to see it.
 */
export const HandSignature = z.string().max(20_000).regex(new RegExp(`^${STROKE}(?:;${STROKE})*$`))
export type HandSignature = z.infer<typeof HandSignature>

/** At most so many exhibits in one sitting. */
export const MAX_SITTING = 20
