import { beforeEach, describe, expect, test, vi } from 'vitest'
import { CALLS } from '../../shared/contract/index.ts'
import { createInvoke, type Picker } from '../../electron/engine/door.ts'
import type { Engine } from '../../electron/engine/types.ts'
import { createFakeEngine, fakeOptions } from '../support/fake-engine.ts'

const closed: Picker = {
  files: () => Promise.resolve([]),
  vault: () => Promise.resolve(null),
  folder: () => Promise.resolve(null),
  bundle: () => Promise.resolve(null),
  browser: () => Promise.resolve(null),
}
let engine: Engine

beforeEach(async () => {
  engine = await createFakeEngine(fakeOptions(), { spawnChild: () => { throw new Error('none') } })
})

const door = (picker: Partial<Picker> = {}) => createInvoke(engine, { ...closed, ...picker }, 'a window')

describe('a call from a window', () => {
  test('goes to the engine as it came, under a name that the door gives', async () => {
    const input = { anything: [1, { deep: true }] }
    expect(await door()('case.list', input)).toEqual({ ok: true, value: { name: 'case.list', input, caller: 'a window' } })
  })

  test.each([['case.nothing'], [''], ['constructor'], ['__proto__'], ['toString'], [null], [undefined], [7], [['case.list']], [{ toString: () => 'case.list' }]])(
    'named %s goes nowhere',
    async (name) => {
      const dispatch = vi.spyOn(engine, 'dispatch')
      expect(await door()(name, {})).toEqual({ ok: false, error: { code: 'input.invalid', params: { field: 'name' } } })
      expect(dispatch).not.toHaveBeenCalled()
    },
  )

  test('dialogs never reach the engine, and closing one is an answer', async () => {
    const dispatch = vi.spyOn(engine, 'dispatch')
    const invoke = door()
    expect(await invoke('dialog.files', {})).toEqual({ ok: true, value: [] })
    for (const name of ['dialog.vault', 'dialog.bundle', 'dialog.browser']) expect(await invoke(name, {})).toEqual({ ok: true, value: null })
    expect(await invoke('dialog.folder', { purpose: 'bundle' })).toEqual({ ok: true, value: null })
    expect(dispatch).not.toHaveBeenCalled()
  })

  test('a chosen path becomes a token for one purpose, and the path stays here', async () => {
    const grant = vi.spyOn(engine, 'grant')
    const invoke = door({
      files: () => Promise.resolve(['/hemligt/a.eml', '/hemligt/b.mp4']),
      vault: () => Promise.resolve('/hemligt/Kansliet.bevisvalv'),
      bundle: () => Promise.resolve('/hemligt/bundle-1-01.zip'),
      browser: () => Promise.resolve('/hemligt/chrome'),
      folder: (purpose) => Promise.resolve(`/hemligt/${purpose}`),
    })
    const token = expect.stringMatching(/^t-[0-9a-f]{32}$/)
    expect(await invoke('dialog.files', {})).toEqual({ ok: true, value: [{ token, name: 'a.eml', bytes: 7 }, { token, name: 'b.mp4', bytes: 7 }] })
    expect(await invoke('dialog.vault', {})).toMatchObject({ ok: true, value: { token, name: 'Kansliet', lastOpened: null } })
    expect(await invoke('dialog.bundle', {})).toMatchObject({ value: { name: 'bundle-1-01.zip' } })
    expect(await invoke('dialog.browser', {})).toMatchObject({ value: { name: 'chrome' } })
    expect(await invoke('dialog.folder', { purpose: 'new-vault' })).toMatchObject({ value: { token } })
    expect(await invoke('dialog.folder', { purpose: 'bundle' })).toMatchObject({ value: { token } })
    expect(grant.mock.calls).toEqual([
      ['/hemligt/a.eml', 'import'],
      ['/hemligt/b.mp4', 'import'],
      ['/hemligt/Kansliet.bevisvalv', 'vault'],
      ['/hemligt/bundle-1-01.zip', 'bundle'],
      ['/hemligt/chrome', 'browser'],
      ['/hemligt/new-vault', 'new-vault'],
      ['/hemligt/bundle', 'bundle-folder'],
    ])
  })

  test("a dialog is asked for nothing that the contract doesn't say", async () => {
    const files = vi.fn(closed.files)
    const invoke = door({ files })
    for (const input of [null, undefined, { path: '/etc/passwd' }, []]) {
      expect(await invoke('dialog.files', input)).toMatchObject({ ok: false, error: { code: 'input.invalid' } })
    }
    expect(await invoke('dialog.folder', { purpose: 'anywhere' })).toMatchObject({ ok: false })
    expect(files).not.toHaveBeenCalled()
  })

  test("a dialog that fails doesn't tell about which path", async () => {
    const answer = await door({ bundle: () => Promise.reject(new Error('/hemligt/x')) })('dialog.bundle', {})
    expect(answer).toEqual({ ok: false, error: { code: 'internal', params: {} } })
  })

  test('every dialog of the contract is known here', async () => {
    for (const name of Object.keys(CALLS).filter((each) => each.startsWith('dialog.'))) {
      expect(await door()(name, name === 'dialog.folder' ? { purpose: 'bundle' } : {})).toMatchObject({ ok: true })
    }
  })
})
