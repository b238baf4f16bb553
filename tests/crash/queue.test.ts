import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import type { CaseId } from '../../shared/model/index.ts'
import { newJob, startTestEngine, testFolder, type TestEngine } from '../support/engine.ts'
import { startPageServer } from '../support/page-server.ts'

const CHILD = fileURLToPath(new URL('../support/queue-child.ts', import.meta.url))

/** Runs the queue in a process that dies at that moment; what it said before. */
async function die(base: string, vault: string, chain: CaseId, moment: 'loading' | 'saved'): Promise<string> {
  const child = spawn(process.execPath, [CHILD, base, vault, chain, moment], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [said] = await Promise.all([text(child.stdout), once(child, 'exit')])
  expect(child.signalCode).toBe('SIGKILL')
  return said
}

async function finished(test: TestEngine, chain: CaseId) {
  for (;;) {
    const told = new Promise<void>((resolve) => {
      const off = test.engine.on(({ name }) => {
        if (name !== 'queue.changed') return
        off()
        resolve()
      })
    })
    const view = await test.call('queue.list', { case: chain })
    if (view.phase === 'idle' && view.running === null) return view
    await told
  }
}

it('a queue outlives the process: what was saved is not captured twice, what was not waits again', { timeout: 180_000 }, async () => {
  const { base, remove } = testFolder('queue-kill')
  const server = await startPageServer({ '/a': '<title>A</title><p>Hot', '/b': '<title>B</title><p>Hot', '/c': '<title>C</title><p>Hot' })
  const vault = join(base, 'v.bevisvalv')
  const open = async () => {
    const test = await startTestEngine(base, { door: 'cli', allowPrivate: true })
    await test.open(vault)
    return test
  }
  try {
    const made = await startTestEngine(base, { door: 'cli', allowPrivate: true })
    await made.found(vault)
    const chain = await made.openCase()
    await made.call('queue.add', { case: chain, text: ['a', 'b', 'c'].map((name) => `${server.origin}/${name}`).join('\n') })
    await made.engine.close()
    const look = async () => {
      const test = await open()
      const { rows, phase } = await test.call('queue.list', { case: chain })
      const exhibits = await test.call('exhibit.list', { case: chain })
      await test.engine.close()
      return [phase, ...rows.map(({ state }) => state), exhibits.length]
    }

    expect(await die(base, vault, chain, 'loading')).toBe('loading\n')
    expect(await look()).toEqual(['idle', 'waiting', 'waiting', 'waiting', 0])
    expect(await die(base, vault, chain, 'saved')).toBe('saved\n')
    expect(await look()).toEqual(['idle', 'done', 'waiting', 'waiting', 1])

    const test = await open()
    await test.call('queue.start', { case: chain })
    const view = await finished(test, chain)
    expect(view.rows.map(({ state, exhibit }) => [state, exhibit?.number])).toEqual([['done', 1], ['done', 2], ['done', 3]])
    expect((await test.call('exhibit.list', { case: chain })).map(({ title }) => title)).toEqual(['A', 'B', 'C'])
    expect((await test.call('vault.check', { job: newJob() })).verdict).toBe('ok')
    await test.engine.close()
  } finally {
    await server.close()
    remove()
  }
})
