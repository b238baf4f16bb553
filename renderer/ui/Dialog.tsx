import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { UnsavedProvider, useGuard } from './unsaved.tsx'

export interface DialogProps {
  title: string
  opened: boolean
  onClose: () => void
  children: ReactNode
  /** Work runs that only its own button stops: the dialog can't be closed. */
  busy?: boolean
}

/**
 * A click beside it does nothing: what was typed, or a work that runs, hangs on it. Text that isn't saved
 * ({@link useUnsaved}) is asked for before it is thrown away.
 */
export function Dialog({ title, opened, onClose, children, busy = false }: DialogProps) {
  const { t } = useTranslation()
  const [unsaved, setUnsaved] = useState(false)
  const [question, setQuestion] = useState<{ go: () => void } | null>(null)
  const stayButton = useRef<HTMLButtonElement>(null)
  const field = useRef<HTMLElement>(null)
  const ask = useCallback((go: () => void) => setQuestion({ go }), [])
  useGuard(ask, opened && unsaved, onClose)
  useEffect(() => {
    if (question !== null) stayButton.current?.focus()
  }, [question])
  const stay = () => {
    // The field is there to be focused only when it is shown again.
    flushSync(() => setQuestion(null))
    field.current?.focus()
  }
  const discard = () => {
    setQuestion(null)
    setUnsaved(false)
    question?.go()
  }
  const close = () => {
    if (question !== null) stay()
    else if (unsaved) ask(onClose)
    else onClose()
  }
  return (
    <Modal
      opened={opened}
      onClose={close}
      closeOnClickOutside={false}
      closeOnEscape={!busy}
      withCloseButton={!busy}
      title={title}
      closeButtonProps={{ 'aria-label': t('common.action.close') }}
      // Nor does such a click take the focus from the field.
      overlayProps={{ backgroundOpacity: 0.5, onMouseDown: (event) => event.preventDefault() }}
    >
      {question !== null && (
        <Stack role="alert">
          <Text fw={650}>{t('common.unsaved.title')}</Text>
          <Text size="sm">{t('common.unsaved.text')}</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={discard}>
              {t('common.unsaved.discard')}
            </Button>
            <Button onClick={stay} ref={stayButton}>
              {t('common.unsaved.stay')}
            </Button>
          </Group>
        </Stack>
      )}
      <div hidden={question !== null} onFocus={(event) => (field.current = event.target)}>
        <UnsavedProvider value={setUnsaved}>{children}</UnsavedProvider>
      </div>
    </Modal>
  )
}
