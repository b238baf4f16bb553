import { isShownTo, type Instant, type Payload, type RecordContent, type RecordKind, type RecordLink } from '../../../../shared/model/index.ts'
import type { ReportRequest } from './types.ts'

/** A record as its newest entry in the bundle has it. */
export interface Noted<K extends RecordKind = RecordKind> {
  id: string
  /** In the report, from 1, so that one can name another. */
  number: number
  content: RecordContent<K>
  exhibits: readonly RecordLink[]
  revision: number
  /** Entry of this version, when it was written, and by whom. */
  seq: number
  at: Instant
  by: string
}

/** What was noted down in the steps, as far as the entries in the bundle say. */
export interface Records {
  /** Those that hold, in the order in which they were begun. */
  held: readonly Noted[]
  withdrawn: number
  /** Entries whose payload is left out of this bundle, and those whose payload was disposed of. */
  withheld: number
  disposed: number
}

/**
 * Only kinds that the bundle's reader may see, whatever is in its contents: what is for the office alone is told here never.
 * A masked bundle shows none.
 */
export function readRecords({ contents, request: { profile } }: Pick<ReportRequest, 'contents' | 'request'>): Records {
  const newest = new Map<string, { said: Payload<'step.recorded'>; seq: number; at: Instant }>()
  let [withheld, disposed] = [0, 0]
  for (const { entry, payload, withheld: isOut } of contents.custody) {
    if (entry.type !== 'step.recorded') continue
    if (payload === null) {
      if (isOut) withheld += 1
      else disposed += 1
      continue
    }
    const { value } = payload
    if (value.type !== 'step.recorded' || profile === 'masked' || !isShownTo(value.content.kind, profile)) continue
    // Set again, it keeps its place: that of its first version.
    newest.set(value.record, { said: value, seq: entry.seq, at: entry.at })
  }
  const holding = [...newest.values()].filter(({ said }) => said.withdrawn === null)
  return {
    held: holding.map(({ said, seq, at }, index) => ({ id: said.record, number: index + 1, content: said.content, exhibits: said.exhibits, revision: said.revision, seq, at, by: said.actor.name })),
    withdrawn: newest.size - holding.length,
    withheld,
    disposed,
  }
}
