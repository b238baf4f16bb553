import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyBundle } from '../../electron/services/bundle/index.ts'
import { leftIn } from '../support/full-browser.ts'
import { findCanaries } from '../support/canaries.ts'
import { runCli, type CliRun } from '../support/cli.ts'
import { testFolder } from '../support/engine.ts'
import { chance } from '../support/seed.ts'
import { lacks } from '../support/tools.ts'

/** The demonstration, run once as a person would, and everything that can be done with what it leaves. */

const FLIPS = 100
const NAME = 'bundle-1-01'
const { base, remove } = testFolder('demo')
const at = (...path: string[]) => join(base, ...path)
const out = at('out')
const zip = join(out, `${NAME}.zip`)
const bag = at('unzipped', NAME)
const outside = ['tmp', 'home', 'user'].map((name) => at(name))

let run: CliRun
let fingerprint: string
let files: string[]

const unzip = lacks('unzip')

beforeAll(async () => {
  for (const folder of outside) mkdirSync(folder)
  const [tmp, home, user] = outside
  run = await runCli(['demo', '--out', out, '--json'], { realCost: true, env: { TMPDIR: tmp, HOME: home, BEVISVALV_HOME: user } })
  if (run.status !== 0) throw new Error(`the demonstration ended with ${run.status}: ${run.stderr}`)
  fingerprint = String(run.json?.['fingerprint'])
  if (unzip) return
  execFileSync('unzip', ['-q', zip, '-d', at('unzipped')])
  files = readdirSync(bag, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(bag, name)).isFile())
}, 180_000)
afterAll(remove)

const verify = (...args: string[]) => runCli(['verify', ...args, '--json'])
type Check = { name: string; result: string; detail: string; item: string | null }
const checksOf = ({ json }: CliRun) => json?.['checks'] as Check[]
const failures = (checks: Check[]) => checks.filter(({ result }) => result === 'fail')

/** Changes one bit and gives the function that changes it back. */
function flip(path: string, at: number, bit: number): () => void {
  const good = readFileSync(path)
  const bad = Buffer.from(good)
  bad.writeUInt8(bad.readUInt8(at) ^ (1 << bit), at)
  writeFileSync(path, bad)
  return () => writeFileSync(path, good)
}

describe('what it says and leaves', () => {
  it('prints one line of JSON and nothing else on standard output', () => {
    expect(run.stdout.split('\n')).toEqual([expect.stringMatching(/^\{.*\}$/), ''])
    expect(run.status).toBe(0)
    const promised = ['attestations', 'bundle', 'entries', 'exhibits', 'fingerprint', 'vault', 'verdict']
    expect(Object.keys(run.json ?? {})).toEqual(expect.arrayContaining(promised))
    expect(run.json).toMatchObject({ vault: join(out, 'demo.bevisvalv'), bundle: zip, exhibits: 4, attestations: 1, verdict: 'ok' })
    expect(fingerprint).toMatch(/^[0-9a-f]{64}$/)
    // Vault, two people, case, three exhibits and the original of one, looks, statement, export.
    expect(run.json?.['entries']).toBeGreaterThanOrEqual(12)
  })

  it('leaves the four things that it names, the passphrases only for their owner', () => {
    expect(readdirSync(out).toSorted()).toEqual(
      [`${NAME}.zip`, `${NAME}.zip.sig`, 'demo-passphrases.json', 'demo.bevisvalv'].toSorted(),
    )
    expect(statSync(join(out, 'demo-passphrases.json')).mode & 0o077).toBe(0)
    expect(statSync(`${zip}.sig`).size).toBe(64)
  })

  it('leaves nothing of the case in clear but the bundle', async () => {
    const { officer, witness, recovery } = JSON.parse(readFileSync(join(out, 'demo-passphrases.json'), 'utf8')) as {
      officer: { name: string; passphrase: string }
      witness: { name: string; passphrase: string }
      recovery: string
    }
    const secrets = [officer.passphrase, witness.passphrase, recovery, recovery.split(' ').slice(4, 7).join(' ')]
    const inCase = [officer.name, witness.name, 'Anna Exempelsson', '/trad/4711', 'Ekstad öppet forum', 'bygglovsbeslut', 'roffe.b@example.org', 'Telefonsamtal 22 november']
    expect(await findCanaries([join(out, 'demo.bevisvalv'), ...outside], [...secrets, ...inCase])).toEqual([])
    // The scan does find them where they are meant to be.
    const inBundle = new Set((await findCanaries([zip], inCase)).map(({ canary }) => canary))
    expect([...inBundle].toSorted()).toEqual(inCase.toSorted())
    expect(await findCanaries([zip], secrets)).toEqual([])
  })

  it('leaves no temporary file', () => {
    expect(leftIn(at('tmp'))).toEqual([])
  })
})

