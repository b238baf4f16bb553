import { List, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { BundleExhibit } from '../../../shared/contract/index.ts'
import { dynamicText } from '../../../shared/locales/index.ts'
import { coveringTold } from '../../../shared/locales/covering.ts'
import type { Covering } from '../../../shared/model/index.ts'
import { useLanguage } from '../../client/i18n.ts'
import { Shown } from '../../ui/Shown.tsx'
import { StatusText } from '../../ui/Status.tsx'
import css from './verify.module.css'

/** What is covered of a masked exhibit, place by place, as far as it was proven: by eye it can't be told from what was black in the original. */
export function CoveredPlaces({ covering: { parts, reason } }: { covering: NonNullable<BundleExhibit['covering']> }) {
  const { t } = useTranslation()
  const why = (
    <Text size="sm">
      {t('covering.reason')}: <Shown>{reason}</Shown>
    </Text>
  )
  if (parts === null) {
    return (
      <>
        {why}
        <StatusText tone="warn">{t('covering.unproven')}</StatusText>
      </>
    )
  }
  const chosen = parts.filter(({ kind }) => kind === 'left-out')
  return (
    <details className={css['covered']}>
      <summary>{t('covering.title')}</summary>
      <Stack gap="xs" mt="xs">
        {why}
        <Text size="sm" c="dimmed">
          {t('covering.lead')}
        </Text>
        {parts.map((part) => (part.kind === 'left-out' ? null : <Part key={part.name} part={part} />))}
        <div>
          <Text size="sm" fw={500}>
            {t('covering.leftOut')}
          </Text>
          {chosen.map(({ name }) => (
            <Text key={name} size="sm">
              <Shown>{name}</Shown>: {t('covering.leftOutOf.chosen')}
            </Text>
          ))}
          <Text size="sm">{t('covering.others')}</Text>
        </div>
      </Stack>
    </details>
  )
}

function Part({ part }: { part: Exclude<Covering, { kind: 'left-out' }> }) {
  const { t } = useTranslation()
  const format = new Intl.NumberFormat(useLanguage())
  const { file, says, places, rest, own } = coveringTold(part, (key, values) => dynamicText(t, `covering.${key}`, values), (value) => format.format(value))
  return (
    <div>
      <Text size="sm" fw={500}>
        {file}
      </Text>
      <Text size="sm">{says}</Text>
      {places.length > 0 && (
        <List type="ordered" size="sm" my={4} className={css['places']}>
          {places.map((place, at) => (
            <List.Item key={at}>{place}</List.Item>
          ))}
        </List>
      )}
      {rest !== null && <Text size="sm">{rest}</Text>}
      {own !== null && <StatusText tone="warn">{own}</StatusText>}
    </div>
  )
}
