import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { CallInput } from '../../shared/contract/index.ts'
import type { CaseId } from '../../shared/model/index.ts'
import { leftIn } from '../support/full-browser.ts'
import { findCanaries } from '../support/canaries.ts'
import { newJob, startTestEngine, testFolder, type TestEngine } from '../support/engine.ts'
import { html, startPageServer, type PageServer } from '../support/page-server.ts'
import { passphraseBytes } from '../support/vault.ts'

/**
 * A whole run of the engine with marked words in everything that a person or a page may say. Afterwards none of them may
 * lie in clear anywhere but in the bundle, which was exported on purpose.
 */

const { base, remove } = testFolder('leaks')
const at = (...path: string[]) => join(base, ...path)
const VAULT = at('vault', 'provet.bevisvalv')
const OUT = at('bundle')
/** Where programs leave things: all of it this test's own, but for the shared memory that browsers use. */
const ROOTS = [at('vault'), at('tmp'), at('home'), '/dev/shm', '/var/tmp']

const mark = (name: string) => `kanarie-${name}-${crypto.randomUUID().slice(0, 8)}`
const CANARIES = {
  officer: mark('Öberg'),
  contact: mark('telefon'),
  witness: mark('Vittne'),
  vaultName: mark('valvnamn'),
  caseTitle: mark('ärende'),
  reference: mark('diarium'),
  description: mark('beskrivning'),
  url: mark('address'),
  pageTitle: mark('sidtitel'),
  pageText: mark('sidtext'),
  script: mark('skript'),
  cookie: mark('kaka'),
  fileName: mark('filnamn'),
  fileText: mark('filtext'),
  note: mark('anteckning'),
  relation: mark('relation'),
  remark: mark('remark'),
}
const SECRETS = { officer: `${mark('fras')} för handläggaren`, witness: `${mark('fras')} för vittnet`, next: `${mark('fras')} som är ny` }

let test: TestEngine
let server: PageServer
let stderr = ''
let recovery: string[] = []
let chain: CaseId

const page = () => `<!doctype html><html lang="sv"><title>${CANARIES.pageTitle}</title>
<p>${CANARIES.pageText}</p><div style="height:6000px"></div><p>slut</p>
<script>localStorage.setItem('x', '${CANARIES.script}'); document.cookie = 'k=${CANARIES.cookie}; max-age=99999'</script>`

async function wholeRun(): Promise<void> {
  const { call, grant } = test
  const created = await call('vault.create', {
    folder: await grant(VAULT, 'vault-to-create'),
    name: CANARIES.vaultName,
    officer: { name: CANARIES.officer, title: '', contact: CANARIES.contact },
    passphrase: passphraseBytes(SECRETS.officer),
  })
  recovery = created.recovery
  await call('vault.confirm-recovery', { words: recovery })
  const { id: witness } = await call('person.enrol', { name: CANARIES.witness, title: '', contact: '', role: 'witness', passphrase: passphraseBytes(SECRETS.witness) })
  const opened = await call('case.open', { title: CANARIES.caseTitle, reference: CANARIES.reference, description: CANARIES.description })
  chain = opened.id
  const url = `${server.origin}/${CANARIES.url}?q=${CANARIES.url}`
  const captured = await call('capture.start', { job: newJob(), case: chain, url, allowPrivate: true })
  const file = at('source', `${CANARIES.fileName}.txt`)
  await call('import.files', { job: newJob(), case: chain, files: [await grant(file, 'import')] })
  await call('note.add', { case: chain, title: `Om ${CANARIES.note}`, text: CANARIES.note.repeat(300) })
  await call('exhibit.view', { exhibit: captured.id })
  const relation = { exposed: 'other', officer: 'none', words: CANARIES.relation } as const
  const exhibit = captured.id
  await call('sitting.begin', { exhibits: [exhibit], witness, relation, language: 'sv' })
  await call('sitting.load', { job: newJob(), exhibit, tab: null })
  await call('sitting.loaded', { exhibit })
  const typed = { how: 'typed', value: CANARIES.remark } as const
  await call('sitting.answer', { exhibit, answers: { present: 'yes', account: typed, words: typed, date: typed, pictures: [], remark: CANARIES.remark } })
  await call('sitting.saved', { exhibit })
  const { items } = await call('sitting.draft', { exhibit, agrees: 'yes', reservation: CANARIES.remark })
  const challenges = items.flatMap(({ draft }) => draft?.challenge ?? [])
  expect(await test.refused('sitting.sign', { challenges, passphrase: passphraseBytes(SECRETS.officer), hand: null })).toBe('person.wrong-passphrase')
  await call('sitting.sign', { challenges, passphrase: passphraseBytes(SECRETS.witness), hand: null })
  await call('sitting.end', { passphrase: passphraseBytes(SECRETS.officer) })
  const exported: CallInput<'bundle.export'> = { job: newJob(), case: chain, profile: 'police', language: 'sv', folder: await grant(OUT, 'bundle-folder'), timestampUrls: [] }
  const bundle = await call('bundle.export', exported)
  await call('bundle.verify', { job: newJob(), bundle: await grant(join(OUT, bundle.name), 'bundle'), fingerprint: bundle.fingerprint })
  await call('vault.change-passphrase', { current: passphraseBytes(SECRETS.officer), next: passphraseBytes(SECRETS.next) })
  // A capture that fails and an import that is refused tidy up after themselves too.
  expect(await test.refused('capture.start', { job: newJob(), case: chain, url: `file:///${CANARIES.url}`, allowPrivate: false })).toBe('capture.url-invalid')
  expect(await test.refused('import.files', { job: newJob(), case: chain, files: [await grant(at('source', CANARIES.fileName), 'import')] })).toBe('import.unreadable')
}

