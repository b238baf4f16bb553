import { Button, Group, Stack, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { VaultRef } from '../../../shared/contract/index.ts'
import { call, withSecrets } from '../../client/bridge.ts'
import { refreshStatus, useAction } from '../../client/hooks.ts'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { SecretInput } from '../../ui/SecretInput.tsx'
import { useTypedSecret } from '../../ui/typed-secret.ts'
import { GateFrame } from './GateFrame.tsx'

export interface OpenVaultProps {
  vault: VaultRef
  onBack: () => void
  onRecover: () => void
  onInspect: () => void
}

export function OpenVault({ vault, onBack, onRecover, onInspect }: OpenVaultProps) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const open = useAction(async (typed: string) => {
    await withSecrets([typed], (passphrase = new Uint8Array()) => call('vault.open', { vault: vault.token, passphrase }))
    await refreshStatus(client)
  })
  const { field, onSubmit } = useTypedSecret((typed) => void open.run(typed))
  return (
    <GateFrame title={t('gate.open.title', { name: vault.name })} lead={vault.label} quiet>
      <form onSubmit={onSubmit} noValidate>
        <Stack>
          <SecretInput label={t('gate.open.passphrase')} {...field} autoFocus />
          <ErrorNotice error={open.error} />
          <Group justify="space-between">
            <Button type="submit" loading={open.pending}>
              {open.pending ? t('gate.open.unlocking') : t('gate.open.submit')}
            </Button>
            <Button variant="subtle" onClick={onBack}>
              {t('gate.open.other')}
            </Button>
          </Group>
          <Text size="xs" c="dimmed">
            {t('gate.open.hint')}
          </Text>
          <Group gap="xs">
            <Button variant="subtle" size="compact-sm" onClick={onRecover}>
              {t('gate.recent.recover')}
            </Button>
            <Button variant="subtle" size="compact-sm" onClick={onInspect}>
              {t('gate.recent.inspect')}
            </Button>
          </Group>
        </Stack>
      </form>
    </GateFrame>
  )
}
