import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type Addition, besideOf, checksOf } from '../../../shared/law/index.ts'
import type { ReferenceArea, ReferenceContent, ReferenceKind } from '../../../shared/model/index.ts'
import { Shown } from '../../ui/Shown.tsx'
import { StatusText } from '../../ui/Status.tsx'
import { Time } from '../../ui/Time.tsx'
import { Addresses, List, Said } from './parts.tsx'
import css from './reference.module.css'

/** What an addition says, with who wrote it and from where: never to be taken for what the program comes with. */
export function LocalFacts({ of: addition }: { of: Addition }) {
  const { t } = useTranslation()
  const { content, source, date, by, at, stale, withdrawn } = addition
  return (
    <div className={css['local']}>
      <Text size="sm" fw={600} component="div">
        {t(content.kind === 'checked' ? 'reference.localCheck' : 'reference.local')}
      </Text>
      {withdrawn !== null && (
        <StatusText tone="quiet">
          {t('reference.withdrawn')} <Shown>{withdrawn}</Shown>
        </StatusText>
      )}
      {stale && withdrawn === null && <StatusText tone="warn">{t('reference.stale')}</StatusText>}
      <Content of={content} />
      <Text size="xs" c="dimmed" component="div" className={css['source'] ?? ''}>
        {t('reference.source')} <Shown>{source}</Shown>, {date}. {t('reference.by')} <Shown>{by}</Shown>, <Time at={at} />
      </Text>
    </div>
  )
}

/** All that holds beside a shipped entry. */
export function LocalBeside({ additions, kind, id }: { additions: readonly Addition[]; kind: ReferenceKind; id: string }) {
  return besideOf(additions, kind, id).map((one) => <LocalFacts key={one.id} of={one} />)
}

/** Who of the office held an entry against its source last; not what the program says of itself. */
export function LocalCheck({ additions, area, id }: { additions: readonly Addition[]; area: ReferenceArea; id: string }) {
  const { t } = useTranslation()
  const [last] = checksOf(additions, area, id)
  return last === undefined ? null : (
    <StatusText tone="info">
      <Shown>{t('reference.checked', { by: last.by, date: last.date, source: last.source })}</Shown>
    </StatusText>
  )
}

function Content({ of: content }: { of: ReferenceContent }) {
  const { t } = useTranslation()
  switch (content.kind) {
    case 'platform':
      return (
        <>
          <Addresses label={t('records.law.where')} addresses={[content.where, content.dsaNotice]} />
          <Said label={t('records.law.how')} text={content.how} />
          <List label={t('records.law.asks')} items={content.asks} />
          <List label={t('reference.field.categories')} items={content.categories} />
          <Said label={t('records.law.appeal')} text={content.appeal} />
          <List label={t('reference.field.hosts')} items={content.hosts} />
        </>
      )
    case 'engine':
      return (
        <>
          <Addresses label={t('records.law.where')} addresses={[content.form]} />
          <Said text={content.index} />
          <List label={t('records.law.asks')} items={content.asks} />
          <Said label={t('records.law.appeal')} text={content.appeal} />
        </>
      )
    case 'agency':
      return (
        <>
          <Said text={content.purpose} />
          <Addresses label={t('reference.field.url')} addresses={[content.url]} />
          <Said label={t('reference.field.phone')} text={content.phone} />
        </>
      )
    case 'offence-note':
      return (
        <>
          <Said text={content.note} />
          {content.years !== null && <Text size="sm">{t('reference.localBarred', { count: content.years })}</Text>}
          {content.from !== null && <Text size="sm">{t('reference.localFrom', { day: content.from })}</Text>}
          {content.until !== null && <Text size="sm">{t('reference.localUntil', { day: content.until })}</Text>}
        </>
      )
    case 'checked':
      return <Said text={content.note} />
  }
}
