import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execFileSync } from 'node:child_process'
import { beforeEach, describe, expect, it } from 'vitest'
import { verifyBundle } from '../../electron/services/bundle/index.ts'
import type { CallInput, CallOutput } from '../../shared/contract/index.ts'
import type { CaseId } from '../../shared/model/index.ts'
import { newJob, type TestEngine } from '../support/engine.ts'
import { freshEngines, once } from '../support/fresh.ts'

const MIB = 1024 * 1024
/** Longest that a person waits for work to end that they cancelled, in ms. */
const PROMPT = 1000

const fresh = freshEngines('engine-cancel')
let own: string
let test: TestEngine
let vault: string
let chain: CaseId

beforeEach(async () => {
  ;({ own, test, vault, chain } = await fresh.startWithCase())
})

const file = (name: string, content: Uint8Array | string): string => {
  const path = join(own, name)
  writeFileSync(path, content)
  return path
}
const importAll = async (paths: readonly string[], job = newJob()) => {
  const files = await Promise.all(paths.map((path) => test.grant(path, 'import')))
  return test.call('import.files', { job, case: chain, files })
}
const exported = async (job = newJob()): Promise<CallOutput<'bundle.export'>> => {
  const input: CallInput<'bundle.export'> = { job, case: chain, profile: 'police', language: 'sv', folder: await test.grant(test.documents, 'bundle-folder'), timestampUrls: [] }
  return test.call('bundle.export', input)
}
const titles = async () => (await test.call('exhibit.list', { case: chain })).map(({ title }) => title)

describe('the check of a bundle', () => {
  /** A bundle with a file of 40 MiB, as zip and as folder. */
  async function largeBundle() {
    await importAll([file('stor.bin', Buffer.alloc(40 * MIB, 'innehåll'))])
    const { name } = await exported()
    const zip = join(test.documents, name)
    execFileSync('7z', ['x', zip, `-o${join(own, 'ut')}`])
    return { zip, folder: join(own, 'ut', name.replace(/\.zip$/, '')) }
  }

  it.each(['zip', 'folder'] as const)('reads no further in the file that it is at (%s)', async (kind) => {
    const path = (await largeBundle())[kind]
    const controller = new AbortController()
    let last = { done: 0, total: 0 }
    const checking = verifyBundle(path, {
      fingerprint: null,
      signal: controller.signal,
      onProgress: ({ check, done, total }) => {
        if (check !== 'manifest') return
        last = { done, total }
        // No other file is as large as that: it is in the middle of that one.
        if (done > 5 * MIB) controller.abort()
      },
    })
    await expect(checking).rejects.toThrow('job.cancelled')
    expect(last.total).toBeGreaterThan(40 * MIB)
    expect(last.done).toBeLessThan(20 * MIB)
  })

  it('ends at once when it is cancelled or when the vault is locked, zip or folder', { timeout: 60_000 }, async () => {
    const { zip, folder } = await largeBundle()
    for (const [path, end] of [[zip, 'cancel'], [folder, 'cancel'], [folder, 'lock'], [zip, 'lock']] as const) {
      const job = newJob()
      let since = 0
      once(test, ({ step }) => step === 'bundle-verify', () => {
        since = performance.now()
        void (end === 'cancel' ? test.call('job.cancel', { job }) : test.call('vault.lock', {}))
      })
      expect(await test.refused('bundle.verify', { job, bundle: await test.grant(path, 'bundle'), fingerprint: null })).toBe('job.cancelled')
      expect(performance.now() - since).toBeLessThan(PROMPT)
      // The vault is given back, too.
      if (end === 'lock') await test.open(vault)
    }
    once(test, ({ step }) => step === 'bundle-verify', () => void test.engine.close())
    await test.call('vault.lock', {})
    expect(await test.refused('bundle.verify', { job: newJob(), bundle: await test.grant(zip, 'bundle'), fingerprint: null })).toBe('job.cancelled')
  })

  it('ends while nothing but calculation is left, too', async () => {
    for (let n = 0; n < 60; n += 1) await test.call('note.add', { case: chain, title: `Nr ${n}`, text: 'x' })
    const { name } = await exported()
    const controller = new AbortController()
    let since = 0
    const checking = verifyBundle(join(test.documents, name), {
      fingerprint: null,
      signal: controller.signal,
      // After the last file has been read only entries, proofs and payloads are left.
      onProgress: ({ check, done, total }) => {
        if (check !== 'manifest' || done < total || since !== 0) return
        since = performance.now()
        setTimeout(() => controller.abort(), 1)
      },
    })
    await expect(checking).rejects.toThrow('job.cancelled')
    expect(performance.now() - since).toBeLessThan(PROMPT)
  })
})

