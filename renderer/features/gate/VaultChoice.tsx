import { Button, Group, Stack, Text, UnstyledButton } from '@mantine/core'
import { IconChevronRight, IconFolderSearch, IconLock, IconPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { EventPayload, VaultRef } from '../../../shared/contract/index.ts'
import { call } from '../../client/bridge.ts'
import { useAction, useCall } from '../../client/hooks.ts'
import { ErrorNotice, Notice } from '../../ui/Notice.tsx'
import { Pending } from '../../ui/Page.tsx'
import { formatTime } from '../../ui/format.ts'
import { GateFrame } from './GateFrame.tsx'
import { Shown } from '../../ui/Shown.tsx'
import css from './gate.module.css'

export interface VaultChoiceProps {
  /** Without a dialog for folders, a vault is pointed out by a file in it. */
  byFile: boolean
  locked: EventPayload<'vault.locked'>['reason'] | null
  onOpen: (vault: VaultRef) => void
  onCreate: () => void
}

const LOCKED = { hand: 'lockedHand', idle: 'lockedIdle', closed: 'lockedClosed' } as const

export function VaultChoice({ byFile, locked, onOpen, onCreate }: VaultChoiceProps) {
  const { t } = useTranslation()
  const recent = useCall('vault.recent', {})
  const browse = useAction(async () => {
    const vault = await call('dialog.vault', {})
    if (vault !== null) onOpen(vault)
  })
  const browseButton = (
    <Button variant="default" leftSection={<IconFolderSearch size={16} aria-hidden />} onClick={() => void browse.run(undefined)}>
      {t('gate.recent.browse')}
    </Button>
  )
  const hint = byFile && (
    <Text size="xs" c="dimmed">
      {t('gate.recent.browse')} {t('gate.recent.browseHint')}
    </Text>
  )
  const createButton = (primary: boolean) => (
    <Button variant={primary ? 'filled' : 'default'} leftSection={<IconPlus size={16} aria-hidden />} onClick={onCreate}>
      {t('gate.recent.create')}
    </Button>
  )
  if (recent.data === undefined) {
    return (
      <GateFrame title={t('gate.recent.title')}>
        <Pending query={recent} />
      </GateFrame>
    )
  }
  if (recent.data.length === 0) {
    return (
      <GateFrame title={t('gate.recent.empty.title')} lead={t('gate.recent.empty.lead')}>
        <Stack gap="lg">
          <ol className={css['steps']}>
            <li>{t('gate.recent.empty.one')}</li>
            <li>{t('gate.recent.empty.two')}</li>
            <li>{t('gate.recent.empty.three')}</li>
          </ol>
          <Group>{createButton(true)}</Group>
          <Group gap="sm">
            <Text size="sm">{t('gate.recent.empty.existing')}</Text>
            {browseButton}
          </Group>
          {hint}
          <ErrorNotice error={browse.error} />
        </Stack>
      </GateFrame>
    )
  }
  return (
    <GateFrame title={t('gate.recent.title')} lead={t('gate.recent.lead')}>
      <Stack gap="lg">
        {locked !== null && <Notice tone="info" role="status" title={t(`common.shell.${LOCKED[locked]}`)} />}
        <ul className={css['vaults']} aria-label={t('gate.recent.list')}>
          {recent.data.map((vault) => (
            <li key={vault.token}>
              <UnstyledButton className={css['vault'] ?? ''} onClick={() => onOpen(vault)}>
                <IconLock size={22} stroke={1.5} aria-hidden />
                <span>
                  <Text fw={600} size="sm">
                    <Shown>{vault.name}</Shown>
                  </Text>
                  <Text size="xs" c="dimmed">
                    <Shown>{vault.label}</Shown>
                  </Text>
                  <Text size="xs" c="dimmed">
                    {vault.lastOpened === null ? t('gate.recent.never') : t('gate.recent.last', { when: formatTime(vault.lastOpened) })}
                  </Text>
                </span>
                <IconChevronRight size={16} aria-hidden />
              </UnstyledButton>
            </li>
          ))}
        </ul>
        <Group>
          {browseButton}
          {createButton(false)}
        </Group>
        {hint}
        <ErrorNotice error={browse.error} />
      </Stack>
    </GateFrame>
  )
}
