import { Button, Group, Stack, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call, withSecrets } from '../../client/bridge.ts'
import { refreshStatus, useAction } from '../../client/hooks.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { focusFirstFault } from '../../ui/focus.ts'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { SecretInput } from '../../ui/SecretInput.tsx'
import { useCeremony } from './ceremony.ts'
import { NO_WORDS, WordInputs } from './WordInputs.tsx'
import { faultsByList } from './words.ts'
import { tell } from '../../ui/tell.ts'
import { useTypedSecret } from '../../ui/typed-secret.ts'
import { leave, settled, useUnsaved } from '../../ui/unsaved.tsx'

export interface ConfirmWordsDialogProps {
  opened: boolean
  onClose: () => void
}

/** For a vault whose making was interrupted: the paper is there, the words were never typed back. Or it isn't there. */
export function ConfirmWordsDialog({ opened, onClose }: ConfirmWordsDialogProps) {
  const { t } = useTranslation()
  return (
    <Dialog title={t('gate.words.confirmTitle')} opened={opened} onClose={onClose}>
      <Words onClose={onClose} />
    </Dialog>
  )
}

type FormProps = Pick<ConfirmWordsDialogProps, 'onClose'>

function Words({ onClose }: FormProps) {
  const [lost, setLost] = useState(false)
  return lost ? <RenewWords onClose={onClose} /> : <ConfirmWords onClose={onClose} onLost={() => setLost(true)} />
}

/** Nobody has them on paper: the program was ended before they were shown, or the paper is gone. */
function RenewWords({ onClose }: FormProps) {
  const { t } = useTranslation()
  const begin = useCeremony()
  const renew = useAction(async (typed: string) => {
    const { vault, recovery } = await withSecrets([typed], (passphrase = new Uint8Array()) => call('vault.renew-words', { passphrase }))
    settled()
    onClose()
    begin(vault, recovery)
  })
  const { field, onSubmit } = useTypedSecret((typed) => void renew.run(typed))
  useUnsaved(field.value !== '')
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack>
        <Text size="sm">{t('people.words.lead')}</Text>
        <SecretInput label={t('people.own')} {...field} autoFocus />
        <ErrorNotice error={renew.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={() => leave(onClose)}>
            {t('common.action.cancel')}
          </Button>
          <Button type="submit" loading={renew.pending}>
            {t('people.words.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function ConfirmWords({ onClose, onLost }: FormProps & { onLost: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const form = useRef<HTMLFormElement>(null)
  const [typed, setTyped] = useState(NO_WORDS)
  const [checked, setChecked] = useState(false)
  const faults = faultsByList(typed)
  useUnsaved(typed.some((word) => word !== ''))
  const confirm = useAction(async () => {
    await call('vault.confirm-recovery', { words: [...typed] })
    await refreshStatus(client)
    tell(t('common.unconfirmed.done'))
    settled()
    onClose()
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (faults.every((fault) => fault === null)) void confirm.run(undefined)
    else focusFirstFault(form.current)
  }
  return (
    <form onSubmit={submit} noValidate ref={form}>
      <Stack>
        <Text size="sm">{t('gate.words.confirmLead')}</Text>
        <WordInputs words={typed} onChange={setTyped} faults={checked ? faults : []} />
        <ErrorNotice error={confirm.error} />
        <Group justify="flex-end">
          <Button variant="subtle" onClick={() => leave(onLost)}>
            {t('people.words.lost')}
          </Button>
          <Button variant="default" onClick={() => leave(onClose)}>
            {t('common.action.cancel')}
          </Button>
          <Button type="submit" loading={confirm.pending}>
            {t('gate.words.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
