import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SecretInputProps } from './SecretInput.tsx'

export interface TypedSecret {
  /** For the `SecretInput` of the form. */
  field: Pick<SecretInputProps, 'value' | 'onChange' | 'error'>
  /** For the form itself. */
  onSubmit: (event: FormEvent) => void
}

/** A form that asks for one passphrase: sent empty it says what is missing, and what was typed is gone as it is handed over. */
export function useTypedSecret(onTyped: (typed: string) => void): TypedSecret {
  const { t } = useTranslation()
  const [value, setValue] = useState('')
  const [checked, setChecked] = useState(false)
  return {
    field: { value, onChange: setValue, error: checked && value === '' ? t('common.secret.required') : null },
    onSubmit: (event) => {
      event.preventDefault()
      setChecked(value === '')
      if (value === '') return
      setValue('')
      onTyped(value)
    },
  }
}
