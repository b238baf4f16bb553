import { Stack, Tabs } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { BrowserView } from '../../../shared/contract/index.ts'
import type { CaseId } from '../../../shared/model/index.ts'
import { useCall } from '../../client/hooks.ts'
import { paths, useCaptureWay } from '../../client/paths.ts'
import { Notice } from '../../ui/Notice.tsx'
import { Crumb, HashLink, PageHeader, Pending } from '../../ui/Page.tsx'
import { QueueCapture } from './QueueCapture.tsx'
import { LinkCapture } from './LinkCapture.tsx'
import { LoginCapture } from './LoginCapture.tsx'
import { NoBrowser } from './NoBrowser.tsx'

export function CapturePage({ caseId }: { caseId: CaseId }) {
  const { t } = useTranslation()
  const summary = useCall('case.get', { case: caseId })
  const browser = useCall('browser.find', {})
  const queue = useCall('queue.list', { case: caseId })
  const way = useCaptureWay()
  // Whoever comes while pages wait or run comes for them.
  const open = queue.data?.rows.some(({ state }) => state === 'waiting' || state === 'running') === true
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
        {(browser.data === undefined || queue.isPending) && <Pending query={browser} />}
        {browser.data === null && <NoBrowser />}
        {browser.data && !queue.isPending && <CaptureWays caseId={caseId} browser={browser.data} first={open ? 'list' : way} />}
      </Stack>
    </>
  )
}

/** The ways to a page. Each stays as it is while another is looked at: a capture may be running there. */
function CaptureWays({ caseId, browser, first }: { caseId: CaseId; browser: BrowserView; first: 'link' | 'list' }) {
  const { t } = useTranslation()
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
      <Tabs defaultValue={first} keepMounted>
        <Tabs.List aria-label={t('capture.tabs.label')} mb="md">
          <Tabs.Tab value="link">{t('capture.tabs.link')}</Tabs.Tab>
          <Tabs.Tab value="list">{t('capture.tabs.list')}</Tabs.Tab>
          <Tabs.Tab value="login">{t('capture.tabs.login')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="link">
          <LinkCapture caseId={caseId} browser={browser} />
        </Tabs.Panel>
        <Tabs.Panel value="list">
          <QueueCapture caseId={caseId} />
        </Tabs.Panel>
        <Tabs.Panel value="login">
          <LoginCapture caseId={caseId} />
        </Tabs.Panel>
      </Tabs>
    </>
  )
}
