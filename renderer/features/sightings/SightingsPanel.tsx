import { Group, Title } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SightingFilter } from '../../../shared/contract/index.ts'
import type { CaseId } from '../../../shared/model/index.ts'
import { onEvent } from '../../client/bridge.ts'
import { useCall } from '../../client/hooks.ts'
import { Pending } from '../../ui/Page.tsx'
import { ListImportButton } from './ListImport.tsx'
import { PasteForm } from './PasteForm.tsx'
import { SightingList } from './SightingList.tsx'
import { SpreadView } from './SpreadView.tsx'
import css from './sightings.module.css'

/** Where it is seen: taken down and looked over in step 0, captured in step 1. */
export function SightingsPanel({ caseId, step, isClosed }: { caseId: CaseId; step: 'overview' | 'secure'; isClosed: boolean }) {
  const { t } = useTranslation()
  const [filter, setFilter] = useState<SightingFilter>(step === 'secure' ? 'unsecured' : 'all')
  const [skip, setSkip] = useState(0)
  const client = useQueryClient()
  // What waits to be captured is in no log: the list of links tells of it.
  useEffect(
    () =>
      onEvent('queue.changed', ({ case: chain }) => {
        if (chain === caseId) void client.invalidateQueries({ queryKey: ['sighting.list'] })
      }),
    [client, caseId],
  )
  const page = useCall('sighting.list', { case: caseId, filter, skip })
  const spread = useCall('sighting.spread', { case: caseId })
  if (spread.data === undefined) return <Pending query={spread} />
  if (page.data === undefined) return <Pending query={page} />
  return (
    <section className={css['block']} aria-label={t('sightings.title')}>
      <Title order={2} size="h4" mb={6}>
        {t('sightings.title')}
      </Title>
      {step === 'overview' && !isClosed && (
        <>
          <PasteForm caseId={caseId} />
          <Group mt="sm">
            <ListImportButton caseId={caseId} />
          </Group>
        </>
      )}
      <SightingList
        caseId={caseId}
        page={page.data}
        total={spread.data.total + spread.data.withdrawn}
        missing={spread.data.total - spread.data.secured}
        filter={filter}
        skip={skip}
        isClosed={isClosed}
        onFilter={(next) => {
          setFilter(next)
          setSkip(0)
        }}
        onSkip={setSkip}
      />
      {step === 'overview' && spread.data.total > 0 && <SpreadView spread={spread.data} />}
    </section>
  )
}
