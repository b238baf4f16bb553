import { PasswordInput, Stack, Text } from '@mantine/core'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { countCharacters, MIN_PASSPHRASE, strengthOf } from './secret.ts'
import { StatusText, type Tone } from './Status.tsx'

export interface SecretInputProps {
  label: string
  value: string
  onChange: (value: string) => void
  description?: string
  error?: string | null
  autoFocus?: boolean
  /** `new` asks a password manager not to fill in an old one. */
  purpose?: 'current' | 'new'
}

export function SecretInput({ label, value, onChange, description, error, autoFocus = false, purpose = 'current' }: SecretInputProps) {
  const { t } = useTranslation()
  return (
    <PasswordInput
      label={label}
      description={description}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error ?? null}
      data-autofocus={autoFocus || undefined}
      autoFocus={autoFocus}
      autoComplete={purpose === 'new' ? 'new-password' : 'current-password'}
      spellCheck={false}
      visibilityToggleFocusable
      visibilityToggleButtonProps={{ 'aria-label': t('common.action.showPassphrase') }}
      required
      withAsterisk={false}
    />
  )
}

export interface NewSecret {
  first: string
  repeat: string
}

export const EMPTY_SECRET: NewSecret = { first: '', repeat: '' }

/** What is wrong with a chosen passphrase, as key of `common.secret`; null: nothing. */
export function faultOf({ first, repeat }: NewSecret): 'required' | 'tooShort' | 'mismatch' | null {
  if (first === '') return 'required'
  if (countCharacters(first) < MIN_PASSPHRASE) return 'tooShort'
  return first === repeat ? null : 'mismatch'
}

const TONES: Record<ReturnType<typeof strengthOf>, Tone> = { none: 'quiet', short: 'warn', weak: 'warn', fair: 'ok', good: 'ok' }

export interface NewSecretInputProps {
  label: string
  value: NewSecret
  onChange: (value: NewSecret) => void
  /** Faults are shown only once the form was sent. */
  checked: boolean
}

/** A new passphrase with words on its strength, typed twice. */
export function NewSecretInput({ label, value, onChange, checked }: NewSecretInputProps) {
  const { t } = useTranslation()
  const id = useId()
  const fault = checked ? faultOf(value) : null
  const strength = strengthOf(value.first)
  const advice =
    strength === 'short'
      ? t('common.secret.strength.short', { count: MIN_PASSPHRASE - countCharacters(value.first) })
      : t(`common.secret.strength.${strength}`, { min: MIN_PASSPHRASE })
  const first = fault === 'required' || fault === 'tooShort' ? t(`common.secret.${fault}`, { min: MIN_PASSPHRASE }) : null
  return (
    <Stack gap="sm">
      <div>
        <SecretInput label={label} value={value.first} onChange={(text) => onChange({ ...value, first: text })} error={first} purpose="new" />
        <Text component="div" size="sm" mt={4} id={id} aria-live="polite">
          {strength === 'none' ? <Text size="xs" c="dimmed" component="span">{advice}</Text> : <StatusText tone={TONES[strength]}>{advice}</StatusText>}
        </Text>
      </div>
      <SecretInput
        label={t('common.secret.repeat')}
        value={value.repeat}
        onChange={(text) => onChange({ ...value, repeat: text })}
        error={fault === 'mismatch' ? t('common.secret.mismatch') : null}
        purpose="new"
      />
    </Stack>
  )
}
