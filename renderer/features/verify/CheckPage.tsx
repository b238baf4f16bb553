import { Button, Group, Stack, Text } from '@mantine/core'
import { IconChecklist } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CheckReport } from '../../../shared/contract/index.ts'
import { call } from '../../client/bridge.ts'
import { useAction } from '../../client/hooks.ts'
import { useJob } from '../../client/job.ts'
import { JobSteps } from '../../ui/JobSteps.tsx'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { PageHeader, Panel } from '../../ui/Page.tsx'
import { CheckList } from './CheckList.tsx'
import { ReceiptField } from './ReceiptField.tsx'

export function CheckPage() {
  const { t } = useTranslation()
  const job = useJob()
  const [report, setReport] = useState<CheckReport | null>(null)
  const [code, setCode] = useState('')
  const [compared, setCompared] = useState<CheckReport | null>(null)
  const compare = useAction(async () => {
    setCompared(null)
    setCompared(await call('receipt.check', { code }))
  })
  const start = async () => {
    setReport(null)
    setReport(await job.start((id) => call('vault.check', { job: id })))
  }
  return (
    <>
      <PageHeader title={t('bundle.check.title')} lead={t('bundle.check.lead')} />
      <Stack maw={960}>
        {job.running ? (
          <Panel>
            <JobSteps job={job} title={t('bundle.check.working')} />
          </Panel>
        ) : (
          <Group>
            <Button leftSection={<IconChecklist size={16} aria-hidden />} onClick={() => void start()} variant={report === null ? 'filled' : 'default'}>
              {t('bundle.check.start')}
            </Button>
            <Text size="sm" c="dimmed">
              {t('bundle.check.never')}
            </Text>
          </Group>
        )}
        <ErrorNotice error={job.error} />
        {report !== null && <CheckList report={report} of="vault" />}
        <Panel>
          <Stack>
            <ReceiptField value={code} onChange={setCode} />
            <Group>
              <Button variant="default" disabled={code.trim() === ''} loading={compare.pending} onClick={() => void compare.run(undefined)}>
                {t('bundle.receipt.compare')}
              </Button>
            </Group>
            <ErrorNotice error={compare.error} />
          </Stack>
        </Panel>
        {compared !== null && <CheckList report={compared} of="receipt" />}
      </Stack>
    </>
  )
}
