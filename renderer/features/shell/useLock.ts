import { useHotkeys } from '@mantine/hooks'
import { call } from '../../client/bridge.ts'
import { useAction } from '../../client/hooks.ts'

/** Locking by button and by Ctrl+L, also from within a field. */
export function useLock() {
  const lock = useAction((_: void) => call('vault.lock', {}))
  useHotkeys([['mod+L', () => void lock.run()]], [])
  return lock
}
