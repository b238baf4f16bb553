import { Button, Group, Radio, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Notice } from '../../ui/Notice.tsx'

const KNOWN = ['none', 'colleague', 'manager', 'friend', 'self', 'other'] as const
type Known = (typeof KNOWN)[number]

export function RelationStep({ onBack, onChosen }: { onBack: () => void; onChosen: (relation: string) => void }) {
  const { t } = useTranslation()
  const [choice, setChoice] = useState<Known | null>(null)
  const [own, setOwn] = useState('')
  const [checked, setChecked] = useState(false)
  const ready = choice !== null && (choice !== 'other' || own.trim() !== '')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (ready) onChosen(choice === 'other' ? own.trim() : t(`witness.relation.${choice}`))
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Text size="sm">{t('witness.relation.lead')}</Text>
        <Radio.Group
          label={t('witness.relation.label')}
          value={choice}
          onChange={(value) => setChoice(KNOWN.find((known) => known === value) ?? null)}
          error={checked && choice === null ? t('common.form.required') : null}
        >
          <Stack gap="sm" my="xs">
            {KNOWN.map((known) => (
              <Radio key={known} value={known} label={t(`witness.relation.${known}`)} />
            ))}
          </Stack>
        </Radio.Group>
        {choice === 'other' && (
          <TextInput
            label={t('witness.relation.otherLabel')}
            value={own}
            onChange={(event) => setOwn(event.currentTarget.value)}
            error={checked && own.trim() === '' ? t('common.form.required') : null}
            maxLength={300}
          />
        )}
        {choice === 'self' && <Notice tone="warn" role="status" title={t('witness.relation.selfNote')} />}
        <Group justify="space-between">
          <Button type="submit">{t('common.action.next')}</Button>
          <Button variant="subtle" onClick={onBack}>
            {t('common.action.back')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
