import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type Agency, type Engine, limitationYears, type Offence, type Platform, type Retention } from '../../../shared/law/index.ts'
import { useLanguage } from '../../client/i18n.ts'
import { Addresses, Holds, List, SourceLine } from './parts.tsx'

/** What the program comes with, each with where it is from. */

export function PlatformFacts({ of: platform }: { of: Platform }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { report, dsaNotice, appeal } = platform
  return (
    <>
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
      <Holds of={platform} />
      <SourceLine of={platform} />
    </>
  )
}

export function EngineFacts({ of: engine }: { of: Engine }) {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <>
      <Addresses label={t('records.law.where')} addresses={[engine.form]} />
      <Text size="sm">{engine.index[language]}</Text>
      <List label={t('records.law.asks')} items={engine.asks.map((one) => one[language])} />
      <Text size="sm">{engine.appeal.text[language]}</Text>
      <Holds of={engine} />
      <SourceLine of={engine} />
    </>
  )
}

export function AgencyFacts({ of: agency }: { of: Agency }) {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <>
      <Text size="sm">{agency.purpose[language]}</Text>
      <Addresses label={t('reference.field.url')} addresses={[agency.url]} />
      {agency.phone !== null && (
        <Text size="sm">
          {t('reference.field.phone')}: {agency.phone}
        </Text>
      )}
      <Holds of={agency} />
      <SourceLine of={agency} />
    </>
  )
}

export function OffenceFacts({ of: offence }: { of: Offence }) {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <>
      <Text size="sm">{t('records.matrix.penalty', { penalty: offence.penalty[language] })}</Text>
      <Text size="sm">{t('reference.barred', { count: limitationYears(offence.maxMonths) })}</Text>
      {offence.complaint !== null && <Text size="sm">{offence.complaint[language]}</Text>}
      {offence.publicAuthority && <Text size="sm">{t('records.matrix.publicAuthority')}</Text>}
      {offence.notes !== null && <Text size="sm">{offence.notes[language]}</Text>}
      <Holds of={offence} />
      <SourceLine of={offence} />
      <Text size="sm" fw={600}>
        {t('records.law.lawyer')}
      </Text>
    </>
  )
}

export function RetentionFacts({ of: kept }: { of: Retention }) {
  const { t } = useTranslation()
  return (
    <>
      <Text size="sm">{t('reference.kept', { count: kept.months })}</Text>
      <Holds of={kept} />
      <SourceLine of={kept} />
    </>
  )
}
