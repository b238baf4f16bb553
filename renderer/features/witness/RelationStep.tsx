import { Button, Group, Radio, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Relation, RelationToExposed, RelationToOfficer } from '../../../shared/model/index.ts'
import { visible } from '../../../shared/encoding/index.ts'
import { useLanguage } from '../../client/i18n.ts'
import { focusFirstFault } from '../../ui/focus.ts'
import { listed } from '../../ui/format.ts'
import { ErrorNotice, Notice } from '../../ui/Notice.tsx'
import type { Step } from './useSitting.ts'
import css from './witness.module.css'

/** A relation while it is being told. */
export interface RelationForm {
  exposed: RelationToExposed | null
  officer: RelationToOfficer | null
  words: string
}

export const NO_RELATION: RelationForm = { exposed: null, officer: null, words: '' }

const asksWords = ({ exposed, officer }: RelationForm): boolean => exposed === 'other' || officer === 'other'

/** Null while something is missing. Words count only where they were asked for. */
export function relationOf(form: RelationForm): Relation | null {
  const { exposed, officer } = form
  const words = asksWords(form) ? form.words.trim() : ''
  return exposed === null || officer === null || (asksWords(form) && words === '') ? null : { exposed, officer, words }
}

export interface RelationStepProps {
  value: RelationForm
  onChange: (value: RelationForm) => void
  /** Who acquired what is witnessed. */
  officers: readonly string[]
  begin: Step
  onBack: () => void
  onBegin: () => void
}

export function RelationStep({ value, onChange, officers, begin, onBack, onBegin }: RelationStepProps) {
  const { t } = useTranslation()
  const form = useRef<HTMLFormElement>(null)
  const language = useLanguage()
  const [checked, setChecked] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (relationOf(value) === null) focusFirstFault(form.current)
    else onBegin()
  }
  const required = (missing: boolean) => (checked && missing ? t('common.form.required') : null)
  return (
    <form onSubmit={submit} noValidate ref={form}>
      <Stack>
        <Text size="sm">{t('witness.relation.lead')}</Text>
        <div className={css['two']}>
          <Radio.Group
            label={t('witness.relation.toExposed')}
            value={value.exposed}
            onChange={(chosen) => onChange({ ...value, exposed: RelationToExposed.safeParse(chosen).data ?? null })}
            error={required(value.exposed === null)}
          >
            <Stack gap="sm" my="xs">
              {RelationToExposed.options.map((each) => (
                <Radio key={each} value={each} label={t(`witness.relation.exposed.${each}`)} />
              ))}
            </Stack>
          </Radio.Group>
          <Radio.Group
            label={t('witness.relation.toOfficer', { name: listed(officers.map((name) => visible(name)), language), count: officers.length })}
            value={value.officer}
            onChange={(chosen) => onChange({ ...value, officer: RelationToOfficer.safeParse(chosen).data ?? null })}
            error={required(value.officer === null)}
          >
            <Stack gap="sm" my="xs">
              {RelationToOfficer.options.map((each) => (
                <Radio key={each} value={each} label={t(`witness.relation.officer.${each}`)} />
              ))}
            </Stack>
          </Radio.Group>
        </div>
        {asksWords(value) && (
          <TextInput
            label={t('witness.relation.words')}
            value={value.words}
            onChange={(event) => onChange({ ...value, words: event.currentTarget.value })}
            error={required(value.words.trim() === '')}
            maxLength={300}
          />
        )}
        {value.exposed === 'self' && <Notice tone="warn" role="status" title={t('witness.relation.selfNote')} />}
        <Text size="sm" c="dimmed">
          {t('witness.relation.beginNote')}
        </Text>
        <ErrorNotice error={begin.error} />
        <Group justify="space-between">
          <Button type="submit" loading={begin.pending}>
            {t('witness.relation.begin')}
          </Button>
          <Button variant="subtle" onClick={onBack}>
            {t('common.action.back')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
