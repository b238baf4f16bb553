import { List, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { HashLink } from '../../ui/Page.tsx'

/** Who will be told that something was exported, before it is. */
export function Authorities({ urls }: { urls: readonly string[] }) {
  const { t } = useTranslation()
  return (
    <div>
      <Text size="sm" fw={500}>
        {t('bundle.timestamp.title')}
      </Text>
      <Text size="sm">{t(urls.length === 0 ? 'bundle.timestamp.none' : 'bundle.timestamp.asks')}</Text>
      {urls.length > 0 && (
        <List type="ordered" size="sm" my={4}>
          {urls.map((url) => (
            <List.Item key={url} style={{ overflowWrap: 'anywhere' }}>
              {url}
            </List.Item>
          ))}
        </List>
      )}
      <Text size="sm">
        <HashLink to="/settings">{t(urls.length === 0 ? 'bundle.timestamp.settings' : 'bundle.timestamp.change')}</HashLink>
      </Text>
    </div>
  )
}
