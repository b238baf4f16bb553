import { Button, Group, Stack, Text, Textarea } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAction } from '../../client/hooks.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { leave, settled, useUnsaved } from '../../ui/unsaved.tsx'

export interface LiftDialogProps {
  opened: boolean
  onClose: () => void
  onLift: (reason: string) => Promise<void>
}

export function LiftDialog({ opened, onClose, onLift }: LiftDialogProps) {
  const { t } = useTranslation()
  return (
    <Dialog title={t('capture.login.lift.title')} opened={opened} onClose={onClose}>
      <LiftForm onClose={onClose} onLift={onLift} />
    </Dialog>
  )
}

/** There only while the dialog is open, so that it begins anew each time. */
function LiftForm({ onClose, onLift }: Omit<LiftDialogProps, 'opened'>) {
  const { t } = useTranslation()
  const [reason, setReason] = useState('')
  const [checked, setChecked] = useState(false)
  useUnsaved(reason !== '')
  const lift = useAction(async () => {
    await onLift(reason)
    settled()
    onClose()
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (reason.trim() !== '') void lift.run(undefined)
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Text size="sm">{t('capture.login.lift.text')}</Text>
        <Textarea
          label={t('capture.login.lift.reason')}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={checked && reason.trim() === '' ? t('common.form.required') : null}
          maxLength={2000}
          autosize
          minRows={2}
          data-autofocus
        />
        <ErrorNotice error={lift.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={() => leave(onClose)}>
            {t('common.action.cancel')}
          </Button>
          <Button type="submit" loading={lift.pending}>
            {t('capture.login.lift.confirm')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
