import { readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lacksBrowser } from '../support/full-browser.ts'
import { openFakeDoor, type FakeDoor } from '../support/fake-door.ts'
import { OBJECTS, pattern } from '../support/fake-engine.ts'

const handle = (digit: string) => `/object/h-${digit.repeat(32)}`
let door: FakeDoor

beforeAll(async () => {
  door = await openFakeDoor()
})
afterAll(() => door.clean())

describe.skipIf(lacksBrowser())('the bridge of the Chromium window', () => {
  test('is two functions that nobody can change', async () => {
    expect(
      await door.run(`
        const own = Object.getOwnPropertyDescriptor(window, 'bevisvalv')
        return [Object.keys(bevisvalv), Object.isFrozen(bevisvalv), own.writable, own.configurable]`),
    ).toEqual([['invoke', 'on'], true, false, false])
  })

  test('carries values and bytes both ways, and says who calls', async () => {
    expect(
      await door.run(`
        const bytes = new Uint8Array([0, 1, 127, 128, 255])
        const { ok, value } = await bevisvalv.invoke('case.list', { text: 'å\\u{1F600}"\\\\', list: [null, 1.5, true], bytes })
        return [ok, value.caller, value.name, value.input.text, value.input.list, value.input.bytes instanceof Uint8Array, [...value.input.bytes]]`),
    ).toEqual([true, 'chromium-window', 'case.list', 'å\u{1F600}"\\', [null, 1.5, true], true, [0, 1, 127, 128, 255]])
  })

  test('keeps answers apart, and refuses names outside the contract', async () => {
    expect(
      await door.run(`
        const answers = await Promise.all([1, 2, 3].map((n) => bevisvalv.invoke('case.list', { n })))
        const refused = await bevisvalv.invoke('constructor', {})
        return [answers.map(({ value }) => value.input.n), refused.error.code]`),
    ).toEqual([[1, 2, 3], 'input.invalid'])
  })

  test('brings long answers whole, and refuses calls that are too long', async () => {
    expect(
      await door.run(`
        const long = await bevisvalv.invoke('custody.list', {})
        const refused = await bevisvalv.invoke('note.correct', { text: 'x'.repeat(9_000_000) })
        return [long.value.length, /^å+$/.test(long.value), refused.error.code]`),
    ).toEqual([9 * 1024 * 1024, true, 'input.invalid'])
  })

  test('tells of events', async () => {
    await door.run(`heard.length = 0; await bevisvalv.invoke('vault.lock', {})`)
    await door.page.waitForFunction('heard.length > 0')
    expect(await door.run('return heard')).toEqual([{ reason: 'hand' }])
  })

  test('survives a reload', async () => {
    await door.page.reload()
    await door.page.waitForFunction("document.body?.dataset.ran === 'yes'")
    expect(await door.run(`return (await bevisvalv.invoke('case.list', { again: 1 })).value.input`)).toEqual({ again: 1 })
  })
})

describe.skipIf(lacksBrowser())('content in the Chromium window', () => {
  test('comes by handle, whole or in part, exact to the byte', async () => {
    const [status, whole, part] = (await door.run(`
      const hash = async (response) => [...new Uint8Array(await crypto.subtle.digest('SHA-256', await response.arrayBuffer()))].join()
      const whole = await fetch('${handle('1')}')
      const part = await fetch('${handle('1')}', { headers: { Range: 'bytes=1499000-2501999' } })
      return [[whole.status, part.status, whole.headers.get('content-type')], await hash(whole), await hash(part)]`)) as unknown[]
    const hash = async (bytes: Uint8Array) => new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes))).join()
    expect(status).toEqual([200, 206, 'image/png'])
    expect(whole).toBe(await hash(pattern(0, OBJECTS[`h-${'1'.repeat(32)}`]!.bytes)))
    expect(part).toBe(await hash(pattern(1_499_000, 1_003_000)))
  })

  test('is never a page, whatever it says it is', async () => {
    expect(
      await door.run(`
        const { headers } = await fetch('${handle('2')}')
        return [headers.get('content-type'), headers.get('x-content-type-options'), headers.get('cache-control')]`),
    ).toEqual(['application/octet-stream', 'nosniff', 'no-store'])
  })

  test('that is too long for one answer is read in parts', async () => {
    expect(
      await door.run(`
        const whole = await fetch('${handle('3')}')
        const part = await fetch('${handle('3')}', { headers: { Range: 'bytes=0-8388607' } })
        return [whole.status, part.status, (await part.arrayBuffer()).byteLength]`),
    ).toEqual([413, 206, 8 * 1024 * 1024])
  })

  test('that nobody gave a handle for is not found', async () => {
    expect(await door.run(`return [(await fetch('${handle('9')}')).status, (await fetch('/../../etc/passwd')).status]`)).toEqual([404, 404])
  })
})

