import { Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BundleView, ExhibitSummary, ExportProfile } from '../../../shared/contract/index.ts'
import type { CaseId } from '../../../shared/model/index.ts'
import { call } from '../../client/bridge.ts'
import { useCall } from '../../client/hooks.ts'
import { type Job, useJob } from '../../client/job.ts'
import { useLanguage } from '../../client/i18n.ts'
import { go, paths } from '../../client/paths.ts'
import { JobSteps } from '../../ui/JobSteps.tsx'
import { Crumb, EmptyState, HashLink, PageHeader, Panel, Pending } from '../../ui/Page.tsx'
import { BundleResult } from './BundleResult.tsx'
import { selectionOf, useChoices } from './choices.ts'
import { ExhibitChoices } from './ExhibitChoices.tsx'
import { ExportForm } from './ExportForm.tsx'
import { PreviewPanel } from './PreviewPanel.tsx'
import { ProfileChoice } from './ProfileChoice.tsx'
import { ReceiverTexts } from './ReceiverTexts.tsx'
import { usePreview } from './usePreview.ts'
import { usePossible } from '../masking/usePossible.ts'
import { useRecorded } from './useRecorded.ts'
import { warningsOf } from './warnings.ts'

interface Made {
  bundle: BundleView
  profile: ExportProfile
}

export function BundlePage({ caseId }: { caseId: CaseId }) {
  const { t } = useTranslation()
  const summary = useCall('case.get', { case: caseId })
  const exhibits = useCall('exhibit.list', { case: caseId })
  const job = useJob()
  const [made, setMade] = useState<Made | null>(null)
  const over =
    summary.data === undefined ? undefined : (
      <>
        <HashLink to={paths.cases()}>{t('cases.title')}</HashLink> / <Crumb to={paths.case(caseId)}>{summary.data.title}</Crumb>
      </>
    )
  return (
    <>
      <PageHeader title={t('bundle.title')} lead={t('bundle.lead')} over={over} />
      <Stack maw={900}>
        {job.running && (
          <Panel>
            <JobSteps job={job} title={t('bundle.progress.title')} />
          </Panel>
        )}
        {!job.running && made !== null && <BundleResult {...made} onAgain={() => setMade(null)} onCase={() => go(paths.case(caseId))} onHandOver={() => go(paths.handOver(caseId, made.bundle.number))} />}
        {!job.running &&
          made === null &&
          (exhibits.data === undefined || summary.data === undefined ? (
            <Pending query={exhibits.data === undefined ? exhibits : summary} />
          ) : exhibits.data.length === 0 ? (
            <Panel padded={false}>
              <EmptyState title={t('bundle.preview.empty.title')} lead={t('bundle.preview.empty.lead')}>
                <HashLink to={paths.case(caseId)}>{t('bundle.result.toCase')}</HashLink>
              </EmptyState>
            </Panel>
          ) : (
            <Prepare caseId={caseId} ownTitle={summary.data.title} exhibits={exhibits.data} job={job} onMade={setMade} />
          ))}
      </Stack>
    </>
  )
}

interface PrepareProps {
  caseId: CaseId
  ownTitle: string
  exhibits: readonly ExhibitSummary[]
  job: Job
  onMade: (made: Made | null) => void
}

function Prepare({ caseId, ownTitle, exhibits, job, onMade }: PrepareProps) {
  const { t } = useTranslation()
  const shown = useLanguage()
  const choices = useChoices(caseId)
  const recorded = useRecorded(caseId)
  const possible = usePossible(caseId)
  const [checked, setChecked] = useState(false)
  const { profile, folder } = choices
  const { query, stale, none } = usePreview(caseId, choices, exhibits, recorded)
  const warnings = warningsOf(choices, none ? null : (query.data ?? null), ownTitle)
  const start = async () => {
    const selection = selectionOf(choices, exhibits, recorded)
    const bundle = await job.start((id) =>
      call('bundle.export', { job: id, case: caseId, profile, selection, language: choices.language ?? shown, folder: folder?.token ?? null, timestampUrls: null }),
    )
    onMade(bundle === null ? null : { bundle, profile })
  }
  return (
    <Stack>
      <ProfileChoice profile={profile} onChoose={(next) => choices.set({ profile: next })} />
      <ExhibitChoices key={profile} exhibits={exhibits} masked={recorded} choices={choices} possible={possible} />
      <ReceiverTexts choices={choices} ownTitle={ownTitle} checked={checked} />
      {none ? (
        <Panel>
          <Text size="sm">{t('bundle.choose.nothing')}</Text>
        </Panel>
      ) : query.data === undefined ? (
        <Pending query={query} />
      ) : (
        <PreviewPanel preview={query.data} profile={profile} exhibits={exhibits} warnings={warnings} stale={stale} />
      )}
      <ExportForm choices={choices} preview={none ? null : (query.data ?? null)} none={none} warnings={warnings} stale={stale} error={job.error} onChecked={() => setChecked(true)} onStart={() => void start()} />
    </Stack>
  )
}
