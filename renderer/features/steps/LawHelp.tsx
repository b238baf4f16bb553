import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ENGINES, offenceOf, PLATFORMS, type Sourced } from '../../../shared/law/index.ts'
import { HashText } from '../../ui/HashText.tsx'
import { useLanguage } from '../../client/i18n.ts'
import { type FormKind, textOf, type Values } from './forms.ts'
import css from './steps.module.css'

/** What the data says of the platform, engine or offence that is chosen, with where it comes from. Nothing is opened from here. */
export function LawHelp({ kind, values }: { kind: FormKind; values: Values }) {
  if (kind === 'platform-report') return <PlatformHelp id={textOf(values, 'platform')} />
  if (kind === 'deindexing') return <EngineHelp id={textOf(values, 'engine')} />
  if (kind === 'offence') return <OffenceHelp id={textOf(values, 'offence')} />
  return null
}

function PlatformHelp({ id }: { id: string }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const platform = PLATFORMS.find((one) => one.id === id)
  if (platform === undefined) return null
  const { report, dsaNotice, appeal } = platform
  return (
    <div className={css['help']}>
      <Addresses label={t('records.law.where')} addresses={[report.where, dsaNotice]} />
      <Text size="sm">
        {t('records.law.how')}: {report.how[language]}
      </Text>
      <List label={t('records.law.asks')} items={report.asks.map((one) => one[language])} />
      {appeal !== null && (
        <Text size="sm">
          {t('records.law.appeal')}: {appeal.text[language]}
        </Text>
      )}
      <SourceLine of={platform} />
    </div>
  )
}

function EngineHelp({ id }: { id: string }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const engine = ENGINES.find((one) => one.id === id)
  if (engine === undefined) return null
  return (
    <div className={css['help']}>
      <Addresses label={t('records.law.where')} addresses={[engine.form]} />
      <Text size="sm">{engine.index[language]}</Text>
      <List label={t('records.law.asks')} items={engine.asks.map((one) => one[language])} />
      <Text size="sm">{engine.appeal.text[language]}</Text>
      <SourceLine of={engine} />
    </div>
  )
}

function OffenceHelp({ id }: { id: string }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const offence = offenceOf(id)
  if (offence === null) return null
  return (
    <div className={css['help']}>
      <Text size="sm">{t('records.matrix.penalty', { penalty: offence.penalty[language] })}</Text>
      {offence.complaint !== null && <Text size="sm">{offence.complaint[language]}</Text>}
      {offence.publicAuthority && <Text size="sm">{t('records.matrix.publicAuthority')}</Text>}
      {offence.notes !== null && <Text size="sm">{offence.notes[language]}</Text>}
      <SourceLine of={offence} />
      <Text size="sm" fw={600}>
        {t('records.law.lawyer')}
      </Text>
    </div>
  )
}

function Addresses({ label, addresses }: { label: string; addresses: readonly (string | null)[] }) {
  const found = [...new Set(addresses.filter((one) => one !== null))]
  return found.length === 0 ? null : (
    <>
      {found.map((address) => (
        <Text key={address} size="sm" component="div">
          {label}: <HashText value={address} label={label} />
        </Text>
      ))}
    </>
  )
}

function List({ label, items }: { label: string; items: readonly string[] }) {
  return (
    <div>
      <Text size="sm">{label}:</Text>
      <ul>
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </div>
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
