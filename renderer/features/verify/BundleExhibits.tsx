import { Button, Group, List, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BundleExhibit, BundleReport } from '../../../shared/contract/index.ts'
import { sinceText } from '../../../shared/locales/witness.ts'
import { countsAsWitness, isUntold } from '../../../shared/model/index.ts'
import { formatTime } from '../../ui/format.ts'
import { Panel } from '../../ui/Page.tsx'
import { Shown } from '../../ui/Shown.tsx'
import { ReceivedState, StatusText } from '../../ui/Status.tsx'
import { CoveredPlaces } from './CoveredPlaces.tsx'

/** Drawn at once; more on request, since a bundle may be made to hold very many. */
const PAGE = 100

/** Every exhibit of a bundle: who attests it, how much that one saw, and how long after the acquisition. */
export function BundleExhibits({ report: { exhibits } }: { report: BundleReport }) {
  const { t } = useTranslation()
  const [limit, setLimit] = useState(PAGE)
  if (exhibits.length === 0) return null
  // By place: a hostile bundle may say the same twice.
  const rows = exhibits.slice(0, limit).map((exhibit, at) => ({ exhibit, at }))
  return (
    <Panel>
      <Title order={2}>{t('bundle.verify.witnesses')}</Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t('bundle.verify.witnessesHint')}
      </Text>
      <List listStyleType="none" size="sm" spacing="sm">
        {rows.map(({ exhibit, at }) => (
          <List.Item key={at}>
            <Exhibit exhibit={exhibit} />
          </List.Item>
        ))}
      </List>
      {exhibits.length > rows.length && (
        <Group mt="sm">
          <Text size="sm" c="dimmed">
            {t('common.lists.showing', { shown: rows.length, total: exhibits.length })}
          </Text>
          <Button variant="default" size="xs" onClick={() => setLimit(limit + PAGE)}>
            {t('common.lists.more', { count: Math.min(PAGE, exhibits.length - rows.length) })}
          </Button>
        </Group>
      )}
    </Panel>
  )
}

function Exhibit({ exhibit: { number, title, kind, acquiredAt, unwitnessed, witnesses, unshown, received, masked, covering } }: { exhibit: BundleExhibit }) {
  const { t } = useTranslation()
  return (
    <Stack gap={2}>
      <Text size="sm" fw={600}>
        {t('bundle.timestamp.exhibit', { number })} <Shown>{title}</Shown>
      </Text>
      {masked && <StatusText tone="quiet">{t('verifier.exhibits.masked')}</StatusText>}
      {covering !== undefined && <CoveredPlaces covering={covering} />}
      {unshown > 0 && <StatusText tone="quiet">{t('verifier.exhibits.unshown', { count: unshown })}</StatusText>}
      {isUntold({ witnesses, unshown }) && <StatusText tone="warn">{t('verifier.exhibits.untold')}</StatusText>}
      {unwitnessed && <StatusText tone="warn">{t('common.witness.none')}</StatusText>}
      {received !== undefined && <ReceivedState source={received} />}
      {(kind === 'comparison' || kind === 'recheck') && unshown === 0 && witnesses.length === 0 && <StatusText tone="quiet">{t(`common.kind.${kind}`)}</StatusText>}
      {witnesses.map(({ name, grade, standing, at, key }) => (
        <div key={`${key} ${at} ${grade}`}>
          <StatusText tone={countsAsWitness(standing) ? 'ok' : 'warn'}>
            <Shown>{name}</Shown> ({t(`verify.standings.${standing}`)}): {t(`verify.grades.${grade}`)}
          </StatusText>
          <Text size="sm" c="dimmed">
            {t('exhibit.witnesses.signed', { when: formatTime(at, 'second') })} · {t('common.witness.later', { since: sinceText(t, acquiredAt, at) })} ·{' '}
            {t('exhibit.witnesses.key')} {key}
          </Text>
        </div>
      ))}
    </Stack>
  )
}
