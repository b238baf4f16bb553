import type { AttestationView, SittingChoices, SittingStage } from '../../../shared/contract/index.ts'
import { Refusal } from '../../../shared/contract/index.ts'
import type { Answers, AnswersFound, Comparison, ExhibitId, Instant, Language, OriginalLoad, PayloadDraft, PersonId, Relation } from '../../../shared/model/index.ts'
import type { ExhibitRow } from '../evidence/index.ts'
import { NO_CHOICES, type PageText } from './choices.ts'

/** What a statement that is drawn up still lacks: what is signed together with it, and how. */
export type Prepared = Omit<PayloadDraft<'exhibit.attested'>, 'list' | 'hand'>

/** One exhibit of a sitting and how far the witness has come with it. */
export interface Item {
  exhibit: ExhibitId
  row: ExhibitRow
  url: string | null
  stage: SittingStage
  /** The load of the original, once there was one. */
  original: OriginalLoad | null
  comparison: Comparison | null
  choices: SittingChoices
  saved: PageText | null
  loaded: PageText | null
  answers: Answers | null
  found: AnswersFound | null
  /** When what was loaded was asked for, and when it was put up as a picture. */
  opened: boolean
  lookedAt: Instant | null
  shownAt: Instant | null
  /** When this witness was shown it before. */
  shownBefore: Instant | null
  prepared: Prepared | null
  /** What the statement rests on, to be compared with what stands at signing. */
  basis: string
  /** Monotonic, ms: until when the statement may be signed. */
  expires: number
  attestation: AttestationView | null
}

/** A witness at the machine. Lives in memory only: at a lock it is gone, and what was loaded stays in the vault. */
export interface Sitting {
  /** 32 random bytes, hex. */
  id: string
  witness: PersonId
  relation: Relation
  language: Language
  began: Instant
  /** Monotonic, ms: when it began. */
  since: number
  items: Item[]
}

export function newItem(row: ExhibitRow, url: string | null, shownBefore: Instant | null): Item {
  return {
    exhibit: row.id,
    row,
    url,
    // Nothing to load, so nothing to ask about before what was saved is shown.
    stage: url === null ? 'answered' : 'waiting',
    original: null,
    comparison: null,
    choices: NO_CHOICES,
    saved: null,
    loaded: null,
    answers: null,
    found: null,
    opened: false,
    lookedAt: null,
    shownAt: null,
    shownBefore,
    prepared: null,
    basis: '',
    expires: 0,
    attestation: null,
  }
}

/** @throws Refusal `exhibit.not-found` where the sitting isn't about it, `sitting.out-of-order` where it isn't at one of these stages */
export function itemAt(sitting: Sitting, exhibit: ExhibitId, stages: readonly SittingStage[]): Item {
  const item = sitting.items.find((each) => each.exhibit === exhibit)
  if (item === undefined) throw new Refusal('exhibit.not-found')
  if (!stages.includes(item.stage)) throw new Refusal('sitting.out-of-order', { number: item.row.number })
  return item
}
