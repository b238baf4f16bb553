import { Checkbox, NativeSelect, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { RecordKind } from '../../../../shared/model/index.ts'
import { useLanguage } from '../../../client/i18n.ts'
import { textOf, textsOf } from '../forms.ts'
import { titleOf } from '../titles.ts'
import { useHeld } from '../useRecords.ts'
import type { FieldProps } from './FieldControl.tsx'

type Props = FieldProps & { of: RecordKind }

/** Another record of the case that this one belongs to. */
export function RecordField({ caseId, of, name, values, label, error, onChange }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const options = useHeld(caseId, of).map(({ id, content }) => ({ value: String(id), label: titleOf(content, t, language) }))
  return <NativeSelect label={label} error={error} value={textOf(values, name)} onChange={({ currentTarget }) => onChange(name, currentTarget.value)} data={[{ value: '', label: t('records.none') }, ...options]} />
}

export function RecordFields({ caseId, of, name, values, label, error, onChange }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const held = useHeld(caseId, of)
  return (
    <Checkbox.Group label={label} error={error} value={[...textsOf(values, name)]} onChange={(chosen) => onChange(name, chosen)}>
      <Stack gap={6} mt={6}>
        {held.length === 0 && (
          <Text size="sm" c="dimmed">
            {t('records.empty')}
          </Text>
        )}
        {held.map(({ id, content }) => (
          <Checkbox key={id} value={id} label={titleOf(content, t, language)} />
        ))}
      </Stack>
    </Checkbox.Group>
  )
}
