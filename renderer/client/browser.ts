import { useQueryClient } from '@tanstack/react-query'
import { call } from './bridge.ts'
import { useAction } from './hooks.ts'

/** `pick` points out a browser in the door's dialog; `forget` goes back to the one that is found. */
export function useChooseBrowser() {
  const client = useQueryClient()
  return useAction(async (what: 'pick' | 'forget') => {
    const file = what === 'pick' ? await call('dialog.browser', {}) : null
    if (what === 'pick' && file === null) return
    await call('browser.choose', { token: file?.token ?? null })
    await client.invalidateQueries({ queryKey: ['browser.find'] })
  })
}
