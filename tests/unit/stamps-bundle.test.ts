import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyBundle } from '../../electron/services/bundle/index.ts'
import { requestTimestamp } from '../../electron/services/ledger/index.ts'
import { utf8 } from '../../shared/encoding/index.ts'
import { PRIOR_TIMESTAMP_COMMANDS } from '../../shared/verify/index.ts'
import { createAuthorities, serveAuthority, type Issued } from '../support/authority.ts'
import { createBundleCase, filesBelow, unzip, type BundleCase } from '../support/bundle-case.ts'
import { lacks } from '../support/tools.ts'

/** The authority’s clock may be off by 1.5 s and 100 µs, it says: only then is it sure. No less than a second is told. */
const latest = (at: string | undefined) => new Date(Math.ceil((Date.parse(at ?? '') + 1501) / 1000) * 1000).toISOString()

/** Stamps that the vault has kept over earlier states of the log go along, each for the exhibits that it bounds. */

describe.skipIf(lacks('unzip', 'bash', 'openssl'))('a bundle of a vault that stamped its log', () => {
  let folder: string
  let made: ReturnType<typeof createAuthorities>
  let root: Issued
  let signer: Issued
  let server: Awaited<ReturnType<typeof serveAuthority>>
  /** Unpacked, with a stamp of its own; never written to. */
  let bag: string
  /** When each of the two stamps says, in order. */
  let times: string[]

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bevisvalv-stamps-bundle-'))
    made = createAuthorities(join(folder, 'tsa'))
    root = made.certify('Test root', { as: 'root' })
    signer = made.certify('Test authority', { as: 'stamping', by: root })
    server = await serveAuthority((query) => made.reply(query, signer, [root]))
    ;({ bag, times } = await stampedBag(true))
  })
  afterAll(async () => {
    await server.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const ask = (content: Uint8Array) =>
    requestTimestamp({ url: server.url, content, signal: new AbortController().signal, roots: [] })

  /** Stamps the newest head and returns what the stamp says. */
  async function stamp({ ledger, stores }: BundleCase): Promise<string> {
    const { at, token, certificates } = await ask(utf8(ledger.checkpoint()))
    stores.stamps.put({ size: ledger.head().size, at, url: server.url, token, certificates, receivedAt: at })
    return at
  }

  /** Exhibit 1 and its stamp, 2 without one, 3 and 4 with one in common, 5 after all stamps. */
  async function stampedBag(own: boolean) {
    const office = createBundleCase()
    const chain = office.openCase()
    const acquire = (title: string) =>
      office.acquire(chain, { title, files: { 'original.txt': { mediaType: 'text/plain', content: title } }, source: { fileName: title, modifiedAt: null } })
    await acquire('first')
    const times = [await stamp(office)]
    office.openCase('Another case')
    await stamp(office)
    await acquire('second')
    await acquire('third')
    await acquire('fourth')
    times.push(await stamp(office))
    await acquire('fifth')
    const out = mkdtempSync(join(folder, 'out-'))
    const bundle = await office.exportTo(out, chain, { timestamp: own ? ask : null })
    const report = await verifyBundle(bundle.path, { fingerprint: bundle.fingerprint })
    return { office, bundle, report, times, bag: unzip(bundle, out) }
  }

  /** Every check of a copy after `change`. */
  async function changed(change: (path: (name: string) => string) => void) {
    const copy = mkdtempSync(join(folder, 'copy-'))
    cpSync(bag, copy, { recursive: true })
    change((name) => join(copy, 'ledger/prior', name))
    const report = await verifyBundle(copy, { fingerprint: null })
    return { report, check: (name: string) => report.checks.find((each) => each.name === name) }
  }

  it('carries the earliest stamp at or after each acquisition, once, and leaves others out', () => {
    expect(filesBelow(bag).filter((path) => path.startsWith('ledger/prior/'))).toEqual(
      ['3', '7'].flatMap((size) => ['checkpoint', 'consistency', 'tsr', 'tsr.pem'].map((kind) => `ledger/prior/${size}.${kind}`)),
    )
    expect(filesBelow(bag).filter((path) => /tsa-/.test(path))).toEqual(['keys/tsa-1.pem', 'keys/tsa-ca.pem'])
  })

  it('says of each exhibit by when it was in the log', async () => {
    const report = await verifyBundle(bag, { fingerprint: null })
    expect(report.verdict).toBe('ok')
    const [first, second] = times.map(latest)
    expect(report.noLaterThan.map(({ number, at }) => [number, at])).toEqual([
      [1, first],
      [2, second],
      [3, second],
      [4, second],
      [5, latest(report.timestamp?.at)],
    ])
    expect(report.noLaterThan[0]).toMatchObject({ authority: 'Test authority', trust: 'other-root' })
    expect(report.checks.find(({ name }) => name === 'timestamp')?.detail).toMatch(/; 2 earlier states of the log are stamped as well$/)
  })

  it('says so as well where it has no stamp of its own', async () => {
    const bare = await stampedBag(false)
    expect(bare.report.verdict).toBe('ok')
    expect(bare.report.timestamp).toBeNull()
    expect(bare.report.noLaterThan.map(({ number }) => number)).toEqual([1, 2, 3, 4])
    expect(bare.report.checks.find(({ name }) => name === 'timestamp')).toMatchObject({ result: 'pass', detail: '2 earlier states of the log are stamped' })
    for (const readme of ['LAS-MIG.txt', 'README.txt']) {
      for (const line of PRIOR_TIMESTAMP_COMMANDS) expect(readFileSync(join(bare.bag, readme), 'utf8')).toContain(`    ${line}\n`)
    }
  })

  it('is verified by openssl, as its read-me says, and by its own script', () => {
    const openssl = spawnSync('bash', ['-euc', PRIOR_TIMESTAMP_COMMANDS.join('\n')], { cwd: bag, encoding: 'utf8' })
    expect([openssl.status, openssl.stdout.match(/Verification: OK/g)]).toEqual([0, ['Verification: OK', 'Verification: OK']])
    for (const size of ['3', '7']) {
      const file = (kind: string) => new Uint8Array(readFileSync(join(bag, `ledger/prior/${size}.${kind}`)))
      expect(made.accepts(file('tsr'), file('checkpoint'), root.pem)).toBe(true)
    }
    const script = spawnSync('bash', [join(bag, 'verify.sh')], { encoding: 'utf8' })
    expect([script.status, script.stdout.match(/^ok {4}timestamp: of the log at \d+/gm)]).toEqual([
      0,
      ['ok    timestamp: of the log at 3', 'ok    timestamp: of the log at 7'],
    ])
  })

  it.each<[string, string, string, (path: (name: string) => string) => void]>([
    ['a token of another state', 'ledger/prior/3.tsr', 'the token is over another content', (path) => cpSync(path('7.tsr'), path('3.tsr'))],
    ['no certificates', 'ledger/prior/3.tsr', 'the certificates of its authority are missing', (path) => writeFileSync(path('3.tsr.pem'), signer.pem)],
    ['a file of certificates that is missing', 'ledger/prior/3.tsr.pem', '', (path) => rmSync(path('3.tsr.pem'))],
    ['a file of certificates with more in it', 'ledger/prior/3.tsr.pem', 'not a list of certificates', (path) => writeFileSync(path('3.tsr.pem'), `See https://example.org\n${signer.pem}`)],
    ['certificates of nothing', 'ledger/prior/3.tsr.pem', 'certificates of a timestamp that is not there', (path) => rmSync(path('3.tsr'))],
    ['a token that is none', 'ledger/prior/7.tsr', 'not a timestamp response', (path) => writeFileSync(path('7.tsr'), 'x')],
  ])('fails with %s, and nothing is said of exhibits', async (_, item, detail, change) => {
    const { report, check } = await changed(change)
    expect(report.verdict).toBe('failed')
    expect(check('timestamp')).toMatchObject({ result: 'fail', item, detail: expect.stringContaining(detail) })
    expect(report.noLaterThan).toEqual([])
  })

  it('fails with a stamp of a state that is not there', async () => {
    const { check } = await changed((path) => {
      rmSync(path('3.checkpoint'))
      rmSync(path('3.consistency'))
    })
    expect(check('prior-checkpoints')).toMatchObject({ result: 'fail', item: 'ledger/prior/3.checkpoint' })
    expect(check('timestamp')?.result).toBe('fail')
  })

  it('leaves a kept stamp out that does not hold any more, and takes the next', async () => {
    const office = createBundleCase()
    const chain = office.openCase()
    await office.acquire(chain, { title: 'first', files: { 'original.txt': { mediaType: 'text/plain', content: 'x' } }, source: { fileName: 'x', modifiedAt: null } })
    await stamp(office)
    const size = office.ledger.head().size
    office.stores.stamps.put({ ...office.stores.stamps.get(size)!, token: new Uint8Array([1, 2, 3]) })
    office.openCase('Another case')
    const at = await stamp(office)
    const out = mkdtempSync(join(folder, 'out-'))
    const bundle = await office.exportTo(out, chain)
    const report = await verifyBundle(bundle.path, { fingerprint: bundle.fingerprint })
    expect([report.verdict, report.noLaterThan.map((each) => each.at)]).toEqual(['ok', [latest(at)]])
    expect(filesBelow(unzip(bundle, out)).filter((path) => path.endsWith('.tsr'))).toEqual([`ledger/prior/${size + 1}.tsr`])
  })
})
