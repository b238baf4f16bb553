import { Button, Group, SegmentedControl, Stack, Text, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconEyeCheck, IconRefresh } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { RecheckView, ReportedPost } from '../../../shared/contract/index.ts'
import { visible } from '../../../shared/encoding/index.ts'
import { dynamicText } from '../../../shared/locales/index.ts'
import { type CaseId, Rhythm } from '../../../shared/model/index.ts'
import { call, onEvent } from '../../client/bridge.ts'
import { useAction, useCall } from '../../client/hooks.ts'
import { useLanguage } from '../../client/i18n.ts'
import { useJob } from '../../client/job.ts'
import { formatTime, shorten } from '../../ui/format.ts'
import { ErrorNotice, Notice } from '../../ui/Notice.tsx'
import { EmptyState, Panel, Pending } from '../../ui/Page.tsx'
import { StatusText } from '../../ui/Status.tsx'
import { CheckHistory, CheckText } from './CheckHistory.tsx'
import { RemovalTimes } from './RemovalTimes.tsx'
import { platformName } from './titles.ts'
import css from './steps.module.css'

/** Whether what was reported is still up: what checks found, when the next is, how long removal took. */
export function Rechecks({ caseId, isClosed }: { caseId: CaseId; isClosed: boolean }) {
  const client = useQueryClient()
  // That one runs, or came to nothing, stands in no log.
  useEffect(
    () =>
      onEvent('recheck.changed', ({ case: chain }) => {
        if (chain === caseId) void client.invalidateQueries({ queryKey: ['recheck.list', { case: caseId }] })
      }),
    [client, caseId],
  )
  const view = useCall('recheck.list', { case: caseId })
  return view.data === undefined ? <Pending query={view} /> : <Shown view={view.data} isClosed={isClosed} />
}

/** Of a closed case nothing is looked at, and what was found is read. */
function Shown({ view, isClosed }: { view: RecheckView; isClosed: boolean }) {
  const { t } = useTranslation()
  const { case: chain, rhythm, posts, unseen } = view
  const plan = useAction((next: Rhythm) => call('recheck.plan', { case: chain, rhythm: next }))
  // Only what is on the screen: one that came meanwhile hasn't been seen.
  const newest = Math.max(0, ...posts.flatMap(({ checks }) => checks.map(({ seq }) => seq)))
  const see = useAction(() => call('recheck.seen', { case: chain, seq: newest }))
  return (
    <section className={css['block']} aria-label={t('rechecks.title')}>
      <Title order={2} size="h4" mb={6}>
        {t('rechecks.title')}
      </Title>
      <Text size="sm" maw="68ch" mb="sm">
        {t('rechecks.lead')}
      </Text>
      {posts.length === 0 ? (
        <Panel padded={false}>
          <EmptyState title={t('rechecks.empty')} />
        </Panel>
      ) : (
        <Stack gap="md">
          {!isClosed && (
            <Panel>
              <Stack gap={6}>
                <Group gap="sm">
                  <Text size="sm" fw={600} component="span" id="recheck-rhythm">
                    {t('rechecks.rhythm.label')}
                  </Text>
                  <SegmentedControl
                    size="xs"
                    aria-labelledby="recheck-rhythm"
                    value={rhythm}
                    disabled={plan.pending}
                    onChange={(value) => void plan.run(Rhythm.parse(value))}
                    data={Rhythm.options.map((value) => ({ value, label: t(`rechecks.rhythm.${value}`) }))}
                  />
                </Group>
                <Text size="sm" c="dimmed" maw="68ch">
                  {t('rechecks.rhythmHint')}
                </Text>
                <Text size="sm" c="dimmed" maw="68ch">
                  {t('rechecks.platformSees')}
                </Text>
                <ErrorNotice error={plan.error} />
              </Stack>
            </Panel>
          )}
          {!isClosed && unseen > 0 && (
            <Notice
              tone="warn"
              title={t('rechecks.unseen', { count: unseen })}
              action={
                <Button size="xs" variant="default" leftSection={<IconEyeCheck size={14} aria-hidden />} loading={see.pending} onClick={() => void see.run(undefined)}>
                  {t('rechecks.seen')}
                </Button>
              }
            />
          )}
          <ErrorNotice error={see.error} />
          <Panel padded={false}>
            <ul className={css['records']}>
              {posts.map((post) => (
                <Post key={post.address} chain={chain} post={post} isClosed={isClosed} running={view.running === post.address} />
              ))}
            </ul>
          </Panel>
          <RemovalTimes view={view} />
        </Stack>
      )}
    </section>
  )
}

