import { Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useCall } from '../../client/hooks.ts'
import { paths } from '../../client/paths.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { NameLink, Panel } from '../../ui/Page.tsx'
import { StatusText } from '../../ui/Status.tsx'
import css from './disposal.module.css'

/** Closed cases that the newest decision lets go; not there while there are none. */
export function RetentionDueList() {
  const { t } = useTranslation()
  const due = useCall('retention.due', {})
  const rows = due.data?.filter(({ isDue }) => isDue) ?? []
  if (rows.length === 0) return null
  return (
    <section className={css['block']}>
      <Title order={2} size="h4">
        {t('disposal.due.title')}
      </Title>
      <Text size="sm" c="dimmed" mb={6}>
        {t('disposal.due.lead')}
      </Text>
      <Panel padded={false}>
        <DataTable
          caption={t('disposal.due.title')}
          rows={rows}
          rowKey={(row) => row.case}
          columns={[
            { key: 'case', header: t('disposal.due.column.case'), cell: (row) => <NameLink to={paths.disposal(row.case)}>{`${row.number}. ${row.title}`}</NameLink> },
            { key: 'from', header: t('disposal.due.column.from'), kind: 'tight', cell: ({ from }) => <time dateTime={from}>{from}</time> },
            {
              key: 'state',
              header: t('disposal.due.column.state'),
              kind: 'tight',
              cell: ({ held, closedOn }) => (held ? <StatusText tone="warn">{t('disposal.due.held')}</StatusText> : <StatusText tone="quiet">{t('disposal.due.closed', { day: closedOn })}</StatusText>),
            },
          ]}
        />
      </Panel>
    </section>
  )
}
