import type { RecordView } from '../../../../shared/contract/index.ts'
import type { Addition } from '../../../../shared/law/index.ts'
import type { Day, RecordContent, RecordId, RecordKind } from '../../../../shared/model/index.ts'

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
  sightings: { total: number; unsecured: number; earliest: Day | null; latest: Day | null }
  /** Checks of what was reported that found otherwise than before, and nobody has said that they saw it. */
  unseen: readonly { record: RecordId | null; url: string; day: Day }[]
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

type Decision = Held<'police-decision'>

/** What was decided last, by its own day: a correction of an earlier decision is written later and isn't one. */
export const lastDecided = (decisions: readonly Decision[]): Decision['content']['decision'] | null =>
  decisions.reduce<Decision | null>((last, one) => (last === null || one.content.on > last.content.on || (one.content.on === last.content.on && one.seq > last.seq) ? one : last), null)?.content.decision ?? null

/** Whether every report that was filed has come to its end: nobody leads an investigation any more who could be asked for something. */
export function isPoliceOver(facts: Pick<CaseFacts, 'records'>): boolean {
  const filed = heldOf(facts, 'police-report').filter(({ content }) => content.filedOn !== null)
  const decisions = heldOf(facts, 'police-decision')
  const isOver = (id: RecordView['id']) => {
    const decided = lastDecided(decisions.filter(({ content }) => content.report === id))
    return decided === 'judgment' || decided === 'review-refused'
  }
  return filed.length > 0 && filed.every(({ id }) => isOver(id))
}
