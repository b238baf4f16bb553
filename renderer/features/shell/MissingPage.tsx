import { Box } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { paths } from '../../client/paths.ts'
import { HashLink, PageHeader } from '../../ui/Page.tsx'

export function MissingPage() {
  const { t } = useTranslation()
  return (
    <Box component="main" p="xl">
      <PageHeader title={t('common.missing.title')} lead={t('common.missing.text')} />
      <HashLink to={paths.cases()}>{t('common.missing.act')}</HashLink>
    </Box>
  )
}
