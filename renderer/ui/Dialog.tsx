import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

export interface DialogProps {
  title: string
  opened: boolean
  onClose: () => void
  children: ReactNode
}

export function Dialog({ title, opened, onClose, children }: DialogProps) {
  const { t } = useTranslation()
  return (
    <Modal opened={opened} onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('common.action.close') }}>
      {children}
    </Modal>
  )
}

export interface ConfirmDialogProps extends Omit<DialogProps, 'children'> {
  text: string
  confirm: string
  stay: string
  onConfirm: () => void
}

/** The safe way out has the focus. */
export function ConfirmDialog({ title, text, confirm, stay, opened, onClose, onConfirm }: ConfirmDialogProps) {
  return (
    <Dialog title={title} opened={opened} onClose={onClose}>
      <Stack>
        <Text size="sm">{text}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onConfirm}>
            {confirm}
          </Button>
          <Button onClick={onClose} data-autofocus>
            {stay}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}
