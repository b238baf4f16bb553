import { Button, Group, List, Stack, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useChooseBrowser } from '../../client/browser.ts'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { EmptyState, Panel } from '../../ui/Page.tsx'

export function NoBrowser() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const choose = useChooseBrowser()
  return (
    <Panel padded={false}>
      <EmptyState title={t('capture.browser.missing.title')} lead={t('capture.browser.missing.lead')}>
        <Stack gap="sm">
          <Text size="sm">{t('capture.browser.missing.install')}</Text>
          <List size="sm">
            <List.Item>{t('capture.browser.missing.chrome')}</List.Item>
            <List.Item>{t('capture.browser.missing.edge')}</List.Item>
            <List.Item>{t('capture.browser.missing.chromium')}</List.Item>
          </List>
          <Text size="sm">{t('capture.browser.missing.or')}</Text>
          <ErrorNotice error={choose.error} />
          <Group>
            <Button onClick={() => void choose.run('pick')} loading={choose.pending}>
              {t('capture.browser.missing.choose')}
            </Button>
            <Button variant="default" onClick={() => void client.invalidateQueries({ queryKey: ['browser.find'] })}>
              {t('capture.browser.missing.again')}
            </Button>
          </Group>
          <Text size="sm" c="dimmed">
            {t('capture.browser.missing.meanwhile')}
          </Text>
        </Stack>
      </EmptyState>
    </Panel>
  )
}
