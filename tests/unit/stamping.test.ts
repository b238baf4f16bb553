import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { serveTimestamps } from '../../electron/cli/demo/tsa.ts'
import { checkStamps, createStamping, type Stamping, type StampingOptions } from '../../electron/services/ledger/index.ts'
import { Refusal } from '../../shared/contract/index.ts'
import { utf8 } from '../../shared/encoding/index.ts'
import { createAuthorities, serveAuthority } from '../support/authority.ts'
import { createFakeTime, createWatch, type FakeTime } from '../support/stamping.ts'
import { openTestServices, type TestServices } from '../support/services.ts'
import { lacks } from '../support/tools.ts'

const NOBODY = 'http://127.0.0.1:1/'
const QUIET = 5_000
const SPACING = 15_000
const never = new AbortController().signal

let test: TestServices
let time: FakeTime
let urls: string[]
let errors: unknown[]
beforeEach(() => {
  test = openTestServices()
  time = createFakeTime()
  urls = []
  errors = []
})
afterEach(() => test.dispose())

function start(more: Partial<StampingOptions> = {}): Stamping & { until: ReturnType<typeof createWatch>['until'] } {
  const watch = createWatch(() => stamping.state())
  const stamping = createStamping({
    ledger: test.services.ledger,
    store: test.vault.stamps,
    urls: () => urls,
    onChange: watch.onChange,
    onError: (error) => errors.push(error),
    clock: time.clock,
    timer: time.timer,
    ...more,
  })
  onTestFinished(() => stamping.close())
  return Object.assign(stamping, { until: watch.until })
}

/** One more entry. */
const write = (title = 'Ett ärende till') => test.services.casework.openCase(test.actor, { title, reference: '', description: '' })
const size = () => test.services.ledger.head().size

/** The authority of the demo, and what it was asked. */
async function authority(): Promise<string> {
  const server = await serveTimestamps()
  onTestFinished(() => server.close())
  return server.url
}

/** By itself it asks an authority that never answers; `askedAgain` waits until that is asked once more. */
async function startUnanswered(more: Partial<StampingOptions> = {}) {
  let asked: (() => void) | undefined
  const askedAgain = () => new Promise<void>((done) => (asked = done))
  const begun = askedAgain()
  const silent = await serveAuthority(() => (asked?.(), null))
  onTestFinished(() => silent.close())
  urls = [silent.url]
  const stamping = start(more)
  stamping.start()
  time.pass(QUIET)
  await begun
  return { stamping, host: new URL(silent.url).host, askedAgain }
}

async function refusal(work: Promise<unknown>): Promise<Refusal> {
  const error: unknown = await work.catch((thrown: unknown) => thrown)
  if (error instanceof Refusal) return error
  throw new Error('it was not refused')
}

