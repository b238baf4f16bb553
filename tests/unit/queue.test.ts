import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createCaptureQueue } from '../../electron/services/casework/index.ts'
import type { CallOutput } from '../../shared/contract/index.ts'
import type { CaseId } from '../../shared/model/index.ts'
import { newJob, type TestEngine } from '../support/engine.ts'
import { freshEngines, once } from '../support/fresh.ts'
import { addCase, exhibitOf } from '../support/vault-entries.ts'
import { openTestVault } from '../support/vault.ts'
import { begun, chosen, endless, forgetPages, mostAtOnce, pages, playPage, refusing, type Page } from '../support/queue-pages.ts'

vi.mock(import('../../electron/engine/handlers/capture.ts'), async (original) => ({
  ...(await original()),
  capturePage: (...input) => playPage(...input),
}))

const fresh = freshEngines('queue')
let test: TestEngine
let vault: string
let chain: CaseId
beforeEach(async () => {
  forgetPages()
  ;({ test, vault, chain } = await fresh.startWithCase())
})

type View = CallOutput<'queue.list'>
const at = (n: number | string) => `https://forum.example/${n}`
const add = (numbers: readonly (number | string)[], to = chain) => test.call('queue.add', { case: to, text: numbers.map(at).join('\n') })
const list = (of = chain) => test.call('queue.list', { case: of })
const start = (of = chain) => test.call('queue.start', { case: of })
const states = ({ rows }: View) => rows.map(({ state }) => state)
const exhibits = async () => (await test.call('exhibit.list', { case: chain })).map(({ source }) => (source !== null && 'requestedUrl' in source ? source.requestedUrl : null))
const log = async () => (await test.call('custody.list', { case: chain })).map(({ type }) => type)

/** The view, as soon as one fits. */
async function until(fits: (view: View) => boolean, of = chain): Promise<View> {
  for (;;) {
    const told = new Promise<void>((resolve) => {
      const off = test.engine.on(({ name }) => {
        if (name !== 'queue.changed') return
        off()
        resolve()
      })
    })
    const view = await list(of)
    if (fits(view)) return view
    await told
  }
}
const over = (view: View) => view.phase === 'idle' && view.running === null
const runs = (n: number | string) => (view: View) => view.rows.some(({ url, state }) => url === at(n) && state === 'running')

/** A page that waits until it is let go. */
function held(n: number | string): () => void {
  const { promise, resolve } = Promise.withResolvers<void>()
  pages.set(at(n), (signal) => Promise.race([promise, Promise.resolve(endless(signal))]))
  return resolve
}

describe('a list of links', () => {
  it('waits until it is started, and is captured one page at a time, in its order', async () => {
    expect((await add([1, 2, 3])).queue).toMatchObject({ phase: 'idle', running: null, stopped: null })
    expect(begun).toEqual([])
    await start()
    const view = await until(over)
    expect(states(view)).toEqual(['done', 'done', 'done'])
    expect(view.rows.map(({ exhibit }) => exhibit?.number)).toEqual([1, 2, 3])
    expect([begun, mostAtOnce()]).toEqual([[at(1), at(2), at(3)], 1])
    expect(await exhibits()).toEqual([at(1), at(2), at(3)])
    // No entries but those of the exhibits.
    expect(await log()).toEqual(['case.opened', 'exhibit.acquired', 'exhibit.acquired', 'exhibit.acquired'])
  })

  it('joins what repeats or waits already, and says where the case has the page', async () => {
    await add([1])
    await start()
    await until(over)
    const { queue, findings } = await test.call('queue.add', { case: chain, text: `${at(2)}\n${at(2)}\nhej\nftp://f.example/\n${at(1)}` })
    expect(findings.map(({ line, outcome }) => [line, outcome])).toEqual([[1, 'added'], [2, 'repeated'], [3, 'no-link'], [4, 'scheme'], [5, 'added']])
    expect(queue.rows.map(({ url, state, known }) => [url, state, known])).toEqual([[at(1), 'done', null], [at(2), 'waiting', null], [at(1), 'waiting', 1]])
    const again = await add([1, 2, 3])
    expect(again.findings.map(({ outcome }) => outcome)).toEqual(['queued', 'queued', 'added'])
    expect(again.queue.rows).toHaveLength(4)
  })

  it('takes five hundred and says of the rest that it is full', async () => {
    const { queue, findings } = await add(Array.from({ length: 510 }, (_, n) => n))
    expect(queue.rows).toHaveLength(500)
    expect(findings.filter(({ outcome }) => outcome === 'full').map(({ line }) => line)).toEqual([501, 502, 503, 504, 505, 506, 507, 508, 509, 510])
  })

  it('is captured as it was chosen when it was started, and otherwise with nothing chosen', async () => {
    const other = await test.openCase('Ett annat')
    await add([1, 2])
    await add([3], other)
    const go = held(1)
    await test.call('queue.start', { case: chain, banner: 'reject', record: true })
    await until(runs(1))
    await start(other)
    go()
    await until(over)
    await until(over, other)
    expect(begun).toEqual([at(1), at(2), at(3)])
    expect(chosen).toEqual([['reject', true], ['reject', true], ['leave', false]])
  })

  it('is of its case, and of none that is not there', async () => {
    const other = await test.openCase('Ett annat')
    await add([1])
    await add([2], other)
    expect((await test.call('queue.overview', {})).map(({ case: id, title, waiting }) => [id, title, waiting])).toEqual([[chain, 'Hot efter artikel', 1], [other, 'Ett annat', 1]])
    await start(other)
    await until(over, other)
    expect(begun).toEqual([at(2)])
    expect(states(await list())).toEqual(['waiting'])
    expect(await test.refused('queue.add', { case: `c-${'0'.repeat(32)}` as CaseId, text: at(1) })).toBe('case.not-found')
  })

  it('goes through two cases one page at a time', async () => {
    const other = await test.openCase('Ett annat')
    const go = held(1)
    await add([1, 3])
    await add([2], other)
    await start()
    await start(other)
    await until(runs(1))
    expect(await list(other)).toMatchObject({ phase: 'going', running: null })
    go()
    await until(over)
    await until(over, other)
    expect([begun, mostAtOnce()]).toEqual([[at(1), at(3), at(2)], 1])
  })

  it('lies nowhere in clear', async () => {
    await add(['hemlig-tavla'])
    for (const name of readdirSync(vault, { recursive: true, withFileTypes: true })) {
      if (name.isFile()) expect(readFileSync(join(name.parentPath, name.name)).includes('hemlig-tavla')).toBe(false)
    }
  })
})

