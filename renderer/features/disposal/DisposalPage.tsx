import { Stack } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Disposed } from '../../../shared/contract/index.ts'
import type { CaseId } from '../../../shared/model/index.ts'
import { useCall } from '../../client/hooks.ts'
import { paths } from '../../client/paths.ts'
import { Crumb, PageHeader, Pending } from '../../ui/Page.tsx'
import { ChooseWhat } from './ChooseWhat.tsx'
import { DisposalDone } from './DisposalDone.tsx'
import { CaseDisposals } from './DisposalList.tsx'
import { Holds } from './Holds.tsx'
import { RetentionState } from './RetentionState.tsx'

/** Keeping and forgetting, of one case: what has to stay, what may go, and letting it go. */
export function DisposalPage({ caseId }: { caseId: CaseId }) {
  const { t } = useTranslation()
  // What was done is told also where the case is gone with it: nothing below asks for it then.
  const [done, setDone] = useState<Disposed | null>(null)
  if (done !== null) return <DisposalDone caseId={caseId} done={done} onMore={() => setDone(null)} />
  return <Choosing caseId={caseId} onDone={setDone} title={t('disposal.title')} />
}

function Choosing({ caseId, onDone, title }: { caseId: CaseId; onDone: (done: Disposed) => void; title: string }) {
  const { t } = useTranslation()
  const summary = useCall('case.get', { case: caseId })
  const holds = useCall('hold.list', { case: caseId })
  if (summary.data === undefined) return <Pending query={summary} />
  return (
    <>
      <PageHeader over={<Crumb to={paths.case(caseId)}>{t('casePage.number', { number: summary.data.number })}</Crumb>} title={title} lead={t('disposal.lead')} />
      <Stack maw={860}>
        <RetentionState summary={summary.data} />
        {holds.data === undefined ? <Pending query={holds} /> : <Holds caseId={caseId} holds={holds.data} />}
        <ChooseWhat summary={summary.data} onDone={onDone} />
        <CaseDisposals caseId={caseId} />
      </Stack>
    </>
  )
}
