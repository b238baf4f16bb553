import { Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { latestOf, type TimestampView } from '../../../shared/contract/index.ts'
import { useLanguage } from '../../client/i18n.ts'
import { HashText } from '../../ui/HashText.tsx'
import { Facts } from '../../ui/Page.tsx'
import { StatusText, type Tone } from '../../ui/Status.tsx'
import { Shown } from '../../ui/Shown.tsx'
import { Time } from '../../ui/Time.tsx'

const TONES: Record<TimestampView['trust'], Tone> = { 'listed-root': 'info', 'other-root': 'warn', 'unlisted-root': 'warn', 'no-root': 'warn' }

/** Who says when, and how much that is worth: never that the time is right. */
export function TimestampFacts({ shows }: { shows: TimestampView }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { at, accuracyMs, authority, vouchedBy, root, trust } = shows
  const seconds = accuracyMs === null ? null : new Intl.NumberFormat(language, { maximumFractionDigits: 3 }).format(accuracyMs / 1000)
  return (
    <Stack gap="sm">
      <Text size="sm">{t('bundle.timestamp.says', { authority })}</Text>
      <Facts
        facts={[
          { label: t('bundle.timestamp.at'), value: <Time at={latestOf(shows)} precision="second" /> },
          { label: t('bundle.timestamp.authority'), value: <Shown>{authority}</Shown> },
          seconds === null
            ? null
            : {
                label: t('bundle.timestamp.inToken'),
                value: (
                  <>
                    <Time at={at} precision="second" /> {t('bundle.timestamp.seconds', { seconds })}
                  </>
                ),
              },
          { label: t('bundle.timestamp.root'), value: <Shown>{vouchedBy ?? t('bundle.timestamp.self')}</Shown> },
          { label: t('bundle.timestamp.rootHash'), value: <HashText value={root} label={t('bundle.timestamp.rootHash')} />, wide: true },
        ]}
      />
      <StatusText tone={TONES[trust]}>{t(`bundle.timestamp.trust.${trust}`)}</StatusText>
    </Stack>
  )
}