describe('an export that is cancelled while it is read back', () => {
  it.each(['cancel', 'lock'] as const)('(%s) is there, signed and on record, and told as not wholly checked', async (end) => {
    await importAll([file('stor.bin', Buffer.alloc(20 * MIB, 'innehåll'))])
    const job = newJob()
    let since = 0
    const ended: Promise<unknown>[] = []
    once(test, ({ step }) => step === 'bundle-verify', () => {
      since = performance.now()
      ended.push(end === 'cancel' ? test.call('job.cancel', { job }) : test.call('vault.lock', {}))
    })
    const bundle = await exported(job)
    await Promise.all(ended)
    expect(performance.now() - since).toBeLessThan(PROMPT)
    expect(bundle).toMatchObject({ number: 1, verdict: 'incomplete' })
    expect(readdirSync(test.documents).toSorted()).toEqual([bundle.name, `${bundle.name}.sig`])
    expect((await verifyBundle(join(test.documents, bundle.name), { fingerprint: bundle.fingerprint })).verdict).toBe('ok')
    if (end === 'lock') await test.open(vault)
    const log = await test.call('custody.list', { case: chain })
    expect(log.filter(({ type }) => type === 'bundle.exported')).toHaveLength(1)
    expect((await test.call('vault.check', { job: newJob() })).verdict).toBe('ok')
    // The next one has the next number.
    expect(await exported()).toMatchObject({ number: 2, verdict: 'ok' })
  })

  it('earlier leaves nothing, on disk or on record', async () => {
    await importAll([file('stor.bin', Buffer.alloc(20 * MIB, 'innehåll'))])
    const job = newJob()
    once(test, ({ step }) => step === 'bundle-write', () => void test.call('job.cancel', { job }))
    await expect(exported(job)).rejects.toThrow('job.cancelled')
    expect(readdirSync(test.documents)).toEqual([])
    expect((await test.call('custody.list', { case: chain })).some(({ type }) => type === 'bundle.exported')).toBe(false)
  })
})

describe('an import of several files', () => {
  const small = (name: string) => file(name, `innehåll i ${name}`)

  it('tells which were saved and which were not, and goes on after one that can not be read', async () => {
    const spoilt = join(own, 'katalog.txt')
    mkdirSync(spoilt)
    const paths = [small('a.txt'), join(own, 'borta.txt'), small('b.txt'), spoilt]
    const told: string[] = []
    test.engine.on((event) => {
      if (event.name === 'job.progress' && event.payload.state !== 'running') told.push(`${event.payload.state} ${event.payload.detail}`)
    })
    const { exhibits, failures } = await importAll(paths)
    expect(told).toEqual(['done a.txt', 'failed borta.txt', 'done b.txt', 'failed katalog.txt'])
    expect(exhibits.map(({ title }) => title)).toEqual(['a.txt', 'b.txt'])
    expect(failures).toMatchObject([
      { name: 'borta.txt', code: 'import.unreadable', params: { name: 'borta.txt' } },
      { name: 'katalog.txt', code: 'import.unreadable' },
    ])
    expect(await titles()).toEqual(['a.txt', 'b.txt'])
  })

  it.each(['cancel', 'lock'] as const)('midway (%s) keeps what was saved and names the rest', async (end) => {
    const job = newJob()
    once(test, ({ step, state, detail }) => step === 'import' && state === 'done' && detail === 'a.txt', () =>
      void (end === 'cancel' ? test.call('job.cancel', { job }) : test.call('vault.lock', {})))
    const { exhibits, failures } = await importAll([small('a.txt'), small('c.txt'), small('b.txt')], job)
    expect(exhibits.map(({ title }) => title)).toEqual(['a.txt'])
    expect(failures).toEqual([
      { name: 'c.txt', code: 'job.cancelled', params: {} },
      { name: 'b.txt', code: 'job.cancelled', params: {} },
    ])
    if (end === 'lock') await test.open(vault)
    expect(await titles()).toEqual(['a.txt'])
    expect((await test.call('vault.check', { job: newJob() })).verdict).toBe('ok')
  })

  it('stops where the vault takes no more, and says so of every file that is left', async () => {
    const objects = join(vault, 'objects')
    // As a disk that went away: the folder is no folder any more.
    once(test, ({ step, state, detail }) => step === 'import' && state === 'done' && detail === 'a.txt', () => {
      cpSync(objects, `${objects}.borta`, { recursive: true })
      execFileSync('rm', ['-r', objects])
      writeFileSync(objects, '')
    })
    const { exhibits, failures } = await importAll([small('a.txt'), small('b.txt'), small('c.txt')])
    expect(exhibits.map(({ title }) => title)).toEqual(['a.txt'])
    expect(failures.map(({ name, code }) => [name, code])).toEqual([['b.txt', 'vault.io'], ['c.txt', 'vault.io']])
  })

  it('of which nothing could be saved is refused', async () => {
    await expect(importAll([join(own, 'x.txt'), join(own, 'y.txt')])).rejects.toMatchObject({ code: 'import.unreadable', params: { name: 'x.txt' } })
    const made = `t-${'a'.repeat(32)}`
    const good = await test.grant(small('a.txt'), 'import')
    expect(await test.refused('import.files', { job: newJob(), case: chain, files: [good, made] })).toBe('token.unknown')
    expect(await titles()).toEqual([])
  })
})
