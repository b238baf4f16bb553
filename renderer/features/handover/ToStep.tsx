import { Button, Checkbox, Group, NativeSelect, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { HandOverMethod } from '../../../shared/model/index.ts'
import { focusFirstFault } from '../../ui/focus.ts'
import { Notice } from '../../ui/Notice.tsx'
import { Panel } from '../../ui/Page.tsx'
import { isDay, type Answers } from './answers.ts'

export interface ToStepProps {
  answers: Answers
  onChange: (some: Partial<Answers>) => void
  onBack: () => void
  onSubmit: () => void
}

export function ToStep({ answers, onChange, onBack, onSubmit }: ToStepProps) {
  const { t } = useTranslation()
  const [checked, setChecked] = useState(false)
  // For just this way: another is to be thought about anew.
  const [accepted, setAccepted] = useState<Answers['method'] | null>(null)
  const exposed = answers.protection === 'none' && (answers.method === 'email' || answers.method === 'upload')
  const refused = exposed && accepted !== answers.method
  const form = useRef<HTMLFormElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const empty = (value: string) => (checked && value.trim() === '' ? t('handover.to.required') : null)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (answers.authority.trim() !== '' && answers.receiver.trim() !== '' && isDay(answers.date) && !refused) onSubmit()
    else focusFirstFault(form.current)
  }
  const field = (name: 'authority' | 'receiver' | 'receiverTitle' | 'reference' | 'methodText', maxLength: number) => ({
    value: answers[name],
    onChange: (event: { currentTarget: { value: string } }) => onChange({ [name]: event.currentTarget.value }),
    maxLength,
    autoComplete: 'off',
  })
  const optional = (label: string) => `${label} (${t('common.state.optional')})`
  return (
    <form onSubmit={submit} noValidate ref={form}>
      <Stack>
        <Panel>
          <Stack>
            <div>
              <Title order={2} ref={heading} tabIndex={-1}>
                {t('handover.to.title')}
              </Title>
              <Text size="sm" c="dimmed">
                {t('handover.to.hint')}
              </Text>
            </div>
            <TextInput label={t('handover.to.authority')} description={t('handover.to.authorityHint')} error={empty(answers.authority)} required {...field('authority', 200)} />
            <SimpleGrid cols={{ base: 1, sm: 2 }}>
              <TextInput label={t('handover.to.receiver')} error={empty(answers.receiver)} required {...field('receiver', 200)} />
              <TextInput label={optional(t('handover.to.receiverTitle'))} {...field('receiverTitle', 200)} />
            </SimpleGrid>
            <TextInput label={optional(t('handover.to.reference'))} description={t('handover.to.referenceHint')} {...field('reference', 200)} />
            <NativeSelect
              label={t('handover.to.method')}
              value={answers.method}
              onChange={(event) => onChange({ method: HandOverMethod.parse(event.currentTarget.value) })}
              data={HandOverMethod.options.map((value) => ({ value, label: t(`handover.method.${value}`) }))}
            />
            {exposed && (
              <Notice tone="bad" title={t('handover.to.plainTitle')} role="alert">
                <Text size="sm">{t('handover.to.plainText')}</Text>
                <Checkbox
                  mt="xs"
                  label={t('handover.to.plainAccept')}
                  checked={!refused}
                  onChange={({ currentTarget }) => setAccepted(currentTarget.checked ? answers.method : null)}
                  error={checked && refused ? t('handover.to.plainRequired') : null}
                />
              </Notice>
            )}
            <TextInput label={optional(t('handover.to.methodText'))} description={t('handover.to.methodTextHint')} {...field('methodText', 500)} />
            <TextInput
              label={t('handover.to.date')}
              value={answers.date}
              onChange={(event) => onChange({ date: event.currentTarget.value })}
              error={checked && !isDay(answers.date) ? t('handover.to.dateWrong') : null}
              maw={180}
              required
              autoComplete="off"
            />
          </Stack>
        </Panel>
        <Group>
          <Button type="submit">{t(answers.protection === 'none' ? 'handover.to.submitPlain' : 'handover.to.submit')}</Button>
          <Button variant="subtle" onClick={onBack}>
            {t('handover.back')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
