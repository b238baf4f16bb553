import { Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'

interface ReceiptFieldProps {
  value: string
  onChange: (value: string) => void
  /** Whether the form goes on without it, and says so. */
  optional?: boolean
}

/** Code of a witness's receipt, as it is typed from paper or pasted from a reader of QR codes. */
export function ReceiptField({ value, onChange, optional = false }: ReceiptFieldProps) {
  const { t } = useTranslation()
  return (
    <Textarea
      label={optional ? `${t('bundle.receipt.code')} (${t('common.state.optional')})` : t('bundle.receipt.code')}
      description={t('bundle.receipt.hint')}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
      autosize
      minRows={2}
      maxRows={6}
      autoComplete="off"
      spellCheck={false}
    />
  )
}
