import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../client/i18n.ts'
import { useNow, useTimeState } from '../../client/time.ts'
import { formatAge } from '../../ui/format.ts'
import { Notice } from '../../ui/Notice.tsx'
import { HashLink } from '../../ui/Page.tsx'

/** Only who set an authority expects stamps; a day without a network is nothing to tell of. */
const TOLD_AFTER = 24 * 60 * 60 * 1000

export function StampNotice() {
  const { t } = useTranslation()
  const language = useLanguage()
  const state = useTimeState()
  const now = useNow()
  if (state.data === undefined || state.data.authorities === 0 || state.data.unstamped === null) return null
  const waited = now - Date.parse(state.data.unstamped.since)
  const age = waited > TOLD_AFTER ? formatAge(waited, language) : null
  if (age === null) return null
  return (
    <Notice tone="info" title={t('time.waiting.title', { age })}>
      <Text size="sm">{t('time.waiting.text')}</Text>
      <Text size="sm">
        <HashLink to="/settings">{t('time.waiting.open')}</HashLink>
      </Text>
    </Notice>
  )
}
