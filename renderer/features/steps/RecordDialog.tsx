import { Button, Group, Stack, Text } from '@mantine/core'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RecordView } from '../../../shared/contract/index.ts'
import { dynamicText, textOr } from '../../../shared/locales/index.ts'
import type { CaseId } from '../../../shared/model/index.ts'
import { call } from '../../client/bridge.ts'
import { useAction } from '../../client/hooks.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { tell } from '../../ui/tell.ts'
import { leave, settled, useUnsaved } from '../../ui/unsaved.tsx'
import { FieldControl } from './fields/FieldControl.tsx'
import { LinkFields, type Link } from './fields/LinkFields.tsx'
import { emptyValues, FORMS, type FormKind, type Problem, toContent, toValues, type Value, type Values } from './forms.ts'
import { LawHelp } from './LawHelp.tsx'

/** A new record of a kind, or the next version of one. */
export interface Writing {
  kind: FormKind
  record: RecordView | null
}

export interface RecordDialogProps {
  caseId: CaseId
  today: string
  writing: Writing | null
  onClose: () => void
}

export function RecordDialog({ writing, ...rest }: RecordDialogProps) {
  const { t } = useTranslation()
  return (
    <Dialog title={writing === null ? '' : dynamicText(t, `records.kind.${writing.kind}`)} opened={writing !== null} onClose={rest.onClose}>
      {writing !== null && <RecordForm writing={writing} {...rest} />}
    </Dialog>
  )
}

/** There only while the dialog is open, so that it begins anew each time. */
function RecordForm({ caseId, today, writing: { kind, record }, onClose }: RecordDialogProps & { writing: Writing }) {
  const { t } = useTranslation()
  const form = useRef<HTMLFormElement>(null)
  const [values, setValues] = useState<Values>(() => (record === null ? emptyValues(kind, today) : toValues(record.content)))
  const [links, setLinks] = useState<readonly Link[]>(() => record?.exhibits.map(({ exhibit, role }) => ({ exhibit, role })) ?? [])
  const [problems, setProblems] = useState<Readonly<Record<string, Problem>>>({})
  const [isChanged, setChanged] = useState(false)
  useUnsaved(isChanged)
  const save = useAction(async (content: RecordView['content']) => {
    await call('record.save', { case: caseId, record: record?.id ?? null, revision: record?.revision ?? null, content, exhibits: [...links] })
    tell(t('records.saved'))
    settled()
    onClose()
  })
  const change = (name: string, value: Value) => {
    setValues((held) => ({ ...held, [name]: value }))
    setChanged(true)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const read = toContent(kind, values)
    if ('content' in read) {
      setProblems({})
      return void save.run(read.content)
    }
    setProblems(read.problems)
    const first = FORMS[kind].find(({ name }) => name in read.problems)?.name
    form.current?.querySelector<HTMLElement>(`[data-field="${first ?? ''}"] :is(input, textarea, select)`)?.focus()
  }
  return (
    <form ref={form} onSubmit={submit} noValidate>
      <Stack>
        <LawHelp kind={kind} values={values} />
        {FORMS[kind].map(({ name, widget }) => (
          <div key={name} data-field={name}>
            <FieldControl
              caseId={caseId}
              kind={kind}
              name={name}
              widget={widget}
              values={values}
              label={dynamicText(t, `records.field.${kind}.${name}`)}
              hint={textOr(t, `records.hint.${kind}.${name}`, '')}
              error={problems[name] === undefined ? null : t(`records.${problems[name]}`)}
              onChange={change}
              links={links}
              onLinks={(next) => {
                setLinks(next)
                setChanged(true)
              }}
            />
          </div>
        ))}
        <LinkFields
          caseId={caseId}
          kind={kind}
          links={links}
          onChange={(next) => {
            setLinks(next)
            setChanged(true)
          }}
        />
        <ErrorNotice error={save.error} />
        {Object.keys(problems).length > 0 && (
          <Text size="sm" role="alert">
            {t('common.form.required')}
          </Text>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={() => leave(onClose)}>
            {t('common.action.cancel')}
          </Button>
          <Button type="submit" loading={save.pending}>
            {t('records.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
