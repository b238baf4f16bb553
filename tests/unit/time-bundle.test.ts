import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serveTimestamps } from '../../electron/cli/demo/tsa.ts'
import { openPreferences } from '../../electron/engine/preferences.ts'
import { createTimestamper } from '../../electron/engine/timestamper.ts'
import { verifyBundle, type Timestamper } from '../../electron/services/bundle/index.ts'
import { requestTimestamp } from '../../electron/services/ledger/index.ts'
import { TIMESTAMP_COMMANDS } from '../../shared/verify/index.ts'
import { createAuthorities, serveAuthority } from '../support/authority.ts'
import { createBundleCase, fillCase, filesBelow, unzip } from '../support/bundle-case.ts'
import { lacks } from '../support/tools.ts'

let folder: string
let authority: Awaited<ReturnType<typeof serveTimestamps>>
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bevisvalv-time-bundle-'))
  authority = await serveTimestamps()
})
afterAll(async () => {
  await authority.close()
  rmSync(folder, { recursive: true, force: true })
})

const newFolder = () => mkdtempSync(join(folder, 'out-'))
const stamper: Timestamper = (content, signal) => requestTimestamp({ url: authority.url, content, signal })

async function exported(timestamp: Timestamper | null, signal = new AbortController().signal) {
  const office = createBundleCase()
  const chain = await fillCase(office)
  const steps: string[] = []
  const out = newFolder()
  const bundle = await office.exportTo(out, chain, {
    timestamp: timestamp === null ? null : (...given) => timestamp(...given),
    onStep: (step, state) => void (step === 'bundle-timestamp' && steps.push(state)),
    signal,
  })
  const report = await verifyBundle(bundle.path, { fingerprint: bundle.fingerprint })
  const check = report.checks.find(({ name }) => name === 'timestamp')
  const bag = unzip(bundle, out)
  return {
    office,
    chain,
    bundle,
    bag,
    steps,
    verdict: report.verdict,
    check,
    timestamp: report.timestamp,
    text: (path: string) => readFileSync(join(bag, path), 'utf8'),
  }
}

const nobody = { asking: () => undefined, failed: () => undefined, taken: () => undefined }

const byHand = (bag: string) => spawnSync('bash', [join(bag, 'verify.sh')], { encoding: 'utf8' })

describe.skipIf(lacks('unzip', 'bash', 'openssl'))('a bundle with a timestamp', () => {
  let made: Awaited<ReturnType<typeof exported>>
  beforeAll(async () => {
    made = await exported(stamper)
  })

  it('carries token and certificates, and says so', () => {
    const { bag, bundle, steps, text } = made
    const files = filesBelow(bag)
    expect(files.filter((path) => /tsr|tsa-/.test(path))).toEqual([
      'keys/tsa-1.pem',
      'keys/tsa-ca.pem',
      'ledger/checkpoint.tsr',
    ])
    expect(steps).toEqual(['running', 'done'])
    expect(text('bag-info.txt')).toContain('Bevisvalv-Timestamp: rfc3161\n')
    expect(Date.parse(bundle.timestamp!)).not.toBeNaN()
    for (const readme of ['LAS-MIG.txt', 'README.txt']) {
      const whole = text(readme).replace(/\s+/g, ' ')
      expect(whole).toContain('Bevisvalv demo - not a trusted authority')
      for (const line of TIMESTAMP_COMMANDS) expect(text(readme)).toContain(`    ${line}\n`)
    }
  })

  it('is verified by us, by openssl and by its own script', () => {
    const { bag, verdict, check, timestamp, bundle } = made
    expect(verdict).toBe('ok')
    expect(check).toMatchObject({ result: 'pass' })
    expect(check?.detail).toContain(`(${bundle.timestamp} in the token, give or take 1 s)`)
    expect(check?.detail).toContain('for the reader to decide')
    expect(timestamp).toMatchObject({
      at: bundle.timestamp,
      authority: expect.stringContaining('demo'),
      trust: 'other-root',
    })
    const openssl = (script: string) =>
      execFileSync('bash', ['-euc', script], { cwd: bag, encoding: 'utf8', stdio: 'pipe' })
    expect(openssl(TIMESTAMP_COMMANDS.join('\n'))).toMatch(/^Verification: OK\nTime stamp: /)
    expect(
      openssl('openssl ts -verify -in ledger/checkpoint.tsr -data ledger/checkpoint -CAfile keys/tsa-ca.pem'),
    ).toBe('Verification: OK\n')
    const { status, stdout } = byHand(bag)
    expect([status, stdout]).toEqual([0, expect.stringContaining('ok    timestamp: if its authority is to be trusted')])
  })

  it('fails with a token over another state of the log', async () => {
    const { bag } = made
    const other = await exported(stamper)
    const path = join(bag, 'ledger/checkpoint.tsr')
    const kept = readFileSync(path)
    try {
      writeFileSync(path, (await stamper(Buffer.from('another state'), new AbortController().signal))!.token)
      const report = await verifyBundle(bag, { fingerprint: null })
      expect(report.checks.find(({ name }) => name === 'timestamp')).toMatchObject({
        result: 'fail',
        detail: 'the token is over another content',
        item: 'ledger/checkpoint.tsr',
      })
      expect(byHand(bag).stdout).toContain('FAIL  timestamp: ledger/checkpoint.tsr')
    } finally {
      writeFileSync(path, kept)
    }
    expect(other.verdict).toBe('ok')
  })

  it('lets others write to the log while the authority thinks', async () => {
    const office = createBundleCase()
    const chain = await fillCase(office)
    const bundle = await office.exportTo(newFolder(), chain, {
      async timestamp(content, signal) {
        office.openCase('Ett annat ärende')
        const [first] = office.evidence.list(chain)
        office.view(first!)
        return stamper(content, signal)
      },
    })
    expect((await verifyBundle(bundle.path, { fingerprint: bundle.fingerprint })).verdict).toBe('ok')
  })
})

