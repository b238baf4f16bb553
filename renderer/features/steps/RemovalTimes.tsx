import { Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { RecheckView, RemovalSpan } from '../../../shared/contract/index.ts'
import { visible } from '../../../shared/encoding/index.ts'
import type { Translate } from '../../../shared/locales/index.ts'
import { useLanguage } from '../../client/i18n.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { Panel } from '../../ui/Page.tsx'
import { platformName } from './titles.ts'
import css from './steps.module.css'

/** Never one day: nobody saw when it went. */
const spanText = ({ from, to }: RemovalSpan, t: Translate): string => (from === 0 ? t('rechecks.platforms.spanOpen', { to }) : t('rechecks.platforms.span', { from, to }))

/** How long each platform took, as spans. */
export function RemovalTimes({ view: { platforms, posts } }: { view: RecheckView }) {
  const { t } = useTranslation()
  const language = useLanguage()
  if (platforms.length === 0) return null
  const each = (platform: string) =>
    posts.flatMap(({ platform: of, span, gone }) => (of === platform && span !== null && gone?.confirmed === true ? [spanText(span, t)] : []))
  const none = t('rechecks.platforms.none')
  return (
    <div>
      <Title order={3} size="h5" mb={4}>
        {t('rechecks.platforms.title')}
      </Title>
      <Text size="sm" c="dimmed" maw="68ch" mb={6}>
        {t('rechecks.platforms.lead')}
      </Text>
      <Panel padded={false}>
        <DataTable
          caption={t('rechecks.platforms.caption')}
          rows={platforms}
          rowKey={({ platform }) => platform}
          columns={[
            { key: 'platform', header: t('rechecks.platforms.platform'), cell: ({ platform }) => visible(platformName(platform, language)) },
            { key: 'reported', header: t('rechecks.platforms.reported'), kind: 'number', cell: ({ reported }) => reported },
            { key: 'gone', header: t('rechecks.platforms.gone'), kind: 'number', cell: ({ gone }) => gone },
            { key: 'median', header: t('rechecks.platforms.median'), kind: 'tight', cell: ({ median }) => (median === null ? none : spanText(median, t)) },
            { key: 'each', header: t('rechecks.platforms.each'), cell: ({ platform }) => <span className={css['under']}>{each(platform).join('; ') || none}</span> },
            { key: 'longestUp', header: t('rechecks.platforms.longestUp'), kind: 'tight', cell: ({ longestUp }) => (longestUp === null ? none : t('rechecks.platforms.days', { count: longestUp })) },
          ]}
        />
      </Panel>
    </div>
  )
}
