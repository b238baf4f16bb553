import { Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { BundleReport } from '../../../shared/contract/index.ts'
import { Notice } from '../../ui/Notice.tsx'
import { Panel } from '../../ui/Page.tsx'
import { StatusText } from '../../ui/Status.tsx'
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
        report.timestamp !== null && <TimestampFacts shows={report.timestamp} />
      )}
    </Panel>
  )
}
