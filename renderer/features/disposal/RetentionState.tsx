import { useTranslation } from 'react-i18next'
import type { CaseSummary } from '../../../shared/contract/index.ts'
import { visible } from '../../../shared/encoding/index.ts'
import { useCall } from '../../client/hooks.ts'
import { Notice } from '../../ui/Notice.tsx'

/** What the newest decision says of this case. */
export function RetentionState({ summary: { id, closedAt } }: { summary: CaseSummary }) {
  const { t } = useTranslation()
  const decisions = useCall('retention.list', {})
  const due = useCall('retention.due', {})
  if (decisions.data === undefined || due.data === undefined) return null
  const [decision] = decisions.data
  if (decision === undefined) return <Notice tone="info" title={t('disposal.due.noDecision')} />
  const number = visible(decision.number)
  if (decision.months === null) return <Notice tone="info" title={t('disposal.due.noTerm', { number })} />
  if (closedAt === null) return <Notice tone="info" title={t('disposal.due.open')} />
  const found = due.data.find((one) => one.case === id)
  return found === undefined ? null : <Notice tone={found.isDue ? 'ok' : 'info'} title={t('disposal.due.from', { day: found.from, number })} />
}
