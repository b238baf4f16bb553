import { Button, Checkbox, Group, Text, TextInput, Title } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RecordView } from '../../../shared/contract/index.ts'
import { type CaseId, Day, type RecordContent, type Step } from '../../../shared/model/index.ts'
import { call } from '../../client/bridge.ts'
import { useAction } from '../../client/hooks.ts'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { Panel } from '../../ui/Page.tsx'
import { Shown } from '../../ui/Shown.tsx'
import css from './steps.module.css'

type Task = RecordContent<'task'>

/** What somebody is to do, and by when. Ticked off, it stays. */
export function TaskList({ caseId, step, tasks, today, isClosed }: { caseId: CaseId; step: Step; tasks: readonly RecordView[]; today: string; isClosed: boolean }) {
  const { t } = useTranslation()
  const save = useAction(async ({ record, content }: { record: RecordView | null; content: Task }) =>
    call('record.save', { case: caseId, record: record?.id ?? null, revision: record?.revision ?? null, content, exhibits: record?.exhibits.map(({ exhibit, role }) => ({ exhibit, role })) ?? [] }),
  )
  const held = tasks.filter(({ withdrawn }) => withdrawn === null)
  return (
    <section className={css['block']}>
      <Title order={2} size="h4" mb={6}>
        {t('records.kind.task')}
      </Title>
      {held.length > 0 && (
        <Panel padded={false}>
          <ul className={css['records']}>
            {held.map((record) => {
              const content = record.content as Task
              return (
                <li key={record.id}>
                  <Checkbox
                    checked={content.doneOn !== null}
                    disabled={isClosed}
                    onChange={({ currentTarget }) => void save.run({ record, content: { ...content, doneOn: currentTarget.checked ? today : null } })}
                    label={<Shown>{content.what}</Shown>}
                    description={[content.who, content.due, content.doneOn === null ? '' : `${t('records.field.task.doneOn')} ${content.doneOn}`].filter((part) => part !== null && part !== '').join(' · ')}
                  />
                </li>
              )
            })}
          </ul>
        </Panel>
      )}
      {isClosed && held.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('records.empty')}
        </Text>
      )}
      {!isClosed && <NewTask onAdd={async (fields) => (await save.run({ record: null, content: { kind: 'task', step, doneOn: null, note: '', ...fields } })) !== null} />}
      <ErrorNotice error={save.error} />
    </section>
  )
}

function NewTask({ onAdd }: { onAdd: (fields: Pick<Task, 'what' | 'who' | 'due'>) => Promise<boolean> }) {
  const { t } = useTranslation()
  const [fields, setFields] = useState({ what: '', who: '', due: '' })
  const [isWrong, setWrong] = useState(false)
  const day = fields.due.trim()
  const isDay = day === '' || Day.safeParse(day).success
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setWrong(!isDay || fields.what.trim() === '')
    if (!isDay || fields.what.trim() === '') return
    if (await onAdd({ what: fields.what.trim(), who: fields.who.trim(), due: day === '' ? null : day })) setFields({ what: '', who: '', due: '' })
  }
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Group align="flex-start" mt="xs" gap="xs">
        <TextInput style={{ flex: '2 1 220px' }} label={t('records.field.task.what')} value={fields.what} maxLength={300} onChange={({ currentTarget }) => setFields({ ...fields, what: currentTarget.value })} error={isWrong && fields.what.trim() === '' ? t('records.required') : null} />
        <TextInput style={{ flex: '1 1 140px' }} label={t('records.field.task.who')} value={fields.who} maxLength={300} onChange={({ currentTarget }) => setFields({ ...fields, who: currentTarget.value })} />
        <TextInput style={{ flex: '0 1 150px' }} label={t('records.field.task.due')} placeholder={t('records.dayForm')} value={fields.due} onChange={({ currentTarget }) => setFields({ ...fields, due: currentTarget.value })} error={isWrong && !isDay ? t('records.badDay') : null} />
        <Button type="submit" variant="default" mt={24}>
          {t('records.add')}
        </Button>
      </Group>
      <Text size="xs" c="dimmed" mt={4}>
        {t('guide.taskHint')}
      </Text>
    </form>
  )
}
