import { Group, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseGuide, CaseSummary, LetterName, RecordView, StepView } from '../../../shared/contract/index.ts'
import { type CaseId, type Step, STEPS } from '../../../shared/model/index.ts'
import { useCall } from '../../client/hooks.ts'
import { paths } from '../../client/paths.ts'
import { Crumb, HashLink, PageHeader, Pending } from '../../ui/Page.tsx'
import { StatusText } from '../../ui/Status.tsx'
import { ClosedNotice } from '../case/ClosedNotice.tsx'
import { SightingsPanel } from '../sightings/SightingsPanel.tsx'
import { Advice } from './Advice.tsx'
import { DueList } from './Dues.tsx'
import { KINDS_OF_STEP } from './forms.ts'
import { LetterButton } from './LetterButton.tsx'
import { MarkPanel } from './MarkPanel.tsx'
import { Rechecks } from './Rechecks.tsx'
import { RecordDialog, type Writing } from './RecordDialog.tsx'
import { RecordList } from './RecordList.tsx'
import { nextText, TONES } from './StepRail.tsx'
import { TaskList } from './TaskList.tsx'
import css from './steps.module.css'

/** What is made of the case as a whole, by the step that it goes out in. */
const LETTERS: { readonly [S in Step]?: LetterName } = { police: 'police-summary', civil: 'civil-summary', victim: 'victim' }

/** One step of the guidance: what it says, how it stands here, what runs out, and all that is written down in it. */
export function StepPage({ caseId, step }: { caseId: CaseId; step: Step }) {
  const summary = useCall('case.get', { case: caseId })
  const guide = useCall('case.guide', { case: caseId })
  const records = useCall('record.list', { case: caseId })
  if (summary.data === undefined) return <Pending query={summary} />
  if (guide.data === undefined) return <Pending query={guide} />
  if (records.data === undefined) return <Pending query={records} />
  const view = guide.data.steps.find((one) => one.step === step)
  if (view === undefined) return null
  return <Shown summary={summary.data} guide={guide.data} view={view} records={records.data.filter((record) => record.step === step)} />
}

function Shown({ summary, guide, view, records }: { summary: CaseSummary; guide: CaseGuide; view: StepView; records: readonly RecordView[] }) {
  const { t } = useTranslation()
  const [writing, write] = useState<Writing | null>(null)
  const { id: caseId, title, closedAt } = summary
  // A closed case is read, and takes nothing more.
  const isClosed = closedAt !== null
  const { step, state, next, dues } = view
  const at = STEPS.indexOf(step)
  const letter = LETTERS[step]
  const [before, after] = [STEPS[at - 1], STEPS[at + 1]]
  return (
    <>
      <PageHeader
        over={
          <>
            <HashLink to={paths.cases()}>{t('cases.title')}</HashLink> / <Crumb to={paths.case(caseId)}>{title}</Crumb>
          </>
        }
        title={`${t(`guide.mark.${step}`)} ${t(`guide.step.${step}`)}`}
        lead={
          <>
            <StatusText tone={TONES[state]}>{t(`guide.state.${state}`)}</StatusText> {next !== null && nextText(next, t)}
          </>
        }
        actions={
          <>
            {before !== undefined && <HashLink to={paths.step(caseId, before)}>{`← ${t(`guide.step.${before}`)}`}</HashLink>}
            {after !== undefined && <HashLink to={paths.step(caseId, after)}>{`${t(`guide.step.${after}`)} →`}</HashLink>}
          </>
        }
      />
      <ClosedNotice case={summary} />
      <Advice step={step} />
      {(step === 'overview' || step === 'secure') && <SightingsPanel caseId={caseId} step={step} isClosed={isClosed} />}
      {letter !== undefined && (
        <Group mb="md">
          <LetterButton caseId={caseId} letter={letter} />
        </Group>
      )}
      {(KINDS_OF_STEP[step] ?? []).map((kind) => (
        <RecordList key={kind} kind={kind} records={records.filter(({ content }) => content.kind === kind)} onWrite={isClosed ? null : (record) => write({ kind, record })} />
      ))}
      {step === 'report' && <Rechecks caseId={caseId} isClosed={isClosed} />}
      <section className={css['block']}>
        <Title order={2} size="h4" mb={6}>
          {t('guide.due.title')}
        </Title>
        <DueList dues={dues} />
      </section>
      <TaskList caseId={caseId} step={step} isClosed={isClosed} today={guide.today} tasks={records.filter(({ content }) => content.kind === 'task')} />
      <MarkPanel caseId={caseId} view={view} isClosed={isClosed} />
      <RecordDialog caseId={caseId} today={guide.today} writing={writing} onClose={() => write(null)} />
    </>
  )
}
