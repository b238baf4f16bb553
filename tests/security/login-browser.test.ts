import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { CallOutput } from '../../shared/contract/index.ts'
import type { CaseId } from '../../shared/model/index.ts'
import { eventually } from '../support/capture.ts'
import { findCanaries } from '../support/canaries.ts'
import { newJob, startTestEngine, testFolder, type TestEngine } from '../support/engine.ts'
import { LOGIN, type LoginSite, startLoginSite } from '../support/login-site.ts'

/** The browser for an own login through the contract, in its own process, on a site whose pages act for the person. */

const { base, remove } = testFolder('login')
const at = (...path: string[]) => join(base, ...path)
const VAULT = at('vault', 'provet.bevisvalv')
let test: TestEngine
let site: LoginSite
let chain: CaseId
let stderr = ''

beforeAll(async () => {
  for (const folder of ['vault', 'tmp', 'home', 'bundle']) mkdirSync(at(folder))
  vi.stubEnv('TMPDIR', at('tmp')).stubEnv('HOME', at('home'))
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    stderr += String(text)
    return true
  })
  site = await startLoginSite({ acts: true })
  test = await startTestEngine(base, { home: at('home'), allowPrivate: true })
  await test.found(VAULT)
  chain = await test.openCase()
}, 60_000)

afterAll(async () => {
  await test?.engine.close()
  await site?.close()
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  remove()
})

const state = () => test.call('login.state', {})
const tabAt = async (path: string) => {
  let found: NonNullable<CallOutput<'login.state'>>['tabs'][number] | undefined
  await eventually(async () => {
    found = (await state())?.tabs.find(({ url }) => url === `${site.origin}${path}`)
    return found !== undefined
  })
  return found?.id ?? ''
}

describe('the browser for an own login', { shuffle: false }, () => {
  it('is opened, locked, captured in place, lifted on record, and closed without a trace of the login', { timeout: 90_000 }, async () => {
    expect(await state()).toBe(null)
    expect(await test.refused('login.lock', {})).toBe('capture.session-none')
    await test.call('login.open', { case: chain, url: `${site.origin}/login` })
    expect(await test.refused('login.open', { case: chain, url: `${site.origin}/login` })).toBe('capture.session-open')
    await tabAt('/flow')
    expect(await test.call('login.lock', {})).toMatchObject({ mode: 'read-only', case: chain })
    site.goOn()
    const tab = await tabAt('/post/7')
    const exhibit = await test.call('login.capture', { job: newJob(), tab, banner: 'leave', record: false })
    expect(site.asked('/post/7')).toBe(1)
    expect(exhibit).toMatchObject({ kind: 'capture', source: { finalUrl: `${site.origin}/post/7`, status: 200 } })
    expect(exhibit.artefacts.map(({ name }) => name)).toContain('capture.wacz')
    expect(await test.refused('login.capture', { job: newJob(), tab: 'none', banner: 'leave', record: false })).toBe('capture.tab-gone')
    expect(await test.call('login.lift', { reason: 'Anmäler inlägget' })).toMatchObject({ mode: 'lifted' })
    const entries = await test.call('custody.list', { case: chain })
    expect(entries.at(-1)).toMatchObject({ type: 'browser.lifted', subject: { reason: 'Anmäler inlägget' } })
    await test.call('login.close', {})
    expect(await state()).toBe(null)
    expect((await test.call('vault.check', { job: newJob() })).verdict).toBe('ok')
    const bundle = await test.call('bundle.export', { job: newJob(), case: chain, profile: 'police', language: 'sv', folder: await test.grant(at('bundle'), 'bundle-folder'), timestampUrls: [] })
    expect((await test.call('bundle.verify', { job: newJob(), bundle: await test.grant(at('bundle', bundle.name), 'bundle'), fingerprint: null })).verdict).toBe('ok')
    const roots = [at('vault'), at('home'), at('tmp'), at('bundle'), '/dev/shm']
    expect(await findCanaries(roots, [LOGIN.password, 'KAKA-99-kanarie'])).toEqual([])
    expect(stderr).not.toContain(LOGIN.password)
  })

  it('goes with the vault when that is locked', { timeout: 60_000 }, async () => {
    await test.call('login.open', { case: chain, url: `${site.origin}/login` })
    await tabAt('/post/7')
    await test.call('vault.lock', {})
    expect(await test.refused('login.state', {})).toBe('vault.not-open')
    await test.open(VAULT)
    expect(await state()).toBe(null)
    expect(await findCanaries(['/dev/shm', at('tmp')], [LOGIN.password, 'KAKA-99-kanarie'])).toEqual([])
  })

  it('leads to no private address unless that is allowed', async () => {
    const strict = await startTestEngine(at('strict'), { home: at('strict-home') })
    await strict.found(at('strict-vault', 'v.bevisvalv'))
    const home = await strict.openCase()
    expect(await strict.refused('login.open', { case: home, url: `${site.origin}/` })).toBe('capture.url-refused')
    await strict.engine.close()
  })
})
