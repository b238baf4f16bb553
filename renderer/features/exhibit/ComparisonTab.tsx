import { Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ExhibitContent, ExhibitView } from '../../../shared/contract/index.ts'
import { useCall } from '../../client/hooks.ts'
import { paths } from '../../client/paths.ts'
import { formatTime } from '../../ui/format.ts'
import { Facts, HashLink, Panel } from '../../ui/Page.tsx'
import { Shown } from '../../ui/Shown.tsx'
import { SideBySide } from '../comparison/SideBySide.tsx'
import { Nothing } from './TextView.tsx'

/** Of an original that was loaded anew: how it came, and what differs from what was saved. */
export function ComparisonTab({ content }: { content: ExhibitContent }) {
  const { t } = useTranslation()
  const { comparison } = content
  if (comparison === null) return <Nothing>{t('exhibit.comparison.none')}</Nothing>
  const { of, way, load, state } = comparison
  return (
    <Panel>
      <Stack>
        <Text size="sm">
          {t('exhibit.comparison.lead')} <HashLink to={paths.exhibit(of.exhibit)}>{t('exhibit.number', { number: of.number })}</HashLink>
        </Text>
        <Facts
          facts={[
            { label: t('exhibit.comparison.state'), value: t(`exhibit.comparison.states.${state}`) },
            { label: t('exhibit.comparison.way'), value: t(`exhibit.comparison.ways.${way}`) },
            { label: t('exhibit.comparison.at'), value: formatTime(load.at, 'second') },
            { label: t('sitting.load.status'), value: load.status ?? t('common.state.notGiven') },
            { label: t('sitting.load.address'), value: <Shown>{load.finalUrl ?? load.requestedUrl}</Shown>, wide: true },
          ]}
        />
        {load.refused === null && <SideBySide saved={null} loaded={content} comparison={comparison} />}
      </Stack>
    </Panel>
  )
}

/** Number of the exhibit whose original this is; null until it is known, or where it is none. */
export function useCompared({ case: home, compares }: ExhibitView): number | null {
  const list = useCall('exhibit.list', { case: home })
  return list.data?.find(({ id }) => id === compares)?.number ?? null
}
