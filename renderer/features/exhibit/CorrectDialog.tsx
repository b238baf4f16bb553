import { Button, Group, NativeSelect, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CorrectionView } from '../../../shared/contract/index.ts'
import { type ExhibitId, READING_FIELDS, type ReadingField, type ReadPost } from '../../../shared/model/index.ts'
import { call } from '../../client/bridge.ts'
import { useAction } from '../../client/hooks.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { Shown } from '../../ui/Shown.tsx'
import { tell } from '../../ui/tell.ts'
import { leave, settled, useUnsaved } from '../../ui/unsaved.tsx'

export interface CorrectDialogProps {
  exhibit: ExhibitId
  /** Index of the post. */
  post: number
  read: ReadPost
  onClose: () => void
  onSaved: (corrections: CorrectionView[]) => void
}

export function CorrectDialog(props: CorrectDialogProps) {
  const { t } = useTranslation()
  return (
    <Dialog title={t('exhibit.reading.dialog')} opened onClose={props.onClose}>
      <CorrectForm {...props} />
    </Dialog>
  )
}

function CorrectForm({ exhibit, post, read, onClose, onSaved }: CorrectDialogProps) {
  const { t } = useTranslation()
  const [field, setField] = useState<ReadingField>('name')
  const [value, setValue] = useState('')
  const [reason, setReason] = useState('')
  const [checked, setChecked] = useState(false)
  useUnsaved(value !== '' || reason !== '')
  const save = useAction(async () => {
    onSaved(await call('reading.correct', { exhibit, post, field, value, reason }))
    tell(t('exhibit.reading.saved'))
    settled()
    onClose()
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (value.trim() !== '') void save.run(undefined)
  }
  const was = read.fields[field]?.value
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Text size="sm">{t('exhibit.reading.dialogLead')}</Text>
        <NativeSelect
          label={t('exhibit.reading.field')}
          value={field}
          data={READING_FIELDS.map((each) => ({ value: each, label: t(`exhibit.reading.fields.${each}`) }))}
          onChange={(event) => setField(READING_FIELDS.find((each) => each === event.currentTarget.value) ?? 'name')}
          data-autofocus
        />
        <Text size="sm">
          <Shown>{was === undefined ? t('exhibit.reading.readNone') : t('exhibit.reading.read', { value: was.slice(0, 500) })}</Shown>
        </Text>
        <TextInput
          label={t('exhibit.reading.value')}
          value={value}
          onChange={(event) => setValue(event.currentTarget.value)}
          error={checked && value.trim() === '' ? t('common.form.required') : null}
          maxLength={5000}
          autoComplete="off"
        />
        <Textarea label={t('exhibit.reading.reason')} value={reason} onChange={(event) => setReason(event.currentTarget.value)} maxLength={2000} autosize minRows={2} />
        <ErrorNotice error={save.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={() => leave(onClose)}>
            {t('common.action.cancel')}
          </Button>
          <Button type="submit" loading={save.pending}>
            {t('exhibit.reading.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
