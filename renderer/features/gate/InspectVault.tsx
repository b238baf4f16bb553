import { Button, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { VaultRef } from '../../../shared/contract/index.ts'
import { useCall } from '../../client/hooks.ts'
import { Pending } from '../../ui/Page.tsx'
import { CheckList } from '../verify/CheckList.tsx'
import { GateFrame } from './GateFrame.tsx'

export function InspectVault({ vault, onBack }: { vault: VaultRef; onBack: () => void }) {
  const { t } = useTranslation()
  const report = useCall('vault.inspect', { vault: vault.token })
  return (
    <GateFrame title={t('bundle.check.inspectTitle', { name: vault.name })} lead={t('bundle.check.inspectLead')} wide>
      <Stack align="flex-start">
        {report.data === undefined ? <Pending query={report} /> : <CheckList report={report.data} of="vault" />}
        <Button variant="default" onClick={onBack}>
          {t('common.action.back')}
        </Button>
      </Stack>
    </GateFrame>
  )
}
