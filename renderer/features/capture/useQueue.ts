import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { QueueView } from '../../../shared/contract/index.ts'
import type { CaseId } from '../../../shared/model/index.ts'
import { call, onEvent } from '../../client/bridge.ts'
import { useAction, useCall } from '../../client/hooks.ts'
import type { Choices } from './CaptureChoices.tsx'

type Order = 'queue.pause' | 'queue.clear'

/** The queue of a case as it stands, and what can be done with it. */
export function useQueue(caseId: CaseId) {
  const client = useQueryClient()
  const query = useCall('queue.list', { case: caseId })
  useEffect(
    () =>
      onEvent('queue.changed', ({ case: chain }) => {
        if (chain === caseId) void client.invalidateQueries({ queryKey: ['queue.list', { case: caseId }] })
      }),
    [client, caseId],
  )
  const show = (view: QueueView) => void client.setQueryData(['queue.list', { case: caseId }], view)
  const order = useAction(async (name: Order) => show(await call(name, { case: caseId })))
  const start = useAction(async (choices: Choices) => show(await call('queue.start', { case: caseId, ...choices })))
  const retry = useAction(async (row: number | null) => show(await call('queue.retry', { case: caseId, row })))
  const remove = useAction(async (row: number) => show(await call('queue.remove', { case: caseId, row })))
  const add = useAction(async (text: string) => {
    const added = await call('queue.add', { case: caseId, text })
    show(added.queue)
    return added
  })
  return { query, order, start, retry, remove, add }
}

export type Queue = ReturnType<typeof useQueue>
