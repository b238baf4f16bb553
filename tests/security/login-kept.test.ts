import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { CaseId } from '../../shared/model/index.ts'
import { eventually } from '../support/capture.ts'
import { findCanaries } from '../support/canaries.ts'
import { newJob, startTestEngine, testFolder, type TestEngine } from '../support/engine.ts'
import { lacksBrowser } from '../support/full-browser.ts'
import { LOGIN, type LoginSite, startLoginSite } from '../support/login-site.ts'
import { browserOf, captureChildren, profilesOf } from '../support/processes.ts'

/** A login that is kept for the length of a case: through the contract, with real browsers in their own processes. */

const { base, remove } = testFolder('kept')
const at = (...path: string[]) => join(base, ...path)
const VAULT = at('vault', 'provet.bevisvalv')
const SECRETS = [LOGIN.password, 'KAKA-99-kanarie']
let test: TestEngine
let site: LoginSite
let chain: CaseId

beforeAll(async () => {
  for (const folder of ['vault', 'tmp', 'home', 'bundle']) mkdirSync(at(folder))
  // The browser's own user has to get in.
  for (const folder of [base, at('tmp')]) chmodSync(folder, 0o755)
  vi.stubEnv('TMPDIR', at('tmp')).stubEnv('HOME', at('home'))
  site = await startLoginSite({ acts: true })
  test = await startTestEngine(at('engine'), { home: at('home'), allowPrivate: true })
  await test.found(VAULT)
}, 60_000)
beforeEach(async () => {
  chain = await test.openCase()
})
afterAll(async () => {
  await test?.engine.close()
  await site?.close()
  vi.unstubAllEnvs()
  remove()
})

type Profile = 'fresh' | 'keep' | 'kept'
/** Opens the browser until it shows the page for those who are logged in, and says whether it had to log in first. */
async function open(profile: Profile, home = chain, path = profile === 'keep' ? '/login' : '/flow'): Promise<{ loggedIn: boolean }> {
  const before = site.asked('/login')
  const shown = site.asked('/may-go')
  // Where a login is to be seen as it is made, the address of the tab tells when it is over.
  await test.call('login.open', { case: home, url: `${site.origin}${path}`, profile })
  await eventually(() => site.asked('/may-go') > shown)
  await eventually(async () => (await test.call('login.state', {}))?.tabs.some(({ url }) => url === `${site.origin}/flow`) ?? false)
  return { loggedIn: site.asked('/login') > before }
}
async function keepOne(home = chain): Promise<void> {
  await open('keep', home)
  await test.call('login.close', {})
}
const kept = (home = chain) => test.call('login.kept', { case: home })
const types = async () => (await test.call('custody.list', { case: chain })).map(({ type }) => type)
const objects = () => readdirSync(at('vault'), { recursive: true, withFileTypes: true }).flatMap((entry) => (/^o-[0-9a-f]{32}$/.test(entry.name) ? [join(entry.parentPath, entry.name)] : []))
const leftovers = async () => [...(await findCanaries([at(), '/dev/shm'], SECRETS)), ...(await profilesOf(process.pid, at('tmp')))]

