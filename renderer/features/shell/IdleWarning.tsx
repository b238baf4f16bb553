import { Text, VisuallyHidden } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useIdleLock } from '../../client/idle.ts'
import { Notice } from '../../ui/Notice.tsx'
import { hasUnsaved } from '../../ui/unsaved.tsx'
import css from './shell.module.css'

/** Counts down before the eyes, above any dialog, but is read out only twice. Says so where text would be lost. */
export function IdleWarning({ minutes }: { minutes: number }) {
  const { t } = useTranslation()
  const left = useIdleLock(minutes)
  const spoken = left === null ? null : left > 15 ? 60 : 15
  const unsaved = left !== null && hasUnsaved()
  return (
    <>
      <VisuallyHidden role="status">
        {spoken !== null && t('common.shell.lockSoon', { count: spoken })} {unsaved && t('common.unsaved.lockSoon')}
      </VisuallyHidden>
      {left !== null && (
        <div className={css['idle']} aria-hidden>
          <Notice tone="warn" title={t('common.shell.lockSoon', { count: left })}>
            {unsaved && <Text size="sm">{t('common.unsaved.lockSoon')}</Text>}
          </Notice>
        </div>
      )}
    </>
  )
}
