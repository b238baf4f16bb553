import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExhibitContent, ExhibitView } from '../../../shared/contract/index.ts'
import { visible } from '../../../shared/encoding/index.ts'
import type { Artefact } from '../../../shared/model/index.ts'
import css from './exhibit.module.css'

/** The artefact that the text is of: the page's, the note's, or the file itself. */
export const readableOf = ({ artefacts }: ExhibitView): Artefact | undefined =>
  artefacts.find(({ name }) => name === 'page.txt' || name === 'note.txt') ?? artefacts.find(({ name }) => name.startsWith('original.'))

export interface TextViewProps {
  exhibit: ExhibitView
  content: ExhibitContent
  /** Stands above where it is only the beginning. */
  truncated: ReactNode
}

/** Text of the evidence: shown as text, never as markup. What looks empty says why. */
export function TextView({ exhibit, content, truncated }: TextViewProps) {
  const { t } = useTranslation()
  if (content.text === null) return <Nothing>{t('exhibit.text.none')}</Nothing>
  const artefact = readableOf(exhibit)
  if (content.text.trim() === '') return <Nothing>{t(artefact === undefined || artefact.bytes === 0 ? 'exhibit.text.empty' : 'exhibit.text.blank')}</Nothing>
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
