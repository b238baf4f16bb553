import { Text, Title } from '@mantine/core'
import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Appearance } from '../shell/Appearance.tsx'
import { Mark } from '../shell/Mark.tsx'
import css from './gate.module.css'

export interface GateFrameProps {
  title: string
  lead?: ReactNode
  wide?: boolean
  /** The first field has the focus instead of the heading. */
  quiet?: boolean
  children: ReactNode
}

export function GateFrame({ title, lead, wide = false, quiet = false, children }: GateFrameProps) {
  const { t } = useTranslation()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} – ${t('common.app')}`
    if (!quiet) heading.current?.focus()
  }, [title, quiet, t])
  return (
    <div className={css['page']}>
      <header className={css['top']}>
        <Appearance />
      </header>
      <main className={css['centre']}>
        <div className={css['brand']}>
          <Mark size={40} />
          <div>
            <Text fw={700} size="xl" lh={1.1}>
              {t('common.app')}
            </Text>
            <Text size="sm" c="dimmed">
              {t('common.tagline')}
            </Text>
          </div>
        </div>
        <section className={wide ? `${css['card']} ${css['wide']}` : css['card']}>
          <Title order={1} ref={heading} tabIndex={-1} mb={4}>
            {title}
          </Title>
          {lead !== undefined && (
            <Text size="sm" c="dimmed" mb="lg" maw="62ch">
              {lead}
            </Text>
          )}
          {children}
        </section>
      </main>
    </div>
  )
}
