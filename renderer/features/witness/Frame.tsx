import { Button, Text, Title } from '@mantine/core'
import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useStatus } from '../../client/hooks.ts'
import { Appearance } from '../shell/Appearance.tsx'
import { IdleWarning } from '../shell/IdleWarning.tsx'
import { Mark } from '../shell/Mark.tsx'
import { useLock } from '../shell/useLock.ts'
import { STEPS } from './flow.ts'
import css from './witness.module.css'

export interface FrameProps {
  /** What the sitting is about. */
  title: string
  /** Null: the sitting is left, and no step of it. */
  step: (typeof STEPS)[number] | null
  heading: string
  /** Changes with what is shown, so that the focus goes to the heading. */
  place: string
  /** Small line above the heading. */
  over?: ReactNode
  wide?: boolean
  onLeave?: (() => void) | undefined
  children: ReactNode
}

/** One step at a time, with the way that is behind and before it, and the way out. */
export function Frame({ title, step, heading, place, over, wide = false, onLeave, children }: FrameProps) {
  const { t } = useTranslation()
  const status = useStatus()
  useLock()
  const focus = useRef<HTMLHeadingElement>(null)
  const at = step === null ? null : STEPS.indexOf(step)
  useEffect(() => {
    focus.current?.focus()
    window.scrollTo({ top: 0 })
  }, [place])
  useEffect(() => {
    document.title = `${heading} – ${title}`
  }, [heading, title])
  return (
    <div className={css['screen']}>
      {status.data !== undefined && <IdleWarning minutes={status.data.settings.idleLockMinutes} />}
      <header className={css['head']}>
        <Mark />
        <Text fw={650} size="sm">
          {title}
        </Text>
        <span className={css['space']} />
        <Appearance />
        {onLeave !== undefined && (
          <Button variant="default" size="xs" onClick={onLeave}>
            {t('sitting.leave')}
          </Button>
        )}
      </header>
      <main className={css['body']}>
        {at !== null && (
          <ol className={css['progress']} aria-label={t('sitting.stepOf', { n: at + 1, total: STEPS.length })}>
            {STEPS.map((name, i) => (
              <li key={name} aria-current={name === step ? 'step' : undefined} data-past={i < at || undefined}>
                <span aria-hidden>{i + 1}</span> {t(`sitting.steps.${name}`)}
              </li>
            ))}
          </ol>
        )}
        <section className={css['card']} data-wide={wide || undefined}>
          {at !== null && (
            <Text size="xs" c="dimmed" component="div">
              {t('sitting.stepOf', { n: at + 1, total: STEPS.length })}
              {over !== undefined && <> · {over}</>}
            </Text>
          )}
          <Title order={1} ref={focus} tabIndex={-1} mb="xs">
            {heading}
          </Title>
          {children}
        </section>
      </main>
    </div>
  )
}
