import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Sourced } from '../../../shared/law/index.ts'
import { useLanguage } from '../../client/i18n.ts'
import { HashText } from '../../ui/HashText.tsx'
import { Shown } from '../../ui/Shown.tsx'
import css from './reference.module.css'

/** Addresses are shown to be copied: nothing is opened from here. */
export function Addresses({ label, addresses }: { label: string; addresses: readonly (string | null)[] }) {
  const found = [...new Set(addresses.filter((one) => one !== null))]
  return found.map((address) => (
    <Text key={address} size="sm" component="div">
      {label}: <HashText value={address} label={label} />
    </Text>
  ))
}

export function List({ label, items }: { label: string; items: readonly string[] }) {
  return items.length === 0 ? null : (
    <div>
      <Text size="sm">{label}:</Text>
      <ul>
        {items.map((item) => (
          <li key={item}>
            <Shown>{item}</Shown>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** A line of something, or nothing where there is none. */
export function Said({ label, text }: { label?: string; text: string }) {
  return text.trim() === '' ? null : (
    <Text size="sm" className={css['lines'] ?? ''} component="div">
      {label !== undefined && `${label}: `}
      <Shown lines>{text}</Shown>
    </Text>
  )
}

/** Nothing of the law is shown without where it comes from and when it was read. */
export function SourceLine({ of: { cite, asOf, source, verified } }: { of: Sourced }) {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <Text size="xs" c="dimmed" className={css['source'] ?? ''}>
      {t('records.law.source', { cite: cite[language], asOf })} {source}
      {!verified && ` ${t('records.law.unverified')}`}
    </Text>
  )
}

/** From when to when a shipped entry holds, where that is known. */
export function Holds({ of: { from, until } }: { of: Pick<Sourced, 'from' | 'until'> }) {
  const { t } = useTranslation()
  return (
    <>
      {from !== null && <Text size="sm">{t('reference.from', { day: from })}</Text>}
      {until !== null && <Text size="sm">{t('reference.until', { day: until })}</Text>}
    </>
  )
}
