import { expect, it, vi } from 'vitest'
import type { EngineOptions } from '../../electron/engine/index.ts'

const asked = vi.hoisted<{ options: EngineOptions[] }>(() => ({ options: [] }))
vi.mock('../../electron/engine/index.ts', () => ({
  createEngine: async (options: EngineOptions) => {
    asked.options.push(options)
    return { close: async () => undefined }
  },
}))
const { openOffice } = await import('../../electron/cli/office.ts')

/** A developer's Chromium must not make evidence: a real capture says what to install instead. */
it('uses the browser of the development packages only where that is asked for', async () => {
  await openOffice({ language: 'sv' })
  await openOffice({ language: 'sv', bundledBrowser: true })
  expect(asked.options.map(({ bundledBrowser }) => bundledBrowser)).toEqual([false, true])
})
