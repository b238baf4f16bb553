import { Button, Group, Stack, Text } from '@mantine/core'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PersonView } from '../../../shared/contract/index.ts'
import { visible } from '../../../shared/encoding/index.ts'
import { call, withSecrets } from '../../client/bridge.ts'
import { useAction } from '../../client/hooks.ts'
import { focusFirstFault } from '../../ui/focus.ts'
import { ErrorNotice, Notice } from '../../ui/Notice.tsx'
import { EMPTY_SECRET, faultOf, NewSecretInput } from '../../ui/SecretInput.tsx'
import { tell } from '../../ui/tell.ts'
import { leave, settled, useUnsaved } from '../../ui/unsaved.tsx'
import { ApprovalFields, isApproved, NOBODY, useApprovers } from './ApprovalFields.tsx'
import type { PersonFormProps } from './ChangeForm.tsx'

/** A new key for somebody whose passphrase is forgotten. */
export function RenewForm({ person, onCancel, onClose, onCard }: PersonFormProps & { onCard: (person: PersonView) => void }) {
  const { t } = useTranslation()
  const form = useRef<HTMLFormElement>(null)
  const [secret, setSecret] = useState(EMPTY_SECRET)
  const [approving, setApproving] = useState(NOBODY)
  const [checked, setChecked] = useState(false)
  const able = useApprovers(person.id)
  useUnsaved(secret.first !== '' || approving.passphrase !== '')
  const name = visible(person.name)
  const renew = useAction(async ({ next, approver, word }: { next: string; approver: string; word: string }) => {
    const renewed = await withSecrets([next, word], (passphrase = new Uint8Array(), approval = new Uint8Array()) =>
      call('person.renew-key', { person: person.id, passphrase, approval: approver === '' ? null : { officer: approver, passphrase: approval } }),
    )
    tell(t('people.renew.done', { name }))
    settled()
    onClose()
    onCard(renewed)
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (faultOf(secret) !== null || !isApproved(approving, able)) return focusFirstFault(form.current)
    setChecked(false)
    setSecret(EMPTY_SECRET)
    setApproving({ ...approving, passphrase: '' })
    void renew.run({ next: secret.first, approver: approving.officer, word: approving.passphrase })
  }
  return (
    <form onSubmit={submit} noValidate ref={form}>
      <Stack>
        <Text size="sm">{t('people.renew.lead', { name })}</Text>
        <Notice tone="warn" title={t('people.renew.proof')}>
          <Text size="sm">{t('people.renew.old')}</Text>
          <Text size="sm">{t('people.renew.card')}</Text>
        </Notice>
        <NewSecretInput label={t('people.renew.passphrase')} value={secret} onChange={setSecret} checked={checked} />
        {able !== null && <ApprovalFields able={able} value={approving} onChange={setApproving} checked={checked} />}
        <ErrorNotice error={renew.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={() => leave(onCancel)}>
            {t('common.action.cancel')}
          </Button>
          <Button type="submit" loading={renew.pending}>
            {t('people.renew.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
