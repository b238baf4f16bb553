import { Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { JobId, QueueView } from '../../../shared/contract/index.ts'
import { visible } from '../../../shared/encoding/index.ts'
import { call, onEvent } from '../../client/bridge.ts'
import type { Job, JobStep } from '../../client/job.ts'
import { shorten } from '../../ui/format.ts'
import { JobSteps } from '../../ui/JobSteps.tsx'
import { Panel } from '../../ui/Page.tsx'
import { Shown } from '../../ui/Shown.tsx'

type Running = NonNullable<QueueView['running']>
type Told = ReadonlyMap<JobId, readonly JobStep[]>

/** Jobs whose steps are remembered: that of the queue, and what else may run beside it. */
const JOBS = 4

/** The page being captured, as when it is captured alone. */
export function QueueSteps({ running, steps, url }: { running: Running; steps: readonly JobStep[]; url: string }) {
  const { t } = useTranslation()
  const [cancelling, setCancelling] = useState(false)
  // Begun by the engine: here it is only looked at, and may be cancelled.
  const job: Job = {
    steps,
    running: true,
    cancelling,
    error: null,
    start: () => Promise.resolve(null),
    cancel() {
      setCancelling(true)
      // One that just ended can't be cancelled any more; nothing to tell.
      call('job.cancel', { job: running.job }).catch(() => undefined)
    },
    reset: () => undefined,
  }
  return (
    <Panel>
      <Text size="sm" fw={600} component="h3" m={0} mb="xs">
        {t('queue.running')}: <Shown>{shorten(visible(url), 110, 40)}</Shown>
      </Text>
      <JobSteps job={job} />
    </Panel>
  )
}

/** Steps told since the page was entered, over those that had been told before. Listens before anything runs, so that none is missed. */
export function useSteps(running: Running | null): readonly JobStep[] {
  const [told, setTold] = useState<Told>(new Map())
  useEffect(() => onEvent('job.progress', ({ job, ...step }) => setTold((known) => withStep(known, job, step))), [])
  if (running === null) return []
  return (told.get(running.job) ?? []).reduce<readonly JobStep[]>(put, running.steps)
}

function withStep(known: Told, job: JobId, step: JobStep): Told {
  const others = [...known].filter(([other]) => other !== job).slice(1 - JOBS)
  return new Map([...others, [job, put(known.get(job) ?? [], step)]])
}

function put(steps: readonly JobStep[], step: JobStep): readonly JobStep[] {
  const at = steps.findIndex((each) => each.step === step.step)
  return at === -1 ? [...steps, step] : steps.with(at, step)
}
