import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExhibitContent } from '../../../shared/contract/index.ts'
import { visible } from '../../../shared/encoding/index.ts'
import type { Artefact } from '../../../shared/model/index.ts'
import css from './exhibit.module.css'

export interface TextViewProps {
  /** What the text is of; null: that isn't told here. */
  artefact: Artefact | null
  content: ExhibitContent
  /** Stands above where it is only the beginning. */
  truncated: ReactNode
}

/** Text of the evidence: shown as text, never as markup. What looks empty says why. */
export function TextView({ artefact, content, truncated }: TextViewProps) {
  const { t } = useTranslation()
  if (content.text === null) return <Nothing>{t('exhibit.text.none')}</Nothing>
  if (content.text.trim() === '') return <Nothing>{t(artefact?.bytes === 0 ? 'exhibit.text.empty' : 'exhibit.text.blank')}</Nothing>
  return (
    <>
      {content.textTruncated && truncated}
      {artefact?.mediaType === 'message/rfc822' && (
        <Text size="sm" className={css['raw-note'] ?? ''}>
          {t('exhibit.text.raw')}
        </Text>
      )}
      <pre className={css['text']} dir="auto" tabIndex={0} role="region" aria-label={t('exhibit.text.label')}>
        {visible(content.text, { lines: true })}
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
