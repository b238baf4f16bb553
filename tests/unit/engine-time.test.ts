import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { serveTimestamps } from '../../electron/cli/demo/tsa.ts'
import type { TimeState } from '../../shared/contract/index.ts'
import { serveAuthority } from '../support/authority.ts'
import { newJob, startTestEngine, testFolder, type TestEngine } from '../support/engine.ts'
import { createFakeTime, type FakeTime } from '../support/stamping.ts'

/** Trusted time as a window sees it: what is asked by itself, what an officer asks for, and that nothing waits for it. */

const NOBODY = 'http://127.0.0.1:1/'

let base: string
let remove: () => void
let test: TestEngine
let time: FakeTime
beforeEach(() => {
  ;({ base, remove } = testFolder('engine-time'))
  time = createFakeTime()
})
afterEach(async () => {
  await test.engine.close()
  remove()
})

async function begin(door: 'test' | 'cli' = 'test'): Promise<string> {
  test = await startTestEngine(base, { door }, { timer: time.timer })
  const folder = join(base, 'v.bevisvalv')
  await test.found(folder)
  return folder
}

/** Lets time pass and waits, told by the engine's events, until it stands as wanted. */
async function until(wanted: (state: TimeState) => boolean): Promise<TimeState> {
  for (;;) {
    let off = () => undefined as unknown
    const next = new Promise<void>((done) => {
      off = test.engine.on(({ name }) => name === 'time.changed' && done())
    })
    const state = await test.call('time.state', {})
    if (wanted(state)) {
      off()
      return state
    }
    await next
    off()
  }
}

async function authority(): Promise<string> {
  const server = await serveTimestamps()
  onTestFinished(() => server.close())
  return server.url
}

const names = () => test.events.map(({ name }) => name)

describe('trusted time in a window', () => {
  it('waits offline without holding anything up, and catches up when somebody answers', async () => {
    const folder = await begin()
    expect(time.waits()).toEqual([])
    await test.call('settings.change', { timestampUrls: [NOBODY] })
    time.pass(time.waits()[0]!)
    const offline = await until((state) => state.failures.length > 0 && state.trying === null)
    expect(offline).toMatchObject({ authorities: 1, newest: null, failures: [{ host: '127.0.0.1:1', fault: 'unreachable' }] })
    expect(offline.nextTry).not.toBeNull()

    // Work goes on, and the oldest entry without a stamp stays the oldest.
    await test.openCase()
    const later = await test.call('time.state', {})
    expect(later.unstamped).toEqual({ entries: offline.unstamped!.entries + 1, since: offline.unstamped!.since })

    // What was left without a stamp is taken up when the vault is opened again.
    await test.call('vault.lock', {})
    expect(time.waits()).toEqual([])
    await test.call('settings.change', { timestampUrls: [NOBODY, await authority()] })
    await test.open(folder)
    expect((await test.call('time.state', {})).unstamped?.since).toBe(offline.unstamped!.since)
    time.pass(time.waits()[0]!)
    const { vault } = await test.call('app.status', {})
    const covered = await until((state) => state.unstamped === null && state.trying === null)
    expect(covered.newest).toMatchObject({ size: vault!.head.size, shows: { trust: 'other-root' } })
    expect(covered.failures.map(({ fault }) => fault)).toEqual(['unreachable'])
    // A stamp is no entry.
    expect((await test.call('app.status', {})).vault!.head.size).toBe(vault!.head.size)
    const { checks } = await test.call('vault.check', { job: newJob() })
    expect(checks.find(({ name }) => name === 'timestamps')).toMatchObject({ result: 'pass', detail: '1 checked' })
  })

  it('is locked and closed at once while an authority keeps silent', async () => {
    await begin()
    let asked: (() => void) | undefined
    const begun = new Promise<void>((done) => (asked = done))
    const silent = await serveAuthority(() => (asked?.(), null))
    onTestFinished(() => silent.close())
    await test.call('settings.change', { timestampUrls: [silent.url] })
    time.pass(time.waits()[0]!)
    await begun
    expect((await test.call('time.state', {})).trying).toBe(new URL(silent.url).host)
    const before = performance.now()
    await test.call('vault.lock', {})
    // Long before the authority is given up.
    expect(performance.now() - before).toBeLessThan(5_000)
    expect(names().at(-1)).toBe('vault.locked')
    expect(await test.refused('time.state', {})).toBe('vault.not-open')
  })

  it('is asked for by an officer, and refused in ways of its own', async () => {
    await begin()
    const stamp = () => test.call('time.stamp', { job: newJob(), timestampUrls: null })
    expect(await test.refused('time.stamp', { job: newJob(), timestampUrls: null })).toBe('time.no-authority')
    await test.call('settings.change', { timestampUrls: [NOBODY] })
    expect(await test.refused('time.stamp', { job: newJob(), timestampUrls: null })).toBe('time.no-answer')
    expect((await test.call('time.state', {})).failures.map(({ fault }) => fault)).toEqual(['unreachable'])
    await test.call('settings.change', { timestampUrls: [await authority()] })
    const state = await stamp()
    expect(state).toMatchObject({ unstamped: null, failures: [], nextTry: null })
    expect(test.events.some(({ name, payload }) => name === 'job.progress' && 'step' in payload && payload.step === 'bundle-timestamp')).toBe(true)
  })

  it('keeps the stamp of an export, so that its head is asked for once', async () => {
    await begin()
    let asked = 0
    const url = await authority()
    const counting = await serveAuthority((query, response) => {
      asked += 1
      void fetch(url, { method: 'POST', body: Buffer.from(query) })
        .then((answer) => answer.arrayBuffer())
        .then((body) => response.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(Buffer.from(body)))
      return null
    })
    onTestFinished(() => counting.close())
    const id = await test.openCase()
    await test.call('note.add', { case: id, title: 'Samtal', text: 'Hon ringde.' })
    await test.call('settings.change', { timestampUrls: [counting.url] })
    const folder = await test.grant(test.documents, 'bundle-folder')
    const made = await test.call('bundle.export', { job: newJob(), case: id, profile: 'police', language: 'sv', folder, timestampUrls: null })
    const { newest, unstamped } = await test.call('time.state', {})
    expect([newest?.shows?.at, unstamped, asked]).toEqual([made.timestamp, null, 1])
    expect(time.waits()).toEqual([])
  })
})

describe('trusted time on the command line', () => {
  it('is asked for only when it is told to', async () => {
    await begin('cli')
    const url = await authority()
    await test.call('settings.change', { timestampUrls: [url] })
    await test.openCase()
    expect(time.waits()).toEqual([])
    expect((await test.call('time.state', {})).newest).toBeNull()
    expect((await test.call('time.stamp', { job: newJob(), timestampUrls: [url] })).unstamped).toBeNull()
  })
})
