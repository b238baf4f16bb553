import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { QueueRowView, QueueState, QueueView } from '../../../shared/contract/index.ts'
import { visible } from '../../../shared/encoding/index.ts'
import { dynamicText } from '../../../shared/locales/index.ts'
import { paths } from '../../client/paths.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { shorten } from '../../ui/format.ts'
import { ErrorNotice, Notice } from '../../ui/Notice.tsx'
import { HashLink, Panel } from '../../ui/Page.tsx'
import { Shown } from '../../ui/Shown.tsx'
import { StatusText, type Tone } from '../../ui/Status.tsx'
import { CaptureChoices, NO_CHOICES } from './CaptureChoices.tsx'
import css from './queue.module.css'
import { QueueSteps, useSteps } from './QueueSteps.tsx'
import type { Queue } from './useQueue.ts'

const STATES: readonly QueueState[] = ['running', 'waiting', 'done', 'failed', 'cancelled']
const TONES: Record<QueueState, Tone> = { waiting: 'quiet', running: 'info', done: 'ok', failed: 'bad', cancelled: 'warn' }

export function QueueList({ queue, view }: { queue: Queue; view: QueueView }) {
  const { t } = useTranslation()
  const heading = useRef<HTMLHeadingElement>(null)
  const { rows, running } = view
  const steps = useSteps(running)
  const count = (state: QueueState) => rows.filter((row) => row.state === state).length
  // What was pressed goes with its row, and the focus with it.
  const keepFocus = () => heading.current?.focus()
  return (
    <Stack gap="sm" component="section" aria-labelledby="queue-title">
      <div>
        <Title order={2} id="queue-title" ref={heading} tabIndex={-1}>
          {t('queue.title')}
        </Title>
        <Text size="sm" c="dimmed" role="status">
          {rows.length === 0
            ? t('queue.empty')
            : STATES.filter((state) => count(state) > 0)
                .map((state) => t(`queue.count.${state}`, { count: count(state) }))
                .join(' · ')}
        </Text>
      </div>
      <Stopped view={view} />
      <ErrorNotice error={queue.order.error ?? queue.start.error ?? queue.retry.error ?? queue.remove.error} />
      {rows.length > 0 && <Controls queue={queue} view={view} onGone={keepFocus} />}
      {running !== null && <QueueSteps key={running.job} running={running} steps={steps} url={rows.find(({ row }) => row === running.row)?.url ?? ''} />}
      {rows.length > 0 && (
        <Panel padded={false}>
          <DataTable
            caption={t('queue.caption')}
            rows={rows.map((row, index) => ({ ...row, number: index + 1 }))}
            rowKey={({ row }) => String(row)}
            columns={[
              { key: 'number', header: t('queue.column.number'), kind: 'number', cell: ({ number }) => number },
              { key: 'address', header: t('queue.column.address'), cell: (row) => <Address row={row} /> },
              { key: 'state', header: t('queue.column.state'), cell: (row) => <State row={row} /> },
              { key: 'act', header: t('queue.column.act'), kind: 'tight', cell: (row) => <Acts queue={queue} row={row} onGone={keepFocus} /> },
            ]}
          />
        </Panel>
      )}
    </Stack>
  )
}

function Stopped({ view: { stopped } }: { view: QueueView }) {
  const { t } = useTranslation()
  if (stopped === null) return null
  return (
    <Notice tone="bad" role="alert" title={t('queue.stopped.title')}>
      <Text size="sm">{dynamicText(t, `errors.${stopped.code}.what`, stopped.params)}</Text>
      <Text size="sm">{dynamicText(t, `errors.${stopped.code}.do`, stopped.params)}</Text>
      <Text size="sm">{t('queue.stopped.after')}</Text>
    </Notice>
  )
}

function Controls({ queue, view: { rows, phase, running }, onGone }: { queue: Queue; view: QueueView; onGone: () => void }) {
  const { t } = useTranslation()
  const has = (...states: QueueState[]) => rows.some(({ state }) => states.includes(state))
  const begun = has('done', 'failed', 'cancelled', 'running')
  const going = phase === 'going'
  const [choices, setChoices] = useState(NO_CHOICES)
  return (
    <Stack gap={6}>
      {!going && has('waiting') && <CaptureChoices value={choices} onChange={setChoices} />}
      <Group gap="xs">
        {/* One button with two names, so that the focus stays where it was pressed. */}
        {(going || has('waiting')) && (
          <Button variant={going ? 'default' : 'filled'} onClick={() => void (going ? queue.order.run('queue.pause') : queue.start.run(choices))}>
            {going ? t('queue.pause') : t(begun ? 'queue.resume' : 'queue.start')}
          </Button>
        )}
        {has('failed') && (
          <Button variant="default" onClick={() => void queue.retry.run(null).then(onGone)}>
            {t('queue.retryAll')}
          </Button>
        )}
        {has('done', 'cancelled') && (
          <Button variant="default" onClick={() => void queue.order.run('queue.clear').then(onGone)} aria-describedby="queue-clear">
            {t('queue.clear')}
          </Button>
        )}
        {has('done', 'cancelled') && (
          <Text size="sm" c="dimmed" id="queue-clear">
            {t('queue.clearHint')}
          </Text>
        )}
      </Group>
      <Text size="sm" c="dimmed" role="status">
        {phase === 'finishing' && t('queue.finishing')}
        {going && (running === null && has('waiting') ? t('queue.turn') : t('queue.open'))}
      </Text>
    </Stack>
  )
}

function Address({ row: { url, known } }: { row: QueueRowView }) {
  const { t } = useTranslation()
  return (
    <span title={visible(url)} className={css['address']}>
      <Shown>{shorten(visible(url), 110, 40)}</Shown>
      {known !== null && (
        <Text component="span" display="block" size="sm" c="dimmed">
          {t('queue.known', { number: known })}
        </Text>
      )}
    </span>
  )
}

function State({ row: { state, exhibit, failure } }: { row: QueueRowView }) {
  const { t } = useTranslation()
  return (
    <>
      <span className={css['state']}>
        <StatusText tone={TONES[state]}>{t(`queue.state.${state}`)}</StatusText>
      </span>
      {exhibit !== null && (
        <div>
          <HashLink to={paths.exhibit(exhibit.id)}>{t('queue.exhibit', { number: exhibit.number })}</HashLink>
        </div>
      )}
      {failure !== null && (
        <Text size="sm">
          {dynamicText(t, `errors.${failure.code}.what`, failure.params)}{' '}
          <Text component="span" size="xs" c="dimmed">
            ({failure.code})
          </Text>
        </Text>
      )}
    </>
  )
}

function Acts({ queue, row: { row, url, state }, onGone }: { queue: Queue; row: QueueRowView; onGone: () => void }) {
  const { t } = useTranslation()
  if (state === 'running') return null
  const named = { url: shorten(url, 110, 40) }
  return (
    <Group gap={6}>
      {(state === 'failed' || state === 'cancelled') && (
        <Button size="compact-sm" variant="default" aria-label={t('queue.retryNamed', named)} onClick={() => void queue.retry.run(row).then(onGone)}>
          {t('queue.retry')}
        </Button>
      )}
      <Button size="compact-sm" variant="default" aria-label={t('queue.removeNamed', named)} onClick={() => void queue.remove.run(row).then(onGone)}>
        {t('queue.remove')}
      </Button>
    </Group>
  )
}
