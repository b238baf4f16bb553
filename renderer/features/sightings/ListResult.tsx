import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ListImport } from '../../../shared/contract/index.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Panel } from '../../ui/Page.tsx'
import { Shown } from '../../ui/Shown.tsx'
import css from './lists.module.css'

/** Where every row went: taken, there before, repeated, empty, or wrong and why. */
export function ListResult({ result: { good, imported, wrongTotal, wrong, repeated, empty, cut } }: { result: ListImport }) {
  const { t } = useTranslation()
  const lines = [
    ...(imported === null ? [] : [t('sightings.result.known', { count: imported.known }), t('sightings.result.filled', { count: imported.filled })]),
    ...(repeated > 0 ? [t('lists.result.repeated', { count: repeated })] : []),
    ...(empty > 0 ? [t('lists.result.empty', { count: empty })] : []),
  ]
  return (
    <>
      <Notice tone={wrongTotal > 0 || cut ? 'warn' : 'ok'} title={imported === null ? t('lists.result.good', { count: good }) : t('sightings.result.added', { count: imported.added })}>
        {lines.length > 0 && <Text size="sm">{lines.join(' ')}</Text>}
        {wrongTotal > 0 && <Text size="sm">{t(imported === null ? 'lists.result.wrong' : 'lists.result.left', { count: wrongTotal })}</Text>}
      </Notice>
      {wrong.length > 0 && (
        <div className={css['wrong']}>
          <Panel padded={false}>
            <DataTable
              caption={t('lists.result.caption')}
              rows={wrong}
              rowKey={({ row }) => String(row)}
              columns={[
                { key: 'row', header: t('lists.row'), kind: 'number', cell: ({ row }) => row },
                { key: 'column', header: t('lists.result.column'), kind: 'tight', cell: ({ column }) => column !== null && t(`lists.column.${column}`) },
                { key: 'problem', header: t('lists.result.problem'), cell: ({ problem }) => t(`lists.problem.${problem}`) },
                { key: 'text', header: t('lists.result.text'), cell: ({ text }) => <Shown>{text}</Shown> },
              ]}
            />
          </Panel>
          {wrongTotal > wrong.length && (
            <Text size="xs" c="dimmed">
              {t('lists.result.first', { shown: wrong.length, total: wrongTotal })}
            </Text>
          )}
        </div>
      )}
    </>
  )
}
