import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ExhibitContent } from '../../../shared/contract/index.ts'
import css from './exhibit.module.css'

/** Text of the evidence: shown as text, never as markup. */
export function TextView({ content }: { content: ExhibitContent }) {
  const { t } = useTranslation()
  if (content.text === null) return <Nothing>{t('exhibit.text.none')}</Nothing>
  return (
    <>
      {content.textTruncated && <Nothing>{t('exhibit.text.truncated')}</Nothing>}
      <pre className={css['text']} tabIndex={0} role="region" aria-label={t('exhibit.text.label')}>
        {content.text}
      </pre>
    </>
  )
}

export function Nothing({ children }: { children: string }) {
  return (
    <Text size="sm" c="dimmed" p="lg">
      {children}
    </Text>
  )
}
