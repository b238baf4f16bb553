import { Button, Group, Stack, Text, TextInput, Title } from '@mantine/core'
import { IconFileZip } from '@tabler/icons-react'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BundleReport, CallOutput } from '../../../shared/contract/index.ts'
import type { CaseId } from '../../../shared/model/index.ts'
import { call } from '../../client/bridge.ts'
import { useAction, useCall } from '../../client/hooks.ts'
import { useJob } from '../../client/job.ts'
import { paths } from '../../client/paths.ts'
import { useLanguage } from '../../client/i18n.ts'
import { formatBytes } from '../../ui/format.ts'
import { Fingerprint } from '../../ui/HashText.tsx'
import { JobSteps } from '../../ui/JobSteps.tsx'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { Crumb, HashLink, PageHeader, Panel } from '../../ui/Page.tsx'
import { KnownHistory } from '../handover/KnownHistory.tsx'
import { BundleAbout } from './BundleAbout.tsx'
import { BundleExhibits } from './BundleExhibits.tsx'
import { TakeIn } from '../receive/TakeIn.tsx'
import { CheckList } from './CheckList.tsx'
import { KinshipPanel } from './KinshipPanel.tsx'
import { ReceiptField } from './ReceiptField.tsx'
import { TimestampCheck } from './TimestampCheck.tsx'
import { visible } from '../../../shared/encoding/index.ts'

const digitsOf = (text: string): string => text.toLowerCase().replace(/[\s:-]/g, '')

export interface VerifyPageProps {
  /** The case that the bundle is received into; without it, none is chosen yet. */
  into?: CaseId
}

export function VerifyPage({ into }: VerifyPageProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const job = useJob()
  const field = useRef<HTMLInputElement>(null)
  const [file, setFile] = useState<CallOutput<'dialog.bundle'>>(null)
  const [typed, setTyped] = useState('')
  const [checked, setChecked] = useState(false)
  const [report, setReport] = useState<BundleReport | null>(null)
  const [code, setCode] = useState('')
  const receipt = code.trim() === '' ? null : code
  const fingerprint = digitsOf(typed)
  const compared = fingerprint === '' ? null : fingerprint
  const wrong = fingerprint !== '' && !/^[0-9a-f]{64}$/.test(fingerprint)

  const choose = useAction(async () => {
    const chosen = await call('dialog.bundle', {})
    if (chosen === null) return
    setFile(chosen)
    setReport(null)
    job.reset()
  })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (wrong) return field.current?.focus()
    if (file === null) return
    setReport(null)
    setReport(
      await job.start((id) => call('bundle.verify', { job: id, bundle: file.token, fingerprint: compared, receipt })),
    )
  }
  return (
    <>
      <PageHeader title={t(into === undefined ? 'bundle.verify.title' : 'received.page.title')} lead={t(into === undefined ? 'bundle.verify.lead' : 'received.page.lead')} over={into === undefined ? undefined : <Home id={into} />} />
      <Stack maw={960}>
        <Panel>
          <form onSubmit={(event) => void submit(event)} noValidate>
            <Stack>
              <div>
                <Text size="sm" fw={500} mb={4}>
                  {t('bundle.verify.file')}
                </Text>
                <Group gap="sm">
                  <Button variant="default" leftSection={<IconFileZip size={16} aria-hidden />} onClick={() => void choose.run(undefined)} disabled={job.running}>
                    {t('bundle.verify.choose')}
                  </Button>
                  <Text size="sm">{file === null ? '' : `${visible(file.name)} (${formatBytes(file.bytes, language)})`}</Text>
                </Group>
              </div>
              <TextInput
                ref={field}
                label={`${t('bundle.verify.fingerprint')} (${t('common.state.optional')})`}
                description={t('bundle.verify.fingerprintHint')}
                value={typed}
                onChange={(event) => setTyped(event.currentTarget.value)}
                error={checked && wrong ? t('bundle.verify.fingerprintInvalid', { count: fingerprint.length }) : null}
                styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
                autoComplete="off"
                spellCheck={false}
              />
              <ReceiptField value={code} onChange={setCode} optional />
              <Group>
                <Button type="submit" disabled={file === null} loading={job.running}>
                  {t('bundle.verify.submit')}
                </Button>
              </Group>
              <ErrorNotice error={choose.error ?? job.error} />
            </Stack>
          </form>
        </Panel>
        {job.running && (
          <Panel>
            <JobSteps job={job} title={t('bundle.verify.working')} />
          </Panel>
        )}
        {report !== null && <Report report={report} compared={fingerprint !== ''} />}
        {report !== null && file !== null && <TakeIn file={file} report={report} fingerprint={compared} receipt={receipt} into={into ?? null} />}
        {into === undefined && file !== null && !wrong && <KinshipPanel key={file.token} file={file} fingerprint={compared} />}
        <KnownHistory chosen={file} />
      </Stack>
    </>
  )
}

/** The way back to the case. */
function Home({ id }: { id: CaseId }) {
  const { t } = useTranslation()
  const home = useCall('case.get', { case: id })
  return (
    <>
      <HashLink to={paths.cases()}>{t('cases.title')}</HashLink> / <Crumb to={paths.case(id)}>{home.data?.title ?? '…'}</Crumb>
    </>
  )
}

function Report({ report, compared }: { report: BundleReport; compared: boolean }) {
  const { t } = useTranslation()
  return (
    <>
      <CheckList report={report} of="bundle">
        <BundleExhibits report={report} />
      </CheckList>
      <TimestampCheck report={report} />
      {report.fingerprint !== null && (
        <Panel>
          <Title order={2}>{t('bundle.verify.found')}</Title>
          {!compared && (
            <Text size="sm" mb="xs">
              {t('bundle.verify.compare')}
            </Text>
          )}
          <Fingerprint value={report.fingerprint} label={t('bundle.verify.found')} />
        </Panel>
      )}
      {report.about !== null && <BundleAbout about={report.about} exhibits={report.exhibits} />}
    </>
  )
}
