import { Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'

interface ReceiptFieldProps {
  value: string
  onChange: (value: string) => void
}

/** Code of a witness's receipt, as it is typed from paper or pasted from a reader of QR codes. */
export function ReceiptField({ value, onChange }: ReceiptFieldProps) {
  const { t } = useTranslation()
  return (
    <Textarea
      label={`${t('bundle.receipt.code')} (${t('common.state.optional')})`}
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
