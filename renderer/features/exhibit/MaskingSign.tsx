import { useTranslation } from 'react-i18next'
import type { ExhibitView } from '../../../shared/contract/index.ts'
import { useCall } from '../../client/hooks.ts'
import { formatTime } from '../../ui/format.ts'
import { StatusText } from '../../ui/Status.tsx'

/** Where a masking is recorded: since when the newest one is. */
export function MaskingSign({ exhibit }: { exhibit: ExhibitView }) {
  const { t } = useTranslation()
  const log = useCall('custody.list', { case: exhibit.case })
  const last = log.data?.findLast(({ type, subject }) => type === 'exhibit.redacted' && subject['number'] === exhibit.number)
  return last === undefined ? null : <StatusText tone="info">{t('masking.recorded', { when: formatTime(last.at) })}</StatusText>
}
