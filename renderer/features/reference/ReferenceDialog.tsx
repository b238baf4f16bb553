import { Button, Group, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReferenceView } from '../../../shared/contract/index.ts'
import { textOr } from '../../../shared/locales/index.ts'
import { call } from '../../client/bridge.ts'
import { useAction } from '../../client/hooks.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { Shown } from '../../ui/Shown.tsx'
import { tell } from '../../ui/tell.ts'
import { leave, settled, useUnsaved } from '../../ui/unsaved.tsx'
import { emptyValues, type Field, fieldsOf, type Problem, type Subject, toDraft, toValues, type Values } from './forms.ts'

/** A new addition, or the next version of one. `name`: what it is to stand beside, or is called; null: a new one of its own. */
export interface Writing {
  subject: Subject
  name: string | null
  addition: ReferenceView | null
}

export function ReferenceDialog({ writing, onClose }: { writing: Writing | null; onClose: () => void }) {
  const { t } = useTranslation()
  const title = writing === null ? '' : t(writing.subject.kind === 'checked' ? 'reference.form.check' : writing.addition === null ? 'reference.form.add' : 'reference.form.change')
  return (
    <Dialog title={title} opened={writing !== null} onClose={onClose}>
      {writing !== null && <ReferenceForm writing={writing} onClose={onClose} />}
    </Dialog>
  )
}

/** Today as the machine has it: a proposal, which the engine holds against its own. */
function today(): string {
  const now = new Date()
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-')
}

/** There only while the dialog is open, so that it begins anew each time. */
function ReferenceForm({ writing: { subject, name, addition }, onClose }: { writing: Writing; onClose: () => void }) {
  const { t } = useTranslation()
  const form = useRef<HTMLFormElement>(null)
  const [values, setValues] = useState<Values>(() => (addition === null ? emptyValues(subject, today()) : toValues(subject, addition)))
  const [problems, setProblems] = useState<Readonly<Record<string, Problem>>>({})
  const [isChanged, setChanged] = useState(false)
  useUnsaved(isChanged)
  const fields = fieldsOf(subject)
  const save = useAction(async (draft: Parameters<typeof call<'reference.save'>>[1]) => {
    await call('reference.save', draft)
    tell(t('reference.saved'))
    settled()
    onClose()
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const read = toDraft(subject, values)
    if ('draft' in read) {
      setProblems({})
      return void save.run({ reference: addition?.id ?? null, revision: addition?.revision ?? null, ...read.draft })
    }
    setProblems(read.problems)
    const first = fields.find((field) => field.name in read.problems)?.name
    form.current?.querySelector<HTMLElement>(`[data-field="${first ?? ''}"] :is(input, textarea)`)?.focus()
  }
  const control = ({ name: key, as }: Field) => {
    const problem = problems[key]
    const hint = textOr(t, `reference.hint.${key}`, '')
    const shared = {
      label: t(`reference.field.${key}` as 'reference.field.name'),
      error: problem === undefined ? null : t(`reference.problem.${problem}`),
      ...(hint === '' ? {} : { description: hint }),
      value: values[key] ?? '',
      // What records mean it by stays.
      readOnly: key === 'name' && addition !== null,
      onChange({ currentTarget: { value } }: { currentTarget: { value: string } }) {
        setValues((held) => ({ ...held, [key]: value }))
        setChanged(true)
      },
    }
    if (as === 'area' || as === 'list' || as === 'hosts') return <Textarea {...shared} autosize minRows={2} maxRows={10} spellCheck={as === 'area'} />
    return <TextInput {...shared} autoComplete="off" {...((as === 'day' || as === 'years') && { maw: 320, inputMode: 'numeric' as const })} {...(as === 'day' && { placeholder: t('records.dayForm') })} />
  }
  return (
    <form ref={form} onSubmit={submit} noValidate>
      <Stack>
        {name !== null && (
          <Text size="sm" component="div">
            {t('reference.form.of')} <Shown>{name}</Shown>
          </Text>
        )}
        <Text size="sm" c="dimmed">
          {t(`reference.form.lead.${subject.kind}`)}
        </Text>
        {fields.map((field) => (
          <div key={field.name} data-field={field.name}>
            {control(field)}
          </div>
        ))}
        <ErrorNotice error={save.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={() => leave(onClose)}>
            {t('common.action.cancel')}
          </Button>
          <Button type="submit" loading={save.pending}>
            {t('reference.form.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
