import { Anchor, Loader, Text, Title } from '@mantine/core'
import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../shared/contract/index.ts'
import { ErrorNotice } from './Notice.tsx'
import { visible } from '../../shared/encoding/index.ts'
import { shorten } from './format.ts'
import { Shown } from './Shown.tsx'
import css from './ui.module.css'

export interface PageHeaderProps {
  title: string
  /** Small line above the title: what this is one of. */
  over?: ReactNode
  lead?: ReactNode
  actions?: ReactNode
}

/** The page's one heading. It takes the focus when the page is entered, so that a screen reader starts there. */
export function PageHeader({ title, over, lead, actions }: PageHeaderProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  const { t } = useTranslation()
  useEffect(() => {
    heading.current?.focus()
  }, [])
  useEffect(() => {
    document.title = `${visible(title)} – ${t('common.app')}`
  }, [title, t])
  return (
    <header className={css['header']}>
      <div className={css['headerText']}>
        {over !== undefined && (
          <Text size="sm" c="dimmed" component="div" mb={2}>
            {over}
          </Text>
        )}
        <Title order={1} ref={heading} tabIndex={-1} title={visible(title)}>
          <Shown>{title}</Shown>
        </Title>
        {lead !== undefined && (
          <Text size="sm" c="dimmed" mt={4} maw="68ch">
            {lead}
          </Text>
        )}
      </div>
      {actions !== undefined && <div className={css['actions']}>{actions}</div>}
    </header>
  )
}

export function Panel({ children, padded = true }: { children: ReactNode; padded?: boolean }) {
  return <div className={padded ? `${css['panel']} ${css['panelBody']}` : css['panel']}>{children}</div>
}

export interface Fact {
  label: string
  value: ReactNode
  wide?: boolean
}

export function Facts({ facts, label }: { facts: readonly (Fact | null)[]; label?: string }) {
  return (
    <dl className={css['facts']} aria-label={label}>
      {facts
        .filter((fact) => fact !== null)
        .map((fact) => (
          <div key={fact.label} className={fact.wide === true ? css['wide'] : undefined}>
            <dt>{fact.label}</dt>
            <dd>{fact.value}</dd>
          </div>
        ))}
    </dl>
  )
}

export function EmptyState({ title, lead, children }: { title: string; lead?: string; children?: ReactNode }) {
  return (
    <div className={css['empty']}>
      <Title order={2}>{title}</Title>
      {lead !== undefined && (
        <Text size="sm" component="p" m={0}>
          {lead}
        </Text>
      )}
      {children}
    </div>
  )
}

/** What a page shows until its content is there, or why it isn't. */
export function Pending({ query }: { query: { error: { failure: Failure } | null } }) {
  const { t } = useTranslation()
  if (query.error !== null) return <ErrorNotice error={query.error} />
  return (
    <Text c="dimmed" size="sm" role="status">
      <Loader size="xs" mr="xs" />
      {t('common.state.loading')}
    </Text>
  )
}

/** A hint beside a button's name; the button itself carries `aria-keyshortcuts`. */
export function KeyHint({ keys }: { keys: string }) {
  return (
    <kbd className={css['kbd']} aria-hidden>
      {keys}
    </kbd>
  )
}

/** The name of what a page belongs to, in the line above its title. */
export function Crumb({ to, children }: { to: string; children: string }) {
  return (
    <span className={css['crumb']} title={visible(children)}>
      <HashLink to={to}>
        <Shown>{children}</Shown>
      </HashLink>
    </span>
  )
}

/** A link by a name that may be long: its beginning and end, for there a file says its kind; all under the pointer. */
export function NameLink({ to, children }: { to: string; children: string }) {
  const name = visible(children)
  return (
    <span title={name}>
      <HashLink to={to}>
        <Shown>{shorten(name, 110, 40)}</Shown>
      </HashLink>
    </span>
  )
}

/** A link inside a sentence or cell that goes by the router's hash. */
export function HashLink({ to, children }: { to: string; children: ReactNode }) {
  return (
    <Anchor href={`#${to}`} underline="always" inherit>
      {children}
    </Anchor>
  )
}
