import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExhibitContent } from '../../../shared/contract/index.ts'
import css from './exhibit.module.css'

/** Text of the evidence: shown as text, never as markup. `truncated` stands above where it is only the beginning. */
export function TextView({ content, truncated }: { content: ExhibitContent; truncated: ReactNode }) {
  const { t } = useTranslation()
  if (content.text === null) return <Nothing>{t('exhibit.text.none')}</Nothing>
  return (
    <>
      {content.textTruncated && truncated}
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
