import { Button, Group, Radio, Stack, Text } from '@mantine/core'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PersonView } from '../../../shared/contract/index.ts'
import type { PersonRole } from '../../../shared/model/index.ts'
import { call, withSecrets } from '../../client/bridge.ts'
import { useAction } from '../../client/hooks.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { focusFirstFault } from '../../ui/focus.ts'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { EMPTY_SECRET, faultOf, NewSecretInput } from '../../ui/SecretInput.tsx'
import { ApprovalFields, isApproved, NOBODY, useApprovers } from './ApprovalFields.tsx'
import { NO_PERSON, PersonFields } from './PersonFields.tsx'
import { tell } from '../../ui/tell.ts'
import { leave, settled, useUnsaved } from '../../ui/unsaved.tsx'

export interface EnrolDialogProps {
  opened: boolean
  onClose: () => void
  /** Shows the card of whoever was enrolled, to be printed while they are there. */
  onCard: (person: PersonView) => void
}

export function EnrolDialog({ opened, onClose, onCard }: EnrolDialogProps) {
  const { t } = useTranslation()
  return (
    <Dialog title={t('witness.people.form.title')} opened={opened} onClose={onClose}>
      <EnrolForm onClose={onClose} onCard={onCard} />
    </Dialog>
  )
}

/** There only while the dialog is open: what was typed goes with it. */
function EnrolForm({ onClose, onCard }: Omit<EnrolDialogProps, 'opened'>) {
  const { t } = useTranslation()
  const form = useRef<HTMLFormElement>(null)
  const [role, setRole] = useState<PersonRole>('witness')
  const [details, setDetails] = useState(NO_PERSON)
  const [secret, setSecret] = useState(EMPTY_SECRET)
  const [approving, setApproving] = useState(NOBODY)
  const [checked, setChecked] = useState(false)
  const officers = useApprovers(null)
  // Nobody is asked about a witness.
  const able = role === 'officer' ? officers : []
  useUnsaved([details.name, details.title, details.contact, secret.first].some((text) => text !== ''))
  const enrol = useAction(async ({ next, word }: { next: string; word: string }) => {
    const person = await withSecrets([next, word], (passphrase = new Uint8Array(), approval = new Uint8Array()) =>
      call('person.enrol', { ...details, role, passphrase, approval: word === '' ? null : { officer: approving.officer, passphrase: approval } }),
    )
    tell(t('witness.people.added', { name: person.name }))
    settled()
    onClose()
    onCard(person)
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (details.name.trim() === '' || faultOf(secret) !== null || !isApproved(approving, able)) return focusFirstFault(form.current)
    setChecked(false)
    setSecret(EMPTY_SECRET)
    setApproving({ ...approving, passphrase: '' })
    void enrol.run({ next: secret.first, word: role === 'officer' ? approving.passphrase : '' })
  }
  return (
    <form onSubmit={submit} noValidate ref={form}>
      <Stack>
        <Text size="sm">{t('witness.people.form.lead')}</Text>
        <Radio.Group label={t('witness.people.form.role')} value={role} onChange={(value) => setRole(value === 'officer' ? 'officer' : 'witness')}>
          <Stack gap="xs" mt="xs">
            {(['witness', 'officer'] as const).map((each) => (
              <Radio key={each} value={each} label={t(`witness.people.roles.${each}`)} description={t(`witness.people.roleHint.${each}`)} />
            ))}
          </Stack>
        </Radio.Group>
        <PersonFields value={details} onChange={setDetails} checked={checked} autoFocus />
        <NewSecretInput label={t('witness.people.form.passphrase')} value={secret} onChange={setSecret} checked={checked} />
        {role === 'officer' && able !== null && <ApprovalFields able={able} value={approving} onChange={setApproving} checked={checked} />}
        <ErrorNotice error={enrol.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={() => leave(onClose)}>
            {t('common.action.cancel')}
          </Button>
          <Button type="submit" loading={enrol.pending}>
            {t('witness.people.form.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
