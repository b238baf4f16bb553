import { useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { SittingView } from '../../../shared/contract/index.ts'
import { type ClientError, onEvent } from '../../client/bridge.ts'
import { type Action, useAction, useCall } from '../../client/hooks.ts'

const KEY = ['sitting.state', {}] as const

/** How the sitting stands; null: nobody sits here. */
export function useSitting(): UseQueryResult<SittingView | null, ClientError> {
  const client = useQueryClient()
  useEffect(() => onEvent('sitting.changed', () => void client.invalidateQueries({ queryKey: KEY })), [client])
  return useCall('sitting.state', {})
}

export type Step = Action<() => Promise<SittingView>, SittingView>

/** One step of the sitting: done, and shown as it stands afterwards. */
export function useStep(): Step {
  const show = useShow()
  return useAction(async (step: () => Promise<SittingView>) => {
    const view = await step()
    show(view)
    return view
  })
}

/** Shows the sitting as a call answered that it stands; null: the officer has the vault back. */
export function useShow(): (view: SittingView | null) => void {
  const client = useQueryClient()
  return (view) => client.setQueryData<SittingView | null>(KEY, view)
}

/** What the officer had read isn't kept in the window while a witness sits at it. */
export function useForgetOthers(): () => void {
  const client = useQueryClient()
  return () => client.removeQueries({ predicate: ({ queryKey: [name] }) => name !== 'app.status' && name !== KEY[0] })
}
