import { Button, Group, List, Loader, Stack, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { visible } from '../../../shared/encoding/index.ts'
import { textOr } from '../../../shared/locales/index.ts'
import { call, withSecrets } from '../../client/bridge.ts'
import { refreshStatus } from '../../client/hooks.ts'
import { type Job, useJob } from '../../client/job.ts'
import { focusFirstFault } from '../../ui/focus.ts'
import { ErrorNotice, Notice } from '../../ui/Notice.tsx'
import { SecretInput } from '../../ui/SecretInput.tsx'
import { tell } from '../../ui/tell.ts'
import { leave, settled, useUnsaved } from '../../ui/unsaved.tsx'
import { useCeremony } from '../gate/ceremony.ts'
import { ApprovalFields, isApproved, NOBODY, useApprovers } from './ApprovalFields.tsx'
import { type PersonFormProps, ReasonInput } from './ChangeForm.tsx'

/** Somebody leaves. For an officer all that changes, and what doesn't, is said before it happens. */
export function DepartForm({ person, onCancel, onClose, onBusy }: PersonFormProps & { onBusy: (busy: boolean) => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const begin = useCeremony()
  const job = useJob()
  const form = useRef<HTMLFormElement>(null)
  const [reason, setReason] = useState('')
  const [secret, setSecret] = useState('')
  const [approving, setApproving] = useState(NOBODY)
  const [checked, setChecked] = useState(false)
  const isOfficer = person.role === 'officer'
  const others = useApprovers(person.id)
  // Nobody is asked about a witness.
  const able = isOfficer ? others : []
  const name = visible(person.name)
  useUnsaved(!job.running && (reason !== '' || secret !== '' || approving.passphrase !== ''))

  async function depart(own: string, word: string): Promise<void> {
    onBusy(true)
    const done = await job.start((id) =>
      withSecrets([own, word], (passphrase = new Uint8Array(), approval = new Uint8Array()) =>
        call('person.depart', {
          job: id,
          person: person.id,
          reason,
          passphrase,
          approval: word === '' ? null : { officer: approving.officer, passphrase: approval },
        }),
      ),
    )
    onBusy(false)
    // Where it failed halfway the vault may be locked.
    await refreshStatus(client)
    if (done === null) return
    settled()
    onClose()
    tell(t('people.depart.done', { name }))
    if (done.recovery !== null) begin(done.vault, done.recovery)
  }

  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (reason.trim() === '' || secret === '' || !isApproved(approving, able)) return focusFirstFault(form.current)
    setChecked(false)
    setSecret('')
    setApproving({ ...approving, passphrase: '' })
    void depart(secret, approving.passphrase)
  }
  if (job.running && isOfficer) return <Working job={job} />
  return (
    <form onSubmit={submit} noValidate ref={form}>
      <Stack>
        <Text size="sm">{t(isOfficer ? 'people.depart.officer' : 'people.depart.witness', { name })}</Text>
        {isOfficer && <Consequences />}
        <ReasonInput value={reason} onChange={setReason} checked={checked} />
        <SecretInput label={t('people.own')} value={secret} onChange={setSecret} error={checked && secret === '' ? t('common.secret.required') : null} />
        {isOfficer && able !== null && <ApprovalFields able={able} value={approving} onChange={setApproving} checked={checked} />}
        <ErrorNotice error={job.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={() => leave(onCancel)}>
            {t('common.action.cancel')}
          </Button>
          <Button type="submit" color="red.9" loading={job.running}>
            {t(isOfficer ? 'people.depart.submit' : 'people.depart.submitWitness')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function Consequences() {
  const { t } = useTranslation()
  return (
    <>
      <Notice tone="info" title={t('people.depart.what')}>
        <List size="sm">
          <List.Item>{t('people.depart.words')}</List.Item>
          <List.Item>{t('people.depart.others')}</List.Item>
        </List>
      </Notice>
      <Notice tone="warn" title={t('people.depart.not')}>
        <List size="sm">
          <List.Item>{t('people.depart.copies')}</List.Item>
          <List.Item>{t('people.depart.copied')}</List.Item>
          <List.Item>{t('people.depart.objects')}</List.Item>
        </List>
      </Notice>
    </>
  )
}

/** It can't be stopped: half of it would be the old vault again, and it is short. */
function Working({ job }: { job: Job }) {
  const { t } = useTranslation()
  const step = job.steps.at(-1)?.step
  return (
    <Stack role="status">
      <Group>
        <Loader size="sm" aria-hidden />
        <Text fw={650}>{t('people.depart.working')}</Text>
      </Group>
      <Text size="sm">{step === undefined ? t('common.state.working') : textOr(t, `steps.${step}`, step)}</Text>
      <Text size="sm">{t('people.depart.workingLead')}</Text>
    </Stack>
  )
}