function Post({ chain, post, running, isClosed }: { chain: CaseId; post: ReportedPost; running: boolean; isClosed: boolean }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const [showsAll, { toggle }] = useDisclosure(false)
  const job = useJob()
  const { address, platform, sentOn, stopped, checks, checksTotal, tried } = post
  const url = visible(post.url)
  const stop = useAction((next: boolean) => call('recheck.stop', { case: chain, address, stopped: next }))
  const [last] = checks
  return (
    <li>
      <div>
        <Text size="sm" fw={600} component="p" m={0}>
          <bdi>{shorten(url, 60, 28)}</bdi>
        </Text>
        <span className={css['under']}>
          {visible(platformName(platform, language))} · {sentOn === null ? t('rechecks.notSent') : t('rechecks.sentOn', { day: sentOn })}
        </span>
        {last === undefined ? (
          <Text size="sm" component="p" m={0}>
            {t('rechecks.never')}
          </Text>
        ) : (
          <Text size="sm" component="div">
            <CheckText check={last} /> ({formatTime(last.asked)})
          </Text>
        )}
        <Standing post={post} />
        {tried !== null && (
          <Text size="sm" component="div">
            <StatusText tone="info">{t('rechecks.tried', { at: formatTime(tried.at) })}</StatusText>
            <span className={css['under']}>{dynamicText(t, `errors.${tried.failure.code}.what`, tried.failure.params)}</span>
          </Text>
        )}
        {job.error !== null && <ErrorNotice error={job.error} />}
        <ErrorNotice error={stop.error} />
        {checks.length > 0 && (
          <Button variant="subtle" size="compact-sm" onClick={toggle} aria-expanded={showsAll}>
            {showsAll ? t('rechecks.hide') : t('rechecks.show', { count: checksTotal })}
          </Button>
        )}
        {showsAll && <CheckHistory post={post} />}
      </div>
      {!isClosed && (
        <Group gap={4}>
          {job.running ? (
            <Button variant="default" size="compact-sm" onClick={job.cancel} loading={job.cancelling}>
              {t('rechecks.cancel')}
            </Button>
          ) : running ? (
            <StatusText tone="info">{t('rechecks.running')}</StatusText>
          ) : (
            <Button
              variant="subtle"
              size="compact-sm"
              leftSection={<IconRefresh size={14} aria-hidden />}
              aria-label={t('rechecks.nowNamed', { url })}
              onClick={() => void job.start((id) => call('recheck.now', { job: id, case: chain, address }))}
            >
              {t('rechecks.now')}
            </Button>
          )}
          {stopped !== 'gone' && (
            <Button
              variant="subtle"
              color="gray"
              size="compact-sm"
              loading={stop.pending}
              aria-label={t(stopped === 'person' ? 'rechecks.resumeNamed' : 'rechecks.stopNamed', { url })}
              onClick={() => void stop.run(stopped !== 'person')}
            >
              {t(stopped === 'person' ? 'rechecks.resume' : 'rechecks.stop')}
            </Button>
          )}
        </Group>
      )}
    </li>
  )
}

/** How long it stayed up as far as is known, and what comes next. */
function Standing({ post: { gone, span, upAfter, lastUp, stopped, nextOn } }: { post: ReportedPost }) {
  const { t } = useTranslation()
  const lines = [
    ...(gone === null ? [] : [t(gone.confirmed ? 'rechecks.gone.confirmed' : 'rechecks.gone.once')]),
    ...(span === null ? [] : [t(span.from === 0 ? 'rechecks.spanDay' : 'rechecks.span', { ...span })]),
    ...(upAfter === null ? [] : [t('rechecks.upAfter', { count: upAfter })]),
    ...(lastUp === null ? [] : [t('rechecks.up', { day: formatTime(lastUp) })]),
    ...(stopped === null ? [] : [t(`rechecks.stopped.${stopped}`)]),
    ...(nextOn === null ? [] : [t('rechecks.next', { day: nextOn })]),
  ]
  return (
    <>
      {lines.map((line) => (
        <span key={line} className={css['under']}>
          {line}
        </span>
      ))}
    </>
  )
}
