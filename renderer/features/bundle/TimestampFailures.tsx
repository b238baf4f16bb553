import { List, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { TimestampFailure } from '../../../shared/contract/index.ts'

/** Why each authority that was asked gave nothing. */
export function TimestampFailures({ failures }: { failures: readonly TimestampFailure[] }) {
  const { t } = useTranslation()
  return (
    <List size="sm" my={4}>
      {failures.map(({ host, fault, detail }, at) => (
        // Two addresses may be at the same host.
        <List.Item key={at}>
          {t('bundle.timestamp.failure', { host, why: t(`bundle.timestamp.faults.${fault}`) })}
          <Text size="xs" c="dimmed">
            {t('bundle.checks.technical')}: <span lang="en">{detail}</span>
          </Text>
        </List.Item>
      ))}
    </List>
  )
}
