import { execFileSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, watch, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runCli } from '../support/cli.ts'
import { lacks } from '../support/tools.ts'

/** A hand-over by the real command line, killed in the middle too. */
const base = mkdtempSync(join(tmpdir(), 'bevisvalv-cli-handover-'))
const vault = join(base, 'valv.bevisvalv')
const secret = join(base, 'fras.txt')
const out = join(base, 'ut')
const asOfficer = ['--vault', vault, '--passphrase-file', secret, '--json']
const env = { BEVISVALV_HOME: join(base, 'home') }
const cli = (args: readonly string[], options: Parameters<typeof runCli>[1] = {}) => runCli(args, { env, ...options })
let bundle = ''

beforeAll(async () => {
  writeFileSync(secret, 'fyra små blå åkrar')
  // Long enough that there is a middle to be killed in.
  writeFileSync(join(base, 'film.mp4'), randomBytes(24 * 1024 * 1024))
  const init = ['init', '--vault', vault, '--name', 'Prov', '--officer', 'Anna Provsson', '--passphrase-file', secret, '--recovery-out', join(base, 'ord.txt')]
  expect((await cli(init)).status).toBe(0)
  expect((await cli(['case', 'open', ...asOfficer, '--title', 'Hot i telefon'])).status).toBe(0)
  expect((await cli(['import', join(base, 'film.mp4'), '--case', '1', ...asOfficer])).status).toBe(0)
  const { json } = await cli(['export', '--case', '1', '--profile', 'police', '--out', base, ...asOfficer])
  bundle = String(json?.['bundle'])
  mkdirSync(out)
}, 120_000)
afterAll(() => rmSync(base, { recursive: true, force: true }))

const handOver = (...more: string[]) => [
  'hand-over', bundle, '--case', '1', '--number', '1', '--receiver', 'Åke Utredarsson', '--authority', 'Polismyndigheten', '--reference', 'K 5000-1-26', '--method', 'in-person', ...asOfficer, ...more,
]

it.skipIf(lacks('7z'))('hands over after it was killed in the middle, tells which bundle a file is, and takes the receipt back', { timeout: 120_000 }, async () => {
  // Killed the moment that the file is begun: nothing has its name, and nothing is on record.
  const watching = watch(out)
  const killed = await cli(handOver('--protect', 'zip', '--out', out), {
    onStart: (child) => void watching.on('change', (_event, name) => String(name).endsWith('.partial') && child.kill('SIGKILL')),
  })
  watching.close()
  expect(killed.status).toBeNull()
  expect(readdirSync(out)).toEqual(['bundle-1-01-handover-1.encrypted.zip.partial'])

  const made = await cli(handOver('--protect', 'zip', '--out', out, '--date', '2026-11-29'))
  expect(made.status).toBe(0)
  const { passphrase, made: path, sha256, entry, signature } = made.json as Record<string, string>
  // Numbered as the first: the one that was killed is on no record.
  expect(readdirSync(out).toSorted()).toEqual(['bundle-1-01-handover-1.encrypted.zip', 'bundle-1-01.zip.sig'])
  expect(path).toBe(join(out, 'bundle-1-01-handover-1.encrypted.zip'))
  expect(readFileSync(signature!)).toEqual(readFileSync(`${bundle}.sig`))
  expect(createHash('sha256').update(readFileSync(path!)).digest('hex')).toBe(sha256)
  // Once, on standard output alone.
  expect(made.stdout.split(passphrase!)).toHaveLength(2)
  expect(made.stderr).not.toContain(passphrase)
  expect(made.stderr).toMatch(/only now|bara nu/)
  execFileSync('7z', ['x', `-p${passphrase}`, `-o${join(base, 'mottagaren')}`, path!], { stdio: 'ignore' })
  expect(readFileSync(join(base, 'mottagaren/bundle-1-01.zip')).equals(readFileSync(bundle))).toBe(true)

  const page = join(base, 'kvitto.pdf')
  expect((await cli(['hand-over-receipt', '--entry', String(entry), '--out', page, ...asOfficer])).status).toBe(0)
  expect(readFileSync(page).subarray(0, 5).toString()).toBe('%PDF-')
  const back = await cli(['receipted', page, '--entry', String(entry), ...asOfficer])
  expect(back.json).toMatchObject({ receipts: [{ number: 2 }] })

  const known = await cli(['which', path!, '--vault', vault, '--passphrase-file', secret])
  expect(known.status).toBe(0)
  for (const text of [sha256, 'Åke Utredarsson', 'Polismyndigheten', 'K 5000-1-26', 'bundle-1-01.zip', '2026-11-29']) expect(known.stdout).toContain(text)
})

it('refuses what it can not use before the vault is opened', async () => {
  for (const [more, problem] of [
    [['--protect', 'age', '--recipient', 'age1kort', '--out', out], 'no age recipient'],
    [['--protect', 'zip'], '--out says where'],
  ] as const) {
    const { status, json } = await cli(handOver(...more))
    expect(status).toBe(2)
    expect(JSON.stringify(json)).toContain(problem)
  }
})
