import { QueryClient } from '@tanstack/react-query'

/**
 * The engine is in the same machine: there is no network to wait for (`always`), and asking again doesn't help
 * against a refusal.
 */
export const createQueries = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: { networkMode: 'always', retry: false, staleTime: Infinity, refetchOnWindowFocus: false, refetchOnReconnect: false },
      // What was done isn't kept: inputs and answers may hold secrets.
      mutations: { networkMode: 'always', retry: false, gcTime: 0 },
    },
  })
