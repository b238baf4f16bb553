import { TextInput } from '@mantine/core'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'

/** A field for an address, with what is wrong with it. */
export interface Link {
  text: string
  set(text: string): void
  /** The address, or null where there is none: then the field says why and is focused. */
  take(): string | null
  readonly field: {
    ref: React.RefObject<HTMLInputElement | null>
    fault: 'urlMissing' | 'urlInvalid' | null
  }
}

export function useLink(): Link {
  const ref = useRef<HTMLInputElement>(null)
  const [text, set] = useState('')
  const [fault, setFault] = useState<Link['field']['fault']>(null)
  return {
    text,
    set,
    take() {
      const link = text.trim()
      const wrong = link === '' ? 'urlMissing' : isWebAddress(link) ? null : 'urlInvalid'
      setFault(wrong)
      if (wrong === null) return link
      ref.current?.focus()
      return null
    },
    field: { ref, fault },
  }
}

export function LinkField({ link, label, description }: { link: Link; label: string; description: string }) {
  const { t } = useTranslation()
  const { ref, fault } = link.field
  return (
    <TextInput
      ref={ref}
      type="url"
      inputMode="url"
      label={label}
      description={description}
      placeholder="https://"
      value={link.text}
      onChange={(event) => link.set(event.currentTarget.value)}
      error={fault === null ? null : t(`capture.${fault}`)}
      maxLength={8192}
      autoComplete="off"
      spellCheck={false}
      size="md"
    />
  )
}

function isWebAddress(text: string): boolean {
  const parsed = URL.parse(text)
  return parsed !== null && (parsed.protocol === 'https:' || parsed.protocol === 'http:')
}
