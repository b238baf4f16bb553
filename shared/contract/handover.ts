import { z } from 'zod'
import { AgeRecipient, BundleProfile, CaseId, ExhibitId, FileFacts, HandOverMethod, Instant, MAX_RECIPIENTS, Protection, Sha256Hex, handOverFields } from '../model/index.ts'

/** Hand-over of a finished bundle: what is asked for, and how it is shown. */

/** How the bundle is protected on its way. Passphrases are made by the program, never given. */
const ProtectionWanted = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('zip-aes256') }),
  z.strictObject({ kind: z.literal('age-passphrase') }),
  z.strictObject({ kind: z.literal('age-recipients'), recipients: z.array(AgeRecipient).min(1).max(MAX_RECIPIENTS) }),
  z.strictObject({ kind: z.literal('none') }),
])
export type ProtectionWanted = z.infer<typeof ProtectionWanted>

const typed = (least: number, most: number) => z.string().trim().min(least).max(most)
/** As people type them: what stands around them isn't meant. */
const fields = {
  ...handOverFields,
  receiver: typed(1, 200),
  receiverTitle: typed(0, 200),
  authority: typed(1, 200),
  reference: typed(0, 200),
  methodText: typed(0, 500),
}

/** `number`: the bundle's. What the door knows by tokens is given by the caller, so that this file leans on no other. */
export const handOverMake = <T extends z.ZodRawShape>(tokens: T) =>
  z.strictObject({ case: CaseId, number: z.int().positive(), protection: ProtectionWanted, ...fields, ...tokens })

export const HandOverView = z.strictObject({
  /** Of the `bundle.handed-over` entry: names it. */
  seq: z.int().nonnegative(),
  /** When it was recorded. */
  at: Instant,
  /** Who recorded it. */
  by: z.string(),
  case: CaseId,
  /** The bundle's. */
  number: z.int().positive(),
  bundle: FileFacts,
  handed: FileFacts,
  protection: Protection,
  recipients: z.array(AgeRecipient),
  receiver: z.string(),
  receiverTitle: z.string(),
  authority: z.string(),
  reference: z.string(),
  method: HandOverMethod,
  methodText: z.string(),
  /** When it is or was handed over, as the officer says. */
  date: z.string(),
  /** Signed receipts that came back, in order. */
  receipts: z.array(z.strictObject({ seq: z.int().nonnegative(), at: Instant, exhibit: ExhibitId, number: z.int().positive() })),
})
export type HandOverView = z.infer<typeof HandOverView>

export const HandOverMade = z.strictObject({
  view: HandOverView,
  /** Where the file lies, in words for a person. */
  place: z.string(),
  /** The bundle's own signature, which lies beside and is handed over too; null: nothing was written. */
  signature: z.string().nullable(),
  /** Shown once; null where there is none. */
  passphrase: z.string().nullable(),
})
export type HandOverMade = z.infer<typeof HandOverMade>

/** What this vault knows of a file. `as`: the signed zip itself, or what was made of it for a hand-over. */
export const HandOverKnown = z.strictObject({
  sha256: Sha256Hex,
  as: z.enum(['bundle', 'encrypted']),
  case: z.strictObject({ id: CaseId, number: z.int().positive(), title: z.string(), reference: z.string() }),
  bundle: z.strictObject({ number: z.int().positive(), name: z.string(), profile: BundleProfile, exportedAt: Instant, exportedBy: z.string() }),
  /** Of this very file where it was made for one; else all of the bundle. In order. */
  handOvers: z.array(HandOverView),
})
export type HandOverKnown = z.infer<typeof HandOverKnown>
