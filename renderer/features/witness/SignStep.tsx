import { Button, Group, Stack, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AttestationDraft, AttestationView, PersonView } from '../../../shared/contract/index.ts'
import { call, withSecrets } from '../../client/bridge.ts'
import { refreshStatus, useAction } from '../../client/hooks.ts'
import { groupsOfFour } from '../../ui/format.ts'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { SecretInput } from '../../ui/SecretInput.tsx'
import css from './witness.module.css'

export interface SignStepProps {
  person: PersonView
  draft: AttestationDraft
  onBack: () => void
  onSigned: (attestation: AttestationView) => void
}

export function SignStep({ person, draft, onBack, onSigned }: SignStepProps) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [text, setText] = useState('')
  const [checked, setChecked] = useState(false)
  const sign = useAction(async (typed: string) => {
    const attestation = await withSecrets([typed], (passphrase = new Uint8Array()) =>
      call('attestation.sign', { challenge: draft.challenge, passphrase }),
    )
    // The receipt shows the log as it stands with this signature in it.
    await refreshStatus(client)
    onSigned(attestation)
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (text === '') return
    setText('')
    setChecked(false)
    void sign.run(text)
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Text size="sm">{t('witness.sign.who', { name: person.name })}</Text>
        <Text size="sm">{t('witness.sign.lead')}</Text>
        <Text size="sm">
          {t('witness.statement.fingerprint')}: <span className={css['short']}>{groupsOfFour(draft.shortFingerprint).join(' ')}</span>
        </Text>
        <SecretInput
          label={t('witness.sign.passphrase')}
          value={text}
          onChange={setText}
          error={checked && text === '' ? t('common.secret.required') : null}
        />
        <ErrorNotice error={sign.error} />
        <Group justify="space-between">
          <Button type="submit" loading={sign.pending}>
            {sign.pending ? t('witness.sign.signing') : t('witness.sign.submit')}
          </Button>
          <Button variant="subtle" onClick={onBack}>
            {t('common.action.back')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
