import { Button, Group, Stack, Text, Textarea } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconFileText } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LetterName } from '../../../shared/contract/index.ts'
import type { CaseId, RecordId } from '../../../shared/model/index.ts'
import { call } from '../../client/bridge.ts'
import { useAction, useStatus } from '../../client/hooks.ts'
import { useLanguage } from '../../client/i18n.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { tell } from '../../ui/tell.ts'
import { CopyText } from './CopyText.tsx'

export interface LetterButtonProps {
  caseId: CaseId
  letter: LetterName
  /** The mandate, for the letters of one. */
  record?: RecordId
}

/** A letter made from what is noted down: to be read, changed, copied, or saved as a PDF to print. Nothing of it is kept. */
export function LetterButton(props: LetterButtonProps) {
  const { t } = useTranslation()
  const [opened, open] = useDisclosure(false)
  const name = t(`records.letter.${props.letter}`)
  return (
    <>
      <Button variant="default" size="xs" leftSection={<IconFileText size={14} aria-hidden />} onClick={open.open}>
        {name}
      </Button>
      <Dialog title={name} opened={opened} onClose={open.close}>
        <LetterForm {...props} onClose={open.close} />
      </Dialog>
    </>
  )
}

/** There only while the dialog is open, so that it is made anew each time. */
function LetterForm({ caseId, letter, record, onClose }: LetterButtonProps & { onClose: () => void }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const status = useStatus()
  const [text, setText] = useState('')
  const make = useAction(async () => setText((await call('letter.make', { case: caseId, letter, record: record ?? null, language })).text))
  const { run } = make
  const begun = useRef(false)
  useEffect(() => {
    // Once: made again, it would take what was changed in it.
    if (begun.current) return
    begun.current = true
    void run(undefined)
  }, [run])
  const save = useAction(async () => {
    const folder = status.data?.folders === 'choose' ? await call('dialog.folder', { purpose: 'bundle' }) : null
    if (folder === null && status.data?.folders === 'choose') return
    const { name } = await call('letter.save', { case: caseId, letter, text, language, folder: folder?.token ?? null })
    tell(t('records.text.pdfSaved', { name }))
  })
  return (
    <Stack>
      <Text size="sm">{t('records.text.letterLead')}</Text>
      <Textarea aria-label={t(`records.letter.${letter}`)} value={text} onChange={({ currentTarget }) => setText(currentTarget.value)} autosize minRows={10} maxRows={24} />
      <ErrorNotice error={make.error ?? save.error} />
      <Group justify="flex-end">
        <CopyText text={text} />
        <Button variant="default" size="xs" onClick={() => void save.run(undefined)} loading={save.pending} disabled={text.trim() === ''}>
          {t('records.text.pdf')}
        </Button>
        <Button size="xs" onClick={onClose}>
          {t('common.action.close')}
        </Button>
      </Group>
    </Stack>
  )
}
