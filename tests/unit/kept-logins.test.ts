import { cpSync, existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkRecords } from '../../electron/engine/records.ts'
import { beginSession } from '../../electron/engine/session.ts'
import { createKeptLogins, type KeptLogins } from '../../electron/services/casework/index.ts'
import type { ObjectStore } from '../../electron/services/evidence/index.ts'
import { openTestServices, type TestServices } from '../support/services.ts'
import { passphraseBytes } from '../support/vault.ts'

/** Kept logins in a real vault on disk. */

const CHROMIUM = { name: 'Chromium', version: '156.0.1.2' }
const LOGIN = 'kakor och annat som en webbplats har sparat'

let test: TestServices
let logins: KeptLogins
beforeEach(() => {
  test = openTestServices()
  logins = test.services.logins
})
afterEach(() => test.dispose())

const toKeep = (text = LOGIN, more = {}) => ({ case: test.chain, browser: CHROMIUM, pieces: [Buffer.from(text.slice(0, 5)), Buffer.from(text.slice(5))], continues: false, isWanted: () => true, ...more })
const keep = (text?: string, more?: object) => logins.keep(test.actor, toKeep(text, more))
const use = (browser = CHROMIUM) => logins.use(test.actor, test.chain, browser)
const objects = (folder = test.folder) => readdirSync(join(folder, 'objects'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map(({ name }) => name)
const types = () => [...test.services.ledger.chain(test.chain)].map(({ type }) => type).slice(1)
const records = () => checkRecords(beginSession(test.services, test.actor)).item

/** Over an object store that does something at the moment when `of` is asked for. */
function at(of: 'put' | 'discard', moment: () => void): KeptLogins {
  const real = test.vault.objects
  const stopped: ObjectStore = {
    ...real,
    async put(chain, source) {
      const object = await real.put(chain, source)
      if (of === 'put') moment()
      return object
    },
    async discard(object) {
      if (of === 'discard') moment()
      return real.discard(object)
    },
  }
  return createKeptLogins({ store: test.vault.logins, objects: stopped, ledger: test.services.ledger })
}

describe('a kept login', () => {
  it('is one object and one row, replaced by the next, gone when it is forgotten', async () => {
    await keep()
    const first = logins.view(test.chain)
    expect(first).toMatchObject({ bytes: Buffer.byteLength(LOGIN), browser: 'Chromium', version: '156.0.1.2' })
    expect(Buffer.from(await use()).toString()).toBe(LOGIN)
    const before = objects()
    await keep('en annan', { continues: true })
    expect(objects()).toHaveLength(1)
    expect(objects()).not.toEqual(before)
    expect(logins.view(test.chain)?.since).toBe(first?.since)
    expect(Buffer.from(await use()).toString()).toBe('en annan')
    expect(records()).toBe(null)
    await logins.forget(test.actor, test.chain)
    expect([logins.view(test.chain), objects(), records()]).toEqual([null, [], null])
    await logins.forget(test.actor, test.chain)
    await expect(use()).rejects.toMatchObject({ code: 'login.none' })
    expect(types()).toEqual(['login.kept', 'login.used', 'login.kept', 'login.used', 'login.forgotten'])
  })

  it('is refused to another browser, without an entry', async () => {
    await keep()
    await expect(use({ name: 'Brave', version: '156.0.1.2' })).rejects.toMatchObject({ code: 'login.other-browser', params: { kept: 'Chromium', found: 'Brave' } })
    expect(types()).toEqual(['login.kept'])
    expect(Buffer.from(await use({ name: 'Chromium', version: '157.0.0.0' })).toString()).toBe(LOGIN)
  })

  it('is not kept where it was forgotten while it was being sealed', async () => {
    let isWanted = true
    await at('put', () => (isWanted = false)).keep(test.actor, toKeep(LOGIN, { isWanted: () => isWanted }))
    expect([logins.view(test.chain), objects(), types()]).toEqual([null, [], []])
  })

  it('leaves nothing where its entry cannot be written', async () => {
    await keep('den första')
    const before = objects()
    const { ledger } = test.services
    const failing = createKeptLogins({
      store: { ...test.vault.logins, put: () => { throw new Error('disk') } },
      objects: test.vault.objects,
      ledger,
    })
    await expect(failing.keep(test.actor, toKeep())).rejects.toThrow('disk')
    expect(objects()).toEqual(before)
    expect(Buffer.from(await use()).toString()).toBe('den första')
  })

  it.each(['sha256', 'bytes', 'browser'] as const)('is refused where its row says another %s than was signed, and the check names it', async (what) => {
    await keep()
    const row = test.vault.logins.get(test.chain)
    if (row === null) throw new Error('no row')
    const changed = { sha256: { object: { ...row.object, sha256: '0'.repeat(64) } }, bytes: { object: { ...row.object, bytes: 1 } }, browser: { browser: { name: 'Chromium', version: '1' } } }[what]
    test.vault.logins.put({ ...row, ...changed })
    await expect(use()).rejects.toMatchObject({ code: 'login.damaged' })
    expect(records()).toBe('case 1: kept login')
    expect(types()).toEqual(['login.kept'])
  })

  it('that was forgotten is not taken from a row that somebody put back', async () => {
    await keep()
    const row = test.vault.logins.get(test.chain)
    await logins.forget(test.actor, test.chain)
    expect(records()).toBe(null)
    if (row) test.vault.logins.put(row)
    expect(records()).toBe('case 1: kept login')
    await expect(use()).rejects.toMatchObject({ code: 'login.damaged' })
  })
})

describe('after a sudden end', () => {
  /** The folder as the end left it, opened again. */
  function image(name: string): string {
    const copy = join(test.base, name)
    cpSync(test.folder, copy, { recursive: true })
    return copy
  }
  const opened = async <T>(folder: string, look: (vault: TestServices['vault']) => Promise<T> | T): Promise<T> => {
    const { vault } = test.service.open(folder, passphraseBytes())
    try {
      return await look(vault)
    } finally {
      vault.close()
    }
  }
  const content = (vault: TestServices['vault']) => {
    const row = vault.logins.get(test.chain)
    return row && Array.fromAsync(vault.objects.read(row.object)).then((pieces) => Buffer.concat(pieces).toString())
  }

  it('before it is on record, there is what was there before, and nothing else', async () => {
    for (const before of [null, 'den första']) {
      if (before !== null) await keep(before)
      let copy = ''
      await at('put', () => (copy = image(`sealed-${before}`))).keep(test.actor, toKeep())
      expect(objects(copy)).toHaveLength(before === null ? 1 : 2)
      expect(await opened(copy, content)).toBe(before)
      expect(objects(copy)).toHaveLength(before === null ? 0 : 1)
      await logins.forget(test.actor, test.chain)
    }
  })

  it('after it is on record, there is the new one, and the file of the one before is swept', async () => {
    await keep('den första')
    let copy = ''
    await at('discard', () => (copy = image('replaced'))).keep(test.actor, toKeep())
    expect(objects(copy)).toHaveLength(2)
    expect(await opened(copy, content)).toBe(LOGIN)
    expect(objects(copy)).toHaveLength(1)
  })

  it('of a forgetting, there is nothing', async () => {
    await keep()
    let copy = ''
    await at('discard', () => (copy = image('forgotten'))).forget(test.actor, test.chain)
    expect(existsSync(copy)).toBe(true)
    expect(await opened(copy, content)).toBe(null)
    expect(objects(copy)).toEqual([])
  })
})
