import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { IconLock, IconLockOpen } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LoginView } from '../../../shared/contract/index.ts'
import { visible } from '../../../shared/encoding/index.ts'
import { call } from '../../client/bridge.ts'
import { useAction } from '../../client/hooks.ts'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { Panel } from '../../ui/Page.tsx'
import { Shown } from '../../ui/Shown.tsx'
import { CaptureChoices, type Choices, NO_CHOICES } from './CaptureChoices.tsx'
import css from './capture.module.css'
import { LiftDialog } from './LiftDialog.tsx'

export interface LoginBrowserProps {
  view: LoginView
  /** Takes over what a lock, or its lifting, leads to. */
  steer: (steering: Promise<LoginView>) => Promise<void>
  onCapture: (tab: string, choices: Choices) => void
}

/** The browser that is open beside this window: how it stands, and what can be done with it. */
export function LoginBrowser({ view, steer, onCapture }: LoginBrowserProps) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [choices, setChoices] = useState(NO_CHOICES)
  const [lifting, setLifting] = useState(false)
  const show = (next: LoginView | null) => client.setQueryData(['login.state', {}], next)
  const lock = useAction(() => steer(call('login.lock', {})))
  const close = useAction(async () => {
    await call('login.close', {})
    show(null)
  })
  const forget = useAction(async () => {
    await call('login.forget', { case: view.case })
    show(await call('login.state', {}))
  })
  const isReadOnly = view.mode === 'read-only'
  return (
    <Panel>
      <Stack>
        <div>
          <Title order={2}>{t('capture.login.state.title')}</Title>
          <Group gap={8} mt={4} wrap="nowrap" align="start">
            {isReadOnly ? <IconLock size={18} aria-hidden /> : <IconLockOpen size={18} aria-hidden />}
            <Text size="sm" role="status">
              {t(`capture.login.state.${view.mode}`)} {view.writesBlocked > 0 && t('capture.login.state.blocked', { count: view.writesBlocked })}
            </Text>
          </Group>
          {isReadOnly && (
            <Text size="xs" c="dimmed" mt={4} maw="68ch">
              {t('capture.login.state.limits')}
            </Text>
          )}
        </div>
        <ErrorNotice error={lock.error ?? close.error ?? forget.error} />
        <Group>
          {isReadOnly ? (
            <Button variant="default" onClick={() => setLifting(true)}>
              {t('capture.login.lift.button')}
            </Button>
          ) : (
            <Button onClick={() => void lock.run(undefined)} loading={lock.pending} leftSection={<IconLock size={16} aria-hidden />}>
              {t(view.mode === 'login' ? 'capture.login.lock' : 'capture.login.lockAgain')}
            </Button>
          )}
        </Group>
        <LiftDialog opened={lifting} onClose={() => setLifting(false)} onLift={(reason) => steer(call('login.lift', { reason }))} />
        {view.mode === 'login' && (
          <Text size="sm" c="dimmed" maw="68ch">
            {t('capture.login.notLocked')}
          </Text>
        )}
        <OpenPages view={view} onCapture={(tab) => onCapture(tab, choices)} />
        <CaptureChoices value={choices} onChange={setChoices} />
        <div>
          <Group>
            <Button variant="default" onClick={() => void close.run(undefined)} loading={close.pending}>
              {t(view.keeps ? 'capture.login.keep.close' : 'capture.login.close')}
            </Button>
            {view.keeps && (
              <Button variant="default" onClick={() => void forget.run(undefined)} loading={forget.pending} disabled={close.pending}>
                {t('capture.login.keep.forget')}
              </Button>
            )}
          </Group>
          <Text size="xs" c="dimmed" mt={4} maw="68ch">
            {t(view.keeps ? 'capture.login.keep.closeHint' : 'capture.login.closeHint')}
          </Text>
        </div>
      </Stack>
    </Panel>
  )
}

function OpenPages({ view, onCapture }: { view: LoginView; onCapture: (tab: string) => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const pick = useAction(async (order: { tab: string; of: 'element' | 'area' | 'nothing' }) =>
    client.setQueryData(['login.state', {}], await call('login.pick', order)),
  )
  if (view.tabs.length === 0) return <Text size="sm">{t('capture.login.noPages')}</Text>
  return (
    <section aria-labelledby="open-pages">
      <Title order={3} size="h4" id="open-pages" mb="xs">
        {t('capture.login.pages')}
      </Title>
      <ErrorNotice error={pick.error} />
      <ul className={css['pages']}>
        {view.tabs.map(({ id, url, title }) => {
          const name = visible(title || t('capture.login.untitled'))
          const isPicked = view.picked === id
          return (
            <li key={id}>
              <Text fw={600}>{name}</Text>
              <Text size="xs" c="dimmed" className={css['address'] ?? ''}>
                <Shown>{url}</Shown>
              </Text>
              {isPicked && (
                <Text size="sm" mt={4}>
                  {t('capture.login.part.picked')}
                </Text>
              )}
              {pick.pending && (
                <Text size="sm" mt={4} role="status">
                  {t('capture.login.part.picking')}
                </Text>
              )}
              <Group gap="xs" mt="xs">
                <Button size="xs" onClick={() => onCapture(id)} aria-label={t('capture.login.captureNamed', { title: name })}>
                  {t('capture.login.capture')}
                </Button>
                {isPicked ? (
                  <Button size="xs" variant="default" onClick={() => void pick.run({ tab: id, of: 'nothing' })}>
                    {t('capture.login.part.forget')}
                  </Button>
                ) : (
                  (['element', 'area'] as const).map((of) => (
                    <Button
                      key={of}
                      size="xs"
                      variant="default"
                      disabled={pick.pending}
                      onClick={() => void pick.run({ tab: id, of })}
                      aria-label={t(`capture.login.part.${of}Named`, { title: name })}
                    >
                      {t(`capture.login.part.${of}`)}
                    </Button>
                  ))
                )}
              </Group>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
