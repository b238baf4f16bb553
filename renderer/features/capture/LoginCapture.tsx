import { Button, Stack } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExhibitView, LoginView } from '../../../shared/contract/index.ts'
import type { CaseId } from '../../../shared/model/index.ts'
import { call, ClientError, onEvent } from '../../client/bridge.ts'
import { useCall } from '../../client/hooks.ts'
import { useJob } from '../../client/job.ts'
import { go, href, paths } from '../../client/paths.ts'
import { JobSteps } from '../../ui/JobSteps.tsx'
import { ErrorNotice, Notice } from '../../ui/Notice.tsx'
import { Panel } from '../../ui/Page.tsx'
import type { Choices } from './CaptureChoices.tsx'
import { CaptureResult } from './CaptureResult.tsx'
import { LoginBrowser } from './LoginBrowser.tsx'
import { OpenLogin } from './OpenLogin.tsx'

/** A page in the officer's own login: opened, locked, captured in place. */
export function LoginCapture({ caseId }: { caseId: CaseId }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const login = useCall('login.state', {})
  const job = useJob()
  const [made, setMade] = useState<ExhibitView | null>(null)
  const [hung, setHung] = useState<ClientError | null>(null)
  useEffect(() => {
    const told: readonly unknown[] = ['login.state', 'login.kept']
    return onEvent('login.changed', () => void client.invalidateQueries({ predicate: ({ queryKey }) => told.includes(queryKey[0]) }))
  }, [client])

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
  if (view === null) return <OpenLogin caseId={caseId} hung={hung} onOpened={() => setHung(null)} />
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
  // One that doesn't answer is gone before the refusal comes, and with it whatever stood here.
  const steer = async (steering: Promise<LoginView>) => {
    try {
      client.setQueryData(['login.state', {}], await steering)
    } catch (error) {
      if (error instanceof ClientError && error.failure.code === 'capture.session-hung') setHung(error)
      throw error
    }
  }
  const capture = async (tab: string, choices: Choices) => setMade(await job.start((id) => call('login.capture', { job: id, tab, ...choices })))
  return (
    <Stack>
      <ErrorNotice error={job.error} />
      <LoginBrowser view={view} steer={steer} onCapture={(tab, choices) => void capture(tab, choices)} />
    </Stack>
  )
}
