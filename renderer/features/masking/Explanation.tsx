import { List } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Notice } from '../../ui/Notice.tsx'

/** What masking shows to the receiver, and what it doesn't. */
export function Explanation() {
  const { t } = useTranslation()
  return (
    <Notice tone="info" title={t('masking.about.title')}>
      <List size="sm" spacing={2} mt={4}>
        <List.Item>{t('masking.about.shown')}</List.Item>
        <List.Item>{t('masking.about.covered')}</List.Item>
        <List.Item>{t('masking.about.under')}</List.Item>
        <List.Item>{t('masking.about.you')}</List.Item>
      </List>
    </Notice>
  )
}