describe('stamping by itself', () => {
  it('asks nobody where nobody is set', async () => {
    const stamping = start()
    stamping.start()
    write()
    expect(time.waits()).toEqual([])
    const { newest, unstamped, authorities } = await stamping.state()
    expect([newest, authorities]).toEqual([null, 0])
    expect(unstamped).toEqual({ entries: size(), since: test.services.ledger.entry(0)!.at })
  })

  it('stamps a head that was left without one, once the vault is open', async () => {
    urls = [await authority()]
    const stamping = start()
    stamping.start()
    expect(time.waits()).toEqual([QUIET])
    time.pass(QUIET)
    const { newest, unstamped } = await stamping.until((state) => state.newest !== null)
    expect(unstamped).toBeNull()
    expect(newest).toMatchObject({ size: size(), host: new URL(urls[0]!).host, shows: { trust: 'other-root' } })
    expect(time.waits()).toEqual([])
    expect(errors).toEqual([])
  })

  it('joins commits that follow each other into one stamp over the newest head', async () => {
    urls = [await authority()]
    const stamping = start()
    stamping.start()
    for (let i = 0; i < 5; i++) {
      write()
      time.pass(QUIET - 1)
    }
    expect(test.vault.stamps.sizes()).toEqual([])
    time.pass(1)
    await stamping.until((state) => state.unstamped === null && state.trying === null)
    expect(test.vault.stamps.sizes()).toEqual([size()])
  })

  it("doesn't put a stamp off for ever where commits never rest", async () => {
    let asked = 0
    urls = [NOBODY]
    const stamping = start({ ask: async () => (asked++, null) })
    stamping.start()
    for (let i = 0; i < 20 && asked === 0; i++) {
      write()
      time.pass(QUIET - 1)
      await stamping.state()
    }
    const begun = await stamping.until(() => asked === 1)
    expect(begun.unstamped?.entries).toBe(size())
    // A minute after the first, within one more rest.
    expect(time.clock() - Date.parse(test.services.ledger.entry(0)!.at)).toBeLessThan(80_000)
  })

  it('covers what came while it was asking with one more', async () => {
    const url = await authority()
    urls = [url]
    const before = size()
    const stamping = start({
      ask: async (given, request, listener) => {
        await Promise.resolve()
        if (size() === before) write()
        const { askInTurn } = await import('../../electron/services/ledger/index.ts')
        return askInTurn(given, request, listener)
      },
    })
    stamping.start()
    time.pass(QUIET)
    const first = await stamping.until((state) => state.newest?.size === before && state.trying === null)
    expect(first.unstamped?.entries).toBe(1)
    expect(time.waits()).toEqual([SPACING])
    time.pass(SPACING)
    await stamping.until((state) => state.unstamped === null)
    expect(test.vault.stamps.sizes()).toEqual([before, before + 1])
  })

  it('tries again after growing pauses, says why and when, and stamps once somebody answers', async () => {
    urls = [NOBODY]
    const stamping = start()
    stamping.start()
    const pauses: number[] = []
    time.pass(QUIET)
    for (let i = 0; i < 8; i++) {
      const { failures, nextTry, unstamped } = await stamping.until((state) => state.nextTry !== null && state.trying === null && state.failures.length > 0)
      expect(failures.map(({ host, fault }) => [host, fault])).toEqual([['127.0.0.1:1', 'unreachable']])
      expect(unstamped?.entries).toBe(size())
      const pause = Date.parse(nextTry!) - time.clock()
      pauses.push(pause)
      if (i < 7) time.pass(pause)
    }
    expect(pauses.map((ms) => ms / 1000)).toEqual([30, 60, 120, 240, 480, 900, 900, 900])
    urls = [NOBODY, await authority()]
    time.pass(pauses.at(-1)!)
    const { newest, failures, nextTry } = await stamping.until((state) => state.newest !== null && state.trying === null)
    expect(newest?.size).toBe(size())
    expect(failures).toHaveLength(1)
    expect(nextTry).toBeNull()
  })

  it('tries at the next commit without waiting for the pause to end', async () => {
    urls = [NOBODY]
    const stamping = start()
    stamping.start()
    time.pass(QUIET)
    await stamping.until((state) => state.failures.length > 0 && state.trying === null)
    urls = [await authority()]
    write()
    expect(time.waits()).toEqual([SPACING])
    time.pass(SPACING)
    await stamping.until((state) => state.unstamped === null)
  })

  it('begins when the first authority is set, and ends when the last one goes', async () => {
    const stamping = start()
    stamping.start()
    urls = [NOBODY]
    stamping.wake()
    expect(time.waits()).toEqual([QUIET])
    urls = []
    stamping.wake()
    expect(time.waits()).toEqual([])
    expect((await stamping.state()).nextTry).toBeNull()
  })

  it('never holds up a commit, and closing calls off what was asked', async () => {
    const { stamping, host } = await startUnanswered()
    expect((await stamping.state()).trying).toBe(host)
    const before = size()
    write()
    expect(size()).toBe(before + 1)
    stamping.close()
    expect(time.waits()).toEqual([])
    write()
    expect(time.waits()).toEqual([])
    expect(test.vault.stamps.sizes()).toEqual([])
    expect(errors).toEqual([])
  })

  it('leaves the stamp that an export had meanwhile over the same head', async () => {
    urls = [await authority()]
    let first: Uint8Array | undefined
    const stamping = start({
      ask: async (list, request, listener) => {
        const { askInTurn } = await import('../../electron/services/ledger/index.ts')
        const taken = await askInTurn(list, request, listener)
        stamping.keep(list[0]!, utf8('another content'), taken!.timestamp)
        expect(test.vault.stamps.sizes()).toEqual([])
        stamping.keep(list[0]!, request.content, taken!.timestamp)
        first = taken?.timestamp.token
        return askInTurn(list, request, listener)
      },
    })
    stamping.start()
    time.pass(QUIET)
    await stamping.until((state) => state.newest !== null && state.trying === null)
    expect(test.vault.stamps.get(size())?.token).toEqual(first)
  })

  it('keeps nothing that comes after the vault was closed', async () => {
    const url = await authority()
    urls = [url]
    let over: (() => void) | undefined
    const given = new Promise<void>((done) => (over = done))
    const stamping = start({
      ask: async (list, { content }, listener) => {
        const { askInTurn } = await import('../../electron/services/ledger/index.ts')
        const taken = await askInTurn(list, { content, signal: never }, listener)
        stamping.close()
        over?.()
        return taken
      },
    })
    stamping.start()
    time.pass(QUIET)
    await given
    await new Promise(setImmediate)
    expect(errors).toEqual([])
    expect(test.vault.stamps.sizes()).toEqual([])
  })

  it('tells what is no fault of an authority, and tries again', async () => {
    urls = [await authority()]
    const full = new Refusal('vault.disk-full')
    const { stamps } = test.vault
    const stamping = start({
      store: {
        ...stamps,
        put: () => {
          throw full
        },
      },
    })
    stamping.start()
    time.pass(QUIET)
    await stamping.until(() => errors.length > 0)
    expect(errors).toEqual([full])
    expect(time.waits()).toEqual([30_000])
  })
})

