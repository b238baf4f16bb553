import { PasswordInput, Stack, Text } from '@mantine/core'
import { type SyntheticEvent, useEffect, useEffectEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { countCharacters, MIN_PASSPHRASE, strengthOf } from './secret.ts'
import { StatusText, type Tone } from './Status.tsx'

export interface SecretInputProps {
  label: string
  value: string
  onChange: (value: string) => void
  /** In the place of `onChange('')` where the text is dropped, for a field that is part of something. */
  onDrop?: () => void
  description?: string
  error?: string | null
  autoFocus?: boolean
  /** `new` asks a password manager not to fill in an old one; `current`, not to fill in or keep any. */
  purpose?: 'current' | 'new'
}

/** How long another window may have the focus before what was typed is dropped, in ms. */
const AWAY_MS = 60_000

const refuse = (event: SyntheticEvent) => event.preventDefault()

/**
 * What is typed here leaves it by the form alone: not by copying or dragging, also while it is shown. It is covered again
 * when the window isn't in front and when the form has taken it, and dropped when the window is hidden or long behind
 * another: the next one at the keyboard is often another person.
 */
export function SecretInput({ label, value, onChange, onDrop, description, error, autoFocus = false, purpose = 'current' }: SecretInputProps) {
  const { t } = useTranslation()
  const [shown, setShown] = useState(false)
  const [filled, setFilled] = useState(false)
  // Covered in the same moment in which the form takes the text.
  if (filled !== (value !== '')) {
    setFilled(value !== '')
    if (value === '') setShown(false)
  }
  const drop = useEffectEvent(() => {
    if (onDrop !== undefined) onDrop()
    else onChange('')
  })
  useEffect(() => {
    let away: ReturnType<typeof setTimeout> | undefined
    const left = () => {
      setShown(false)
      clearTimeout(away)
      away = setTimeout(drop, AWAY_MS)
    }
    const back = () => clearTimeout(away)
    const hidden = () => {
      if (document.visibilityState === 'hidden') drop()
    }
    window.addEventListener('blur', left)
    window.addEventListener('focus', back)
    document.addEventListener('visibilitychange', hidden)
    return () => {
      clearTimeout(away)
      window.removeEventListener('blur', left)
      window.removeEventListener('focus', back)
      document.removeEventListener('visibilitychange', hidden)
    }
  }, [])
  return (
    <PasswordInput
      label={label}
      description={description}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error ?? null}
      data-autofocus={autoFocus || undefined}
      autoFocus={autoFocus}
      visible={shown}
      onVisibilityChange={setShown}
      onCopy={refuse}
      onCut={refuse}
      onDragStart={refuse}
      autoComplete={purpose === 'new' ? 'new-password' : 'off'}
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
  const drop = () => onChange(EMPTY_SECRET)
  const advice =
    strength === 'short'
      ? t('common.secret.strength.short', { count: MIN_PASSPHRASE - countCharacters(value.first) })
      : t(`common.secret.strength.${strength}`, { min: MIN_PASSPHRASE })
  const first = fault === 'required' || fault === 'tooShort' ? t(`common.secret.${fault}`, { min: MIN_PASSPHRASE }) : null
  return (
    <Stack gap="sm">
      <div>
        <SecretInput label={label} value={value.first} onChange={(text) => onChange({ ...value, first: text })} onDrop={drop} error={first} purpose="new" />
        <Text component="div" size="sm" mt={4} id={id} aria-live="polite">
          {strength === 'none' ? <Text size="xs" c="dimmed" component="span">{advice}</Text> : <StatusText tone={TONES[strength]}>{advice}</StatusText>}
        </Text>
      </div>
      <SecretInput
        label={t('common.secret.repeat')}
        value={value.repeat}
        onChange={(text) => onChange({ ...value, repeat: text })}
        onDrop={drop}
        error={fault === 'mismatch' ? t('common.secret.mismatch') : null}
        purpose="new"
      />
    </Stack>
  )
}
