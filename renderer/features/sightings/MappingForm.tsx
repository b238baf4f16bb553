import { NativeSelect, NumberInput, SimpleGrid, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ListColumn, type ListMapping, type ListView } from '../../../shared/contract/index.ts'
import { visible } from '../../../shared/encoding/index.ts'
import { shorten } from '../../ui/format.ts'
import { Panel } from '../../ui/Page.tsx'
import { Shown } from '../../ui/Shown.tsx'
import css from './lists.module.css'

const COLUMNS = ListColumn.options

export interface MappingFormProps {
  list: ListView
  mapping: ListMapping
  onChange: (mapping: ListMapping) => void
}

/** What each column means, beside the first rows as they stand. What was guessed is only a proposal. */
export function MappingForm({ list, mapping, onChange }: MappingFormProps) {
  const { t } = useTranslation()
  const heads = list.sample[Math.max(0, mapping.header - 1)]?.cells ?? []
  const options = Array.from({ length: list.columns }, (_, at) => ({ value: String(at), label: `${letterOf(at)}${heads[at] === undefined || heads[at] === '' ? '' : `: ${shorten(visible(heads[at]), 30, 10)}`}` }))
  const none = { value: '', label: t('lists.none') }
  return (
    <Stack gap="sm">
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="sm">
        {COLUMNS.map((name) => {
          const column = mapping[name]
          return (
            <NativeSelect
              key={name}
              label={t(`lists.column.${name}`)}
              value={column === null ? '' : String(column)}
              onChange={({ currentTarget: { value } }) => onChange({ ...mapping, [name]: value === '' ? null : Number(value) })}
              data={name === 'url' ? options : [none, ...options]}
            />
          )
        })}
        <NumberInput label={t('lists.header')} description={t('lists.headerHint')} value={mapping.header} min={0} max={1000} allowDecimal={false} onChange={(value) => onChange({ ...mapping, header: typeof value === 'number' ? Math.min(1000, Math.max(0, value)) : 0 })} />
        <NativeSelect
          label={t('lists.dateOrder')}
          value={mapping.dateOrder}
          onChange={({ currentTarget: { value } }) => onChange({ ...mapping, dateOrder: value === 'dmy' || value === 'mdy' ? value : 'ymd' })}
          data={(['ymd', 'dmy', 'mdy'] as const).map((value) => ({ value, label: t(`lists.order.${value}`) }))}
        />
      </SimpleGrid>
      <Panel padded={false}>
        <div className={css['scroll']} tabIndex={0} role="region" aria-label={t('lists.sample')}>
          <table className={css['sample']}>
            <caption>{t('lists.sample')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('lists.row')}</th>
                {options.map(({ value }, at) => (
                  <th key={value} scope="col">
                    {letterOf(at)}
                    <span>
                      {COLUMNS.filter((name) => mapping[name] === at)
                        .map((name) => t(`lists.column.${name}`))
                        .join(', ')}
                    </span>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {list.sample.map(({ number, cells }, index) => (
                <tr key={number} className={index < mapping.header ? css['head'] : undefined}>
                  <th scope="row">{number}</th>
                  {options.map(({ value }, at) => (
                    <td key={value}>
                      <Shown>{cells[at] ?? ''}</Shown>
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Panel>
      <Text size="xs" c="dimmed">
        {t('lists.sampleHint')}
      </Text>
    </Stack>
  )
}

/** As spreadsheets call their columns: A, …, Z, AA. */
function letterOf(column: number): string {
  const last = String.fromCodePoint(65 + (column % 26))
  return column < 26 ? last : letterOf(Math.floor(column / 26) - 1) + last
}
