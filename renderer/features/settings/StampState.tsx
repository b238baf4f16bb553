import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TimeState } from '../../../shared/contract/index.ts'
import { call } from '../../client/bridge.ts'
import { useLanguage } from '../../client/i18n.ts'
import { useJob } from '../../client/job.ts'
import { useNow, useTimeState } from '../../client/time.ts'
import { formatAge } from '../../ui/format.ts'
import { ErrorNotice, Notice } from '../../ui/Notice.tsx'
import { Facts, Pending } from '../../ui/Page.tsx'
import { StatusText } from '../../ui/Status.tsx'
import { Time } from '../../ui/Time.tsx'
import { TimestampFacts } from '../bundle/TimestampFacts.tsx'
import { TimestampFailures } from '../bundle/TimestampFailures.tsx'

/** How far the log is stamped, what came of asking, and asking now. */
export function StampState() {
  const { t } = useTranslation()
  const state = useTimeState()
  const job = useJob()
  const [done, setDone] = useState(false)
  const stamp = async () => {
    setDone(false)
    const stamped = await job.start((id) => call('time.stamp', { job: id, timestampUrls: null }))
    setDone(stamped !== null)
  }
  return (
    <Stack gap="sm">
      <Title order={3}>{t('time.title')}</Title>
      <Text size="sm" maw="72ch">
        {t('time.lead')}
      </Text>
      {state.data === undefined ? <Pending query={state} /> : <Standing state={state.data} />}
      <ErrorNotice error={job.error} />
      <Group>
        <Button
          variant="default"
          onClick={() => void stamp()}
          loading={job.running}
          disabled={state.data === undefined || state.data.authorities === 0 || state.data.unstamped === null}
        >
          {t('time.now')}
        </Button>
        {job.running && (
          <Button variant="subtle" onClick={job.cancel} disabled={job.cancelling}>
            {t('common.action.cancel')}
          </Button>
        )}
        <Text size="sm" role="status">
          {done ? t('time.done') : ''}
        </Text>
      </Group>
    </Stack>
  )
}

function Standing({ state: { newest, unstamped, trying, failures, nextTry } }: { state: TimeState }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useNow()
  const age = unstamped === null ? null : (formatAge(now - Date.parse(unstamped.since), language) ?? t('time.moments'))
  return (
    <>
      {unstamped === null && <StatusText tone="ok">{t('time.all')}</StatusText>}
      {newest !== null && newest.shows === null && (
        <Notice tone="bad" title={t('time.broken')}>
          {t('time.brokenText')}
        </Notice>
      )}
      <Facts
        facts={[
          age === null ? null : { label: t('time.oldest'), value: age },
          unstamped === null ? null : { label: t('time.entries'), value: unstamped.entries },
          { label: t('time.newest'), value: newest === null ? t('time.never') : <Time at={newest.shows?.at ?? newest.receivedAt} precision="second" /> },
          newest === null ? null : { label: t('time.covers'), value: newest.size },
          nextTry === null ? null : { label: t('time.next'), value: <Time at={nextTry} precision="second" /> },
        ]}
      />
      {newest !== null && newest.shows !== null && <TimestampFacts shows={newest.shows} />}
      {trying !== null && <StatusText tone="info">{t('time.trying', { host: trying })}</StatusText>}
      {failures.length > 0 && (
        <div>
          <Text size="sm" fw={500}>
            {t('time.vain')}
          </Text>
          <TimestampFailures failures={failures} />
        </div>
      )}
    </>
  )
}