describe.skipIf(lacks('unzip', 'bash', 'openssl'))('a bundle without one', () => {
  it.each([
    ['nobody is asked', null, []],
    ['nobody can be reached', createTimestamper(['http://127.0.0.1:1/'], nobody), ['running', 'failed']],
  ] as [string, Timestamper | null, string[]][])('is written all the same where %s', async (_, timestamp, steps) => {
    const made = await exported(timestamp)
    expect(made.steps).toEqual(steps)
    expect(made.bundle.timestamp).toBeNull()
    expect(made.verdict).toBe('ok')
    expect(made.check).toMatchObject({ result: 'not-checked' })
    expect(made.text('bag-info.txt')).toContain('Bevisvalv-Timestamp: none\n')
    expect(made.text('README.txt')).toContain('no timestamp from an outsider')
    expect(made.text('README.txt')).not.toContain('openssl ts')
    expect(filesBelow(made.bag).filter((path) => /tsr|tsa-/.test(path))).toEqual([])
    expect(byHand(made.bag).status).toBe(0)
  })

  it('is finished when somebody cancels while the authority is waited for', async () => {
    const stop = new AbortController()
    const silent = await serveAuthority(() => (stop.abort(), null))
    try {
      const made = await exported(
        createTimestamper([silent.url], nobody),
        stop.signal,
      )
      expect([made.bundle.timestamp, made.verdict, made.steps]).toEqual([null, 'ok', ['running', 'failed']])
    } finally {
      await silent.close()
    }
  })
})

describe.skipIf(lacks('unzip', 'bash', 'openssl'))('a bundle whose authority', () => {
  it('ends short of a root is checked as far as it goes', async () => {
    const authorities = createAuthorities(newFolder())
    const root = authorities.certify('Root left out', { as: 'root' })
    const between = authorities.certify('Between', { as: 'root', by: root })
    const signer = authorities.certify('Authority', { as: 'stamping', by: between })
    const server = await serveAuthority((query) => authorities.reply(query, signer, [between]))
    try {
      const made = await exported((content, signal) => requestTimestamp({ url: server.url, content, signal }))
      expect([made.verdict, made.check?.result]).toEqual(['ok', 'pass'])
      expect(made.text('keys/tsa-ca.pem').trim()).toBe(between.pem.trim())
      expect(byHand(made.bag).stdout).toContain('ok    timestamp')
    } finally {
      await server.close()
    }
  })

  it('has expired since still holds, and the script says what is the matter', async () => {
    const { made, until } = await exportedInTime()
    await new Promise((done) => setTimeout(done, until.getTime() + 1000 - Date.now()))
    const { checks } = await verifyBundle(made.bag, { fingerprint: null })
    expect(checks.find(({ name }) => name === 'timestamp')).toMatchObject({ result: 'pass' })
    const { status, stdout } = byHand(made.bag)
    expect([status, stdout]).toEqual([
      0,
      expect.stringContaining('-     timestamp: it holds, but certificates of its authority are not valid today'),
    ])
  }, 180_000)

  /** A bundle stamped by an authority that is valid for a few seconds only: more of them where the machine is slow. */
  async function exportedInTime(seconds = 4): Promise<{ made: Awaited<ReturnType<typeof exported>>; until: Date }> {
    const authorities = createAuthorities(newFolder())
    // A certificate ends at a whole second: with any more here, a stamp that fails in between would not be tried again.
    const until = new Date(Math.floor(Date.now() / 1000 + seconds) * 1000)
    const root = authorities.certify('Root', { as: 'root' })
    const enddate = until.toISOString().replaceAll(/[-:T]|\.\d+/g, '')
    const signer = authorities.certify('Authority', { as: 'stamping', by: root, until: enddate })
    const server = await serveAuthority((query) => authorities.reply(query, signer, [root]))
    try {
      return { made: await exported((content, signal) => requestTimestamp({ url: server.url, content, signal })), until }
    } catch (error) {
      if (Date.now() < until.getTime() || seconds > 60) throw error
      return await exportedInTime(seconds * 2)
    } finally {
      await server.close()
    }
  }
})

describe('the settings', () => {
  it('of an older version have no authorities, and those of this one are kept', () => {
    const home = newFolder()
    mkdirSync(home, { recursive: true })
    const old = { settings: { language: 'en', theme: 'dark', idleLockMinutes: 7 }, browserPath: null, recent: [] }
    writeFileSync(join(home, 'preferences.json'), JSON.stringify(old))
    const first = openPreferences(home)
    const grown = { ...old, settings: { ...old.settings, askOutside: true } }
    expect(first.get()).toEqual({ ...grown, timestampUrls: [] })
    first.change({ timestampUrls: ['https://tsa.example/'] })
    expect(openPreferences(home).get()).toEqual({ ...grown, timestampUrls: ['https://tsa.example/'] })
    expect(existsSync(join(home, 'preferences.json.new'))).toBe(false)
  })

  it('lose a bad address and nothing else', () => {
    const home = newFolder()
    const settings = { language: 'en', theme: 'dark', idleLockMinutes: 7, askOutside: false }
    const kept = { settings, browserPath: null, recent: [], timestampUrls: ['https://name:secret@tsa.example/'] }
    writeFileSync(join(home, 'preferences.json'), JSON.stringify(kept))
    expect(openPreferences(home).get()).toEqual({ ...kept, timestampUrls: [] })
  })
})
