import { Button, Stack, Text, Title } from '@mantine/core'
import { IconDownload, IconFileImport } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { HandOverView } from '../../../shared/contract/index.ts'
import { visible } from '../../../shared/encoding/index.ts'
import type { CaseId } from '../../../shared/model/index.ts'
import { call } from '../../client/bridge.ts'
import { useCall } from '../../client/hooks.ts'
import { useJob } from '../../client/job.ts'
import { paths } from '../../client/paths.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { JobSteps } from '../../ui/JobSteps.tsx'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { HashLink, Panel, Pending } from '../../ui/Page.tsx'
import { Shown } from '../../ui/Shown.tsx'
import { StatusText } from '../../ui/Status.tsx'
import { tell } from '../../ui/tell.ts'
import { useHandOverReceipt } from './useHandOverReceipt.ts'

/** To whom the bundles of a case went, and which receipts came back. */
export function HandOverList({ caseId }: { caseId: CaseId }) {
  const { t } = useTranslation()
  const list = useCall('handover.list', { case: caseId })
  const receipt = useHandOverReceipt()
  const job = useJob()
  const save = async ({ seq }: HandOverView) => {
    const told = await receipt.run(seq)
    if (told !== null) tell(told)
  }
  const attach = async ({ seq }: HandOverView) => {
    const view = await job.start(async (id) => {
      const [file] = await call('dialog.files', {})
      return file === undefined ? null : call('handover.attach', { job: id, entry: seq, scan: { token: file.token } })
    })
    const last = view?.receipts.at(-1)
    if (last !== undefined) tell(t('handover.list.attached', { number: last.number }))
  }
  if (list.data === undefined) return <Pending query={list} />
  return (
    <Stack gap="xs" mt="lg">
      <Title order={2}>{t('handover.list.title')}</Title>
      {job.running && job.steps.length > 0 && (
        <Panel>
          <JobSteps job={job} title={t('handover.list.attaching')} />
        </Panel>
      )}
      <ErrorNotice error={receipt.error ?? job.error} />
      {list.data.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('handover.list.none')}
        </Text>
      ) : (
        <Panel padded={false}>
          <DataTable
            caption={t('handover.list.caption')}
            rows={list.data}
            rowKey={(one) => String(one.seq)}
            columns={[
              { key: 'date', header: t('handover.list.date'), kind: 'tight', cell: (one) => one.date },
              { key: 'bundle', header: t('handover.list.bundle'), kind: 'number', cell: (one) => one.number },
              { key: 'to', header: t('handover.list.to'), cell: (one) => <To one={one} /> },
              { key: 'how', header: t('handover.list.how'), cell: (one) => <How one={one} /> },
              { key: 'receipt', header: t('handover.list.receipt'), cell: (one) => <Receipts one={one} busy={job.running} onSave={() => void save(one)} onAttach={() => void attach(one)} /> },
            ]}
          />
        </Panel>
      )}
    </Stack>
  )
}

function To({ one: { receiver, receiverTitle, authority, reference } }: { one: HandOverView }) {
  return (
    <>
      <Shown>{[receiver, receiverTitle].filter(Boolean).join(', ')}</Shown>
      <Text size="sm" c="dimmed">
        <Shown>{[authority, reference].filter(Boolean).join(', ')}</Shown>
      </Text>
    </>
  )
}

function How({ one: { method, methodText, protection } }: { one: HandOverView }) {
  const { t } = useTranslation()
  return (
    <>
      {t(`handover.method.${method}`)}
      {methodText !== '' && (
        <>
          {' '}
          (<Shown>{methodText}</Shown>)
        </>
      )}
      <div>
        {protection === 'none' ? (
          <StatusText tone="warn">{t('handover.protection.none')}</StatusText>
        ) : (
          <Text size="sm" c="dimmed">
            {t(`handover.protection.${protection}`)}
          </Text>
        )}
      </div>
    </>
  )
}

interface ReceiptsProps {
  one: HandOverView
  busy: boolean
  onSave: () => void
  onAttach: () => void
}

function Receipts({ one, busy, onSave, onAttach }: ReceiptsProps) {
  const { t } = useTranslation()
  const receiver = visible(one.receiver)
  return (
    <Stack gap={6} align="flex-start">
      {one.receipts.map(({ seq, exhibit, number }) => (
        <HashLink key={seq} to={paths.exhibit(exhibit)}>
          {t('handover.list.exhibit', { number })}
        </HashLink>
      ))}
      {one.receipts.length === 0 && <StatusText tone="quiet">{t('handover.list.missing')}</StatusText>}
      <Button size="xs" variant="default" leftSection={<IconDownload size={14} aria-hidden />} onClick={onSave} aria-label={t('handover.list.saveNamed', { receiver })}>
        {t('handover.list.save')}
      </Button>
      <Button size="xs" variant="default" leftSection={<IconFileImport size={14} aria-hidden />} onClick={onAttach} disabled={busy} aria-label={t('handover.list.attachNamed', { receiver })}>
        {t('handover.list.attach')}
      </Button>
    </Stack>
  )
}