beforeAll(async () => {
  for (const folder of ['vault', 'tmp', 'home', 'bundle', 'source']) mkdirSync(at(folder))
  vi.stubEnv('TMPDIR', at('tmp')).stubEnv('SQLITE_TMPDIR', at('tmp')).stubEnv('HOME', at('home')).stubEnv('XDG_CACHE_HOME', at('home', '.cache')).stubEnv('BEVISVALV_HOME', at('home'))
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    stderr += String(text)
    return true
  })
  writeFileSync(at('source', `${CANARIES.fileName}.txt`), `${CANARIES.fileText}\n`.repeat(20_000))
  server = await startPageServer({ [`/${CANARIES.url}`]: (_, response) => html(response, 200, page()) })
  test = await startTestEngine(base, { home: at('home'), door: 'cli', allowPrivate: true })
  await wholeRun()
}, 120_000)

afterAll(async () => {
  await test?.engine.close()
  await server?.close()
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  remove()
})

const marked = () => [...Object.values(CANARIES), ...Object.values(SECRETS), recovery.slice(0, 4).join(' '), recovery.slice(-4).join(' ')]

// One story: each part goes on where the one before it ended.
describe('a whole case', { shuffle: false }, () => {
  it('leaves nothing in clear while the vault is open', { timeout: 60_000 }, async () => {
    expect(await findCanaries(ROOTS, marked())).toEqual([])
  })

  it('leaves nothing in clear once everything is closed, and no browser profile', { timeout: 60_000 }, async () => {
    await test.engine.close()
    expect(await findCanaries(ROOTS, marked())).toEqual([])
    expect(leftIn(at('tmp'))).toEqual([])
    test = await startTestEngine(base, { home: at('home'), door: 'cli' })
    await test.open(VAULT, SECRETS.next)
  })

  it('says nothing of it on standard error, not even when something breaks inside', async () => {
    // A bug in the middle of a call: what the call was given, and what the error quotes of it, stay out of the report.
    const fields = { title: CANARIES.caseTitle, reference: CANARIES.reference, description: CANARIES.note }
    vi.spyOn(Date.prototype, 'toISOString').mockImplementationOnce(() => {
      throw new RangeError(`${CANARIES.caseTitle} has no time`)
    })
    expect(await test.refused('case.change', { case: chain, ...fields })).toBe('internal')
    expect(stderr).toContain('case.change internal RangeError')
    writeFileSync(at('stderr.txt'), stderr)
    expect(await findCanaries([at('stderr.txt')], marked())).toEqual([])
  })

  it('did put everything but the secrets into the bundle', { timeout: 60_000 }, async () => {
    const found = new Set((await findCanaries([OUT], marked())).map(({ canary }) => canary))
    // How to reach the officer is nobody's business outside the office.
    const meant = Object.values(CANARIES).filter((canary) => canary !== CANARIES.contact)
    expect([...found].toSorted()).toEqual(meant.toSorted())
  })

  it('would have found each of them, in each of the places', { timeout: 60_000 }, async () => {
    const planted = marked().map((canary, index) => ({
      canary,
      path: join(ROOTS[index % ROOTS.length] ?? '', `bevisvalv-planted-${crypto.randomUUID()}`),
    }))
    try {
      for (const { canary, path } of planted) writeFileSync(path, Buffer.from(`x${canary}y`, 'utf16le'))
      const found = await findCanaries(ROOTS, marked())
      expect(planted.filter(({ canary, path }) => !found.some((leak) => leak.canary === canary && leak.path === path))).toEqual([])
    } finally {
      for (const { path } of planted) rmSync(path, { force: true })
    }
  })
})