describe('a page that fails', () => {
  it('stops none of the others, says why, and can be tried again', async () => {
    pages.set(at(2), refusing('capture.unreachable', { host: 'forum.example' }))
    await add([1, 2, 3])
    await start()
    const view = await until(over)
    expect(states(view)).toEqual(['done', 'failed', 'done'])
    expect(view.rows[1]?.failure).toEqual({ code: 'capture.unreachable', params: { host: 'forum.example' } })
    expect(await exhibits()).toEqual([at(1), at(3)])
    pages.clear()
    const again = await test.call('queue.retry', { case: chain, row: null })
    expect([states(again), again.rows[1]?.failure]).toEqual([['done', 'waiting', 'done'], null])
    await start()
    expect(states(await until(over))).toEqual(['done', 'done', 'done'])
  })

  it('for a reason of the machine three times in a row pauses the queue and gives the reason', async () => {
    const broken = refusing('capture.browser-failed', { browser: 'Chromium', detail: 'exit 1' })
    for (const n of [1, 2, 4, 5, 6]) pages.set(at(n), broken)
    await add([1, 2, 3, 4, 5, 6, 7])
    await start()
    const view = await until(over)
    expect(states(view)).toEqual(['failed', 'failed', 'done', 'failed', 'failed', 'failed', 'waiting'])
    expect(view.stopped).toMatchObject({ code: 'capture.browser-failed' })
    expect((await start()).stopped).toBeNull()
    expect(states(await until(over)).at(-1)).toBe('done')
  })

  it('for a reason of its own pauses nothing, however many do', async () => {
    for (const n of [1, 2, 3, 4]) pages.set(at(n), refusing('capture.timeout', { bound: 'load', seconds: 1 }))
    await add([1, 2, 3, 4, 5])
    await start()
    const view = await until(over)
    expect([states(view), view.stopped]).toEqual([['failed', 'failed', 'failed', 'failed', 'done'], null])
  })
})

