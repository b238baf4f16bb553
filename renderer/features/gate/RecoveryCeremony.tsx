import { Button, Group, Stack, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { IconPrinter } from '@tabler/icons-react'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { VaultView } from '../../../shared/contract/index.ts'
import { call } from '../../client/bridge.ts'
import { refreshStatus, useAction } from '../../client/hooks.ts'
import { focusFirstFault } from '../../ui/focus.ts'
import { ErrorNotice, Notice } from '../../ui/Notice.tsx'
import { PrintSheet } from '../../ui/PrintSheet.tsx'
import { GateFrame } from './GateFrame.tsx'
import { NO_WORDS, WordInputs } from './WordInputs.tsx'
import { faultsAgainst } from './words.ts'
import css from './gate.module.css'
import { tell } from '../../ui/tell.ts'

export interface RecoveryCeremonyProps {
  vault: VaultView
  words: readonly string[]
  onDone: () => void
}

/** The words are shown once and typed back before anybody goes on. */
export function RecoveryCeremony({ vault, words, onDone }: RecoveryCeremonyProps) {
  const [onPaper, setOnPaper] = useState(false)
  return onPaper ? (
    <TypeBack words={words} onAgain={() => setOnPaper(false)} onDone={onDone} />
  ) : (
    <ShowWords vault={vault} words={words} onNext={() => setOnPaper(true)} />
  )
}

function ShowWords({ vault, words, onNext }: { vault: VaultView; words: readonly string[]; onNext: () => void }) {
  const { t } = useTranslation()
  return (
    <GateFrame title={t('gate.words.title')} lead={t('gate.words.lead')} wide>
      <Stack>
        <Notice tone="warn" title={t('gate.words.advice')} />
        <ol className={css['words']} aria-label={t('gate.words.list')}>
          {words.map((word, at) => (
            <li key={at} className={css['shown']}>
              <span>{at + 1}</span> {word}
            </li>
          ))}
        </ol>
        <Group justify="space-between">
          <Button onClick={onNext}>{t('gate.words.next')}</Button>
          <Button variant="default" leftSection={<IconPrinter size={16} aria-hidden />} onClick={() => window.print()}>
            {t('gate.words.print')}
          </Button>
        </Group>
      </Stack>
      <PrintSheet>
        <h1>{t('gate.words.printTitle', { name: vault.name })}</h1>
        <ol>
          {words.map((word, at) => (
            <li key={at}>{word}</li>
          ))}
        </ol>
        <p>{t('gate.words.printFoot')}</p>
      </PrintSheet>
    </GateFrame>
  )
}

function TypeBack({ words, onAgain, onDone }: { words: readonly string[]; onAgain: () => void; onDone: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const form = useRef<HTMLFormElement>(null)
  const [typed, setTyped] = useState(NO_WORDS)
  const [checked, setChecked] = useState(false)
  const faults = faultsAgainst(typed, words)
  const wrong = faults.filter((fault) => fault !== null).length
  const confirm = useAction(async () => {
    await call('vault.confirm-recovery', { words: [...typed] })
    await refreshStatus(client)
    tell(t('gate.words.confirmed'))
    onDone()
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (wrong === 0) void confirm.run(undefined)
    else focusFirstFault(form.current)
  }
  return (
    <GateFrame title={t('gate.words.confirmTitle')} lead={t('gate.words.confirmLead')} wide>
      <form onSubmit={submit} noValidate ref={form}>
        <Stack>
          <WordInputs words={typed} onChange={setTyped} faults={checked ? faults : []} />
          <Text size="sm" role="status">
            {checked && wrong > 0 ? t('gate.words.wrongCount', { count: wrong }) : t('gate.words.filled', { count: typed.filter((word) => word !== '').length })}
          </Text>
          <ErrorNotice error={confirm.error} />
          <Group justify="space-between">
            <Button type="submit" loading={confirm.pending}>
              {t('gate.words.submit')}
            </Button>
            <Button variant="subtle" onClick={onAgain}>
              {t('gate.words.again')}
            </Button>
          </Group>
        </Stack>
      </form>
    </GateFrame>
  )
}