describe.skipIf(lacksBrowser())('dialogs of the Chromium window', () => {
  /** Asks for a dialog as the page does and answers it as a person does; null closes it. */
  async function choose(call: string, files: string[] | null): Promise<unknown> {
    const [chooser] = await Promise.all([door.page.waitForFileChooser(), door.run(`window.answer = bevisvalv.invoke(${call}); return 0`)])
    await (files === null ? chooser.cancel() : chooser.accept(files))
    return door.run('return await window.answer')
  }

  test('give tokens for files, never their paths', async () => {
    const files = ['a å.txt', 'b.txt'].map((name) => join(door.folder, name))
    for (const file of files) writeFileSync(file, 'x')
    const answer = await choose(`'dialog.files', {}`, files)
    const token = expect.stringMatching(/^t-[0-9a-f]{32}$/)
    expect(answer).toEqual({ ok: true, value: [{ token, name: 'a å.txt', bytes: 7 }, { token, name: 'b.txt', bytes: 7 }] })
    expect(JSON.stringify(answer)).not.toContain(door.folder)
  })

  test('a vault is chosen by its header and is the folder around it', async () => {
    const header = join(door.folder, 'header.json')
    writeFileSync(header, '{}')
    expect(await choose(`'dialog.vault', {}`, [header])).toMatchObject({ ok: true, value: { label: `vault:${door.folder}` } })
  })

  test('closed without a choice, answer nothing', async () => {
    expect(await choose(`'dialog.files', {}`, null)).toEqual({ ok: true, value: [] })
    expect(await choose(`'dialog.bundle', {}`, null)).toEqual({ ok: true, value: null })
  })

  test('open one at a time', async () => {
    const [chooser] = await Promise.all([
      door.page.waitForFileChooser(),
      door.run(`window.answer = bevisvalv.invoke('dialog.bundle', {}); return 0`),
    ])
    expect(await door.run(`return await bevisvalv.invoke('dialog.bundle', {})`)).toEqual({ ok: true, value: null })
    await chooser.cancel()
    expect(await door.run('return await window.answer')).toEqual({ ok: true, value: null })
  })

  test('there is none for folders: bundles and vaults go to the folder of documents', async () => {
    expect(await door.run(`return await bevisvalv.invoke('dialog.folder', { purpose: 'bundle' })`)).toMatchObject({
      ok: true,
      value: { label: `bundle-folder:${join(door.folder, 'documents')}` },
    })
  })
})

describe.skipIf(lacksBrowser())('the end of the Chromium window', () => {
  const profiles = () => ['/dev/shm', tmpdir()].flatMap((root) => readdirSync(root).filter((name) => name.startsWith(`bevisvalv-profile-${process.pid}-`)))

  test('its closing ends the engine and wipes the profile', async () => {
    const other = await openFakeDoor()
    const before = profiles()
    await other.page.close()
    expect(await other.closed).toBe('closed')
    expect(profiles().length).toBe(before.length - 1)
    expect(await other.engine.dispatch('case.list', {}, 'x')).toMatchObject({ ok: false })
    await other.clean()
  })

  test('an engine that falls takes the window with it, and the door says what kind of fault it was', async () => {
    const other = await openFakeDoor()
    void other.run(`bevisvalv.invoke('vault.declare-restore', {})`).catch(() => undefined)
    // The kind of error and no more: its message could quote evidence.
    expect(await other.closed).toBe('engine ended: Error')
    await other.clean()
  })
})
