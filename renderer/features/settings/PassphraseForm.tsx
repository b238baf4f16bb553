import { Button, Group, Stack, Text } from '@mantine/core'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call, withSecrets } from '../../client/bridge.ts'
import { useAction } from '../../client/hooks.ts'
import { focusFirstFault } from '../../ui/focus.ts'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { EMPTY_SECRET, faultOf, NewSecretInput, SecretInput } from '../../ui/SecretInput.tsx'
import { tell } from '../../ui/tell.ts'

export function PassphraseForm() {
  const { t } = useTranslation()
  const form = useRef<HTMLFormElement>(null)
  const [current, setCurrent] = useState('')
  const [secret, setSecret] = useState(EMPTY_SECRET)
  const [checked, setChecked] = useState(false)
  const change = useAction(async (typed: { current: string; next: string }) => {
    await withSecrets([typed.current, typed.next], (old = new Uint8Array(), next = new Uint8Array()) =>
      call('vault.change-passphrase', { current: old, next }),
    )
    tell(t('settings.passphrase.done'))
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (current === '' || faultOf(secret) !== null) return focusFirstFault(form.current)
    setChecked(false)
    setCurrent('')
    setSecret(EMPTY_SECRET)
    void change.run({ current, next: secret.first })
  }
  return (
    <form onSubmit={submit} noValidate ref={form}>
      <Stack maw={420}>
        <Text size="sm">{t('settings.passphrase.lead')}</Text>
        <SecretInput
          label={t('settings.passphrase.current')}
          value={current}
          onChange={setCurrent}
          error={checked && current === '' ? t('common.secret.required') : null}
        />
        <NewSecretInput label={t('settings.passphrase.next')} value={secret} onChange={setSecret} checked={checked} />
        <ErrorNotice error={change.error} />
        <Group>
          <Button type="submit" loading={change.pending}>
            {t('settings.passphrase.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
