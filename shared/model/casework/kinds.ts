import { z } from 'zod'
import { Language, NearDay, RecordId } from '../ids.ts'
import { account, address, addresses, day, line, lines, needed } from './fields.ts'
import { Step } from './steps.ts'

/** How often an address that was reported is loaded again. */
export const Rhythm = z.enum(['off', 'daily', 'weekly'])
export type Rhythm = z.infer<typeof Rhythm>

/** Whom what a record says may be shown to, beside the office. */
export type Audience = 'police' | 'civil'

interface Kind<K extends string, S extends z.ZodRawShape, R extends string> {
  /** Null: of the step that the record itself names. */
  step: Step | null
  /** What an exhibit may be to it. */
  roles: readonly R[]
  /** Bundles whose reader gets to see it. What isn't named stays in the office: see docs/formats.md. */
  shown: readonly Audience[]
  content: z.ZodObject<{ kind: z.ZodLiteral<K> } & S, z.core.$strict>
}

const kind = <const K extends string, S extends z.ZodRawShape, const R extends string = never>(
  name: K,
  step: Step | null,
  fields: S,
  { roles = [], shown = [] }: { roles?: readonly R[]; shown?: readonly Audience[] } = {},
): Kind<K, S, R> => ({ step, roles, shown, content: z.strictObject({ kind: z.literal(name), ...fields }) })

