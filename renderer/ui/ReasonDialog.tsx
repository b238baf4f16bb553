import { Button, Group, Stack, Text, Textarea } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAction } from '../client/hooks.ts'
import { Dialog } from './Dialog.tsx'
import { ErrorNotice } from './Notice.tsx'
import { leave, settled, useUnsaved } from './unsaved.tsx'

export interface ReasonDialogProps {
  texts: { title: string; lead: string; reason: string; submit: string }
  opened: boolean
  onClose: () => void
  /** What is refused is shown, and the reason stays. */
  onSubmit: (reason: string) => Promise<unknown>
}

/** For what is only done with a reason that stays on record. */
export function ReasonDialog(props: ReasonDialogProps) {
  return (
    <Dialog title={props.texts.title} opened={props.opened} onClose={props.onClose}>
      <ReasonForm {...props} />
    </Dialog>
  )
}

/** There only while the dialog is open, so that it begins anew each time. */
function ReasonForm({ texts, onClose, onSubmit }: ReasonDialogProps) {
  const { t } = useTranslation()
  const [reason, setReason] = useState('')
  const [checked, setChecked] = useState(false)
  useUnsaved(reason !== '')
  const act = useAction(async () => {
    await onSubmit(reason.trim())
    settled()
    onClose()
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (reason.trim() !== '') void act.run(undefined)
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Text size="sm">{texts.lead}</Text>
        <Textarea
          label={texts.reason}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={checked && reason.trim() === '' ? t('common.form.required') : null}
          maxLength={2000}
          autosize
          minRows={2}
          data-autofocus
        />
        <ErrorNotice error={act.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={() => leave(onClose)}>
            {t('common.action.cancel')}
          </Button>
          <Button type="submit" loading={act.pending}>
            {texts.submit}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
