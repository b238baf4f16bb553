import { Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Spread } from '../../../shared/contract/index.ts'
import { useLanguage } from '../../client/i18n.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { Facts, Panel } from '../../ui/Page.tsx'
import { Shown } from '../../ui/Shown.tsx'
import { platformName } from '../steps/titles.ts'
import { DayBars } from './DayBars.tsx'
import { Reach } from './SightingList.tsx'
import css from './sightings.module.css'

/** How spread it is, as far as it was noted down: over time, by platform, by account. */
export function SpreadView({ spread }: { spread: Spread }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { total, secured, reach, reachKnown, first, last, dated, platforms, accounts, accountsTotal } = spread
  return (
    <section className={css['spread']}>
      <Title order={2} size="h4" mb={6}>
        {t('sightings.spread.title')}
      </Title>
      <Facts
        facts={[
          { label: t('sightings.spread.total'), value: total },
          { label: t('sightings.spread.secured'), value: secured },
          reachKnown === 0
            ? null
            : {
                label: t('sightings.spread.reach'),
                value: (
                  <>
                    <Reach reach={reach} /> ({t('sightings.spread.reachOf', { known: reachKnown, total })})
                  </>
                ),
              },
        ]}
      />
      {first !== null && last !== null && (
        <figure className={css['chart']}>
          <figcaption>
            {t('sightings.spread.days')} · {t('sightings.spread.period', { first, last })}
          </figcaption>
          <DayBars days={spread.days} />
          <Text size="xs" c="dimmed">
            {t('sightings.spread.dated', { dated, total })}
          </Text>
        </figure>
      )}
      <div className={css['shares']}>
        <Shares caption={t('sightings.spread.platforms')} total={total} rows={platforms.map((share) => ({ ...share, name: platformName(share.name, language), under: '' }))} />
        {accounts.length > 0 && (
          <div>
            <Shares caption={t('sightings.spread.accounts')} total={total} rows={accounts.map((share) => ({ ...share, under: platformName(share.platform, language) }))} />
            {accountsTotal > accounts.length && (
              <Text size="xs" c="dimmed">
                {t('sightings.spread.accountsMore', { count: accountsTotal })}
              </Text>
            )}
          </div>
        )}
      </div>
      {reachKnown > 0 && (
        <Text size="xs" c="dimmed">
          {t('sightings.spread.caution')}
        </Text>
      )}
    </section>
  )
}

type ShareRow = Pick<Spread['platforms'][number], 'name' | 'count' | 'reach' | 'known'> & { under: string }

function Shares({ caption, rows, total }: { caption: string; rows: readonly ShareRow[]; total: number }) {
  const { t } = useTranslation()
  return (
    <Panel padded={false}>
      <DataTable
        caption={caption}
        rows={rows}
        rowKey={({ name, under }) => `${under} ${name}`}
        columns={[
          {
            key: 'name',
            header: caption,
            cell: ({ name, under, count }) => (
              <>
                {name === '' ? t('sightings.spread.unknown') : <Shown>{name}</Shown>}
                {under !== '' && <span className={css['under']}>{under}</span>}
                <span className={css['bar']} aria-hidden>
                  <span style={{ width: `${(100 * count) / total}%` }} />
                </span>
              </>
            ),
          },
          { key: 'count', header: t('sightings.spread.count'), kind: 'number', cell: ({ count }) => count },
          { key: 'reach', header: t('sightings.spread.reachColumn'), kind: 'number', cell: ({ reach, known }) => <Reach reach={known === 0 ? null : reach} /> },
        ]}
      />
    </Panel>
  )
}
