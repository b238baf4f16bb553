import { type UseQueryResult, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { TimeState } from '../../shared/contract/index.ts'
import { onEvent, type ClientError } from './bridge.ts'
import { useCall } from './hooks.ts'

/** An age is told in minutes at least. */
const TICK = 30_000

/** How far the log is stamped, kept in step with the engine. */
export function useTimeState(): UseQueryResult<TimeState, ClientError> {
  const client = useQueryClient()
  useEffect(() => onEvent('time.changed', () => void client.invalidateQueries({ queryKey: ['time.state'] })), [client])
  return useCall('time.state', {})
}

/** This machine's clock, ms since 1970, read again now and then. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK)
    return () => clearInterval(timer)
  }, [])
  return now
}
