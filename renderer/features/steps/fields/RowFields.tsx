import { Button, CloseButton, Group, Input, Stack, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { type Pair, pairsOf } from '../forms.ts'
import type { FieldProps } from './FieldControl.tsx'

/** Rows of two: accounts with their platform, results with the reason. */
export function RowFields({ name, widget, values, label, hint, error, onChange }: FieldProps) {
  const { t } = useTranslation()
  const rows = pairsOf(values, name)
  const heads = widget.as === 'results' ? ([t('records.address'), t('records.reason')] as const) : ([t('records.platform'), t('records.account')] as const)
  const set = (index: number, row: Pair) => onChange(name, rows.with(index, row))
  return (
    <Input.Wrapper label={label} description={hint} error={error} labelElement="div" role="group" aria-label={label}>
      <Stack gap={6} mt={6}>
        {rows.map(([first, second], index) => (
          <Group key={index} gap={6} wrap="nowrap" align="flex-end">
            <TextInput style={{ flex: 1 }} aria-label={`${heads[0]} ${index + 1}`} placeholder={heads[0]} value={first} onChange={({ currentTarget }) => set(index, [currentTarget.value, second])} autoComplete="off" />
            <TextInput style={{ flex: 1 }} aria-label={`${heads[1]} ${index + 1}`} placeholder={heads[1]} value={second} onChange={({ currentTarget }) => set(index, [first, currentTarget.value])} autoComplete="off" />
            <CloseButton aria-label={t('records.removeRow', { number: index + 1 })} onClick={() => onChange(name, rows.toSpliced(index, 1))} disabled={rows.length === 1} />
          </Group>
        ))}
        <Group>
          <Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => onChange(name, [...rows, ['', '']])}>
            {t('records.addRow')}
          </Button>
        </Group>
      </Stack>
    </Input.Wrapper>
  )
}
