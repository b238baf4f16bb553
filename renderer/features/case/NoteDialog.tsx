import { Button, Group, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import type { ExhibitSummary } from '../../../shared/contract/index.ts'
import type { CaseId, ExhibitId } from '../../../shared/model/index.ts'
import { call } from '../../client/bridge.ts'
import { useAction } from '../../client/hooks.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { tell } from '../../ui/tell.ts'
import { leave, settled, useUnsaved } from '../../ui/unsaved.tsx'

export interface NoteDialogProps {
  /** A new note in a case, or a new version of a note with its present wording. */
  target: { case: CaseId } | { exhibit: ExhibitId; title: string; text: string }
  opened: boolean
  onClose: () => void
  onSaved?: (exhibit: ExhibitSummary) => void
}

export function NoteDialog(props: NoteDialogProps) {
  const { t } = useTranslation()
  return (
    <Dialog title={t('exhibit' in props.target ? 'casePage.note.correctTitle' : 'casePage.note.title')} opened={props.opened} onClose={props.onClose}>
      <NoteForm {...props} />
    </Dialog>
  )
}

/** There only while the dialog is open, so that it begins anew each time. */
function NoteForm({ target, onClose, onSaved }: NoteDialogProps) {
  const { t } = useTranslation()
  const correcting = 'exhibit' in target
  const required = (text: string) => (text.trim() === '' ? t('common.form.required') : null)
  const form = useForm({
    initialValues: correcting ? { title: target.title, text: target.text } : { title: '', text: '' },
    validate: { title: required, text: required },
  })
  useUnsaved(form.isDirty())
  const save = useAction(async ({ title, text }: typeof form.values) => {
    const fields = { title: title.trim(), text }
    const exhibit =
      'exhibit' in target ? await call('note.correct', { exhibit: target.exhibit, ...fields }) : await call('note.add', { case: target.case, ...fields })
    tell(t('casePage.note.saved', { number: exhibit.number }))
    settled()
    onClose()
    onSaved?.(exhibit)
  })
  return (
    <form onSubmit={form.onSubmit((values) => void save.run(values), (errors) => form.getInputNode(Object.keys(errors)[0] ?? '')?.focus())} noValidate>
      <Stack>
        <Text size="sm">{t(correcting ? 'casePage.note.correctLead' : 'casePage.note.lead')}</Text>
        <TextInput label={t('casePage.note.name')} description={t('casePage.note.nameHint')} maxLength={500} data-autofocus {...form.getInputProps('title')} />
        <Textarea
          label={t('casePage.note.text')}
          description={t('casePage.note.textHint')}
          maxLength={200_000}
          autosize
          minRows={7}
          maxRows={16}
          {...form.getInputProps('text')}
        />
        <ErrorNotice error={save.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={() => leave(onClose)}>
            {t('common.action.cancel')}
          </Button>
          <Button type="submit" loading={save.pending}>
            {t(correcting ? 'casePage.note.correctSubmit' : 'casePage.note.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
