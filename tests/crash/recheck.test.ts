import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { addressKey, type CaseId } from '../../shared/model/index.ts'
import { newJob, startTestEngine, testFolder } from '../support/engine.ts'
import { startPageServer } from '../support/page-server.ts'

const CHILD = fileURLToPath(new URL('../support/recheck-child.ts', import.meta.url))
const filesBelow = (folder: string): number => readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(folder, name)).isFile()).length

it('a check that is killed leaves exhibit and finding, or neither', { timeout: 120_000 }, async () => {
  const { base, remove } = testFolder('recheck-kill')
  const server = await startPageServer({ '/a': '<title>A</title><p>Hot mot handläggaren' })
  const vault = join(base, 'v.bevisvalv')
  const url = `${server.origin}/a`
  const address = addressKey(url)!
  const die = async (chain: CaseId, moment: 'sealing' | 'saved') => {
    const child = spawn(process.execPath, [CHILD, base, vault, chain, address, moment], { stdio: ['ignore', 'pipe', 'inherit'] })
    const [said] = await Promise.all([text(child.stdout), once(child, 'exit')])
    expect([said, child.signalCode]).toEqual([`${moment}\n`, 'SIGKILL'])
  }
  try {
    const made = await startTestEngine(base, { door: 'cli', allowPrivate: true })
    await made.found(vault)
    const chain = await made.openCase()
    const content = {
      kind: 'platform-report', platform: 'x', urls: [url], category: '', text: '', language: 'sv', sentOn: '2026-11-02', reference: '', receivedOn: null, outcome: null, decidedOn: null, appealedOn: null,
      appealOutcome: null, followUpOn: null, note: '',
    } as const
    await made.call('record.save', { case: chain, record: null, revision: null, content: { ...content, urls: [url] }, exhibits: [] })
    await made.engine.close()
    const objects = filesBelow(join(vault, 'objects'))
    const look = async () => {
      const test = await startTestEngine(base, { door: 'cli', allowPrivate: true })
      await test.open(vault)
      const { posts } = await test.call('recheck.list', { case: chain })
      const exhibits = await test.call('exhibit.list', { case: chain })
      const { checks } = await test.call('vault.check', { job: newJob() })
      await test.engine.close()
      return [posts[0]!.checks.map(({ finding }) => finding), exhibits.map(({ kind }) => kind), checks.filter(({ result }) => result === 'fail')]
    }

    await die(chain, 'sealing')
    // What was sealed of it lies there until the next opening, and nothing knows of it.
    expect(filesBelow(join(vault, 'objects'))).toBeGreaterThan(objects)
    expect(await look()).toEqual([[], [], []])
    expect(filesBelow(join(vault, 'objects'))).toBe(objects)

    await die(chain, 'saved')
    // Nothing was saved before that could be held against.
    expect(await look()).toEqual([['loaded'], ['recheck'], []])
  } finally {
    await server.close()
    remove()
  }
})
