import { Button, Group, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import type { CaseSummary } from '../../../shared/contract/index.ts'
import { call } from '../../client/bridge.ts'
import { useAction } from '../../client/hooks.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { tell } from '../../ui/tell.ts'
import { leave, settled, useUnsaved } from '../../ui/unsaved.tsx'

export interface CaseDialogProps {
  /** The case to change; without one a new case is opened. */
  known?: CaseSummary
  opened: boolean
  onClose: () => void
  onSaved?: (summary: CaseSummary) => void
}

export function CaseDialog(props: CaseDialogProps) {
  const { t } = useTranslation()
  return (
    <Dialog title={t(props.known === undefined ? 'cases.form.title' : 'cases.form.editTitle')} opened={props.opened} onClose={props.onClose}>
      <CaseForm {...props} />
    </Dialog>
  )
}

/** There only while the dialog is open, so that it begins anew each time. */
function CaseForm({ known, onClose, onSaved }: CaseDialogProps) {
  const { t } = useTranslation()
  const form = useForm({
    initialValues: { title: known?.title ?? '', reference: known?.reference ?? '', description: known?.description ?? '' },
    validate: { title: (title) => (title.trim() === '' ? t('common.form.required') : null) },
  })
  useUnsaved(form.isDirty())
  const save = useAction(async (values: typeof form.values) => {
    const fields = { title: values.title.trim(), reference: values.reference.trim(), description: values.description }
    const summary = known === undefined ? await call('case.open', fields) : await call('case.change', { case: known.id, ...fields })
    tell(known === undefined ? t('cases.opened', { number: summary.number }) : t('cases.changed'))
    settled()
    onClose()
    onSaved?.(summary)
  })
  return (
    <form onSubmit={form.onSubmit((values) => void save.run(values), (errors) => form.getInputNode(Object.keys(errors)[0] ?? '')?.focus())} noValidate>
      <Stack>
        {known !== undefined && <Text size="sm">{t('cases.form.editLead')}</Text>}
        <TextInput label={t('cases.form.name')} description={t('cases.form.nameHint')} maxLength={300} data-autofocus {...form.getInputProps('title')} />
        <TextInput
          label={`${t('cases.form.reference')} (${t('common.state.optional')})`}
          maxLength={100}
          maw={280}
          {...form.getInputProps('reference')}
        />
        <Textarea
          label={`${t('cases.form.description')} (${t('common.state.optional')})`}
          description={t('cases.form.descriptionHint')}
          maxLength={20_000}
          autosize
          minRows={4}
          maxRows={12}
          {...form.getInputProps('description')}
        />
        <ErrorNotice error={save.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={() => leave(onClose)}>
            {t('common.action.cancel')}
          </Button>
          <Button type="submit" loading={save.pending}>
            {t(known === undefined ? 'cases.form.submit' : 'cases.form.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
