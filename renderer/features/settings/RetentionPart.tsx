import { Button, Group, Stack, Text, TextInput, Textarea } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RetentionView } from '../../../shared/contract/index.ts'
import { visible } from '../../../shared/encoding/index.ts'
import { NearDay } from '../../../shared/model/index.ts'
import { call } from '../../client/bridge.ts'
import { useAction, useCall } from '../../client/hooks.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { focusFirstFault } from '../../ui/focus.ts'
import { formatTime } from '../../ui/format.ts'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { Pending } from '../../ui/Page.tsx'
import { Shown } from '../../ui/Shown.tsx'
import { tell } from '../../ui/tell.ts'
import { leave, settled, useUnsaved } from '../../ui/unsaved.tsx'

/** By which decision things may be disposed of, in an open vault. */
export function RetentionPart() {
  const { t } = useTranslation()
  const decisions = useCall('retention.list', {})
  const [adding, add] = useDisclosure(false)
  return (
    <>
      <Text size="sm">{t('disposal.decision.lead')}</Text>
      {decisions.data === undefined ? <Pending query={decisions} /> : decisions.data.length === 0 ? <Text size="sm" c="dimmed">{t('disposal.decision.none')}</Text> : <Decisions rows={decisions.data} />}
      <Group>
        <Button variant="default" onClick={add.open}>
          {t('disposal.decision.add')}
        </Button>
      </Group>
      <Dialog title={t('disposal.decision.add')} opened={adding} onClose={add.close}>
        <DecisionForm onClose={add.close} />
      </Dialog>
    </>
  )
}

function Decisions({ rows }: { rows: readonly RetentionView[] }) {
  const { t } = useTranslation()
  return (
    <DataTable
      caption={t('disposal.decision.title')}
      rows={rows}
      rowKey={({ seq }) => String(seq)}
      columns={[
        { key: 'decision', header: t('disposal.decision.column.decision'), cell: ({ authority, number, decidedOn }) => <Shown>{t('disposal.decision.name', { authority, number, day: decidedOn })}</Shown> },
        { key: 'term', header: t('disposal.decision.column.term'), cell: ({ months }) => (months === null ? t('disposal.decision.noTerm') : t('disposal.decision.term', { count: months })) },
        { key: 'scope', header: t('disposal.decision.column.scope'), cell: ({ scope }) => (scope === '' ? '–' : <Shown lines>{scope}</Shown>) },
        { key: 'recorded', header: t('disposal.decision.column.recorded'), cell: ({ at, by }) => t('disposal.decision.recorded', { at: formatTime(at), name: visible(by) }) },
      ]}
    />
  )
}

const EMPTY = { authority: '', number: '', decidedOn: '', months: '', scope: '' }

/** There only while the dialog is open. */
function DecisionForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const form = useRef<HTMLFormElement>(null)
  const [fields, setFields] = useState(EMPTY)
  const [checked, setChecked] = useState(false)
  useUnsaved(Object.values(fields).some((text) => text !== ''))
  const act = useAction(async () => {
    const { months, decidedOn, ...rest } = fields
    await call('retention.decide', { ...rest, decidedOn: NearDay.parse(decidedOn), months: months.trim() === '' ? null : Number(months) })
    settled()
    onClose()
    tell(t('disposal.decision.saved'))
  })
  const faults = {
    authority: fields.authority.trim() === '' ? t('common.form.required') : null,
    number: fields.number.trim() === '' ? t('common.form.required') : null,
    decidedOn: NearDay.safeParse(fields.decidedOn).success ? null : t('disposal.decision.wrongDay'),
    months: /^(?:\d{1,3}|1[01]\d\d|1200)?$/.test(fields.months.trim()) ? null : t('disposal.decision.wrongMonths'),
    scope: null,
  }
  const field = (name: keyof typeof EMPTY) => ({
    label: t(`disposal.decision.${name}`),
    value: fields[name],
    onChange: ({ currentTarget: { value } }: { currentTarget: { value: string } }) => setFields((now) => ({ ...now, [name]: value })),
    error: checked ? faults[name] : null,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (Object.values(faults).some((fault) => fault !== null)) return focusFirstFault(form.current)
    void act.run(undefined)
  }
  return (
    <form onSubmit={submit} noValidate ref={form}>
      <Stack>
        <TextInput {...field('authority')} maxLength={200} data-autofocus />
        <TextInput {...field('number')} maxLength={100} />
        <TextInput {...field('decidedOn')} maxLength={10} placeholder={t('disposal.decision.dayForm')} />
        <TextInput {...field('months')} description={t('disposal.decision.monthsHint')} inputMode="numeric" maxLength={4} />
        <Textarea {...field('scope')} description={t('disposal.decision.scopeHint')} maxLength={2000} autosize minRows={2} />
        <ErrorNotice error={act.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={() => leave(onClose)}>
            {t('common.action.cancel')}
          </Button>
          <Button type="submit" loading={act.pending}>
            {t('disposal.decision.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
