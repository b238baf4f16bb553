import { useTranslation } from 'react-i18next'
import type { RecordView } from '../../../shared/contract/index.ts'
import { call } from '../../client/bridge.ts'
import { ReasonDialog } from '../../ui/ReasonDialog.tsx'

export function WithdrawDialog({ record, onClose }: { record: RecordView | null; onClose: () => void }) {
  const { t } = useTranslation()
  const texts = { title: t('records.withdraw.title'), lead: t('records.withdraw.lead'), reason: t('records.withdraw.reason'), submit: t('records.withdraw.submit') }
  return <ReasonDialog texts={texts} opened={record !== null} onClose={onClose} onSubmit={async (reason) => record && call('record.withdraw', { record: record.id, reason })} />
}
