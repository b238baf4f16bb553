import { Button, Group, List, Stack, Text, Title } from '@mantine/core'
import { IconBrowser } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExhibitView } from '../../../shared/contract/index.ts'
import type { CaseId } from '../../../shared/model/index.ts'
import { call, onEvent } from '../../client/bridge.ts'
import { useAction, useCall } from '../../client/hooks.ts'
import { useJob } from '../../client/job.ts'
import { go, href, paths } from '../../client/paths.ts'
import { JobSteps } from '../../ui/JobSteps.tsx'
import { ErrorNotice, Notice } from '../../ui/Notice.tsx'
import { Panel } from '../../ui/Page.tsx'
import type { Choices } from './CaptureChoices.tsx'
import { CaptureResult } from './CaptureResult.tsx'
import { LinkField, useLink } from './LinkField.tsx'
import { LoginBrowser } from './LoginBrowser.tsx'

/** A page in the officer's own login: opened, locked, captured in place. */
export function LoginCapture({ caseId }: { caseId: CaseId }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const login = useCall('login.state', {})
  const job = useJob()
  const [made, setMade] = useState<ExhibitView | null>(null)
  useEffect(() => onEvent('login.changed', () => void client.invalidateQueries({ queryKey: ['login.state'] })), [client])

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
      job.reset()
    }
    return <CaptureResult exhibit={made} onAnother={another} onCase={() => go(paths.case(caseId))} />
  }
  const view = login.data ?? null
  if (view === null) return <OpenForm caseId={caseId} />
  if (view.case !== caseId) {
    return (
      <Notice tone="warn" title={t('capture.login.elsewhere.title')}>
        <Stack gap="xs" align="start">
          {t('capture.login.elsewhere.text')}
          <Button size="compact-sm" variant="default" component="a" href={href(paths.capture(view.case))}>
            {t('capture.login.elsewhere.go')}
          </Button>
        </Stack>
      </Notice>
    )
  }
  const capture = async (tab: string, choices: Choices) => setMade(await job.start((id) => call('login.capture', { job: id, tab, ...choices })))
  return (
    <Stack>
      <ErrorNotice error={job.error} />
      <LoginBrowser view={view} onCapture={(tab, choices) => void capture(tab, choices)} />
    </Stack>
  )
}

function OpenForm({ caseId }: { caseId: CaseId }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const link = useLink()
  const open = useAction(async (url: string) => client.setQueryData(['login.state', {}], await call('login.open', { case: caseId, url })))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const url = link.take()
    if (url !== null) void open.run(url)
  }
  return (
    <Panel>
      <form onSubmit={submit} noValidate>
        <Stack>
          <Text size="sm" maw="68ch">
            {t('capture.login.lead')}
          </Text>
          <div>
            <Title order={2} size="h4">
              {t('capture.login.how')}
            </Title>
            <List type="ordered" size="sm" mt="xs" spacing={4} maw="68ch">
              <List.Item>{t('capture.login.step1')}</List.Item>
              <List.Item>{t('capture.login.step2')}</List.Item>
              <List.Item>{t('capture.login.step3')}</List.Item>
            </List>
          </div>
          <LinkField link={link} label={t('capture.login.url')} description={t('capture.login.urlHint')} />
          <ErrorNotice error={open.error} />
          <Group>
            <Button type="submit" loading={open.pending} leftSection={<IconBrowser size={16} aria-hidden />}>
              {open.pending ? t('capture.login.opening') : t('capture.login.open')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  )
}
