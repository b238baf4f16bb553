import { Button, Group, Stack, Text } from '@mantine/core'
import { IconWorldDownload } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BrowserView, ExhibitView } from '../../../shared/contract/index.ts'
import type { CaseId } from '../../../shared/model/index.ts'
import { call } from '../../client/bridge.ts'
import { useJob } from '../../client/job.ts'
import { go, paths } from '../../client/paths.ts'
import { JobSteps } from '../../ui/JobSteps.tsx'
import { ErrorNotice, Notice } from '../../ui/Notice.tsx'
import { Panel } from '../../ui/Page.tsx'
import { CaptureChoices, NO_CHOICES } from './CaptureChoices.tsx'
import { CaptureResult } from './CaptureResult.tsx'
import { LinkField, useLink } from './LinkField.tsx'

/** One page by its link, in an empty browser. */
export function LinkCapture({ caseId, browser }: { caseId: CaseId; browser: BrowserView }) {
  const { t } = useTranslation()
  const job = useJob()
  const link = useLink()
  const [choices, setChoices] = useState(NO_CHOICES)
  const [made, setMade] = useState<ExhibitView | null>(null)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const url = link.take()
    if (url === null) return
    setMade(await job.start((id) => call('capture.start', { job: id, case: caseId, url, allowPrivate: false, ...choices })))
  }

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
      link.set('')
      job.reset()
    }
    return <CaptureResult exhibit={made} onAnother={another} onCase={() => go(paths.case(caseId))} />
  }
  const refusedAsPrivate = job.error?.failure.code === 'capture.url-refused' && job.error.failure.params['reason'] === 'private-address'
  return (
    <Panel>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Stack>
          <LinkField link={link} label={t('capture.url')} description={t('capture.urlHint')} />
          <CaptureChoices value={choices} onChange={setChoices} />
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
  )
}
