import { Button, Group, Stack, Text } from '@mantine/core'
import { type FormEvent, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SittingView } from '../../../shared/contract/index.ts'
import { call, withSecrets } from '../../client/bridge.ts'
import { useAction, useStatus } from '../../client/hooks.ts'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { SecretInput } from '../../ui/SecretInput.tsx'
import { useShow } from './useSitting.ts'

/** Whoever takes the vault back shows that they may: the witness has had the machine to themselves. */
export function BackStep({ sitting, onStay }: { sitting: SittingView; onStay: () => void }) {
  const { t } = useTranslation()
  const status = useStatus()
  const show = useShow()
  const [text, setText] = useState('')
  const [checked, setChecked] = useState(false)
  const done = sitting.items.every(({ stage }) => stage === 'signed' || stage === 'declined')
  const end = useAction(async (typed: string) => {
    await withSecrets([typed], (passphrase = new Uint8Array()) => call('sitting.end', { passphrase }))
    show(null)
  })
  useEffect(() => {
    const hide = () => document.visibilityState === 'hidden' && setText('')
    document.addEventListener('visibilitychange', hide)
    return () => document.removeEventListener('visibilitychange', hide)
  }, [])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (text === '') return
    setText('')
    setChecked(false)
    void end.run(text)
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Text size="sm">{t('sitting.back.lead', { name: status.data?.vault?.officer.name ?? '' })}</Text>
        {!done && <Text size="sm">{t('sitting.back.unsigned')}</Text>}
        <SecretInput
          label={t('sitting.back.passphrase')}
          value={text}
          onChange={setText}
          error={checked && text === '' ? t('common.secret.required') : null}
        />
        <ErrorNotice error={end.error} />
        <Group justify="space-between">
          <Button type="submit" loading={end.pending}>
            {t('sitting.back.submit')}
          </Button>
          <Button variant="subtle" onClick={onStay}>
            {t(done ? 'sitting.back.stayDone' : 'sitting.back.stay')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
