import { Button, Group, Stack, Text, Textarea } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { VaultView } from '../../../shared/contract/index.ts'
import { call } from '../../client/bridge.ts'
import { refreshStatus, useAction } from '../../client/hooks.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { HashText } from '../../ui/HashText.tsx'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { Facts } from '../../ui/Page.tsx'
import { tell } from '../../ui/tell.ts'
import { leave, settled, useUnsaved } from '../../ui/unsaved.tsx'

export interface RestoreDialogProps {
  alarm: NonNullable<VaultView['alarm']>
  opened: boolean
  onClose: () => void
}

export function RestoreDialog({ alarm, opened, onClose }: RestoreDialogProps) {
  const { t } = useTranslation()
  return (
    <Dialog title={t('common.alarm.dialogTitle')} opened={opened} onClose={onClose}>
      <RestoreForm alarm={alarm} onClose={onClose} />
    </Dialog>
  )
}

/** There only while the dialog is open, so that it begins anew each time. */
function RestoreForm({ alarm, onClose }: Omit<RestoreDialogProps, 'opened'>) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [reason, setReason] = useState('')
  const [checked, setChecked] = useState(false)
  useUnsaved(reason !== '')
  const declare = useAction(async () => {
    await call('vault.declare-restore', { reason })
    await refreshStatus(client)
    tell(t('common.alarm.declared'))
    settled()
    onClose()
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (reason.trim() !== '') void declare.run(undefined)
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Text size="sm">{t('common.alarm.dialogLead')}</Text>
        <Facts
          facts={[
            { label: t('common.alarm.lastSeen'), value: <HashText value={alarm.lastSeen.root} label={t('common.alarm.lastSeen')} digits={16} /> },
            { label: t('common.alarm.found'), value: <HashText value={alarm.found.root} label={t('common.alarm.found')} digits={16} /> },
          ]}
        />
        <Textarea
          label={t('common.alarm.reason')}
          description={t('common.alarm.reasonHint')}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={checked && reason.trim() === '' ? t('common.form.required') : null}
          maxLength={2000}
          autosize
          minRows={3}
          data-autofocus
        />
        <ErrorNotice error={declare.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={() => leave(onClose)}>
            {t('common.action.cancel')}
          </Button>
          <Button type="submit" loading={declare.pending}>
            {t('common.alarm.confirm')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
