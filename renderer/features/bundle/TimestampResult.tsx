import { Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { BundleView } from '../../../shared/contract/index.ts'
import { Notice } from '../../ui/Notice.tsx'
import { HashLink } from '../../ui/Page.tsx'
import { StatusText } from '../../ui/Status.tsx'
import { TimestampFacts } from './TimestampFacts.tsx'
import { TimestampFailures } from './TimestampFailures.tsx'

/** What came of asking for a timestamp: taken by whom, or why not and what holds all the same. */
export function TimestampResult({ bundle }: { bundle: BundleView }) {
  const { t } = useTranslation()
  const { timestampShows: shows, timestampFailures: failures, verdict } = bundle
  if (shows === null && failures.length === 0) {
    return (
      <div>
        <Title order={3}>{t('bundle.timestamp.title')}</Title>
        <StatusText tone="quiet">{t('bundle.timestamp.notAsked')}</StatusText>
        <Text size="sm" mt={4}>
          <HashLink to="/settings">{t('bundle.timestamp.settings')}</HashLink>
        </Text>
      </div>
    )
  }
  if (shows === null) {
    return (
      <Notice tone="warn" title={t(verdict === 'failed' ? 'bundle.timestamp.missingBare' : 'bundle.timestamp.missingTitle')}>
        <TimestampFailures failures={failures} />
        {verdict !== 'failed' && t('bundle.timestamp.missingText')}
      </Notice>
    )
  }
  return (
    <Stack gap="sm">
      <Title order={3}>{t('bundle.timestamp.takenTitle')}</Title>
      <TimestampFacts shows={shows} />
      {failures.length > 0 && (
        <div>
          <Text size="sm" fw={500}>
            {t('bundle.timestamp.vain')}
          </Text>
          <TimestampFailures failures={failures} />
        </div>
      )}
    </Stack>
  )
}