describe('a login that is kept for a case', { timeout: 120_000 }, () => {
  it('is there again in the next browser, sealed in between, on record, and said in the provenance', async () => {
    expect(await kept()).toEqual({ kept: null, notKept: null })
    expect(await test.refused('login.open', { case: chain, url: site.origin, profile: 'kept' })).toBe('login.none')
    expect(await open('keep')).toEqual({ loggedIn: true })
    expect(await test.call('login.state', {})).toMatchObject({ keeps: true })
    await test.call('login.close', {})
    const first = (await kept()).kept
    expect(first).toMatchObject({ browser: expect.stringMatching(/./), version: expect.stringMatching(/^\d+\./) })
    expect(first?.sealedAt).toBe(first?.since)
    expect(objects()).toHaveLength(1)
    expect(readFileSync(objects()[0] ?? '').length).toBeGreaterThan(first?.bytes ?? Infinity)
    expect(await leftovers()).toEqual([])

    expect(await open('kept')).toEqual({ loggedIn: false })
    const tab = (await test.call('login.state', {}))?.tabs[0]?.id ?? ''
    const exhibit = await test.call('login.capture', { job: newJob(), tab, banner: 'leave', record: false })
    const { provenance } = await test.call('exhibit.view', { exhibit: exhibit.id })
    expect(JSON.parse(provenance ?? '')).toMatchObject({ way: 'session', profile: 'kept' })
    await test.call('login.close', {})
    const second = (await kept()).kept
    expect(second?.since).toBe(first?.since)
    expect(Date.parse(second?.sealedAt ?? '')).toBeGreaterThan(Date.parse(first?.sealedAt ?? ''))
    expect((await types()).filter((type) => type.startsWith('login.'))).toEqual(['login.kept', 'login.used', 'login.kept'])
    expect(await leftovers()).toEqual([])
    expect((await test.call('vault.check', { job: newJob() })).verdict).toBe('ok')
    const bundle = await test.call('bundle.export', { job: newJob(), case: chain, profile: 'police', language: 'sv', folder: await test.grant(at('bundle'), 'bundle-folder'), timestampUrls: [] })
    expect((await test.call('bundle.verify', { job: newJob(), bundle: await test.grant(at('bundle', bundle.name), 'bundle'), fingerprint: null })).verdict).toBe('ok')
    expect(await leftovers()).toEqual([])
  })

  it('is not in a browser without the choice, nor in that of another case', async () => {
    await keepOne()
    expect(await open('fresh')).toEqual({ loggedIn: true })
    await test.call('login.close', {})
    expect((await kept()).kept).not.toBe(null)
    const other = await test.openCase()
    expect(await kept(other)).toEqual({ kept: null, notKept: null })
    expect(await test.refused('login.open', { case: other, url: site.origin, profile: 'kept' })).toBe('login.none')
    expect(await open('keep', other)).toEqual({ loggedIn: true })
    await test.call('login.close', {})
  })

  it('is forgotten with its file, also while its browser is open', async () => {
    const before = objects()
    await keepOne()
    expect(objects()).toHaveLength(before.length + 1)
    await test.call('login.forget', { case: chain })
    expect(await kept()).toEqual({ kept: null, notKept: null })
    expect(objects()).toEqual(before)
    await test.call('login.forget', { case: chain })
    expect((await types()).filter((type) => type.startsWith('login.'))).toEqual(['login.kept', 'login.forgotten'])

    await open('keep')
    await test.call('login.forget', { case: chain })
    expect(await test.call('login.state', {})).toMatchObject({ keeps: false })
    await test.call('login.close', {})
    expect(await kept()).toEqual({ kept: null, notKept: null })
    expect(objects()).toEqual(before)
    expect(await leftovers()).toEqual([])
  })

  it('is kept when the vault is locked with its browser open, and opens after that', async () => {
    await open('keep')
    await test.call('vault.lock', {})
    expect(await leftovers()).toEqual([])
    const { notes } = await test.open(VAULT)
    expect(notes).not.toContain('login-not-kept')
    expect((await kept()).kept).not.toBe(null)
    expect(await open('kept')).toEqual({ loggedIn: false })
    await test.call('login.close', {})
  })

  it('is kept when the vault is locked while its browser is being closed', async () => {
    await open('keep')
    const closing = test.call('login.close', {})
    expect(await test.refused('login.open', { case: chain, url: site.origin })).toBe('capture.session-open')
    await Promise.all([closing, test.call('vault.lock', {})])
    expect((await test.open(VAULT)).notes).not.toContain('login-not-kept')
    expect(await kept()).toMatchObject({ kept: { bytes: expect.any(Number) }, notKept: null })
  })

  it.skipIf(lacksBrowser())('is kept when the officer closes the window', async () => {
    await open('keep')
    const [child] = await captureChildren()
    // What a window's last tab does to the browser: it ends by itself, in order.
    process.kill(await browserOf(child ?? 0), 'SIGTERM')
    await eventually(async () => (await test.call('login.state', {})) === null)
    expect(await kept()).toMatchObject({ kept: { bytes: expect.any(Number) }, notKept: null })
    await eventually(async () => (await captureChildren()).length === 0)
    expect(await open('kept')).toEqual({ loggedIn: false })
    await test.call('login.close', {})
  })

  it('stays as it was, and that is said, where the browser or its process is killed', async () => {
    await keepOne()
    const before = await kept()
    await open('kept')
    const [child] = await captureChildren()
    process.kill(await browserOf(child ?? 0), 'SIGKILL')
    await eventually(async () => (await test.call('login.state', {})) === null)
    expect(await kept()).toEqual({ ...before, notKept: 'abrupt' })
    await open('kept')
    process.kill(-((await captureChildren())[0] ?? NaN), 'SIGKILL')
    await eventually(async () => (await test.call('login.state', {})) === null)
    expect(await kept()).toEqual({ ...before, notKept: 'abrupt' })
    expect(await open('kept')).toEqual({ loggedIn: false })
    await test.call('login.close', {})
    expect(await leftovers()).toEqual([])
  })

  it('that cannot be kept at a lock is told of when the vault is opened again', async () => {
    await open('keep')
    const [child = NaN] = await captureChildren()
    // It hangs, so that it can't be closed in order before all of it is killed.
    process.kill(await browserOf(child), 'SIGSTOP')
    const locking = test.call('vault.lock', {})
    await expect(test.refused('case.list', {})).resolves.toBe('vault.not-open')
    process.kill(-child, 'SIGKILL')
    await locking
    expect((await test.open(VAULT)).notes).toContain('login-not-kept')
    expect(await kept()).toEqual({ kept: null, notKept: 'abrupt' })
    await test.call('vault.lock', {})
    expect((await test.open(VAULT)).notes).not.toContain('login-not-kept')
  })

  it('may be as large as it may, and is not kept beyond that', async () => {
    await open('keep', chain, '/hoard?mb=40')
    await test.call('login.close', {})
    const { kept: large } = await kept()
    expect(large?.bytes).toBeGreaterThan(40e6)
    expect(await open('kept')).toEqual({ loggedIn: false })
    await test.call('login.forget', { case: chain })
    await test.call('login.close', {})
    await open('keep', chain, '/hoard?mb=70')
    await test.call('login.close', {})
    expect(await kept()).toEqual({ kept: null, notKept: 'too-large' })
    expect(await leftovers()).toEqual([])
  })

  it('is refused where it is damaged, and can be forgotten or done without', async () => {
    const before = objects()
    await keepOne()
    const [path = ''] = objects().filter((each) => !before.includes(each))
    const bytes = readFileSync(path)
    bytes[100] = (bytes[100] ?? 0) ^ 1
    writeFileSync(path, bytes)
    expect(await test.refused('login.open', { case: chain, url: site.origin, profile: 'kept' })).toBe('login.damaged')
    expect(await test.call('login.state', {})).toBe(null)
    expect(await open('fresh')).toEqual({ loggedIn: true })
    await test.call('login.close', {})
    await test.call('login.forget', { case: chain })
    expect(objects()).toEqual(before)
    expect(await kept()).toEqual({ kept: null, notKept: null })
  })

  it('is forgotten when its case is closed, and a closed case opens no browser', async () => {
    const before = objects()
    await keepOne()
    expect(objects()).toHaveLength(before.length + 1)
    await open('fresh')
    expect(await test.refused('case.close', { case: chain, reason: 'Klart.' })).toBe('case.busy')
    await test.call('login.close', {})
    expect((await kept()).kept).not.toBeNull()
    await test.call('case.close', { case: chain, reason: 'Klart.' })
    expect(await kept()).toEqual({ kept: null, notKept: null })
    expect(objects()).toEqual(before)
    expect(await test.refused('login.open', { case: chain, url: site.origin, profile: 'fresh' })).toBe('case.closed')
    expect((await types()).slice(-2)).toEqual(['login.forgotten', 'case.closed'])
  })
})
