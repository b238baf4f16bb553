import { Button, Text, Title } from '@mantine/core'
import { IconEye, IconEyeOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../ui/Notice.tsx'
import type { Uncovering } from './useContent.ts'
import css from './exhibit.module.css'

export function Covered({ uncovering }: { uncovering: Uncovering }) {
  const { t } = useTranslation()
  const { show } = uncovering
  return (
    <div className={css['cover']}>
      <div className={css['coverBox']}>
        <IconEyeOff size={30} stroke={1.4} aria-hidden />
        <Title order={2}>{t('exhibit.covered.title')}</Title>
        <Text size="sm">{t('exhibit.covered.lead')}</Text>
        <Button leftSection={<IconEye size={17} aria-hidden />} onClick={() => void show.run()} loading={show.pending}>
          {show.pending ? t('exhibit.covered.opening') : t('exhibit.covered.show')}
        </Button>
      </div>
      <ErrorNotice error={show.error} />
    </div>
  )
}