describe('a stamp by hand', () => {
  it('is refused where nobody is set, and where nobody answers', async () => {
    const stamping = start()
    expect((await refusal(stamping.now([], never, () => undefined))).code).toBe('time.no-authority')
    const hosts: string[] = []
    const vain = await refusal(stamping.now([NOBODY, 'http://127.0.0.1:9/'], never, (host) => hosts.push(host)))
    expect([vain.code, vain.params]).toEqual(['time.no-answer', { count: 2 }])
    expect(hosts).toEqual(['127.0.0.1:1', '127.0.0.1:9'])
    expect((await stamping.state()).failures.map(({ fault }) => fault)).toEqual(['unreachable', 'unreachable'])
    // Nobody started it, so nothing is tried by itself.
    expect(time.waits()).toEqual([])
  })

  it('is had at once, and once for each head', async () => {
    const url = await authority()
    const stamping = start()
    await stamping.now([url], never, () => undefined)
    const first = test.vault.stamps.get(size())
    expect(first?.note).toBe(test.services.ledger.checkpoint())
    await stamping.now([url], never, () => undefined)
    expect(test.vault.stamps.get(size())).toEqual(first)
    write()
    await stamping.now([url], never, () => undefined)
    expect(test.vault.stamps.sizes()).toEqual([size() - 1, size()])
  })

  it('takes over from what was asked by itself, and can be called off', async () => {
    const { stamping, askedAgain } = await startUnanswered()
    const begun = askedAgain()
    const stop = new AbortController()
    const before = performance.now()
    const working = refusal(stamping.now(urls, stop.signal, () => undefined))
    await begun
    // It doesn't wait until the other is given up.
    expect(performance.now() - before).toBeLessThan(5_000)
    stop.abort()
    expect((await working).code).toBe('job.cancelled')
    urls = [await authority()]
    await stamping.now(urls, never, () => undefined)
    expect((await stamping.state()).unstamped).toBeNull()
  })

  it('leaves what it took over to be asked for by itself, where its own can not be kept or never came', async () => {
    const { put } = test.vault.stamps
    const full = new Refusal('vault.disk-full')
    let isFull = true
    const store: StampingOptions['store'] = {
      ...test.vault.stamps,
      put(stamp) {
        if (isFull) throw full
        put(stamp)
      },
    }
    urls = [await authority()]
    const stamping = start({ store })
    stamping.start()
    expect(time.waits()).toEqual([QUIET])
    expect(await refusal(stamping.now(urls, never, () => undefined))).toBe(full)
    expect(time.waits()).toEqual([30_000])
    expect(await refusal(stamping.now(urls, never, () => undefined))).toBe(full)
    // One wait, and a longer one, as after every other failure.
    expect(time.waits()).toEqual([60_000])
    isFull = false
    time.pass(60_000)
    expect((await stamping.until((state) => state.newest !== null && state.trying === null)).unstamped).toBeNull()
    expect(time.waits()).toEqual([])
  })

  it('leaves the next try to come where the kept stamps can not be read', async () => {
    const broken = new Refusal('vault.io')
    let isBroken = false
    const store: StampingOptions['store'] = {
      ...test.vault.stamps,
      sizes() {
        if (isBroken) throw broken
        return test.vault.stamps.sizes()
      },
    }
    const { stamping } = await startUnanswered({ store })
    isBroken = true
    // What was asked by itself is called off before anything is read.
    expect(await refusal(stamping.now(urls, never, () => undefined))).toBe(broken)
    expect(time.waits()).toEqual([30_000])
  })
})

