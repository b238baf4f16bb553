import { AppShell, Burger, Button, Group, NavLink, Text, Tooltip } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconAddressBook, IconBooks, IconChecklist, IconFolders, IconHistory, IconListCheck, IconLock, IconSearch, IconSettings, IconShieldCheck } from '@tabler/icons-react'
import { Outlet, useRouterState } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useStatus } from '../../client/hooks.ts'
import { KeyHint } from '../../ui/Page.tsx'
import { Appearance } from './Appearance.tsx'
import { Banners } from './Banners.tsx'
import { IdleWarning } from './IdleWarning.tsx'
import { Mark } from './Mark.tsx'
import { useLock } from './useLock.ts'
import { useSearchKey } from './useSearchKey.ts'
import { Shown } from '../../ui/Shown.tsx'
import css from './shell.module.css'

const PLACES = [
  { to: '/board', name: 'board', icon: IconListCheck },
  { to: '/cases', name: 'cases', icon: IconFolders },
  { to: '/search', name: 'search', icon: IconSearch },
  { to: '/people', name: 'people', icon: IconAddressBook },
  { to: '/reference', name: 'reference', icon: IconBooks },
  { to: '/verify', name: 'verify', icon: IconShieldCheck },
  { to: '/check', name: 'check', icon: IconChecklist },
  { to: '/log', name: 'log', icon: IconHistory },
  { to: '/settings', name: 'settings', icon: IconSettings },
] as const

export function Shell() {
  const { t } = useTranslation()
  const status = useStatus()
  const [open, { toggle, close }] = useDisclosure(false)
  const path = useRouterState({ select: (state) => state.location.pathname })
  const { lock, pending } = useLock()
  useSearchKey()
  useEffect(close, [path, close])

  const vault = status.data?.vault
  if (vault === null || vault === undefined) return null
  return (
    <AppShell header={{ height: 56 }} navbar={{ width: 216, breakpoint: 'sm', collapsed: { mobile: !open } }} padding={0} transitionDuration={0} className={css['shell'] ?? ''}>
      <a className="bv-skip" href="#content" onClick={skip}>
        {t('common.nav.skip')}
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" gap="md" wrap="nowrap" justify="space-between">
          <Group gap="sm" wrap="nowrap" miw={0}>
            <Burger opened={open} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={t('common.nav.open')} aria-expanded={open} />
            <Mark />
            <div className={css['vault']}>
              <Text size="sm" fw={650} truncate>
                <Shown>{vault.name}</Shown>
              </Text>
              <Text size="xs" c="dimmed" truncate>
                {t('common.shell.officer')}: <Shown>{vault.officer.name}</Shown>
              </Text>
            </div>
          </Group>
          <Group gap={4} wrap="nowrap">
            <Appearance />
            <Tooltip label={t('common.shell.idle', { count: vault.idleLockMinutes })}>
              <Button
                ml="xs"
                variant="default"
                size="xs"
                leftSection={<IconLock size={15} aria-hidden />}
                onClick={lock}
                loading={pending}
                aria-keyshortcuts="Control+L"
              >
                {t('common.shell.lock')}
                <KeyHint keys="Ctrl+L" />
              </Button>
            </Tooltip>
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label={t('common.nav.label')}>
        {PLACES.map(({ to, name, icon: Icon }) => {
          const here = path === to || path.startsWith(`${to}/`) || (name === 'cases' && path.startsWith('/exhibits/'))
          return (
            <NavLink
              key={to}
              href={`#${to}`}
              label={t(`common.nav.${name}`)}
              leftSection={<Icon size={18} stroke={1.75} aria-hidden />}
              active={here}
              aria-current={here ? 'page' : undefined}
              {...(name === 'search' && { 'aria-keyshortcuts': 'Control+K', rightSection: <KeyHint keys="Ctrl+K" /> })}
              className={css['place'] ?? ''}
            />
          )
        })}
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1} className={css['main'] ?? ''}>
        <div className={css['page']}>
          <IdleWarning minutes={vault.idleLockMinutes} />
          <Banners vault={vault} />
          <Outlet />
        </div>
      </AppShell.Main>
    </AppShell>
  )
}

/** The hash belongs to the router, so the jump is made by hand. */
function skip(event: { preventDefault(): void }): void {
  event.preventDefault()
  document.getElementById('content')?.focus()
}
