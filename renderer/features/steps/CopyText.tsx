import { Button, CopyButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'

export function CopyText({ text }: { text: string }) {
  const { t } = useTranslation()
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <Button variant="default" size="xs" disabled={text === ''} onClick={copy}>
          {t(copied ? 'records.text.copied' : 'records.text.copy')}
        </Button>
      )}
    </CopyButton>
  )
}
