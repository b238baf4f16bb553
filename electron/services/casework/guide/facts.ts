import type { RecordView } from '../../../../shared/contract/index.ts'
import type { Addition } from '../../../../shared/law/index.ts'
import type { Day, RecordContent, RecordKind } from '../../../../shared/model/index.ts'

/** A record that holds, with what it says by its kind. */
export type Held<K extends RecordKind> = Omit<RecordView, 'content'> & { content: RecordContent<K> }

/** What is known of a case when its steps are looked at. */
export interface CaseFacts {
  today: Day
  /** Those that hold. */
  records: readonly RecordView[]
  exhibits: number
  unwitnessed: number
  partial: number
  sightings: { total: number; unsecured: number; earliest: Day | null }
  /** Day of the first exhibit; null: there is none. */
  firstExhibit: Day | null
  /** What the office added to the shipped data. */
  additions: readonly Addition[]
}

/** Records of one kind, in the order in which they were begun. */
export function heldOf<K extends RecordKind>({ records }: Pick<CaseFacts, 'records'>, kind: K): Held<K>[] {
  return records.filter((record): record is Held<K> => record.content.kind === kind)
}

/** The one that was written or changed last; null: there is none. */
export const newest = <T extends Pick<RecordView, 'seq'>>(records: readonly T[]): T | null =>
  records.reduce<T | null>((last, record) => (last === null || record.seq > last.seq ? record : last), null)
