import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PersonView } from '../../../shared/contract/index.ts'
import { call } from '../../client/bridge.ts'
import { refreshStatus, useAction } from '../../client/hooks.ts'
import { focusFirstFault } from '../../ui/focus.ts'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { tell } from '../../ui/tell.ts'
import { leave, settled, useUnsaved } from '../../ui/unsaved.tsx'
import { PersonFields } from './PersonFields.tsx'

export interface PersonFormProps {
  person: PersonView
  onCancel: () => void
  onClose: () => void
}

export function ChangeForm({ person, onCancel, onClose }: PersonFormProps) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const form = useRef<HTMLFormElement>(null)
  const { name, title, contact } = person
  const [details, setDetails] = useState({ name, title, contact })
  const [reason, setReason] = useState('')
  const [checked, setChecked] = useState(false)
  useUnsaved(reason !== '' || details.name !== name || details.title !== title || details.contact !== contact)
  const change = useAction(async () => {
    await call('person.change', { person: person.id, ...details, reason })
    // It may be the officer at work, whose name stands above every page.
    await refreshStatus(client)
    tell(t('people.change.done'))
    settled()
    onClose()
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (details.name.trim() === '' || reason.trim() === '') return focusFirstFault(form.current)
    void change.run(undefined)
  }
  return (
    <form onSubmit={submit} noValidate ref={form}>
      <Stack>
        <Text size="sm">{t('people.change.lead')}</Text>
        <PersonFields value={details} onChange={setDetails} checked={checked} autoFocus />
        <ReasonInput value={reason} onChange={setReason} checked={checked} />
        <ErrorNotice error={change.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={() => leave(onCancel)}>
            {t('common.action.cancel')}
          </Button>
          <Button type="submit" loading={change.pending}>
            {t('people.change.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

export function ReasonInput({ value, onChange, checked }: { value: string; onChange: (value: string) => void; checked: boolean }) {
  const { t } = useTranslation()
  return (
    <TextInput
      label={t('people.reason')}
      description={t('people.reasonHint')}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={checked && value.trim() === '' ? t('common.form.required') : null}
      maxLength={2000}
    />
  )
}
