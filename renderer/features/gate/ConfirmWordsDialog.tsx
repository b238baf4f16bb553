import { Button, Group, Stack, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../client/bridge.ts'
import { refreshStatus, useAction } from '../../client/hooks.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { focusFirstFault } from '../../ui/focus.ts'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { NO_WORDS, WordInputs } from './WordInputs.tsx'
import { faultsByList } from './words.ts'
import { tell } from '../../ui/tell.ts'
import { leave, settled, useUnsaved } from '../../ui/unsaved.tsx'

export interface ConfirmWordsDialogProps {
  opened: boolean
  onClose: () => void
}

/** For a vault whose making was interrupted: the paper is there, the words were never typed back. */
export function ConfirmWordsDialog({ opened, onClose }: ConfirmWordsDialogProps) {
  const { t } = useTranslation()
  return (
    <Dialog title={t('gate.words.confirmTitle')} opened={opened} onClose={onClose}>
      <ConfirmWords onClose={onClose} />
    </Dialog>
  )
}

function ConfirmWords({ onClose }: Pick<ConfirmWordsDialogProps, 'onClose'>) {
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
