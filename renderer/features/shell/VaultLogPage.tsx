import { useTranslation } from 'react-i18next'
import { useCall } from '../../client/hooks.ts'
import { CustodyLog } from '../../ui/CustodyLog.tsx'
import { PageHeader, Panel, Pending } from '../../ui/Page.tsx'

export function VaultLogPage() {
  const { t } = useTranslation()
  const log = useCall('custody.list', { case: null })
  return (
    <>
      <PageHeader title={t('custody.log.title')} lead={t('custody.log.lead')} />
      {log.data === undefined ? (
        <Pending query={log} />
      ) : (
        <Panel padded={false}>
          <CustodyLog entries={log.data} />
        </Panel>
      )}
    </>
  )
}
