import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../shared/contract/index.ts'
import { dynamicText } from '../../shared/locales/index.ts'
import { type Tone, ToneIcon, toneClass } from './Status.tsx'
import css from './ui.module.css'

export interface NoticeProps {
  tone: Tone
  title: ReactNode
  children?: ReactNode
  action?: ReactNode
  /** `alert` is read out at once, `status` when the reader pauses; without it is part of the page. */
  role?: 'alert' | 'status' | undefined
}

export function Notice({ tone, title, children, action, role }: NoticeProps) {
  return (
    <div className={`${css['notice']} ${toneClass(tone)}`} role={role}>
      <ToneIcon tone={tone} />
      <div className={css['noticeBody']}>
        <Text fw={600} size="sm" component="p" m={0}>
          {title}
        </Text>
        {children}
      </div>
      {action !== undefined && <div className={css['noticeAct']}>{action}</div>}
    </div>
  )
}

/** An error in three parts: what happened, what is safe, what to do. */
export function ErrorNotice({ error, action }: { error: { failure: Failure } | null | undefined; action?: ReactNode }) {
  const { t } = useTranslation()
  if (error === null || error === undefined) return null
  const { code, params } = error.failure
  const text = (part: 'what' | 'safe' | 'do') => dynamicText(t, `errors.${code}.${part}`, params)
  return (
    <Notice tone={code === 'job.cancelled' ? 'info' : 'bad'} title={text('what')} action={action} role="alert">
      <dl>
        <div>
          <dt>{t('errors.safeLabel')}</dt>
          <dd>{text('safe')}</dd>
        </div>
        <div>
          <dt>{t('errors.doLabel')}</dt>
          <dd>{text('do')}</dd>
        </div>
      </dl>
      <Text size="xs" c="dimmed">
        {t('errors.codeLabel')}: {code}
      </Text>
    </Notice>
  )
}
