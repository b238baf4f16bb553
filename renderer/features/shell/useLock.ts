import { useHotkeys } from '@mantine/hooks'
import { call } from '../../client/bridge.ts'
import { useAction } from '../../client/hooks.ts'
import { leave } from '../../ui/unsaved.tsx'

/** Locking by button and by Ctrl+L, also from within a field; what was typed in a dialog is asked for first. */
export function useLock() {
  const { run, pending } = useAction((_: void) => call('vault.lock', {}))
  const lock = () => leave(() => void run())
  useHotkeys([['mod+L', lock]], [])
  return { lock, pending }
}