/** Everything that can be written down in a step. A new kind is added here, in `locales/<language>/records.ts` and in the window's forms. */
export const KINDS = {
  /** The communications department is asked for monitoring. */
  'monitoring-order': kind('monitoring-order', 'overview', { to: needed, text: lines, sentOn: day, answeredOn: day, note: lines }, { roles: ['sent', 'reply'] }),

  'platform-report': kind(
    'platform-report',
    'report',
    {
      /** Id of a platform of `shared/law`, or a name. */
      platform: needed,
      urls: addresses.min(1),
      category: line,
      /** The notice as it was sent, or is to be. */
      text: lines,
      language: Language,
      sentOn: day,
      reference: line,
      /** When the platform confirmed that it had it (DSA art. 16(4)). */
      receivedOn: day,
      outcome: z.enum(['removed', 'restricted', 'partly', 'refused']).nullable(),
      decidedOn: day,
      appealedOn: day,
      appealOutcome: z.enum(['changed', 'upheld']).nullable(),
      followUpOn: day,
      note: lines,
    },
    { roles: ['subject', 'sent', 'receipt', 'decision', 'appeal'], shown: ['police', 'civil'] },
  ),

  /** How often what was reported is looked at again, and what the officer has stopped or seen of it. The newest version counts. */
  'recheck-plan': kind('recheck-plan', 'report', {
    rhythm: Rhythm,
    /** Addresses that aren't looked at any more, as `addressKey` writes them. */
    stopped: addresses,
    /** Entry (`seq`) of the newest check when somebody said that they had seen them; null: never. */
    seen: z.int().nonnegative().nullable(),
  }),

  /** Something that asked for an answer, and was written down in its place. */
  provocation: kind('provocation', 'restraint', { on: NearDay, channel: needed, from: line, summary: lines }, { roles: ['subject'], shown: ['police'] }),

  /** The exposed employee lets somebody else look after their private accounts for a while. */
  mandate: kind(
    'mandate',
    'accounts',
    {
      principal: needed,
      holder: needed,
      accounts: z.array(account).min(1).max(50),
      from: NearDay,
      until: NearDay,
      may: z.array(z.enum(['read', 'delete', 'report', 'block'])).min(1).max(4),
      limits: lines,
      signedOn: day,
      endedOn: day,
      endNote: lines,
    },
    { roles: ['signed'] },
  ),
  'account-action': kind(
    'account-action',
    'accounts',
    { mandate: RecordId, account, action: z.enum(['read', 'saved', 'deleted', 'reported', 'blocked']), count: z.int().min(1).max(100_000), on: NearDay, note: lines },
    { roles: ['secured'] },
  ),

  /** A possible offence, as a person sees it. Exhibits are tied to the elements of `shared/law` by roles `element.<id>`. */
  offence: kind(
    'offence',
    'police',
    {
      /** Id of an offence of `shared/law`, or of a local addition. */
      offence: needed,
      /** Where it went on over time; null: on one day. */
      from: day,
      /** The day, or the last one. */
      on: NearDay,
      /** Which official duty it has to do with, where that matters. */
      matter: lines,
      complaint: z.enum(['unclear', 'not-needed', 'missing', 'made']),
      complaintOn: day,
      notes: z.array(z.strictObject({ element: needed, text: lines })).max(40),
      stop: z.enum(['detained', 'served', 'penalty-order']).nullable(),
      stopOn: day,
      note: lines,
    },
    { roles: ['element'], shown: ['police'] },
  ),
  'police-report': kind(
    'police-report',
    'police',
    {
      filedOn: day,
      how: z.enum(['phone', 'station', 'web', 'letter']),
      authority: line,
      /** The report's number (K-nummer). */
      reference: line,
      contact: line,
      offences: z.array(RecordId).max(50),
      note: lines,
    },
    { roles: ['sent', 'receipt'], shown: ['police', 'civil'] },
  ),
  'police-decision': kind(
    'police-decision',
    'police',
    {
      report: RecordId,
      on: NearDay,
      decision: z.enum(['opened', 'not-opened', 'closed', 'review-requested', 'review-refused', 'reopened', 'charged', 'judgment', 'other']),
      reason: lines,
      followUpOn: day,
    },
    { roles: ['decision'], shown: ['police', 'civil'] },
  ),
  /** Whoever leads an investigation is asked to have data kept (RB 27:16): only they can order it. */
  'preservation-request': kind(
    'preservation-request',
    'police',
    { to: needed, urls: addresses, accounts: z.array(needed).max(500), text: lines, sentOn: day, outcome: z.enum(['ordered', 'refused']).nullable(), answeredOn: day, until: day, note: lines },
    { roles: ['sent', 'reply'], shown: ['police'] },
  ),

  deindexing: kind(
    'deindexing',
    'deindexing',
    {
      /** Id of an engine of `shared/law`, or a name. */
      engine: needed,
      words: z.array(needed).min(1).max(50),
      results: z.array(z.strictObject({ url: address, reason: lines })).min(1).max(200),
      text: lines,
      sentOn: day,
      reference: line,
      outcome: z.enum(['granted', 'partly', 'refused']).nullable(),
      decidedOn: day,
      followUpOn: day,
      note: lines,
    },
    { roles: ['subject', 'sent', 'receipt', 'decision'], shown: ['civil'] },
  ),

  'civil-contact': kind('civil-contact', 'civil', { with: needed, on: NearDay, how: line, summary: lines, next: line, followUpOn: day }, { roles: ['paper'] }),
  cost: kind(
    'cost',
    'civil',
    {
      what: needed,
      sort: z.enum(['cost', 'damage']),
      /** In öre: money is counted, not measured. */
      ore: z.int().min(0).max(100_000_000_000),
      on: NearDay,
      paidBy: line,
      note: lines,
    },
    { roles: ['receipt'], shown: ['civil'] },
  ),
  /** A claim for damages, for its limitation clock. */
  claim: kind('claim', 'civil', { against: line, on: NearDay, interruptedOn: day, note: lines }, { roles: ['paper'], shown: ['civil'] }),

  /** Whether what happened is a serious incident that the Work Environment Authority has to be told of, and that it was. */
  'employer-report': kind(
    'employer-report',
    'employer',
    { happenedOn: NearDay, serious: z.enum(['yes', 'no', 'unclear']), why: lines, text: lines, sentOn: day, reference: line, note: lines },
    { roles: ['sent', 'receipt'] },
  ),

  support: kind('support', 'victim', {
    sort: z.enum(['contact-person', 'talk', 'measure', 'security', 'health']),
    who: line,
    on: NearDay,
    note: lines,
    followUpOn: day,
  }),
  /** What the exposed employee wants to know, and what they want to be spared. The newest counts. */
  wishes: kind('wishes', 'victim', { on: NearDay, wants: lines, spare: lines, contact: lines }),

  task: kind('task', null, { step: Step, what: needed, who: line, due: day, doneOn: day, note: lines }),
  /** A person's word on how a step stands; the newest counts. */
  'step-mark': kind('step-mark', null, { step: Step, mark: z.enum(['open', 'done', 'not-needed']), reason: lines }),
} as const

export type RecordKind = keyof typeof KINDS
