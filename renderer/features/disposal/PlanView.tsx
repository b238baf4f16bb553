import { Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { DisposalPlan } from '../../../shared/contract/index.ts'
import { useLanguage } from '../../client/i18n.ts'
import { formatBytes } from '../../ui/format.ts'
import { Notice } from '../../ui/Notice.tsx'
import css from './disposal.module.css'

/** Before anything goes: what goes for good, what goes along, and what stays in spite of it. */
export function PlanView({ plan, scope }: { plan: DisposalPlan; scope: 'exhibits' | 'case' }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { exhibits, stays } = plan
  const along = exhibits.filter((one) => one.with).map(({ number }) => number)
  const goes = [
    t('disposal.plan.exhibits', { count: exhibits.length, numbers: exhibits.map(({ number }) => number).join(', ') }),
    ...(along.length === 0 ? [] : [t('disposal.plan.with', { numbers: along.join(', ') })]),
    t('disposal.plan.files', { count: plan.files, bytes: formatBytes(plan.bytes, language) }),
    ...(plan.attestations === 0 ? [] : [t('disposal.plan.attestations', { count: plan.attestations })]),
    t('disposal.plan.entries', { count: plan.entries }),
    ...(scope === 'case' && stays.bundles.length > 0 ? [t('disposal.plan.register')] : []),
  ]
  const left = [
    t('disposal.plan.log'),
    ...(stays.sightings === 0 ? [] : [t('disposal.plan.sightings', { count: stays.sightings })]),
    ...(stays.listed === 0 ? [] : [t('disposal.plan.listed', { count: stays.listed })]),
    ...(stays.records === 0 ? [] : [t('disposal.plan.records', { count: stays.records })]),
    ...(stays.bundles.length === 0 ? [] : [t('disposal.plan.bundles', { numbers: stays.bundles.join(', ') })]),
    ...(scope === 'case' ? [t('disposal.plan.stops')] : []),
    t('disposal.plan.fingerprints'),
    t('disposal.plan.outside'),
  ]
  return (
    <Stack gap="sm">
      <Title order={2}>{t('disposal.plan.title')}</Title>
      <Lines texts={goes} />
      <Title order={3}>{t('disposal.plan.stays')}</Title>
      <Lines texts={left} />
      {plan.holds > 0 && <Notice tone="bad" title={t('disposal.plan.held', { count: plan.holds })} />}
      {plan.receipts.length > 0 && <Notice tone="bad" title={t('disposal.plan.receipts', { numbers: plan.receipts.join(', ') })} />}
    </Stack>
  )
}

function Lines({ texts }: { texts: readonly string[] }) {
  return (
    <ul className={css['list']}>
      {texts.map((text) => (
        <li key={text}>
          <Text size="sm" maw="68ch">
            {text}
          </Text>
        </li>
      ))}
    </ul>
  )
}