describe('verify', { timeout: 60_000 }, () => {
  it('accepts the zip with the fingerprint from paper', async () => {
    const spaced = fingerprint.toUpperCase().replace(/(.{4})/g, '$1 ')
    const result = await verify(zip, '--fingerprint', spaced)
    expect([result.status, result.json?.['verdict'], failures(checksOf(result))]).toEqual([0, 'ok', []])
    expect(checksOf(result).find(({ name }) => name === 'fingerprint')?.result).toBe('pass')
    for (const check of checksOf(result)) expect(Object.keys(check)).toEqual(['name', 'result', 'detail', 'item'])
  })

  it.skipIf(unzip)('accepts the unpacked folder, and says that no paper was compared', async () => {
    const result = await verify(bag)
    expect([result.status, result.json?.['verdict']]).toEqual([0, 'ok'])
    expect(checksOf(result).find(({ name }) => name === 'fingerprint')?.result).toBe('not-checked')
  })

  it('refuses another fingerprint', async () => {
    const result = await verify(zip, '--fingerprint', `${fingerprint.slice(0, -1)}${fingerprint.endsWith('0') ? '1' : '0'}`)
    expect([result.status, result.json?.['verdict']]).toEqual([1, 'failed'])
    expect(checksOf(result)[0]).toMatchObject({ name: 'fingerprint', result: 'fail' })
  })

  it('tells a fingerprint that is none from one that differs', async () => {
    expect((await verify(zip, '--fingerprint', 'abc')).status).toBe(2)
    expect((await verify(at('nowhere.zip'))).status).toBe(2)
  })
})

describe.skipIf(unzip)('one flipped bit', () => {
  it(`is found and its file named first, ${FLIPS} of ${FLIPS}`, { timeout: 180_000 }, async () => {
    const { below } = chance('flips in the folder')
    expect(files.length).toBeGreaterThan(30)
    const missed: string[] = []
    for (let count = 0; count < FLIPS; count += 1) {
      const file = files[count % files.length] ?? ''
      const where = below(statSync(join(bag, file)).size)
      const restore = flip(join(bag, file), where, below(8))
      const report = await verifyBundle(bag, { fingerprint: null })
      restore()
      const [first] = failures(report.checks)
      const named = first?.item?.replace(/:\d+$/, '')
      if (report.verdict !== 'failed' || named !== file) missed.push(`${file}@${where}: ${report.verdict}, ${first?.name} ${first?.item}`)
    }
    expect(missed).toEqual([])
    expect((await verifyBundle(bag, { fingerprint })).verdict).toBe('ok')
  })

  it('is found in the zip too, by signature and by file', { timeout: 60_000 }, async () => {
    const { below } = chance('flips in the zip')
    for (const file of ['data/report.pdf', 'data/exhibits/001/screenshot.png', 'data/exhibits/002/original.eml', 'ledger/entries.jsonl', 'verify.html']) {
      const content = readFileSync(join(bag, file))
      // Stored, not packed: the content lies in the zip as it is.
      const start = readFileSync(zip).indexOf(content)
      expect(start).toBeGreaterThan(0)
      const restore = flip(zip, start + below(content.length), below(8))
      const { verdict, checks } = await verifyBundle(zip, { fingerprint: null })
      restore()
      expect(verdict).toBe('failed')
      expect(failures(checks)[0]?.name).toBe('zip-signature')
      expect(failures(checks).map(({ item }) => item?.replace(/:\d+$/, ''))).toContain(file)
    }
    expect((await verifyBundle(zip, { fingerprint })).verdict).toBe('ok')
  })

  it('ends the command with 1 and its file in the first check', { timeout: 60_000 }, async () => {
    const { below } = chance('flips for the command')
    for (const file of ['tagmanifest-sha256.txt.sig', 'data/exhibits/001/page.html', 'keys/export.pem', 'ledger/checkpoint']) {
      const restore = flip(join(bag, file), below(statSync(join(bag, file)).size), below(8))
      const result = await verify(bag)
      restore()
      expect([result.status, result.json?.['verdict']]).toEqual([1, 'failed'])
      expect(checksOf(result)[0]).toMatchObject({ result: 'fail', item: file })
    }
  })
})

