import { Button, Text, Title } from '@mantine/core'
import { IconEye, IconEyeOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Action } from '../../client/hooks.ts'
import { ErrorNotice } from '../../ui/Notice.tsx'
import css from './exhibit.module.css'

export interface CoveredProps {
  /** Of what is covered; `show` looks, which is logged. */
  uncovering: { show: Action<void, unknown>; content?: unknown; cover?: () => void }
}

export function Covered({ uncovering }: CoveredProps) {
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
