import { useMemo } from 'react'
import type { CaseId } from '../../../shared/model/index.ts'
import { useCall } from '../../client/hooks.ts'

/** Numbers of the exhibits that a masking is recorded for, as the case's log says. */
export function useRecorded(id: CaseId): ReadonlySet<number> {
  const log = useCall('custody.list', { case: id })
  return useMemo(() => new Set((log.data ?? []).flatMap(({ type, subject }) => (type === 'exhibit.redacted' ? [Number(subject['number'])] : []))), [log.data])
}
