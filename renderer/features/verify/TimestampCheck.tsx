import { List, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { BundleReport } from '../../../shared/contract/index.ts'
import { Notice } from '../../ui/Notice.tsx'
import { Panel } from '../../ui/Page.tsx'
import { Shown } from '../../ui/Shown.tsx'
import { StatusText } from '../../ui/Status.tsx'
import { Time } from '../../ui/Time.tsx'
import { TimestampFacts } from '../bundle/TimestampFacts.tsx'

/** The check of the timestamp in words: who says when, or that nobody does. */
export function TimestampCheck({ report }: { report: BundleReport }) {
  const { t } = useTranslation()
  const check = report.checks.find(({ name }) => name === 'timestamp')
  if (check === undefined) return null
  return (
    <Panel>
      <Title order={2} mb="sm">
        {t('bundle.timestamp.title')}
      </Title>
      {check.result === 'fail' ? (
        <Notice tone="bad" title={t('bundle.timestamp.failTitle')}>
          {t('bundle.timestamp.failText')}
        </Notice>
      ) : check.result === 'not-checked' ? (
        <StatusText tone="quiet">{t('bundle.timestamp.absent')}</StatusText>
      ) : (
        <Stack gap="sm">
          {report.timestamp !== null && <TimestampFacts shows={report.timestamp} />}
          <NoLaterThan report={report} />
        </Stack>
      )}
    </Panel>
  )
}

/** By when each exhibit was in the log, as far as a timestamp says so. */
function NoLaterThan({ report: { noLaterThan } }: { report: BundleReport }) {
  const { t } = useTranslation()
  if (noLaterThan.length === 0) return null
  return (
    <div>
      <Text size="sm" fw={500}>
        {t('bundle.timestamp.perExhibit')}
      </Text>
      <List size="sm" my={4}>
        {noLaterThan.map(({ number, at, authority, trust }) => (
          <List.Item key={number}>
            {t('bundle.timestamp.exhibit', { number })} <Time at={at} precision="second" /> (<Shown>{authority}</Shown>)
            {trust !== 'listed-root' && (
              <Text size="xs" c="dimmed">
                {t(`bundle.timestamp.trust.${trust}`)}
              </Text>
            )}
          </List.Item>
        ))}
      </List>
    </div>
  )
}
