import { TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'

export interface PersonDetails {
  name: string
  title: string
  contact: string
}

export const NO_PERSON: PersonDetails = { name: '', title: '', contact: '' }

export interface PersonFieldsProps {
  value: PersonDetails
  onChange: (value: PersonDetails) => void
  /** Faults are shown only once the form was sent. */
  checked: boolean
  autoFocus?: boolean
}

export function PersonFields({ value, onChange, checked, autoFocus = false }: PersonFieldsProps) {
  const { t } = useTranslation()
  return (
    <>
      <TextInput
        label={t('common.person.name')}
        value={value.name}
        onChange={(event) => onChange({ ...value, name: event.currentTarget.value })}
        error={checked && value.name.trim() === '' ? t('common.form.required') : null}
        maxLength={200}
        data-autofocus={autoFocus || undefined}
      />
      <TextInput
        label={`${t('common.person.title')} (${t('common.state.optional')})`}
        description={t('common.person.titleHint')}
        value={value.title}
        onChange={(event) => onChange({ ...value, title: event.currentTarget.value })}
        maxLength={200}
      />
      <TextInput
        label={`${t('common.person.contact')} (${t('common.state.optional')})`}
        description={t('common.person.contactHint')}
        value={value.contact}
        onChange={(event) => onChange({ ...value, contact: event.currentTarget.value })}
        maxLength={300}
      />
    </>
  )
}
