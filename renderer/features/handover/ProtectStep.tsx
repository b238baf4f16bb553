import { Button, Group, Radio, Stack, Text, Textarea, Title } from '@mantine/core'
import { IconFileZip, IconFolder } from '@tabler/icons-react'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallOutput } from '../../../shared/contract/index.ts'
import { visible } from '../../../shared/encoding/index.ts'
import type { Translate } from '../../../shared/locales/index.ts'
import { Protection } from '../../../shared/model/index.ts'
import { call } from '../../client/bridge.ts'
import { useAction } from '../../client/hooks.ts'
import { useLanguage } from '../../client/i18n.ts'
import { formatBytes } from '../../ui/format.ts'
import { focusFirstFault } from '../../ui/focus.ts'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { Panel } from '../../ui/Page.tsx'
import { keyFault, type Answers } from './answers.ts'

export interface Choice {
  /** What is going to be handed over; null: it has to be chosen. */
  source: { name: string; bytes: number } | null
  /** Where it was found; null: a person chose it. */
  found: { label: string } | null
  /** What the bundle is called. */
  name: string
  folder: CallOutput<'dialog.folder'>
  /** Whether the door has a dialog for folders. */
  choosing: boolean
  folderLabel: string
}

export interface ProtectStepProps {
  answers: Answers
  choice: Choice
  onChange: (some: Partial<Answers>) => void
  onSource: (chosen: CallOutput<'dialog.bundle'>) => void
  onFolder: (folder: CallOutput<'dialog.folder'>) => void
  onNext: () => void
}

const WAYS = [
  ['zip-aes256', 'zip'],
  ['age-recipients', 'keys'],
  ['age-passphrase', 'age'],
  ['none', 'none'],
] as const

export function ProtectStep({ answers, choice, onChange, onSource, onFolder, onNext }: ProtectStepProps) {
  const { t } = useTranslation()
  const [checked, setChecked] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const needsFolder = answers.protection !== 'none'
  const fault = answers.protection === 'age-recipients' ? keyFault(answers.keys) : null
  const pick = useAction(async () => {
    const folder = await call('dialog.folder', { purpose: 'bundle' })
    if (folder !== null) onFolder(folder)
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    const missing = choice.source === null || (needsFolder && choice.choosing && choice.folder === null)
    if (!missing && fault === null) onNext()
    else focusFirstFault(form.current)
  }
  return (
    <form onSubmit={submit} noValidate ref={form}>
      <Stack>
        <SourcePanel choice={choice} checked={checked} onSource={onSource} />
        <Panel>
          <Radio.Group
            value={answers.protection}
            onChange={(value) => onChange({ protection: Protection.parse(value) })}
            label={
              <Title order={2} mb={4}>
                {t('handover.protect.title')}
              </Title>
            }
          >
            <Stack gap="sm" mt="xs">
              {WAYS.map(([value, key]) => (
                <Radio key={value} value={value} label={t(`handover.protect.${key}`)} description={t(`handover.protect.${key}Hint`)} styles={{ label: { fontWeight: 600 } }} />
              ))}
            </Stack>
          </Radio.Group>
          {answers.protection === 'age-recipients' && (
            <Textarea
              mt="md"
              label={t('handover.protect.keysLabel')}
              value={answers.keys}
              onChange={(event) => onChange({ keys: event.currentTarget.value })}
              error={checked && fault !== null ? faultText(t, fault) : null}
              styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
              autosize
              minRows={2}
              maxRows={8}
              autoComplete="off"
              spellCheck={false}
              required
            />
          )}
        </Panel>
        {needsFolder && (
          <Panel>
            <Title order={2}>{t('handover.folder.title')}</Title>
            {choice.choosing && (
              <Text size="sm" c="dimmed" mb="xs">
                {t('handover.folder.hint')}
              </Text>
            )}
            {choice.choosing ? (
              <Group gap="sm">
                <Button variant="default" leftSection={<IconFolder size={16} aria-hidden />} onClick={() => void pick.run(undefined)} aria-invalid={checked && choice.folder === null}>
                  {t('handover.folder.choose')}
                </Button>
                <Text size="sm">{visible(choice.folder?.label ?? '')}</Text>
              </Group>
            ) : (
              <Text size="sm">{t('handover.folder.fixed', { folder: choice.folderLabel })}</Text>
            )}
            {checked && choice.choosing && choice.folder === null && <Fault>{t('handover.folder.required')}</Fault>}
            <ErrorNotice error={pick.error} />
          </Panel>
        )}
        <Group>
          <Button type="submit">{t('handover.next')}</Button>
        </Group>
      </Stack>
    </form>
  )
}

function faultText(t: Translate, found: NonNullable<ReturnType<typeof keyFault>>): string {
  if (found.fault === 'keysWrong') return t('handover.protect.keysWrong', { key: visible(found.key) })
  return found.fault === 'keysMany' ? t('handover.protect.keysMany', { count: found.count }) : t('handover.protect.keysNone')
}

function SourcePanel({ choice, checked, onSource }: { choice: Choice; checked: boolean; onSource: ProtectStepProps['onSource'] }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const choose = useAction(async () => {
    const chosen = await call('dialog.bundle', {})
    if (chosen !== null) onSource(chosen)
  })
  const { source, found, name } = choice
  return (
    <Panel>
      <Title order={2}>{t('handover.source.title')}</Title>
      <Text size="sm" mt={4}>
        {source === null ? t('handover.source.missing', { name }) : `${visible(source.name)} (${formatBytes(source.bytes, language)})`}
      </Text>
      {found !== null && <Text size="sm">{t('handover.source.found', { place: visible(found.label) })}</Text>}
      <Text size="sm" c="dimmed" mb="xs">
        {t('handover.source.checked')}
      </Text>
      <Button variant="default" leftSection={<IconFileZip size={16} aria-hidden />} onClick={() => void choose.run(undefined)} aria-invalid={checked && source === null}>
        {t(source === null ? 'handover.source.choose' : 'handover.source.other')}
      </Button>
      {checked && source === null && <Fault>{t('handover.source.required')}</Fault>}
      <ErrorNotice error={choose.error} />
    </Panel>
  )
}

function Fault({ children }: { children: string }) {
  return (
    <Text size="xs" c="var(--mantine-color-error)" mt={4} role="alert">
      {children}
    </Text>
  )
}
