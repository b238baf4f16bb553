import type { RecordView } from '../../../shared/contract/index.ts'
import type { CaseId, RecordContent, RecordKind } from '../../../shared/model/index.ts'
import { useCall } from '../../client/hooks.ts'

export type HeldRecord<K extends RecordKind> = Omit<RecordView, 'content'> & { content: RecordContent<K> }

/** Records of a kind that hold, in the order in which they were begun; none until they are there. */
export function useHeld<K extends RecordKind>(caseId: CaseId, kind: K): HeldRecord<K>[] {
  const { data = [] } = useCall('record.list', { case: caseId })
  return data.filter((record): record is HeldRecord<K> => record.withdrawn === null && record.content.kind === kind)
}
