import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forkNodeChild } from '../../electron/engine/children.ts'
import type { ChildHandle, SpawnChild } from '../../electron/services/capture/index.ts'
import type { CaseId, ExhibitId, PersonId } from '../../shared/model/index.ts'
import { enrolWitness, startTestEngine, testFolder, type TestEngine } from '../support/engine.ts'

/** The engine and a browser for an own login whose child answers as the test lets it. */
let test: TestEngine
let remove: () => void
let chain: CaseId
let note: ExhibitId
let witness: PersonId
let heard: { type: string; id?: number }[]
let answer: (message: object) => void
/** Whether it opens, and leaves, when it is asked to. */
let opens: boolean
let leaves: boolean

const child: SpawnChild = (kind) => {
  if (kind !== 'capture') return forkNodeChild(kind)
  let exit: (how: string) => void = () => undefined
  const handle: ChildHandle = {
    post(message) {
      const { type } = message as { type: string }
      heard.push(message as { type: string })
      if (type === 'end' && leaves) exit('exit 0')
      if (type === 'open' && opens) answer({ type: 'session', state: { mode: 'login', tabs: [], writesBlocked: 0, picked: null } })
    },
    onMessage(listener) {
      answer = listener
      setImmediate(() => listener({ type: 'ready' }))
    },
    onExit(listener) {
      const before = exit
      exit = (how) => {
        before(how)
        listener(how)
      }
    },
    kill() {
      heard.push({ type: 'killed' })
      exit('SIGKILL')
    },
  }
  return handle
}

beforeEach(async () => {
  const temporary = testFolder('login')
  remove = temporary.remove
  heard = []
  opens = true
  leaves = true
  test = await startTestEngine(temporary.base, {}, { spawnChild: child })
  await test.found(`${temporary.base}/prov.bevisvalv`)
  chain = await test.openCase()
  note = (await test.call('note.add', { case: chain, title: 'Samtal', text: 'Hon ringde.' })).id
  witness = (await enrolWitness(test)).id
})
afterEach(async () => {
  vi.useRealTimers()
  await test.engine.close()
  remove()
})

const timers = () => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
const login = () => ({ case: chain, url: 'https://example.org/' })
const begin = () => test.engine.dispatch('sitting.begin', { exhibits: [note], witness, relation: { exposed: 'colleague', officer: 'none', words: '' }, language: 'sv' }, 'test')
const busy = { ok: false, error: { code: 'sitting.busy' } }

describe('a browser for an own login that answers no more', () => {
  beforeEach(async () => {
    await test.call('login.open', login())
    timers()
  })

  it.each([['login.lock', {}], ['login.lift', { reason: 'Anmäler inlägget' }]] as const)('%s: is closed, and a sitting begins once it is gone', async (name, input) => {
    leaves = false
    const steering = test.refused(name, input)
    await vi.advanceTimersByTimeAsync(9_999)
    expect(heard.map(({ type }) => type)).toEqual(['open', 'order'])
    expect(await begin()).toMatchObject(busy)
    await vi.advanceTimersByTimeAsync(1)
    // Asked first, as whenever it is closed; until it is gone it could be looked at.
    expect(heard.at(-1)).toEqual({ type: 'end' })
    expect(await begin()).toMatchObject(busy)
    await vi.advanceTimersByTimeAsync(6_000)
    expect(heard.at(-1)).toEqual({ type: 'killed' })
    expect(await steering).toBe('capture.session-hung')
    expect(await test.call('login.state', {})).toBeNull()
    expect(await begin()).toMatchObject({ ok: true })
  })

  it('and is waited for as long as it may take', async () => {
    const locking = test.call('login.lock', {})
    await vi.advanceTimersByTimeAsync(9_999)
    const { id } = heard.at(-1)!
    answer({ type: 'session', state: { mode: 'read-only', tabs: [], writesBlocked: 0, picked: null } })
    answer({ type: 'ordered', id })
    expect(await locking).toMatchObject({ mode: 'read-only' })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(heard.map(({ type }) => type)).toEqual(['open', 'order'])
    // Read-only and of the same case: it may stay.
    expect(await begin()).toMatchObject({ ok: true })
  })
})

describe('a browser for an own login that never comes', () => {
  beforeEach(() => {
    opens = false
    timers()
  })

  /** Until the child was told to open. */
  async function asked() {
    while (heard.length === 0) await new Promise((resolve) => setImmediate(resolve))
  }

  it('is waited for no longer than starting one may take', async () => {
    const opening = test.refused('login.open', login())
    await asked()
    await vi.advanceTimersByTimeAsync(89_999)
    expect(heard.map(({ type }) => type)).toEqual(['open'])
    await vi.advanceTimersByTimeAsync(1)
    expect(await opening).toBe('capture.session-hung')
    expect(heard.map(({ type }) => type)).toEqual(['open', 'end'])
    expect(await begin()).toMatchObject({ ok: true })
  })

  it('does not keep the vault open', async () => {
    leaves = false
    const opening = test.refused('login.open', login())
    await asked()
    const locking = test.call('vault.lock', {})
    await vi.advanceTimersByTimeAsync(6_000)
    expect(heard.map(({ type }) => type)).toEqual(['open', 'end', 'killed'])
    expect(await opening).toBe('capture.session-none')
    await locking
    expect(await test.call('app.status', {})).toMatchObject({ vault: null })
  })
})
