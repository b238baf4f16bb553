import { useCallback, useEffect, useRef, useState } from 'react'
import type { EventPayload, JobId } from '../../shared/contract/index.ts'
import { call, ClientError, onEvent } from './bridge.ts'

type Progress = EventPayload<'job.progress'>
export type JobStep = Omit<Progress, 'job'>

export interface Job {
  /** In the order in which they were first told. */
  steps: readonly JobStep[]
  running: boolean
  cancelling: boolean
  error: ClientError | null
  /** Resolves to null when refused or cancelled; then `error` says how. */
  start<T>(work: (job: JobId) => Promise<T>): Promise<T | null>
  cancel(): void
  reset(): void
}

function newJobId(): JobId {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return `j-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`
}

/** Long work that a person follows and may cancel. Leaving the page doesn't end it: what it saves is in the ledger. */
export function useJob(): Job {
  const current = useRef<JobId | null>(null)
  const [steps, setSteps] = useState<readonly JobStep[]>([])
  const [running, setRunning] = useState(false)
  const [cancelling, setCancelling] = useState(false)
  const [error, setError] = useState<ClientError | null>(null)

  useEffect(
    () =>
      onEvent('job.progress', ({ job, ...step }) => {
        if (job !== current.current) return
        setSteps((known) => {
          const at = known.findIndex((other) => other.step === step.step)
          return at === -1 ? [...known, step] : known.with(at, step)
        })
      }),
    [],
  )

  const reset = useCallback(() => {
    setSteps([])
    setError(null)
    setCancelling(false)
  }, [])

  const start = useCallback(
    async <T>(work: (job: JobId) => Promise<T>): Promise<T | null> => {
      const job = newJobId()
      current.current = job
      reset()
      setRunning(true)
      try {
        return await work(job)
      } catch (thrown) {
        setError(thrown instanceof ClientError ? thrown : new ClientError({ code: 'internal', params: {} }, thrown))
        return null
      } finally {
        current.current = null
        setRunning(false)
        setCancelling(false)
      }
    },
    [reset],
  )

  const cancel = useCallback(() => {
    if (current.current === null) return
    setCancelling(true)
    // A job that just ended can't be cancelled any more; nothing to tell.
    call('job.cancel', { job: current.current }).catch(() => undefined)
  }, [])

  return { steps, running, cancelling, error, start, cancel, reset }
}
