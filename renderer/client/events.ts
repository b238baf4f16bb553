import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { EventPayload } from '../../shared/contract/index.ts'
import { onEvent } from './bridge.ts'
import { refreshStatus } from './hooks.ts'

/** An import writes many entries in a row; the lists are read again once they pause, in ms. */
const PAUSE = 120
/** What doesn't change with the ledger. */
const APART: readonly unknown[] = ['browser.find', 'vault.recent', 'vault.inspect']

/** Keeps what is shown in step with the ledger, and drops everything that was read when the vault is locked. */
export function useEngineEvents(onLocked: (reason: EventPayload<'vault.locked'>['reason']) => void): void {
  const client = useQueryClient()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const refresh = () => void client.invalidateQueries({ predicate: (query) => !APART.includes(query.queryKey[0]) })
    const offLedger = onEvent('ledger.changed', () => {
      clearTimeout(timer)
      timer = setTimeout(refresh, PAUSE)
    })
    const offLocked = onEvent('vault.locked', ({ reason }) => {
      clearTimeout(timer)
      client.removeQueries({ predicate: (query) => query.queryKey[0] !== 'app.status' })
      void refreshStatus(client)
      onLocked(reason)
    })
    return () => {
      clearTimeout(timer)
      offLedger()
      offLocked()
    }
  }, [client, onLocked])
}
