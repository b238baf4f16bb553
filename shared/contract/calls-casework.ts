import { z } from 'zod'
import { CaseId, Language, RecordContent, RecordId, ReferenceId, Rhythm, SightingId } from '../model/index.ts'
import { call } from './call.ts'
import { Board, CaseGuide, LetterName, RecordSave, RecordView } from './casework.ts'
import { ListImport, ListView, listImport, listRead } from './list.ts'
import { SearchPage, SearchQuery } from './search.ts'
import { RecheckView } from './recheck.ts'
import { ReferenceSave, ReferenceView } from './reference.ts'
import { SIGHTINGS_PAGE, SightingChange, SightingPage, SightingQuery, SightingsAdded, SightingsQueued, Spread } from './sighting.ts'
import { JobId, Token } from './views.ts'

const nothing = z.strictObject({})
const reason = z.string().trim().min(1).max(2000)

/** The steps of a case: what is noted down in them, where it is seen, the letters that go out. */
export const CASEWORK_CALLS = {
  /** Where each step stands, what would be next, and what runs out. */
  'case.guide': call(z.strictObject({ case: CaseId }), CaseGuide),
  'board.get': call(nothing, Board),
  /** Of a case, those that were taken back among them. */
  'record.list': call(z.strictObject({ case: CaseId }), z.array(RecordView)),
  /** Every version of one, oldest first. */
  'record.versions': call(z.strictObject({ record: RecordId }), z.array(RecordView)),
  /** Refuses `record.changed-meanwhile`, `record.withdrawn`, `record.wrong-link`, `record.wrong-day`, `record.wrong-span`, `record.unsecured`, `mandate.unsigned`, `mandate.outside`, `mandate.not-allowed`. */
  'record.save': call(RecordSave, RecordView),
  'record.withdraw': call(z.strictObject({ record: RecordId, reason }), RecordView),

  /**
   * A letter to go with what stands in a form, saved or not: a person reads, changes and sends it. Nothing is kept of it. Refuses
   * `record.wrong-kind` where the kind has none. A report to a platform is in the language that it names itself.
   */
  'letter.draft': call(z.strictObject({ case: CaseId, content: RecordContent, language: Language }), z.strictObject({ text: z.string() })),
  /** `record`: the mandate, for the two letters of one. Refuses `record.not-found`, `record.withdrawn`, `record.wrong-kind`. */
  'letter.make': call(z.strictObject({ case: CaseId, letter: LetterName, record: RecordId.nullable(), language: Language }), z.strictObject({ text: z.string() })),
  /** The text as the officer has changed it, as a PDF to print, into a folder that they chose; null: where documents go. */
  'letter.save': call(
    z.strictObject({ case: CaseId, letter: LetterName, text: z.string().max(500_000).regex(/\S/), language: Language, folder: Token.nullable() }),
    z.strictObject({ name: z.string() }),
  ),

  /** In all of the vault. What is asked is kept nowhere. Refuses `search.too-short` where neither words nor filters say what to look for. */
  'search.find': call(SearchQuery, SearchPage),
  /** What was reported to platforms, and whether it is still up. */
  'recheck.list': call(z.strictObject({ case: CaseId }), RecheckView),
  /** Loads one address now. What isn't reached refuses as a capture does, and leaves nothing. Refuses `recheck.not-reported`, `recheck.busy`. */
  'recheck.now': call(z.strictObject({ job: JobId, case: CaseId, address: z.string().max(8192) }), RecheckView),
  'recheck.plan': call(z.strictObject({ case: CaseId, rhythm: Rhythm }), RecheckView),
  /** Refuses `recheck.not-reported`. */
  'recheck.stop': call(z.strictObject({ case: CaseId, address: z.string().max(8192), stopped: z.boolean() }), RecheckView),
  /** Somebody has seen what the checks up to this one found. `seq`: the newest that was shown. */
  'recheck.seen': call(z.strictObject({ case: CaseId, seq: z.int().nonnegative() }), RecheckView),

  'sighting.list': call(SightingQuery, SightingPage),
  'sighting.spread': call(z.strictObject({ case: CaseId }), Spread),
  /** Takes the links out of a text. */
  'sighting.add': call(z.strictObject({ case: CaseId, text: z.string().max(500_000) }), SightingsAdded),
  /** Refuses `sighting.changed-meanwhile`, `sighting.withdrawn`, `sighting.no-address`, `sighting.known`. */
  'sighting.change': call(SightingChange, nothing),
  'sighting.withdraw': call(z.strictObject({ sighting: SightingId, reason }), nothing),
  /** What the office added to the data on law, platforms, engines and bodies: the newest version of each, those that were taken back among them. */
  'reference.list': call(nothing, z.array(ReferenceView)),
  /** Every version of one, oldest first. Refuses `reference.not-found`. */
  'reference.versions': call(z.strictObject({ reference: ReferenceId }), z.array(ReferenceView)),
  /**
   * Refuses `reference.not-found`, `reference.changed-meanwhile`, `reference.withdrawn`, `reference.other-entry`, `reference.unknown-entry`, `reference.name-taken`,
   * `reference.host-taken`, `reference.wrong-day`, `reference.full`.
   */
  'reference.save': call(ReferenceSave, ReferenceView),
  'reference.withdraw': call(z.strictObject({ reference: ReferenceId, reason }), ReferenceView),
  /** How a list that is kept as an exhibit reads. A look at it, like any other. Refuses `table.…`. */
  'list.read': call(listRead, ListView),
  /** Makes sightings of its rows. Wrong ones are named, and the rest is taken. */
  'list.import': call(listImport, ListImport),
  /** Puts them in the list of links to capture; null: all that no capture shows. Nothing starts by that. */
  'sighting.queue': call(z.strictObject({ case: CaseId, sightings: z.array(SightingId).max(SIGHTINGS_PAGE).nullable() }), SightingsQueued),
} as const
