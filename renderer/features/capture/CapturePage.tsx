import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { IconWorldDownload } from '@tabler/icons-react'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BrowserView, ExhibitView } from '../../../shared/contract/index.ts'
import type { CaseId } from '../../../shared/model/index.ts'
import { call } from '../../client/bridge.ts'
import { useCall } from '../../client/hooks.ts'
import { useJob } from '../../client/job.ts'
import { go, paths } from '../../client/paths.ts'
import { JobSteps } from '../../ui/JobSteps.tsx'
import { ErrorNotice, Notice } from '../../ui/Notice.tsx'
import { Crumb, HashLink, PageHeader, Panel, Pending } from '../../ui/Page.tsx'
import { CaptureResult } from './CaptureResult.tsx'
import { NoBrowser } from './NoBrowser.tsx'

export function CapturePage({ caseId }: { caseId: CaseId }) {
  const { t } = useTranslation()
  const summary = useCall('case.get', { case: caseId })
  const browser = useCall('browser.find', {})
  const over =
    summary.data === undefined ? undefined : (
      <>
        <HashLink to={paths.cases()}>{t('cases.title')}</HashLink> / <Crumb to={paths.case(caseId)}>{summary.data.title}</Crumb>
      </>
    )
  return (
    <>
      <PageHeader title={t('capture.title')} lead={t('capture.lead')} over={over} />
      <Stack maw={900}>
        {browser.data === undefined && <Pending query={browser} />}
        {browser.data === null && <NoBrowser />}
        {browser.data !== undefined && browser.data !== null && <CaptureWork caseId={caseId} browser={browser.data} />}
      </Stack>
    </>
  )
}

function CaptureWork({ caseId, browser }: { caseId: CaseId; browser: BrowserView }) {
  const { t } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  const job = useJob()
  const [url, setUrl] = useState('')
  const [fault, setFault] = useState<'urlMissing' | 'urlInvalid' | null>(null)
  const [made, setMade] = useState<ExhibitView | null>(null)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const link = url.trim()
    const wrong = link === '' ? 'urlMissing' : isWebAddress(link) ? null : 'urlInvalid'
    setFault(wrong)
    if (wrong !== null) return input.current?.focus()
    setMade(await job.start((id) => call('capture.start', { job: id, case: caseId, url: link, allowPrivate: false })))
  }
  const toCase = () => go(paths.case(caseId))

  if (job.running) {
    return (
      <Panel>
        <JobSteps job={job} title={t('capture.progress.title')} lead={t('capture.progress.lead')} />
      </Panel>
    )
  }
  if (made !== null) {
    const another = () => {
      setMade(null)
      setUrl('')
      job.reset()
    }
    return <CaptureResult exhibit={made} onAnother={another} onCase={toCase} />
  }
  const refusedAsPrivate = job.error?.failure.code === 'capture.url-refused' && job.error.failure.params['reason'] === 'private-address'
  return (
    <>
      <Notice tone="info" title={t('capture.advice.title')}>
        {t('capture.advice.text')}
      </Notice>
      {browser.sandbox === 'off' && (
        <Notice tone="warn" title={t('capture.browser.sandboxOff.title')}>
          {t('capture.browser.sandboxOff.text')}
        </Notice>
      )}
      <Panel>
        <form onSubmit={(event) => void submit(event)} noValidate>
          <Stack>
            <TextInput
              ref={input}
              type="url"
              inputMode="url"
              label={t('capture.url')}
              description={t('capture.urlHint')}
              placeholder="https://"
              value={url}
              onChange={(event) => setUrl(event.currentTarget.value)}
              error={fault === null ? null : t(`capture.${fault}`)}
              maxLength={8192}
              autoComplete="off"
              spellCheck={false}
              size="md"
            />
            {refusedAsPrivate ? (
              <Notice tone="bad" role="alert" title={t('capture.private.title')}>
                {t('capture.private.text')}
              </Notice>
            ) : (
              <ErrorNotice error={job.error} />
            )}
            <Group justify="space-between">
              <Button type="submit" leftSection={<IconWorldDownload size={16} aria-hidden />}>
                {t('capture.submit')}
              </Button>
              <Text size="xs" c="dimmed">
                {t('capture.browser.using', { name: browser.name, version: browser.version })}
              </Text>
            </Group>
          </Stack>
        </form>
      </Panel>
    </>
  )
}

function isWebAddress(text: string): boolean {
  const parsed = URL.parse(text)
  return parsed !== null && (parsed.protocol === 'https:' || parsed.protocol === 'http:')
}
