import { List, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Completeness } from '../../shared/model/index.ts'
import { textOr } from '../../shared/locales/index.ts'
import { Shown } from './Shown.tsx'

/** What an acquisition couldn't get or met on the way, in words; the program's own detail stands beside. */
export function CompletenessNotes({ completeness }: { completeness: Completeness | null }) {
  const { t } = useTranslation()
  if (completeness === null || completeness.notes.length === 0) return null
  return (
    <div>
      <Text size="sm" fw={600} mb={4}>
        {t('capture.result.notes')}
      </Text>
      <List size="sm" spacing={4}>
        {completeness.notes.map(({ code, detail }) => (
          <List.Item key={code}>
            {textOr(t, `notes.${code}`, code)}
            {detail !== '' && (
              <Text span inherit c="dimmed">
                {' '}
                (<Shown>{detail}</Shown>)
              </Text>
            )}
          </List.Item>
        ))}
      </List>
    </div>
  )
}
