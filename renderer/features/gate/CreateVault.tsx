import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { IconFolder } from '@tabler/icons-react'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppStatus, CallOutput, VaultView } from '../../../shared/contract/index.ts'
import { call, withSecrets } from '../../client/bridge.ts'
import { useAction } from '../../client/hooks.ts'
import { focusFirstFault } from '../../ui/focus.ts'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { EMPTY_SECRET, faultOf, NewSecretInput } from '../../ui/SecretInput.tsx'
import { NO_PERSON, PersonFields } from '../people/PersonFields.tsx'
import { GateFrame } from './GateFrame.tsx'
import css from './gate.module.css'

export interface CreateVaultProps {
  status: AppStatus
  onBack: () => void
  onCreated: (vault: VaultView, words: readonly string[]) => void
}

export function CreateVault({ status, onBack, onCreated }: CreateVaultProps) {
  const { t } = useTranslation()
  const form = useRef<HTMLFormElement>(null)
  const [name, setName] = useState('')
  const [officer, setOfficer] = useState(NO_PERSON)
  const [secret, setSecret] = useState(EMPTY_SECRET)
  const [folder, setFolder] = useState<CallOutput<'dialog.folder'>>(null)
  const [checked, setChecked] = useState(false)
  const choosing = status.folders === 'choose'

  const choose = useAction(async () => {
    const chosen = await call('dialog.folder', { purpose: 'new-vault' })
    if (chosen !== null) setFolder(chosen)
  })
  const create = useAction(async (typed: string) => {
    const made = await withSecrets([typed], (passphrase = new Uint8Array()) =>
      call('vault.create', { folder: folder?.token ?? null, name, officer, passphrase }),
    )
    onCreated(made.vault, made.recovery)
  })
  const required = (text: string) => (checked && text.trim() === '' ? t('common.form.required') : null)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (name.trim() === '' || officer.name.trim() === '' || faultOf(secret) !== null || (choosing && folder === null)) {
      focusFirstFault(form.current)
      return
    }
    setChecked(false)
    setSecret(EMPTY_SECRET)
    void create.run(secret.first)
  }
  return (
    <GateFrame title={t('gate.create.title')} lead={t('gate.create.lead')} quiet>
      <form onSubmit={submit} noValidate ref={form}>
        <Stack gap="xl">
          <fieldset className={css['fieldset']}>
            <legend>{t('gate.create.vault')}</legend>
            <Stack gap="sm">
              <TextInput
                label={t('gate.create.name')}
                description={t('gate.create.nameHint')}
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
                error={required(name)}
                maxLength={200}
                autoFocus
              />
              <div>
                <Text size="sm" fw={500}>
                  {t('gate.create.place')}
                </Text>
                {choosing ? (
                  <>
                    <Text size="xs" c="dimmed" mb={6}>
                      {t('gate.create.placeHint')}
                    </Text>
                    <Group gap="sm">
                      <Button
                        variant="default"
                        leftSection={<IconFolder size={16} aria-hidden />}
                        onClick={() => void choose.run(undefined)}
                        aria-invalid={checked && folder === null}
                      >
                        {t('gate.create.placeChoose')}
                      </Button>
                      <Text size="sm">{folder?.label ?? ''}</Text>
                    </Group>
                    {checked && folder === null && (
                      <Text size="xs" c="var(--mantine-color-error)" mt={4}>
                        {t('gate.create.placeRequired')}
                      </Text>
                    )}
                  </>
                ) : (
                  <Text size="sm" c="dimmed">
                    {t('gate.create.placeFixed', { folder: status.folderLabel })}
                  </Text>
                )}
              </div>
            </Stack>
          </fieldset>
          <fieldset className={css['fieldset']}>
            <legend>{t('gate.create.officer')}</legend>
            <Text size="xs" c="dimmed" mb="xs">
              {t('gate.create.officerHint')}
            </Text>
            <Stack gap="sm">
              <PersonFields value={officer} onChange={setOfficer} checked={checked} />
            </Stack>
          </fieldset>
          <fieldset className={css['fieldset']}>
            <legend>{t('gate.create.passphrase')}</legend>
            <Text size="xs" c="dimmed" mb="xs">
              {t('gate.create.passphraseLead')}
            </Text>
            <NewSecretInput label={t('gate.open.passphrase')} value={secret} onChange={setSecret} checked={checked} />
          </fieldset>
          <ErrorNotice error={create.error ?? choose.error} />
          <Group justify="space-between">
            <Button type="submit" loading={create.pending}>
              {create.pending ? t('gate.create.creating') : t('gate.create.submit')}
            </Button>
            <Button variant="subtle" onClick={onBack}>
              {t('common.action.back')}
            </Button>
          </Group>
        </Stack>
      </form>
    </GateFrame>
  )
}
