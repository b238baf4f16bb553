import { readFileSync, readdirSync, readlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate, setTimeout } from 'node:timers/promises'
import { beforeEach, describe, expect, it } from 'vitest'
import type { CallInput, CallName, Result } from '../../shared/contract/index.ts'
import type { CaseId, ExhibitId } from '../../shared/model/index.ts'
import { newJob, type TestEngine } from '../support/engine.ts'
import { freshEngines } from '../support/fresh.ts'
import { noisyPicture } from '../support/pictures.ts'

const MIB = 1024 * 1024
/** Longest that a person waits for a lock, in ms. */
const PROMPT = 1000

const fresh = freshEngines('engine-lock')
let test: TestEngine
let vault: string
let chain: CaseId
let large: ExhibitId
let note: ExhibitId

beforeEach(async () => {
  ;({ test, vault, chain } = await fresh.startWithCase())
  const path = join(test.documents, 'lång.txt')
  writeFileSync(path, Buffer.alloc(12 * MIB, 'rad efter rad\n'))
  const { exhibits } = await test.call('import.files', { job: newJob(), case: chain, files: [await test.grant(path, 'import')] })
  large = exhibits[0]?.id as ExhibitId
  note = (await test.call('note.add', { case: chain, title: 'Samtal', text: 'Hon ringde.' })).id
})

/** Asks for the lock after so many ms, and tells how long it took, in ms. */
async function lockAfter(ms: number): Promise<number> {
  if (ms > 0) await setTimeout(ms)
  const since = performance.now()
  await test.call('vault.lock', {})
  return performance.now() - since
}

/** Files of the vault's objects that this process has open. */
const openObjects = () =>
  readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      const path = readlinkSync(`/proc/self/fd/${fd}`)
      return path.startsWith(join(vault, 'objects')) ? [path] : []
    } catch {
      return []
    }
  })

/** How many objects have been sealed. */
const written = () => readdirSync(join(vault, 'objects'), { recursive: true, encoding: 'utf8' }).filter((name) => /[/]o-[0-9a-f]+$/.test(name)).length

const custody = async () => (await test.call('custody.list', { case: chain })).map(({ type }) => type)

describe('locked at any moment, a call that takes time', () => {
  const calls: { [N in CallName]?: () => Promise<CallInput<N>> | CallInput<N> } = {
    'note.add': () => ({ case: chain, title: 'Ny', text: 'y'.repeat(150_000) }),
    'note.correct': () => ({ exhibit: note, title: 'Rättad', text: 'z'.repeat(150_000) }),
    'exhibit.view': () => ({ exhibit: large }),
    'exhibit.artefact': () => ({ exhibit: large, name: 'original.txt' }),
    'exhibit.save-artefact': async () => ({ exhibit: large, name: 'original.txt', folder: await test.grant(test.documents, 'bundle-folder') }),
  }
  /** What it leaves in the case where it was done. */
  const LEAVES: Record<string, string> = { 'note.add': 'exhibit.acquired', 'note.correct': 'exhibit.acquired', 'exhibit.view': 'exhibit.viewed', 'exhibit.artefact': 'exhibit.copied', 'exhibit.save-artefact': 'exhibit.copied' }
  const COPY = '1-1-original.txt'

  it.each(Object.keys(calls) as CallName[])('%s is done or refused, and nothing in between', { timeout: 60_000 }, async (name) => {
    const answers = new Set<string>()
    for (let ms = 0; ms < 3000 && !answers.has('done'); ms = Math.ceil(ms * 1.7) + 1) {
      const before = await custody()
      const input = await (calls[name] as () => Promise<unknown>)()
      const call = test.engine.dispatch(name, input, 'test')
      const waited = await lockAfter(ms)
      const answer: Result<unknown> = await call
      expect(waited).toBeLessThan(PROMPT)
      expect(openObjects()).toEqual([])
      answers.add(answer.ok ? 'done' : answer.error.code)

      await test.open(vault)
      const added = (await custody()).slice(before.length)
      const isCopy = name === 'exhibit.save-artefact'
      // A copy is on record before its first byte leaves, so a refused one may be there too.
      if (isCopy && !answer.ok) expect(added.every((type) => type === LEAVES[name])).toBe(true)
      else expect(added).toEqual(answer.ok ? [LEAVES[name]] : [])
      expect(readdirSync(test.documents).includes(COPY)).toBe(isCopy && answer.ok)
      if (isCopy && answer.ok) expect(readFileSync(join(test.documents, COPY)).length).toBe(12 * MIB)
    }
    expect([...answers].toSorted()).toEqual(['done', 'vault.not-open'])
    expect((await test.call('vault.check', { job: newJob() })).verdict).toBe('ok')
  })

  it('is waited for when its file stands and its entry does not yet', async () => {
    for (let round = 0; round < 20; round += 1) {
      const before = written()
      const adding = test.engine.dispatch('note.add', { case: chain, title: `Nr ${round}`, text: 'x' }, 'test')
      while (written() === before) await setImmediate()
      await test.call('vault.lock', {})
      expect(await adding).toMatchObject({ ok: true, value: { title: `Nr ${round}` } })
      await test.open(vault)
      expect(await test.call('exhibit.list', { case: chain })).toHaveLength(round + 3)
    }
  })

  it('gives no content to whoever asked before and looks after', async () => {
    const { handle } = await test.call('exhibit.artefact', { exhibit: large, name: 'original.txt' })
    await lockAfter(0)
    await test.open(vault)
    expect(await test.engine.object(handle)).toBeNull()
  })
})

