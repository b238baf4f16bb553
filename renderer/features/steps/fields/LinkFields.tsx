import { MultiSelect, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { dynamicText } from '../../../../shared/locales/index.ts'
import { type CaseId, type ExhibitId, KINDS } from '../../../../shared/model/index.ts'
import { visible } from '../../../../shared/encoding/index.ts'
import { useCall } from '../../../client/hooks.ts'
import { shorten } from '../../../ui/format.ts'
import type { FormKind } from '../forms.ts'

export interface Link {
  exhibit: ExhibitId
  role: string
}

export interface LinkFieldsProps {
  caseId: CaseId
  kind: FormKind
  links: readonly Link[]
  onChange: (links: readonly Link[]) => void
}

/** Exhibits of the case by what they are to the record. Elements of offences have their own controls. */
export function LinkFields({ kind, ...rest }: LinkFieldsProps) {
  const { t } = useTranslation()
  const roles = KINDS[kind].roles.filter((role) => role !== 'element')
  if (roles.length === 0) return null
  return (
    <Stack gap="xs" role="group" aria-label={t('records.exhibits')}>
      <Text size="sm" c="dimmed">
        {t('records.exhibitsHint')}
      </Text>
      {roles.map((role) => (
        <ExhibitPicker key={role} {...rest} role={role} label={dynamicText(t, `records.role.${role}`)} />
      ))}
    </Stack>
  )
}

export function ExhibitPicker({ caseId, role, label, links, onChange }: Omit<LinkFieldsProps, 'kind'> & { role: string; label: string }) {
  const { t } = useTranslation()
  const { data: exhibits = [] } = useCall('exhibit.list', { case: caseId })
  const options = exhibits.map(({ id, number, title }) => ({ value: String(id), label: t('records.exhibitOption', { number, title: shorten(visible(title), 50, 20) }) }))
  const chosen = links.filter((link) => link.role === role).map(({ exhibit }) => String(exhibit))
  return (
    <MultiSelect
      label={label}
      data={options}
      value={chosen}
      onChange={(next) => onChange([...links.filter((link) => link.role !== role), ...exhibits.filter(({ id }) => next.includes(id)).map(({ id }) => ({ exhibit: id, role }))])}
      searchable
      clearable
      nothingFoundMessage={t('records.noExhibits')}
      comboboxProps={{ withinPortal: false }}
      limit={100}
    />
  )
}