describe.skipIf(unzip || lacks('bash', 'openssl', 'sha256sum', 'jq'))('by hand', () => {
  /** The indented blocks of a README, without those that only show something. */
  function blocks(readme: string): string[] {
    const text = readFileSync(join(bag, readme), 'utf8')
    const indented = text.trimEnd().split(/\n{2,}/).filter((block) => block.split('\n').every((line) => line.startsWith('    ')))
    return indented.map((block) => block.replace(/^ {4}/gm, '')).filter((block) => !/^[0-9a-f\s]+$/.test(block))
  }

  const bash = (script: string, cwd: string) =>
    spawnSync('bash', ['-eo', 'pipefail', '-c', script], { cwd, encoding: 'utf8', env: { ...process.env, LC_ALL: 'C', TMPDIR: at('tmp') } })

  it.each(['README.txt', 'LAS-MIG.txt'])('every command of %s does what it says', (readme) => {
    const commands = blocks(readme)
    const inside = commands.filter((block) => !block.includes('.zip'))
    const beside = commands.filter((block) => block.includes('.zip'))
    expect(inside.length).toBeGreaterThanOrEqual(7)
    expect(beside).toHaveLength(2)

    const outputs = inside.map((block) => {
      const { status, stdout, stderr } = bash(block, bag)
      expect([block, status, stderr]).toEqual([block, 0, expect.not.stringMatching(/warning|fail/i)])
      return stdout
    })
    const said = outputs.join('')
    expect(outputs.some((output) => output.startsWith(fingerprint))).toBe(true)
    const signatures = inside.join('\n').match(/pkeyutl -verify/g)?.length ?? 0
    expect(signatures).toBeGreaterThanOrEqual(3)
    expect(said.match(/Signature Verified Successfully/g)).toHaveLength(signatures)
    const covered = files.filter((file) => !file.startsWith('tagmanifest-sha256.txt'))
    const listed = outputs[inside.findIndex((block) => block.startsWith('sha256sum'))]
    expect(listed?.match(/^.*: OK$/gm)?.map((line) => line.slice(0, -4)).toSorted()).toEqual(covered.toSorted())
    const second = readFileSync(join(bag, 'ledger/entries.jsonl'), 'utf8').split('\n')[1] ?? ''
    expect(said).toContain(createHash('sha256').update('\0').update(second).digest('hex'))
    const compared = inside.findIndex((block) => block.startsWith('diff'))
    expect(outputs[compared]).toBe('')

    copyFileSync(join(bag, 'keys/export.pem'), join(out, 'export.pem'))
    const [small = '', large = ''] = beside
    expect(bash(small, out).stdout).toBe('Signature Verified Successfully\n')
    // This one is for zips that are too large to be signed whole, so it must not hold here.
    expect(bash(large, out).status).toBe(1)
  })

  it('the same commands do not hold after a change', () => {
    const inside = blocks('README.txt').filter((block) => !block.includes('.zip'))
    const restore = flip(join(bag, 'data/exhibits/003/note.txt'), 5, 0)
    writeFileSync(join(bag, 'data/more.txt'), 'nobody listed this')
    const [files = '', extra = ''] = ['sha256sum --strict', 'diff'].map((start) => inside.find((block) => block.startsWith(start)))
    const checked = bash(files, bag)
    const compared = bash(extra, bag)
    restore()
    execFileSync('rm', [join(bag, 'data/more.txt')])
    expect([checked.status, checked.stdout]).toEqual([1, expect.stringContaining('data/exhibits/003/note.txt: FAILED')])
    expect([compared.status, compared.stdout]).toEqual([1, expect.stringContaining('data/more.txt')])
  })

  it('verify.sh agrees with the verifier', () => {
    const script = (...args: string[]) => spawnSync('bash', [join(bag, 'verify.sh'), ...args], { encoding: 'utf8', cwd: base })
    const good = script(fingerprint)
    expect([good.status, good.stderr, good.stdout.match(/^FAIL/gm)]).toEqual([0, '', null])
    expect(good.stdout).toMatch(/^ok {4}fingerprint/m)
    expect(script('0'.repeat(64)).status).toBe(1)
    const restore = flip(join(bag, 'data/report.pdf'), 1000, 3)
    const bad = script(fingerprint)
    restore()
    expect([bad.status, bad.stdout.match(/^FAIL.*$/gm)]).toEqual([1, ['FAIL  manifest: data/report.pdf']])
  })
})

describe('the page of the demonstration', () => {
  it.skipIf(unzip)('was captured whole: some 20,000 px tall, with its last words', () => {
    const picture = readFileSync(join(bag, 'data/exhibits/001/screenshot.png'))
    expect(picture.readUInt32BE(20)).toBeGreaterThan(19_500)
    expect(readFileSync(join(bag, 'data/exhibits/001/page.txt'), 'utf8')).toContain('Sidan är påhittad')
  })
})
