import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { settled, usePageGuard } from './unsaved.tsx'

export interface LeaveQuestionProps {
  /** Whether there is something on the page that isn't saved. */
  unsaved: boolean
  title: string
  text: string
  discard: string
  stay: string
}

/** For a page: asks before what isn't saved on it goes, by keys, mouse or the lock. To stay is what Enter and Escape do. */
export function LeaveQuestion({ unsaved, title, text, discard, stay }: LeaveQuestionProps) {
  const { t } = useTranslation()
  const [question, setQuestion] = useState<{ go: () => void } | null>(null)
  const ask = useCallback((go: () => void) => setQuestion({ go }), [])
  usePageGuard(ask, unsaved)
  const close = () => setQuestion(null)
  const leave = () => {
    settled()
    close()
    question?.go()
  }
  return (
    <Modal opened={question !== null} onClose={close} title={title} closeButtonProps={{ 'aria-label': t('common.action.close') }}>
      <Stack>
        <Text size="sm">{text}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={leave}>
            {discard}
          </Button>
          <Button onClick={close} data-autofocus>
            {stay}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
