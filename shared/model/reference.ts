import { z } from 'zod'
import { visible } from '../encoding/visible.ts'
import { isPlatformHost, isWebAddress } from './address.ts'
import { Day, NearDay, ReferenceId, Sha256Hex } from './ids.ts'

/**
 * What an office adds to the data that the program comes with (`shared/law`): platforms, search engines and bodies of its own, and
 * notes beside what is there. It never stands in the place of what is shipped. Everything is typed by somebody: lengths are in
 * UTF-16 units, and nothing that can't be seen gets into names.
 */

/** What of the shipped data something can stand beside. */
export const REFERENCE_AREAS = ['platform', 'engine', 'agency', 'offence', 'retention'] as const
export const ReferenceArea = z.enum(REFERENCE_AREAS)
export type ReferenceArea = z.infer<typeof ReferenceArea>

/** Letters and signs that can be seen, on one line. */
const isPlain = (text: string): boolean => visible(text) === text
/** Several lines: of what can't be seen, line breaks and tabs alone. */
const isReadable = (text: string): boolean => visible(text, { lines: true }) === text

const plain = (max: number) => z.string().max(max).refine(isPlain)
/** What somebody is called in records: written as it is, without blanks around it. */
const Name = plain(100).refine((name) => name !== '' && name === name.trim() && name === name.normalize('NFC'))
const lines = z.string().max(4000).refine(isReadable)
const items = z.array(plain(300).refine((item) => item.trim() !== '')).max(20)
const WebAddress = z.string().max(2048).regex(/^https?:\/\//).refine(isWebAddress)
/** Registrable host, as browsers write it; what is below it belongs to it. */
const Host = z.string().max(253).regex(/^[a-z0-9_-]+(\.[a-z0-9_-]+)+$/).refine(isPlatformHost)
/** Id of an entry of `shared/law`. */
const ShippedId = z.string().regex(/^[a-z0-9-]{1,60}$/)

/** Either it stands beside a shipped entry and is called what that is, or it is one of its own and has a name. */
const called = { of: ShippedId.nullable(), name: Name.nullable() }
const isCalled = ({ of, name }: { of: string | null; name: string | null }): boolean => (of === null) !== (name === null)
const isSaid = (value: unknown): boolean => (typeof value === 'string' ? value.trim() !== '' : Array.isArray(value) ? value.length > 0 : value !== null)
/** Whether it says anything beside what it is of. */
const saysMore = ({ kind: _, of: __, name, ...rest }: { kind: string; of: string | null; name: string | null }): boolean => name !== null || Object.values(rest).some(isSaid)

const PlatformContent = z
  .strictObject({
    kind: z.literal('platform'),
    ...called,
    hosts: z.array(Host).max(20),
    where: WebAddress.nullable(),
    how: lines,
    asks: items,
    categories: items,
    dsaNotice: WebAddress.nullable(),
    appeal: lines,
  })
  .refine(isCalled)
  .refine(saysMore)
  .refine(({ hosts }) => new Set(hosts).size === hosts.length)

const EngineContent = z
  .strictObject({ kind: z.literal('engine'), ...called, form: WebAddress.nullable(), index: lines, asks: items, appeal: lines })
  .refine(isCalled)
  .refine(saysMore)

const AgencyContent = z
  .strictObject({ kind: z.literal('agency'), ...called, purpose: lines, url: WebAddress.nullable(), phone: plain(60) })
  .refine(isCalled)
  .refine(saysMore)

/** A note on an offence, and what the office holds of its limitation or of when it holds. Shown beside the law as shipped, never in its place. */
const OffenceNote = z
  .strictObject({
    kind: z.literal('offence-note'),
    of: ShippedId,
    note: lines,
    /** Years in which it is barred. */
    years: z.int().min(1).max(50).nullable(),
    /** First and last day on which it holds. */
    from: Day.nullable(),
    until: Day.nullable(),
  })
  .refine(({ note, years, from, until }) => isSaid(note) || years !== null || from !== null || until !== null)
  .refine(({ from, until }) => from === null || until === null || from <= until)

/** Somebody held a shipped entry against its source. */
const Checked = z.strictObject({ kind: z.literal('checked'), area: ReferenceArea, of: ShippedId, note: lines })

export const ReferenceContent = z.discriminatedUnion('kind', [Checked, PlatformContent, EngineContent, AgencyContent, OffenceNote])
interface Contents {
  platform: z.infer<typeof PlatformContent>
  engine: z.infer<typeof EngineContent>
  agency: z.infer<typeof AgencyContent>
  'offence-note': z.infer<typeof OffenceNote>
  checked: z.infer<typeof Checked>
}
export type ReferenceKind = keyof Contents
export type ReferenceContent<K extends ReferenceKind = ReferenceKind> = { [N in K]: Contents[N] }[K]

/**
 * Where it comes from: an address, a letter with its number, a judgment. It is shown as text and never opened; what would run where
 * somebody pasted it into a browser is refused all the same.
 */
export const ReferenceSource = plain(1000).refine((source) => source.trim() !== '' && !/^\s*(?:javascript|vbscript|data|blob|file)\s*:/i.test(source))

const said = z.string().max(2000).regex(/\S/).refine(isReadable)

/** What a person writes of it. */
export const referenceDraft = {
  content: ReferenceContent,
  source: ReferenceSource,
  /** Day of the source, or on which it was read. */
  date: NearDay,
  /** Why it is added or changed. */
  reason: said,
}

/** One version, as an entry of the vault's chain commits to it. */
export const referenceFields = {
  reference: ReferenceId,
  /** From 1; a change is the next one, the earlier stays in the log. */
  revision: z.int().positive(),
  ...referenceDraft,
  /** SHA-256 over the canonical JSON of the shipped entry that it stands beside, as that was then; null: it stands by itself. */
  shipped: Sha256Hex.nullable(),
  /** Why it doesn't hold after all; null: it does. */
  withdrawn: said.nullable(),
}

/** How many a vault may have, with those that were withdrawn: all of them are held in memory. */
export const MAX_REFERENCES = 500

/** The part of the shipped data that it belongs to. */
export function areaOf(content: ReferenceContent): ReferenceArea {
  return content.kind === 'checked' ? content.area : content.kind === 'offence-note' ? 'offence' : content.kind
}
