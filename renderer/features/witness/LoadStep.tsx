import { Button, Group, Radio, Stack, Text } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SittingItem, SittingView } from '../../../shared/contract/index.ts'
import { call } from '../../client/bridge.ts'
import { type Job, useJob } from '../../client/job.ts'
import { JobSteps } from '../../ui/JobSteps.tsx'
import { ErrorNotice, Notice } from '../../ui/Notice.tsx'
import { Facts } from '../../ui/Page.tsx'
import { Shown } from '../../ui/Shown.tsx'
import { Arrived } from './Arrived.tsx'
import { noPage, outcomeOf } from './flow.ts'
import { useShow } from './useSitting.ts'
import css from './witness.module.css'

export interface LoadStepProps {
  item: SittingItem
  tabs: SittingView['tabs']
  onLoading: (running: boolean) => void
  onLook: () => void
  onSaved: () => void
  onPassOver: () => void
  onDecline: () => void
}

/** The original is loaded before the witness's eyes, before anything that was saved is shown. */
export function LoadStep(props: LoadStepProps) {
  const { item, tabs, onLoading, onSaved, onPassOver } = props
  const { t } = useTranslation()
  const job = useJob()
  const show = useShow()
  const load = (tab: string | null) => {
    onLoading(true)
    void job.start(async (id) => show(await call('sitting.load', { job: id, exhibit: item.exhibit, tab }))).finally(() => onLoading(false))
  }
  if (job.running) {
    return (
      <Arrived key="running" label={t('sitting.load.running')}>
        <JobSteps job={job} />
      </Arrived>
    )
  }
  if (item.load !== null) {
    return (
      <Arrived key="outcome" label={t(`sitting.load.outcome.${outcomeOf(item)}`)}>
        <Outcome {...props} job={job} load={load} />
      </Arrived>
    )
  }
  // Passed over already, and gone back to: then it needs no passing over.
  const passOver = item.stage === 'waiting' ? onPassOver : onSaved
  if (item.url === null) {
    return (
      <Stack>
        <Text size="sm">{t('sitting.load.noAddress')}</Text>
        <Actions {...props}>
          <Button onClick={passOver}>{t('sitting.load.toSaved')}</Button>
        </Actions>
      </Stack>
    )
  }
  return (
    <Arrived key="first" label={t('sitting.load.start')}>
      <Stack>
        <Text size="sm">{t('sitting.load.lead')}</Text>
        <Text size="sm">{t('sitting.load.keeps')}</Text>
        <Facts facts={[{ label: t('sitting.load.address'), value: <Shown>{item.url}</Shown>, wide: true }]} />
        <ErrorNotice error={job.error} />
        <Actions {...props}>
          <Button onClick={() => load(null)}>{t('sitting.load.start')}</Button>
        </Actions>
        {tabs.length > 0 && <InLogin tabs={tabs} onChosen={load} />}
        <div className={css['aside']}>
          <Text size="sm" c="dimmed">
            {t('sitting.load.skipWhy')}
          </Text>
          <Button variant="subtle" size="compact-sm" ml={-8} onClick={passOver}>
            {t('sitting.load.skip')}
          </Button>
        </div>
      </Stack>
    </Arrived>
  )
}

/** The main way on, and beside it the way around the exhibit. */
function Actions({ onDecline, children }: Pick<LoadStepProps, 'onDecline'> & { children: ReactNode }) {
  const { t } = useTranslation()
  return (
    <Group justify="space-between">
      <Group gap="sm">{children}</Group>
      <Button variant="subtle" onClick={onDecline}>
        {t('sitting.decline')}
      </Button>
    </Group>
  )
}

const TONES = { came: 'ok', gone: 'warn', walled: 'warn', failed: 'warn', unreachable: 'warn' } as const

/** How it came. Nothing is said of whether it differs: that would tell of what was saved. */
function Outcome({ job, load, ...props }: LoadStepProps & { job: Job; load: (tab: string | null) => void }) {
  const { item, tabs, onLook, onSaved } = props
  const { t } = useTranslation()
  const outcome = outcomeOf(item)
  const none = noPage(item)
  const open = item.stage === 'loaded' || (item.stage === 'answered' && none)
  // A page that isn't shown to strangers is told in many ways: as a wall, as gone, as an error, or by a teaser that passes for a page.
  const inLogin = open && (tabs.length > 0 || (outcome !== 'came' && !none && item.original?.way === 'own'))
  return (
    <Stack>
      <Notice tone={TONES[outcome]} role="status" title={t(`sitting.load.outcome.${outcome}`)}>
        <Text size="sm">{t(`sitting.load.outcomeText.${outcome}`)}</Text>
      </Notice>
      {item.load !== null && (
        <Facts
          facts={[
            { label: t('sitting.load.address'), value: <Shown>{item.load.finalUrl ?? item.load.requestedUrl}</Shown>, wide: true },
            item.load.status === null || item.load.status < 400 ? null : { label: t('sitting.load.status'), value: item.load.status },
          ]}
        />
      )}
      <ErrorNotice error={job.error} />
      <Actions {...props}>
        {none ? <Button onClick={onSaved}>{t('sitting.load.toSaved')}</Button> : <Button onClick={onLook}>{t('sitting.load.look')}</Button>}
        {none && open && (
          <Button variant="default" onClick={() => load(null)}>
            {t('sitting.load.again')}
          </Button>
        )}
      </Actions>
      {inLogin && <InLogin tabs={tabs} onChosen={load} />}
    </Stack>
  )
}

/** Where the page is shown only to those who are logged in. */
function InLogin({ tabs, onChosen }: { tabs: SittingView['tabs']; onChosen: (tab: string) => void }) {
  const { t } = useTranslation()
  const [tab, setTab] = useState(tabs[0]?.id ?? null)
  if (tabs.length === 0) {
    return (
      <Text size="sm" c="dimmed" className={css['aside'] ?? ''}>
        {t('sitting.load.tabs.none')}
      </Text>
    )
  }
  return (
    <Stack className={css['aside'] ?? ''} gap="sm">
      <Text size="sm" fw={600}>
        {t('sitting.load.tabs.title')}
      </Text>
      <Text size="sm">{t('sitting.load.tabs.lead')}</Text>
      <Radio.Group label={t('sitting.load.tabs.list')} value={tab} onChange={setTab}>
        <Stack gap="xs" mt="xs">
          {tabs.map(({ id, title, url }) => (
            <Radio key={id} value={id} label={<Shown>{title || url}</Shown>} description={<Shown>{url}</Shown>} />
          ))}
        </Stack>
      </Radio.Group>
      <Group>
        <Button variant="default" disabled={tab === null} onClick={() => tab !== null && onChosen(tab)}>
          {t('sitting.load.tabs.start')}
        </Button>
      </Group>
    </Stack>
  )
}
