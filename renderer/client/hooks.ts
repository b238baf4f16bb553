import { useRef } from 'react'
import { type QueryClient, type UseQueryResult, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { CallInput, CallName, CallOutput, Settings } from '../../shared/contract/index.ts'
import { call, type ClientError } from './bridge.ts'

/** Reads through the contract; the ledger's events say when to read again, so nothing goes stale by time. */
export function useCall<N extends CallName>(name: N, input: CallInput<N>): UseQueryResult<CallOutput<N>, ClientError> {
  return useQuery<CallOutput<N>, ClientError>({ queryKey: [name, input], queryFn: () => call(name, input) })
}

export interface Action<I, O> {
  /** Resolves to null when it was refused; then `error` says how. */
  run(input: I): Promise<O | null>
  pending: boolean
  error: ClientError | null
  reset(): void
}

/**
 * Something a person does: one call, or several in a row that belong together. What it is given goes to the work past the
 * query client, which would remember it: it may be a passphrase.
 */
export function useAction<I, O>(work: (input: I) => Promise<O>): Action<I, O> {
  const waiting = useRef<{ input: I }[]>([])
  const mutation = useMutation<O, ClientError>({
    mutationFn: () => {
      const next = waiting.current.shift()
      if (next === undefined) throw new Error('nothing to do')
      return work(next.input)
    },
  })
  return {
    run: async (input) => {
      try {
        waiting.current.push({ input })
        return await mutation.mutateAsync()
      } catch {
        // Shown from `error`.
        return null
      }
    },
    pending: mutation.isPending,
    error: mutation.error,
    reset: mutation.reset,
  }
}

const STATUS = ['app.status', {}] as const

export const useStatus = () => useCall('app.status', {})

/** Reads the status again: after opening, creating, locking. */
export const refreshStatus = (client: QueryClient): Promise<void> => client.invalidateQueries({ queryKey: STATUS })

export function useSettings() {
  const client = useQueryClient()
  return useAction(async (change: Partial<Settings>) => {
    const settings = await call('settings.change', change)
    client.setQueryData<CallOutput<'app.status'>>(STATUS, (status) => (status === undefined ? status : { ...status, settings }))
    await refreshStatus(client)
    return settings
  })
}