describe('a stream that is being read', () => {
  async function reading() {
    const { handle } = await test.call('exhibit.artefact', { exhibit: large, name: 'original.txt' })
    const stream = await test.engine.object(handle)
    if (stream === null) throw new Error('no stream')
    return stream.chunks[Symbol.asyncIterator]()
  }

  it('stops with the session, even while its next piece is on the way', async () => {
    const chunks = await reading()
    expect((await chunks.next()).done).toBe(false)
    const next = chunks.next()
    const locked = lockAfter(0)
    await expect(next).rejects.toThrow('vault.not-open')
    expect(await locked).toBeLessThan(PROMPT)
    expect((await chunks.next()).done).toBe(true)
  })

  it('holds neither key nor file when nobody reads on', async () => {
    const chunks = await reading()
    await chunks.next()
    expect(openObjects()).toHaveLength(1)
    await lockAfter(0)
    expect(openObjects()).toEqual([])
    await expect(chunks.next()).rejects.toThrow('vault.not-open')
  })

  it('of an earlier session gives nothing in a later one', async () => {
    const chunks = await reading()
    await chunks.next()
    await lockAfter(0)
    await test.open(vault)
    await expect(chunks.next()).rejects.toThrow('vault.not-open')
  })
})

it('a picture whose drawing is cut short by the lock is no exhibit, rather than one without pictures', async () => {
  const path = join(test.documents, 'bild.png')
  writeFileSync(path, noisyPicture(1500, 1500))
  const before = await custody()
  const sealed = written()
  const files = [await test.grant(path, 'import')]
  const importing = test.refused('import.files', { job: newJob(), case: chain, files })
  while (written() === sealed) await setImmediate()
  // It is sealed, and drawn by a process that takes longer than that to start.
  await lockAfter(30)
  expect(await importing).toBe('job.cancelled')
  await test.open(vault)
  expect(await custody()).toEqual(before)
})

it('a check that is locked in the middle of an exhibit is cancelled, and blames no exhibit', async () => {
  let locked: Promise<number> | undefined
  test.engine.on((event) => {
    // The first exhibit is read next, which takes longer than that.
    if (event.name === 'job.progress' && event.payload.step === 'check-ledger' && event.payload.state === 'done') locked ??= lockAfter(10)
  })
  const path = join(test.documents, 'mer.txt')
  writeFileSync(path, Buffer.alloc(40 * MIB, 'x'))
  await test.call('import.files', { job: newJob(), case: chain, files: [await test.grant(path, 'import')] })
  expect(await test.refused('vault.check', { job: newJob() })).toBe('job.cancelled')
  expect(await locked).toBeLessThan(PROMPT)
})
