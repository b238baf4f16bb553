import { Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type CallOutput, ExportProfile, type HandOverMade } from '../../../shared/contract/index.ts'
import type { CaseId } from '../../../shared/model/index.ts'
import { call } from '../../client/bridge.ts'
import { useCall, useStatus } from '../../client/hooks.ts'
import { useJob } from '../../client/job.ts'
import { go, paths } from '../../client/paths.ts'
import { JobSteps } from '../../ui/JobSteps.tsx'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { Crumb, HashLink, PageHeader, Panel, Pending } from '../../ui/Page.tsx'
import { bundleName, firstAnswers, wantedOf, type Answers } from './answers.ts'
import { HandOverDone } from './HandOverDone.tsx'
import { ProtectStep } from './ProtectStep.tsx'
import { ToStep } from './ToStep.tsx'

type Chosen = CallOutput<'dialog.bundle'>

/** Two questions, the work, and what came of it: how it is protected, to whom it goes, and then the passphrase, the file and the receipt. */
export function HandOverPage({ caseId, number }: { caseId: CaseId; number: number }) {
  const { t } = useTranslation()
  const summary = useCall('case.get', { case: caseId })
  const found = useCall('handover.find', { case: caseId, number })
  const log = useCall('custody.list', { case: caseId })
  const status = useStatus()
  const job = useJob()
  const [answers, setAnswers] = useState<Answers>(firstAnswers)
  const [at, setAt] = useState<1 | 2>(1)
  const [chosen, setChosen] = useState<Chosen>(null)
  const [folder, setFolder] = useState<CallOutput<'dialog.folder'>>(null)
  // Holds the passphrase: nowhere but here, and gone with the page.
  const [made, setMade] = useState<HandOverMade | null>(null)
  if (summary.data === undefined) return <Pending query={summary} />
  if (found.data === undefined) return <Pending query={found} />
  if (status.data === undefined) return <Pending query={status} />

  const exported = log.data?.find(({ type, subject }) => type === 'bundle.exported' && subject['number'] === number)
  const profile = ExportProfile.safeParse(exported?.subject['profile']).data
  const source = chosen ?? found.data
  const choice = { source, found: chosen === null ? found.data : null, name: bundleName(summary.data.number, number), folder, choosing: status.data.folders === 'choose', folderLabel: status.data.folderLabel }
  const make = async () => {
    if (source === null) return
    const wanted = wantedOf(answers)
    setMade(await job.start((id) => call('handover.make', { job: id, case: caseId, number, bundle: source.token, folder: folder?.token ?? null, ...wanted })))
  }
  const over = (
    <>
      <HashLink to={paths.cases()}>{t('cases.title')}</HashLink> / <Crumb to={paths.case(caseId, 'bundles')}>{summary.data.title}</Crumb>
    </>
  )
  const change = (some: Partial<Answers>) => setAnswers((known) => ({ ...known, ...some }))
  return (
    <>
      <PageHeader title={profile === undefined ? t('handover.title', { number }) : t(`handover.titles.${profile}`, { number })} lead={made === null ? t('handover.lead') : undefined} over={over} />
      <Stack maw={820}>
        {job.running && (
          <Panel>
            <JobSteps job={job} title={t('handover.working')} lead={t('handover.workingLead')} />
          </Panel>
        )}
        {!job.running && made !== null && <HandOverDone made={made} onDone={() => go(paths.case(caseId, 'bundles'))} />}
        {!job.running && made === null && (
          <>
            <Text size="sm" c="dimmed">
              {t('handover.step', { at, of: 2 })}
            </Text>
            {at === 1 && <ProtectStep answers={answers} choice={choice} onChange={change} onSource={setChosen} onFolder={setFolder} onNext={() => setAt(2)} />}
            {at === 2 && <ToStep answers={answers} onChange={change} onBack={() => setAt(1)} onSubmit={() => void make()} />}
            <ErrorNotice error={job.error} />
          </>
        )}
      </Stack>
    </>
  )
}