describe('whoever looks on', () => {
  it('pauses: the page that runs is brought to its end, the next waits', async () => {
    const go = held(1)
    await add([1, 2])
    await start()
    await until(runs(1))
    expect(await test.call('queue.pause', { case: chain })).toMatchObject({ phase: 'finishing' })
    go()
    expect(states(await until(over))).toEqual(['done', 'waiting'])
    await start()
    expect(states(await until(over))).toEqual(['done', 'done'])
  })

  it('follows the steps of the page that runs, also when looking later, and cancels it alone', async () => {
    held(1)
    await add([1, 2])
    const loading = new Promise<void>((resolve) => once(test, ({ step }) => step === 'load', resolve))
    await start()
    await loading
    const { running } = await list()
    if (running === null) throw new Error('nothing runs')
    expect((await list()).running?.steps).toMatchObject([{ step: 'load', state: 'running' }])
    const told = test.events.filter(({ name }) => name === 'job.progress').map(({ payload }) => ('job' in payload ? payload.job : ''))
    expect(told).toEqual([running.job])
    await test.call('job.cancel', { job: running.job })
    expect(states(await until(over))).toEqual(['cancelled', 'done'])
    // Nothing half: the cancelled page is no exhibit and left no entry.
    expect(await exhibits()).toEqual([at(2)])
    expect(await log()).toEqual(['case.opened', 'exhibit.acquired'])
    expect((await test.call('vault.check', { job: newJob() })).verdict).toBe('ok')
    const row = (await list()).rows[0]?.row ?? 0
    expect(states(await test.call('queue.retry', { case: chain, row }))).toEqual(['waiting', 'done'])
  })

  it('takes rows away, but not the one that runs; what is cleared keeps its exhibits', async () => {
    const go = held(2)
    await add([1, 2, 3])
    await start()
    const [, second, third] = (await until(runs(2))).rows
    for (const row of [second, third]) await test.call('queue.remove', { case: chain, row: row?.row ?? 0 })
    go()
    const view = await until(over)
    expect(view.rows.map(({ url, state }) => [url, state])).toEqual([[at(1), 'done'], [at(2), 'done']])
    const other = await test.openCase('Ett annat')
    await test.call('queue.remove', { case: other, row: view.rows[0]?.row ?? 0 })
    expect((await list()).rows).toHaveLength(2)
    expect((await test.call('queue.clear', { case: chain })).rows).toEqual([])
    expect(await exhibits()).toEqual([at(1), at(2)])
  })

  it('clears neither what waits nor what failed', async () => {
    pages.set(at(1), refusing('capture.crashed'))
    await add([1, 2])
    await start()
    await until(over)
    await add([3])
    expect(states(await test.call('queue.clear', { case: chain }))).toEqual(['failed', 'waiting'])
  })
})

describe('after a crash', () => {
  const opened = openTestVault()
  afterAll(() => opened.dispose())
  const BEGUN = '2026-11-22T14:00:00.000Z'

  it.each([
    ['was saved since', { at: '2026-11-22T14:00:09.000Z', requestedUrl: at(1) }, 'done'],
    ['was saved before', { at: '2026-11-22T13:59:59.999Z', requestedUrl: at(1) }, 'waiting'],
    ['is another', { at: '2026-11-22T14:00:09.000Z', requestedUrl: at(2) }, 'waiting'],
  ] as const)('a row that ran is done only where its page was saved since (it %s)', (_, page, state) => {
    const own = addCase(opened.vault)
    const kept = exhibitOf(opened.vault, own, [])
    opened.vault.evidence.insert(kept)
    const exhibit = { id: kept.row.id, number: kept.row.number }
    const queue = createCaptureQueue({ store: opened.vault.queue, captured: () => [{ exhibit, finalUrl: at(1), ...page }], clock: () => Date.parse(BEGUN) })
    queue.add(own, `${at(1)}\n${at(3)}`)
    const row = queue.next(own)
    if (row === null) throw new Error('nothing waits')
    queue.begin(row)
    expect(queue.rows(own)).toMatchObject([{ state: 'running' }, { state: 'waiting' }])
    queue.recover()
    expect(queue.rows(own)).toMatchObject([{ state, exhibit: state === 'done' ? exhibit : null }, { state: 'waiting', exhibit: null }])
  })
})

describe('a lock', () => {
  it.each(['vault.lock', 'close'] as const)('(%s) puts the page that runs back, and nothing starts by itself afterwards', async (how) => {
    held(1)
    await add([1, 2])
    await start()
    await until(runs(1))
    if (how === 'close') await test.engine.close()
    else await test.call('vault.lock', {})
    expect(await test.refused('queue.list', { case: chain })).toBe('vault.not-open')
    await test.open(vault)
    expect(await list()).toMatchObject({ phase: 'idle', running: null, stopped: null })
    expect(states(await list())).toEqual(['waiting', 'waiting'])
    expect(await test.call('queue.overview', {})).toMatchObject([{ waiting: 2, phase: 'idle' }])
    expect(begun).toEqual([at(1)])
    expect([await exhibits(), await log()]).toEqual([[], ['case.opened']])
    pages.clear()
    await start()
    expect(states(await until(over))).toEqual(['done', 'done'])
  })

  it('at any moment leaves each page waiting, or done and saved once', { timeout: 60_000 }, async () => {
    await add(Array.from({ length: 12 }, (_, n) => n))
    for (let round = 0; round < 12; round += 1) {
      let steps = round
      const slow: Page = async () => {
        for (; steps > 0; steps -= 1) await new Promise(setImmediate)
      }
      for (let n = 0; n < 12; n += 1) pages.set(at(n), slow)
      let locked: Promise<unknown> | undefined
      once(test, ({ step, state }) => step === (round % 2 === 0 ? 'load' : 'seal') && state === 'running', () => {
        locked = test.call('vault.lock', {})
      })
      await start()
      while (locked === undefined) await new Promise(setImmediate)
      await locked
      await test.open(vault)
      const { rows } = await list()
      const kept = rows.flatMap(({ state, url }) => (state === 'done' ? [url] : []))
      expect(rows.every(({ state }) => state === 'done' || state === 'waiting')).toBe(true)
      expect(await exhibits()).toEqual(kept)
    }
  })
})
