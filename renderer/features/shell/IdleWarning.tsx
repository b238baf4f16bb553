import { VisuallyHidden } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useIdleLock } from '../../client/idle.ts'
import { Notice } from '../../ui/Notice.tsx'
import css from './shell.module.css'

/** Counts down before the eyes, but is read out only twice. */
export function IdleWarning({ minutes }: { minutes: number }) {
  const { t } = useTranslation()
  const left = useIdleLock(minutes)
  const spoken = left === null ? null : left > 15 ? 60 : 15
  return (
    <>
      <VisuallyHidden role="status">{spoken !== null && t('common.shell.lockSoon', { count: spoken })}</VisuallyHidden>
      {left !== null && (
        <div className={css['banners']} aria-hidden>
          <Notice tone="warn" title={t('common.shell.lockSoon', { count: left })} />
        </div>
      )}
    </>
  )
}
