import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { appendFileSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { compareBundles, receiveBundle } from '../../electron/cli/commands/received.ts'
import type { Office } from '../../electron/cli/office.ts'
import { WrongUse } from '../../electron/cli/usage.ts'
import { openSource } from '../../electron/services/bundle/receive/source.ts'
import { verifyBundle } from '../../electron/services/bundle/index.ts'
import { Refusal, type BundleReport, type Verification } from '../../shared/contract/index.ts'
import { catalogues } from '../../shared/locales/index.ts'
import type { CaseId, ExhibitId } from '../../shared/model/index.ts'
import { attest, enrolWitness, newJob, startTestEngine, testFolder, type TestEngine } from '../support/engine.ts'
import { unzip } from '../support/bundle-case.ts'
import { lacks } from '../support/tools.ts'
import { TEST_PASSPHRASE } from '../support/vault.ts'

const { base, remove } = testFolder('receive')
const at = (...names: string[]) => join(base, ...names)
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

interface Sent {
  path: string
  fingerprint: string
  origin: string
  exhibits: { id: ExhibitId; number: number; title: string; contentRoot: string; acquiredAt: string }[]
}

/** A vault that sends a bundle of two exhibits, one of them witnessed. */
async function send(): Promise<Sent> {
  const test = await startTestEngine(at('sender'))
  try {
    const { vault } = await test.found(at('sender', 'avsandare.bevisvalv'))
    const chain = await test.openCase('Hot mot rektorn')
    const note = await test.call('note.add', { case: chain, title: 'Samtal till växeln', text: 'Han sa att han visste var hon bodde.' })
    await test.call('note.add', { case: chain, title: 'Brev', text: 'Ett brev utan avsändare.' })
    await attest(test, note.id, (await enrolWitness(test)).id)
    mkdirSync(at('sent'), { recursive: true })
    const made = await test.call('bundle.export', { job: newJob(), case: chain, profile: 'police', language: 'sv', folder: await test.grant(at('sent'), 'bundle-folder'), timestampUrls: [] })
    return { path: at('sent', made.name), fingerprint: made.fingerprint, origin: vault.head.origin, exhibits: await test.call('exhibit.list', { case: chain }) }
  } finally {
    await test.engine.close()
  }
}

describe('a bundle of another vault', () => {
  let sent: Sent
  let test: TestEngine
  let chain: CaseId

  const receive = async (path: string, more: { fingerprint?: string | null; reason?: string | null; receipt?: string } = {}) =>
    test.call('bundle.receive', { job: newJob(), case: chain, bundle: await test.grant(path, 'bundle'), ...more })
  const artefact = async (exhibit: ExhibitId, name: string): Promise<Buffer> => {
    const { handle } = await test.call('exhibit.artefact', { exhibit, name })
    const parts: Uint8Array[] = []
    for await (const part of (await test.engine.object(handle))!.chunks) parts.push(part)
    return Buffer.concat(parts)
  }
  const checks = (report: Pick<BundleReport, 'checks'>, result: string) => report.checks.filter((check) => check.result === result).map(({ name }) => name)
  /** A copy of the zip that came, changed, with its signature beside it. */
  const changed = (name: string, change: (bytes: Buffer) => Buffer): string => {
    mkdirSync(at('changed'), { recursive: true })
    writeFileSync(at('changed', name), change(readFileSync(sent.path)))
    copyFileSync(`${sent.path}.sig`, `${at('changed', name)}.sig`)
    return at('changed', name)
  }
  const flipped = (bytes: Buffer) => {
    const place = bytes.indexOf('Ett brev utan')
    bytes[place] = bytes[place]! ^ 1
    return bytes
  }

  beforeAll(async () => {
    sent = await send()
    test = await startTestEngine(at('receiver'))
    await test.found(at('receiver', 'mottagare.bevisvalv'))
    chain = await test.openCase('Yttrande')
  }, 60_000)
  afterAll(async () => {
    await test.engine.close()
    remove()
  })

  it('is kept byte for byte, with what its check found and what it says', async () => {
    const { exhibit, report } = await receive(sent.path, { fingerprint: sent.fingerprint })
    expect(report.verdict).toBe('ok')
    expect(exhibit).toMatchObject({ kind: 'received', title: 'bundle-1-01.zip', witnessed: [], source: { bundle: 'bundle-1-01.zip', verdict: 'ok', paper: 'same', fingerprint: sent.fingerprint, reason: '' } })
    expect(await artefact(exhibit.id, 'received.zip')).toEqual(readFileSync(sent.path))
    expect(await artefact(exhibit.id, 'received.zip.sig')).toEqual(readFileSync(`${sent.path}.sig`))

    const found = await test.call('bundle.received', { exhibit: exhibit.id })
    expect(found).toMatchObject({
      v: 1,
      tool: 'Bevisvalv 0.0.0',
      bundle: { name: 'bundle-1-01.zip', bytes: readFileSync(sent.path).length, sha256: sha256(readFileSync(sent.path)) },
      signature: { bytes: 64, kept: true },
      compared: { fingerprint: sent.fingerprint, receipt: null },
      verdict: 'ok',
      origin: sent.origin,
      caseTitle: 'Hot mot rektorn',
      exported: { number: 1, profile: 'police' },
      total: 2,
    })
    expect(found.checks).toEqual(report.checks)
    // Who acquired and witnessed there, when, and which content: as said there, not as of now.
    for (const one of sent.exhibits) {
      expect(found.exhibits.find(({ exhibit: id }) => id === one.id)).toMatchObject({ number: one.number, title: one.title, contentRoot: one.contentRoot, acquiredAt: one.acquiredAt, acquiredBy: 'Anna Provsson' })
    }
    expect(found.exhibits[0]?.witnesses).toMatchObject([{ name: 'Vera Vittne', grade: 'fingerprint-only' }])
    expect(JSON.parse((await artefact(exhibit.id, 'verification.json')).toString())).toEqual(found)
  })

  it('counts neither as witnessed nor as waiting for a witness, and can be attested by nobody', async () => {
    const before = await test.call('case.get', { case: chain })
    const { exhibit } = await receive(sent.path)
    expect((await test.call('case.get', { case: chain })).unwitnessed).toBe(before.unwitnessed)
    const { id: witness } = await enrolWitness(test, 'Vidar Vittne', 'vidars egna långa fras')
    const relation = { exposed: 'colleague', officer: 'none', words: '' } as const
    expect(await test.refused('sitting.begin', { exhibits: [exhibit.id], witness, relation, language: 'sv' })).toBe('input.invalid')
    expect(exhibit.source).toMatchObject({ paper: 'none' })
  })

  it('stands in the log as received, the look at it too', async () => {
    const { exhibit } = await receive(sent.path)
    await test.call('bundle.received', { exhibit: exhibit.id })
    const log = (await test.call('custody.list', { case: chain })).filter(({ subject }) => subject['exhibit'] === exhibit.id)
    expect(log.map(({ type, subject }) => [type, subject['context']])).toEqual([['exhibit.acquired', 'received'], ['exhibit.viewed', undefined]])
    const note = await test.call('note.add', { case: chain, title: 'x', text: 'x' })
    expect(await test.refused('bundle.received', { exhibit: note.id })).toBe('exhibit.not-found')
  })

  it.each([
    ['with a changed file', () => changed('andrad.zip', flipped), 'manifest'],
    ['that was cut', () => changed('kapad.zip', (bytes) => bytes.subarray(0, bytes.length - 500)), 'zip-signature'],
    ['that is no zip', () => changed('brev.zip', () => Buffer.from('Hej')), 'zip-signature'],
    ['that is empty', () => changed('tom.zip', () => Buffer.alloc(0)), 'zip-signature'],
  ])('%s is refused, and kept only by a word for it, marked everywhere', async (_what, made, check) => {
    const path = made()
    const before = await test.call('exhibit.list', { case: chain })
    expect(await test.refused('bundle.receive', { job: newJob(), case: chain, bundle: await test.grant(path, 'bundle') })).toBe('bundle.not-held')
    expect(await test.call('exhibit.list', { case: chain })).toHaveLength(before.length)

    const { exhibit, report } = await receive(path, { reason: 'Så kom det från motparten.' })
    expect(checks(report, 'fail')).toContain(check)
    expect(exhibit.source).toMatchObject({ verdict: 'failed', reason: 'Så kom det från motparten.' })
    expect(await artefact(exhibit.id, 'received.zip')).toEqual(readFileSync(path))
    const found: Verification = await test.call('bundle.received', { exhibit: exhibit.id })
    expect([found.verdict, found.reason, checks(found, 'fail')]).toEqual(['failed', 'Så kom det från motparten.', checks(report, 'fail')])
    const entry = (await test.call('custody.list', { case: chain })).find(({ subject }) => subject['exhibit'] === exhibit.id)
    expect(entry?.subject).toMatchObject({ context: 'receivedFailed', reason: 'Så kom det från motparten.' })
  })

  it('of another sender than the paper says is refused, and a reason for one that holds is not written down', async () => {
    const other = 'ab'.repeat(32)
    expect(await test.refused('bundle.receive', { job: newJob(), case: chain, bundle: await test.grant(sent.path, 'bundle'), fingerprint: other })).toBe('bundle.not-held')
    const { exhibit } = await receive(sent.path, { fingerprint: other, reason: 'Pappret kan vara fel avskrivet.' })
    expect(exhibit.source).toMatchObject({ verdict: 'failed', paper: 'differs', fingerprint: sent.fingerprint })
    expect((await receive(sent.path, { reason: 'Behövs inte.' })).exhibit.source).toMatchObject({ verdict: 'ok', reason: '' })
  })

  it('of a hostile name keeps the name, shown so that it can be seen', async () => {
    const path = changed('\u202egpj.zip <b>\u0007.zip', (bytes) => bytes)
    const { exhibit } = await receive(path)
    expect(exhibit.source).toMatchObject({ bundle: '\u202egpj.zip <b>\u0007.zip' })
    // oxlint-disable-next-line no-control-regex -- what mustn't be there
    expect(exhibit.title).not.toMatch(/[\u202e\u0007]/)
  })

  it('without a signature beside it, or with one that is none, says so', async () => {
    const path = changed('utan.zip', (bytes) => bytes)
    writeFileSync(`${path}.sig`, Buffer.alloc(5000))
    const { exhibit } = await receive(path, { reason: 'x' })
    expect(await test.call('bundle.received', { exhibit: exhibit.id })).toMatchObject({ verdict: 'failed', signature: { bytes: 5000, kept: false } })
    rmSync(`${path}.sig`)
    const bare = await receive(path)
    expect(checks(bare.report, 'not-checked')).toContain('zip-signature')
    expect(await test.call('bundle.received', { exhibit: bare.exhibit.id })).toMatchObject({ signature: null })
    expect((await test.call('exhibit.get', { exhibit: bare.exhibit.id })).artefacts.map(({ name }) => name)).toEqual(['received.zip', 'verification.json'])
  })

  it('is refused where there is no case, no zip, or a receipt that is none', async () => {
    const bundle = await test.grant(sent.path, 'bundle')
    expect(await test.refused('bundle.receive', { job: newJob(), case: `c-${'0'.repeat(32)}` as CaseId, bundle })).toBe('case.not-found')
    expect(await test.refused('bundle.receive', { job: newJob(), case: chain, bundle, receipt: 'BV1' })).toBe('receipt.malformed')
    expect(await test.refused('bundle.receive', { job: newJob(), case: chain, bundle: await test.grant(at('sent'), 'bundle') })).toBe('import.unreadable')
  })

  describe.skipIf(lacks('unzip', 'pdftotext'))('carried on in a bundle of this vault', () => {
    it('comes out whole: both hold, and the one inside is the one that came', async () => {
      const { exhibit } = await receive(sent.path, { fingerprint: sent.fingerprint })
      const failed = await receive(changed('foljer-med.zip', flipped), { reason: 'Motpartens exemplar.' })
      mkdirSync(at('out'), { recursive: true })
      const made = await test.call('bundle.export', { job: newJob(), case: chain, profile: 'police', language: 'sv', folder: await test.grant(at('out'), 'bundle-folder'), timestampUrls: [] })
      expect(made.verdict).toBe('ok')
      const report = await verifyBundle(at('out', made.name), { fingerprint: made.fingerprint })
      expect(report.exhibits.find(({ number }) => number === exhibit.number)).toMatchObject({ unwitnessed: false, witnesses: [], received: { verdict: 'ok' } })
      expect(report.exhibits.find(({ number }) => number === failed.exhibit.number)).toMatchObject({ received: { verdict: 'failed', reason: 'Motpartens exemplar.' } })

      const bag = unzip({ ...made, path: at('out', made.name), name: made.name.replace(/\.zip$/, '') }, at('bag'))
      const inner = join(bag, 'data/exhibits', String(exhibit.number).padStart(3, '0'), 'received.zip')
      expect(readFileSync(inner)).toEqual(readFileSync(sent.path))
      // Under its new name, its signature beside it as it lies there.
      const again = await verifyBundle(inner, { fingerprint: sent.fingerprint })
      expect([again.verdict, again.checks.find(({ name }) => name === 'zip-signature')?.result]).toEqual(['ok', 'pass'])
      // The report says of both what they are, and of neither that it was acquired here.
      const text = execFileSync('pdftotext', ['-layout', join(bag, 'data/report.pdf'), '-'], { encoding: 'utf8' }).replaceAll(/\s+/g, ' ')
      for (const words of [catalogues.sv.received.notice.received, catalogues.sv.received.notice.receivedFailed, 'Motpartens exemplar.']) expect(text).toContain(words)
      expect(text).not.toMatch(new RegExp(`Bevis ${exhibit.number} säkrades`))
      expect(await test.call('vault.check', { job: newJob() })).toMatchObject({ verdict: 'ok' })
    })
  })

  describe('on the command line', () => {
    const open = { vault: at('receiver', 'mottagare.bevisvalv'), passphraseFile: at('passphrase') }
    const office = (): Office => ({ engine: test.engine, call: test.call, vault: async () => null, close: async () => undefined })
    beforeAll(async () => {
      writeFileSync(open.passphraseFile, `${TEST_PASSPHRASE}\n`)
      await test.call('vault.lock', {})
    })
    afterEach(() => test.call('vault.lock', {}).catch(() => undefined))
    afterAll(async () => void (await test.open(open.vault)))

    it('is received, and one that fails only by a word for it, with an exit code that says so', async () => {
      const [lower, upper] = [sent.fingerprint, sent.fingerprint.toUpperCase().replaceAll(/(.{4})/g, '$1 ')]
      const good = await receiveBundle(office(), sent.path, { ...open, case: '1', fingerprint: upper })
      expect([good.exit, good.json]).toMatchObject([0, { verdict: 'ok', compared: true, reason: null, fingerprint: lower }])
      expect(good.lines.at(-1)).toContain('Nothing in it counts as acquired or witnessed here')
      await test.call('vault.lock', {})
      const path = changed('rad.zip', flipped)
      await expect(receiveBundle(office(), path, { ...open, case: '1' })).rejects.toMatchObject({ code: 'bundle.not-held' })
      await test.call('vault.lock', {})
      const bad = await receiveBundle(office(), path, { ...open, case: '1', despiteFailure: 'Begärt av tingsrätten.' })
      expect([bad.exit, bad.json]).toMatchObject([1, { verdict: 'failed', reason: 'Begärt av tingsrätten.' }])
      expect(bad.lines.at(-1)).toContain('ITS CHECK FAILED')
      await expect(receiveBundle(office(), path, { ...open, case: '1', despiteFailure: ' ' })).rejects.toBeInstanceOf(WrongUse)
    })

    it('two are held side by side, and a difference ends with 1', async () => {
      const same = await compareBundles(office(), sent.path, { with: sent.path })
      expect([same.exit, same.json]).toMatchObject([0, { verdict: 'ok', later: 'same', first: { verdict: 'ok' }, second: { verdict: 'ok' } }])
      expect(same.lines).toContain('exhibit 1: in both, the same content')
      const other = await compareBundles(office(), sent.path, { with: changed('annan.zip', flipped) })
      expect([other.exit, other.json]).toMatchObject([1, { verdict: 'failed', second: { verdict: 'failed' } }])
    })
  })

  it('is checked by what was sealed: a file that is exchanged meanwhile gives no verdict', async () => {
    const path = at('stor.zip')
    const MIB = 1024 * 1024
    const bytes = Buffer.alloc(6 * MIB + 7, 'abcdefghijk')
    writeFileSync(path, bytes)
    const { signal } = new AbortController()
    const file = await openSource(path)
    try {
      for await (const _chunk of file.chunks(() => undefined, signal)) void _chunk
      const source = file.source(signal)
      // Over the border of two pieces, and to the very end.
      for (const [from, length] of [[MIB - 5, 10], [0, 3 * MIB], [6 * MIB, 7]] as const) expect(Buffer.compare(await source.read(from, length), bytes.subarray(from, from + length))).toBe(0)
      expect(file.changed()).toBe(false)
      bytes[5 * MIB] = 0
      writeFileSync(path, bytes)
      await source.read(0, 10)
      await expect(source.read(5 * MIB + 1, 10)).rejects.toMatchObject({ code: 'import.changed' })
      expect(file.changed()).toBe(true)
    } finally {
      await file.close()
    }
  })

  it('that is written to while it is read is refused', async () => {
    const path = changed('vaxer.zip', (bytes) => bytes)
    const file = await openSource(path)
    const reading = async () => {
      for await (const _chunk of file.chunks(() => undefined, new AbortController().signal)) appendFileSync(path, 'mer')
    }
    try {
      expect(await reading().catch((error: unknown) => (error instanceof Refusal ? error.code : error))).toBe('import.changed')
    } finally {
      await file.close()
    }
  })

  it('is left when it is cancelled: nothing of it is kept', async () => {
    const job = newJob()
    const before = await test.call('exhibit.list', { case: chain })
    const off = test.engine.on((event) => {
      if (event.name === 'job.progress' && event.payload.job === job && event.payload.step === 'import') void test.call('job.cancel', { job })
    })
    expect(await test.refused('bundle.receive', { job, case: chain, bundle: await test.grant(sent.path, 'bundle') })).toBe('job.cancelled')
    off()
    expect(await test.call('exhibit.list', { case: chain })).toEqual(before)
  })
})
