import { z } from 'zod'
import type { EntryType } from './entry.ts'
import type { Payload } from './payload.ts'
import { CaseId, ExhibitId, NearDay } from './ids.ts'

/**
 * Disposal (gallring, arkivlagen 1990:782, 10 §): what entries say is destroyed, with its salt; that they were made stays. So the log
 * goes on to hold, and tells that something is gone, when and by whose decision, and not what it was.
 */

/** By what somebody may dispose of something: the authority's own decision. */
export const RetentionDecision = z.strictObject({
  authority: z.string().min(1).max(200),
  number: z.string().min(1).max(100),
  decidedOn: NearDay,
})
export type RetentionDecision = z.infer<typeof RetentionDecision>

export const retentionDecided = {
  ...RetentionDecision.shape,
  /** From a case's closing until it may be disposed of; null: the decision names no time. */
  months: z.int().min(0).max(1200).nullable(),
  /** What it is about, in the authority's words; may be empty. */
  scope: z.string().max(2000),
}

/** Something is needed as it is: no disposal until it is lifted. */
export const holdPlaced = { case: CaseId, authority: z.string().min(1).max(200), reference: z.string().max(200), reason: z.string().min(1).max(2000) }
/** `placed`: the entry that placed it. */
export const holdLifted = { case: CaseId, placed: z.int().nonnegative(), reason: z.string().min(1).max(2000) }

const counts = { files: z.int().nonnegative(), bytes: z.int().nonnegative() }

export const exhibitDisposed = {
  case: CaseId,
  decision: RetentionDecision,
  /** `entries`: whose payload was destroyed, ascending; the first is that of the acquisition. */
  exhibits: z.array(z.strictObject({ exhibit: ExhibitId, number: z.int().positive(), entries: z.array(z.int().nonnegative()).min(1).max(100_000) })).min(1).max(10_000),
  ...counts,
}

/** `entries`: how many payloads were destroyed: all that the case's chain still had, but those of `KEPT`. Nothing is added to it afterwards. */
export const caseDisposed = {
  case: CaseId,
  number: z.int().positive(),
  decision: RetentionDecision,
  exhibits: z.int().nonnegative(),
  entries: z.int().positive(),
  ...counts,
}

/** What an exhibit's disposal takes along: everything that repeats what it says. */
export const OF_EXHIBIT: ReadonlySet<EntryType> = new Set(['exhibit.acquired', 'exhibit.redacted', 'exhibit.attested', 'reading.corrected', 'post.checked'])
/** What no disposal takes: it accounts for the disposals. */
export const KEPT: ReadonlySet<EntryType> = new Set(['hold.placed', 'hold.lifted', 'exhibit.disposed', 'case.disposed', 'disposal.approved'])

/** Kinds of entries that count only with a second person's signature right behind them. */
export const isDisposal = (type: EntryType): boolean => type === 'exhibit.disposed' || type === 'case.disposed'

/** What is known of an entry when the disposal that names it is judged. `isGone`: its payload isn't there. */
export interface Named {
  case: CaseId | null
  type: EntryType
  isGone: boolean
}

/** Looks at the entries of a log, or of a chain, in their order, and says afterwards whether a payload that isn't there had to be. */
export interface DisposalRule {
  /** Of each entry that can be read. Returns what is wrong, or null. */
  judge(seq: number, chain: CaseId | null, payload: Payload): string | null
  /** Of each entry whose payload isn't there. */
  missing(seq: number, chain: CaseId | null, type: EntryType): void
  /** What is still open when the log ends: entries without a payload that no disposal explains, disposals that count wrong. Ascending. */
  unsettled(): { seq: number; why: string }[]
  /** How many payloads are gone as disposals say. Only after `unsettled`. */
  disposed(): number
}

interface Chain {
  isClosed: boolean
  /** Of exhibits that stand, and of those that are gone. */
  numbers: Set<number>
  holds: Set<number>
  /** Those that no disposal has explained yet. */
  missing: Map<number, EntryType>
  ended: number | null
}

export function createDisposalRule(look: (seq: number) => Named | null): DisposalRule {
  const chains = new Map<CaseId | null, Chain>()
  const wrong: { seq: number; why: string }[] = []
  let explained = 0
  const of = (id: CaseId | null): Chain => {
    const known = chains.get(id) ?? { isClosed: false, numbers: new Set(), holds: new Set(), missing: new Map(), ended: null }
    chains.set(id, known)
    return known
  }

  function exhibits(seq: number, { case: id, exhibits: named }: Payload<'exhibit.disposed'>): string | null {
    const chain = of(id)
    if (chain.holds.size > 0) return 'disposed of under a hold'
    for (const { number, entries } of named) {
      if (chain.numbers.has(number)) return `there is another exhibit ${number}`
      chain.numbers.add(number)
      for (const [index, entry] of entries.entries()) {
        if (entry <= (entries[index - 1] ?? -1)) return 'entries are not named in their order'
        const found = entry < seq ? look(entry) : null
        const isOf = found !== null && found.case === id && (index === 0 ? found.type === 'exhibit.acquired' : OF_EXHIBIT.has(found.type) && found.type !== 'exhibit.acquired')
        if (!isOf) return `entry ${entry} can't be disposed of so`
        if (!found.isGone) return `what entry ${entry} says is said to be disposed of, and is there`
        if (!chain.missing.delete(entry)) return `entry ${entry} was disposed of before`
        explained += 1
      }
    }
    return null
  }

  function whole(seq: number, { case: id, entries, exhibits: count }: Payload<'case.disposed'>): string | null {
    const chain = of(id)
    if (chain.holds.size > 0) return 'disposed of under a hold'
    if (!chain.isClosed) return 'disposed of as a whole while it was open'
    const gone = [...chain.missing].filter(([, type]) => !KEPT.has(type))
    if (gone.length !== entries) return `says that ${entries} entries were disposed of, and ${gone.length} are gone`
    const acquired = gone.filter(([, type]) => type === 'exhibit.acquired').length
    if (acquired !== count) return `says that ${count} exhibits were disposed of, and ${acquired} are gone`
    for (const [entry] of gone) chain.missing.delete(entry)
    explained += gone.length
    chain.ended = seq
    return null
  }

  function closes(chain: CaseId | null, type: EntryType): void {
    if (type === 'case.closed') of(chain).isClosed = true
    if (type === 'case.reopened') of(chain).isClosed = false
  }

  return {
    judge(seq, chain, payload) {
      const { ended } = of(chain)
      if (ended !== null && (payload.type !== 'disposal.approved' || seq !== ended + 1)) return 'stands in a case that was disposed of'
      closes(chain, payload.type)
      switch (payload.type) {
        case 'exhibit.acquired':
          of(chain).numbers.add(payload.number)
          return null
        case 'hold.placed':
          of(payload.case).holds.add(seq)
          return null
        case 'hold.lifted':
          return of(payload.case).holds.delete(payload.placed) ? null : 'lifts a hold that does not stand'
        case 'exhibit.disposed':
          return exhibits(seq, payload)
        case 'case.disposed':
          return whole(seq, payload)
        default:
          return null
      }
    },
    missing(seq, chain, type) {
      closes(chain, type)
      of(chain).missing.set(seq, type)
    },
    unsettled() {
      for (const { missing } of chains.values()) for (const seq of missing.keys()) wrong.push({ seq, why: 'the payload is gone and no disposal explains it' })
      return wrong.toSorted((a, b) => a.seq - b.seq)
    },
    disposed: () => explained,
  }
}
