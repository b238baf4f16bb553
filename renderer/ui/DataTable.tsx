import { Button, Text, VisuallyHidden } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import css from './table.module.css'

export interface Column<Row> {
  key: string
  header: string
  cell: (row: Row) => ReactNode
  /** `number` stands right with even digits; `tight` is as narrow as its content. */
  kind?: 'number' | 'tight'
}

export interface DataTableProps<Row> {
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  /** For the mouse only: a row must hold a link or button that does the same. */
  onOpen?: (row: Row) => void
}

/** Rows drawn at once; more on request, so that a long log doesn't hold up the window. */
const PAGE = 100

const INTERACTIVE = 'a,button,input,label,summary'

/** The roles are written out because cells lose them where the small layout makes them blocks. */
export function DataTable<Row>({ caption, columns, rows, rowKey, onOpen }: DataTableProps<Row>) {
  const { t } = useTranslation()
  const [limit, setLimit] = useState(PAGE)
  const shown = rows.slice(0, limit)
  const left = rows.length - shown.length
  return (
    <>
      <table className={css['table']} role="table">
        <caption>
          <VisuallyHidden>{caption}</VisuallyHidden>
        </caption>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <th key={column.key} scope="col" role="columnheader" className={column.kind === undefined ? undefined : css[column.kind]}>
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {shown.map((row) => (
            <tr
              key={rowKey(row)}
              role="row"
              className={onOpen === undefined ? undefined : css['open']}
              onClick={(event) => {
                const inside = event.target instanceof Element && event.target.closest(INTERACTIVE) !== null
                if (!inside && window.getSelection()?.isCollapsed !== false) onOpen?.(row)
              }}
            >
              {columns.map((column) => (
                <td key={column.key} role="cell" className={column.kind === undefined ? undefined : css[column.kind]}>
                  <span className={css['label']} aria-hidden>
                    {column.header}
                  </span>
                  <span className={css['value']}>{column.cell(row)}</span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {left > 0 && (
        <div className={css['foot']}>
          <Text size="sm" c="dimmed">
            {t('common.lists.showing', { shown: shown.length, total: rows.length })}
          </Text>
          <Button variant="default" size="xs" onClick={() => setLimit(limit + PAGE)}>
            {t('common.lists.more', { count: Math.min(PAGE, left) })}
          </Button>
        </div>
      )}
    </>
  )
}