describe.skipIf(lacks('openssl'))('what is kept', () => {
  let folder: string
  let made: ReturnType<typeof createAuthorities>
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bevisvalv-stamps-'))
    made = createAuthorities(folder)
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  async function stampTwice(): Promise<number[]> {
    const root = made.certify('Test root', { as: 'root' })
    const signer = made.certify('Test authority', { as: 'stamping', by: root })
    const server = await serveAuthority((query) => made.reply(query, signer, [root]))
    onTestFinished(() => server.close())
    const stamping = start()
    await stamping.now([server.url], never, () => undefined)
    write()
    await stamping.now([server.url], never, () => undefined)
    return test.vault.stamps.sizes()
  }

  it('holds over the stored checkpoints, and openssl says so too', async () => {
    const sizes = await stampTwice()
    expect(sizes).toHaveLength(2)
    for (const each of sizes) {
      const { token, note, certificates } = test.vault.stamps.get(each)!
      expect(made.accepts(token, utf8(note!), certificates.at(-1)!)).toBe(true)
    }
    expect(await checkStamps(test.vault.stamps)).toMatchObject({ name: 'timestamps', result: 'pass', detail: '2 checked' })
    const stop = AbortSignal.abort()
    expect((await refusal(checkStamps(test.vault.stamps, stop))).code).toBe('job.cancelled')
  })

  it('is not checked where there is nothing', async () => {
    expect(await checkStamps(test.vault.stamps)).toMatchObject({ name: 'timestamps', result: 'not-checked' })
  })

  it.each([
    ['a token of another checkpoint', 'the token is over another content'],
    ['another time', 'the database gives another time than the token'],
    ['no certificates', "the certificates of its authority are missing"],
    ['no token', 'not a timestamp response'],
    ['certificates that are none', 'a certificate that cannot be read'],
  ])('that has %s is told by the check, and its head counts as not stamped', async (what, detail) => {
    const [first = 0, second = 0] = await stampTwice()
    const { stamps } = test.vault
    const kept = stamps.get(second)!
    const changes: Record<string, object> = {
      'a token of another checkpoint': { token: stamps.get(first)!.token },
      'another time': { at: '2026-01-01T00:00:00.000Z' },
      'no certificates': { certificates: [] },
      'no token': { token: new Uint8Array() },
      'certificates that are none': { certificates: ['nonsense'] },
    }
    stamps.put({ ...kept, ...changes[what] })
    expect(await checkStamps(stamps)).toMatchObject({ result: 'fail', item: `checkpoint ${second}`, detail })
    const { newest, unstamped } = await start().state()
    expect(newest).toMatchObject({ size: second, shows: null })
    expect(unstamped).toEqual({ entries: second - first, since: test.services.ledger.entry(first)!.at })
    await start().now([await authority()], never, () => undefined)
    expect(await checkStamps(stamps)).toMatchObject({ result: 'pass' })
  })
})
