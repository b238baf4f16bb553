import { SegmentedControl, Text } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CustodyEntry } from '../../shared/contract/index.ts'
import { dynamicText } from '../../shared/locales/index.ts'
import { DataTable } from './DataTable.tsx'
import { HashText } from './HashText.tsx'
import { Time } from './Time.tsx'
import { Shown } from './Shown.tsx'
import css from './table.module.css'

/** The chain of custody in sentences, as the ledger has it. */
export function CustodyLog({ entries }: { entries: readonly CustodyEntry[] }) {
  const { t } = useTranslation()
  const [order, setOrder] = useState<'newest' | 'oldest'>('newest')
  const rows = useMemo(
    () => entries.toSorted((a, b) => (order === 'newest' ? b.seq - a.seq : a.seq - b.seq)),
    [entries, order],
  )
  if (entries.length === 0) {
    return (
      <Text size="sm" c="dimmed" p="lg">
        {t('custody.log.empty')}
      </Text>
    )
  }
  return (
    <>
      <div className={css['tools']}>
        <SegmentedControl
          size="xs"
          value={order}
          onChange={(value) => setOrder(value === 'oldest' ? 'oldest' : 'newest')}
          data={[
            { value: 'newest', label: t('custody.log.newestFirst') },
            { value: 'oldest', label: t('custody.log.oldestFirst') },
          ]}
        />
      </div>
      <DataTable
        caption={t('custody.log.caption')}
        rows={rows}
        rowKey={(entry) => String(entry.seq)}
        columns={[
          { key: 'seq', header: t('custody.log.seq'), kind: 'number', cell: (entry) => entry.seq },
          { key: 'at', header: t('custody.log.at'), kind: 'tight', cell: (entry) => <Time at={entry.at} precision="second" /> },
          { key: 'what', header: t('custody.log.what'), cell: (entry) => (entry.content === 'gone' ? t('disposal.entry', { what: dynamicText(t, `report.derived.event.${entry.type}`) }) : dynamicText(t, `custody.${entry.type}`, entry.subject)) },
          { key: 'actor', header: t('custody.log.actor'), cell: (entry) => <Shown>{entry.actor}</Shown> },
          {
            key: 'leaf',
            header: t('custody.log.leaf'),
            kind: 'tight',
            cell: (entry) => <HashText value={entry.leaf} label={t('custody.log.leaf')} digits={12} />,
          },
        ]}
      />
    </>
  )
}
