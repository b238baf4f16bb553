import { z } from 'zod'
import { ArtefactName, BundleProfile, CaseId, Cover, ExhibitId, Instant, PieceRange, TileRect } from '../model/index.ts'
import { PictureSlice } from './views.ts'

/** What of a case goes into a bundle that doesn't hold all of it; other exhibits are left out. */
export const Selection = z.strictObject({
  /** `masked`: with parts covered, as was recorded last with `masking.record`. Only in the profile `masked`. */
  exhibits: z.array(z.strictObject({ exhibit: ExhibitId, masked: z.boolean() })).max(10_000),
  /** Why, for the receiver. */
  reason: z.string().trim().min(1).max(2000),
  /** What the case is called there: a masked bundle doesn't tell its own title and description. Null in the profile `civil`. */
  title: z.string().trim().min(1).max(300).nullable(),
  /** Names of witnesses stay out, and so does all that they signed, of whatever is shown. Only in the profile `masked`; not there: false. */
  hideWitnesses: z.boolean().optional(),
})
export type Selection = z.infer<typeof Selection>

/** How many parts of an exhibit can be covered in parts. */
export const Maskable = z.strictObject({ exhibit: ExhibitId, pictures: z.int().nonnegative(), texts: z.int().nonnegative() })
export type Maskable = z.infer<typeof Maskable>

/** An exhibit as it is to be masked. */
export const MaskingView = z.strictObject({
  exhibit: ExhibitId,
  number: z.int().positive(),
  /** As it is called in a masked bundle, as last recorded; until then as here. */
  title: z.string(),
  address: z.string().nullable(),
  /** Its own address; null: it has none. */
  ownAddress: z.string().nullable(),
  reason: z.string(),
  /** When it was last recorded; null: never. */
  at: Instant.nullable(),
  /** Width and height in px; areas in tiles of 32 × 16 px. `shown`: false where the picture is left out. */
  pictures: z.array(z.strictObject({ name: ArtefactName, width: z.int(), height: z.int(), shown: z.boolean(), covered: z.array(TileRect) })),
  /** Of all pictures, to be drawn on. */
  slices: z.array(PictureSlice),
  texts: z.array(z.strictObject({ name: ArtefactName, pieces: z.array(z.string()), shown: z.boolean(), covered: z.array(PieceRange) })),
  /** Files that a masked bundle leaves out whatever is chosen: nothing in them can be covered in parts. */
  others: z.array(ArtefactName),
})
export type MaskingView = z.infer<typeof MaskingView>

export const MaskingInput = z.strictObject({
  exhibit: ExhibitId,
  title: z.string().trim().min(1).max(500),
  address: z.string().trim().min(1).max(8192).nullable(),
  reason: z.string().trim().min(1).max(2000),
  /** What isn't named is left out. An artefact that nothing is covered of may be named, and is shown whole. */
  shown: z.array(Cover).min(1).max(64),
})
export type MaskingInput = z.infer<typeof MaskingInput>

/** Profiles that can be exported today; a bundle made later may name others. */
export const ExportProfile = BundleProfile.extract(['police', 'civil', 'masked'])
export type ExportProfile = z.infer<typeof ExportProfile>

/** A word that is covered in one place and would be read in another. `exhibit`: number, null: of the case. */
export const Uncovered = z.strictObject({
  word: z.string(),
  exhibit: z.int().positive().nullable(),
  where: z.enum(['title', 'address', 'reason', 'text']),
})
export type Uncovered = z.infer<typeof Uncovered>

const Named = z.array(z.strictObject({ number: z.int(), title: z.string() }))
export const BundlePreview = z.strictObject({
  case: CaseId,
  nextNumber: z.int().positive(),
  /** What goes: of masked exhibits only what is shown. `seconds`: a rough estimate of how long it takes. */
  exhibits: z.int(),
  artefacts: z.int(),
  bytes: z.int(),
  seconds: z.int().nonnegative(),
  unwitnessed: Named,
  partial: Named,
  /** What doesn't go. */
  leftOut: Named,
  /** What goes with parts covered, by the title that it has there. */
  masked: Named,
  /** What goes for a witness's sake though it wasn't chosen. */
  added: Named,
  /** To be masked, and nothing is recorded for it: nothing can be exported so. */
  notMasked: Named,
  /** Of what goes masked, the parts that nothing is covered of: they are shown whole. `name`: of the artefact. */
  wholeParts: z.array(z.strictObject({ number: z.int().positive(), name: ArtefactName })),
  /**
   * Who attested what goes, by name: the report names them, also where what they signed is left out. Where names of witnesses stay out, those
   * who are named all the same, since they did something else too.
   */
  witnesses: z.array(z.string()),
  witnessesHidden: z.boolean(),
  /** Where names of witnesses stay out, the bundles of others that go whole: names of the witnesses there stand in them. */
  received: Named,
  /** Words that are covered in one place, or of the name of a witness that stays out, and can be read in another, as they are written where they are covered; at most some forty. */
  uncovered: z.array(Uncovered),
})
export type BundlePreview = z.infer<typeof BundlePreview>
