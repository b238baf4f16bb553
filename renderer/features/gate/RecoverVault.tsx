import { Button, Group, Radio, Stack, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { VaultRef } from '../../../shared/contract/index.ts'
import { PersonId } from '../../../shared/model/index.ts'
import { call, ClientError, withSecrets } from '../../client/bridge.ts'
import { refreshStatus, useAction } from '../../client/hooks.ts'
import { focusFirstFault } from '../../ui/focus.ts'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { EMPTY_SECRET, faultOf, NewSecretInput } from '../../ui/SecretInput.tsx'
import { GateFrame } from './GateFrame.tsx'
import { NO_WORDS, WordInputs } from './WordInputs.tsx'
import { faultsByList } from './words.ts'
import { Shown } from '../../ui/Shown.tsx'
import css from './gate.module.css'

interface Officer {
  id: PersonId
  name: string
}

/** The officers to choose among, if that is what a call was refused for. */
function officersIn(error: unknown): Officer[] | null {
  if (!(error instanceof ClientError) || error.failure.code !== 'recovery.choose-officer') return null
  return Object.entries(error.failure.params).map(([id, name]) => ({ id: PersonId.parse(id), name: String(name) }))
}

export function RecoverVault({ vault, onBack }: { vault: VaultRef; onBack: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const form = useRef<HTMLFormElement>(null)
  const [words, setWords] = useState(NO_WORDS)
  const [secret, setSecret] = useState(EMPTY_SECRET)
  const [checked, setChecked] = useState(false)
  const [officer, setOfficer] = useState<PersonId | null>(null)
  const [officers, setOfficers] = useState<readonly Officer[]>([])
  const faults = faultsByList(words)
  const recover = useAction(async (typed: string) => {
    try {
      await withSecrets([typed], (passphrase = new Uint8Array()) =>
        call('vault.recover', { vault: vault.token, words: [...words], passphrase, officer }),
      )
    } catch (error) {
      const choice = officersIn(error)
      if (choice === null) throw error
      // The words were right; who is to be recovered can only be asked now, because the names lie behind them.
      setOfficers(choice)
      setOfficer(null)
      setChecked(false)
      return
    }
    await refreshStatus(client)
  })
  const choosing = officers.length > 0
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    const chosen = !choosing || officer !== null
    if (chosen && faultOf(secret) === null && faults.every((fault) => fault === null)) void recover.run(secret.first)
    else focusFirstFault(form.current)
  }
  return (
    <GateFrame title={t('gate.recover.title')} lead={t('gate.recover.lead')} wide>
      <form onSubmit={submit} noValidate ref={form}>
        <Stack gap="lg">
          <Text size="sm">
            {t('gate.recover.vault')}: <strong><Shown>{vault.name}</Shown></strong> (<Shown>{vault.label}</Shown>)
          </Text>
          <fieldset className={css['fieldset']}>
            <legend>{t('gate.recover.words')}</legend>
            <WordInputs words={words} onChange={setWords} faults={checked ? faults : []} />
          </fieldset>
          <fieldset className={css['fieldset']}>
            <legend>{t('gate.recover.newPassphrase')}</legend>
            <NewSecretInput label={t('gate.recover.newPassphrase')} value={secret} onChange={setSecret} checked={checked} />
          </fieldset>
          {choosing && (
            <Radio.Group
              label={t('gate.recover.officer')}
              description={t('gate.recover.officerLead')}
              error={checked && officer === null ? t('gate.recover.officerRequired') : null}
              value={officer ?? ''}
              onChange={(value) => setOfficer(PersonId.parse(value))}
            >
              <Stack gap="xs" mt="xs">
                {officers.map(({ id, name }, index) => (
                  <Radio key={id} value={id} label={<Shown>{name}</Shown>} autoFocus={index === 0} />
                ))}
              </Stack>
            </Radio.Group>
          )}
          <ErrorNotice error={recover.error} />
          <Group justify="space-between">
            <Button type="submit" loading={recover.pending}>
              {t('gate.recover.submit')}
            </Button>
            <Button variant="subtle" onClick={onBack}>
              {t('common.action.back')}
            </Button>
          </Group>
        </Stack>
      </form>
    </GateFrame>
  )
}
