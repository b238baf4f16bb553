import { List, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Panel } from '../../ui/Page.tsx'
import { usePartName } from './usePartName.ts'
import css from './masking.module.css'

/** Files that a masked bundle never holds, by what they are. */
export function OthersLeftOut({ names }: { names: readonly string[] }) {
  const { t } = useTranslation()
  const nameOf = usePartName()
  if (names.length === 0) return null
  return (
    <Panel>
      <details className={css['details']}>
        <summary>{t('masking.others.title', { count: names.length })}</summary>
        <Text size="sm" my={6}>
          {t('masking.others.text')}
        </Text>
        <List size="sm">
          {names.map((name) => (
            <List.Item key={name}>
              {nameOf(name)}{' '}
              <Text span inherit c="dimmed">
                ({name})
              </Text>
            </List.Item>
          ))}
        </List>
      </details>
    </Panel>
  )
}
