import Sqlcipher from '@signalapp/sqlcipher'
import { createHash } from 'node:crypto'
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serveTimestamps } from '../../electron/cli/demo/tsa.ts'
import { leftIn } from '../support/full-browser.ts'
import { runCli, type CliOptions, type CliRun } from '../support/cli.ts'
import { testFolder } from '../support/engine.ts'
import { fixturePage, html, startPageServer, type PageServer } from '../support/page-server.ts'
import { processes } from '../support/processes.ts'
import { hasTurn } from '../support/turns.ts'

/**
 * The command line as a script would use it: own processes, the real cost of a passphrase, a real browser. One story,
 * told once; the tests look at what was kept of it.
 */

const { base, remove } = testFolder('cli')
const at = (...path: string[]) => join(base, ...path)
const V = at('provet.bevisvalv')
const OFFICER = 'Åsa Öberg'
const WITNESS = 'Vera Vittne'
const PASSPHRASES = { officer: 'åtta gröna hästar sjunger', witness: 'vittnets helt egna fras', wrong: 'en annan lång lösenfras' }
const asOfficer = ['--vault', V, '--as', OFFICER, '--passphrase-file', at('officer.txt')]

/** Everything of this user lies below the test's folder. */
const env = { HOME: at('home'), BEVISVALV_HOME: at('home', '.bevisvalv'), TMPDIR: at('tmp') }
const cli = (args: readonly string[], options: CliOptions = {}) => runCli([...args, '--json'], { ...options, env })

async function good(args: readonly string[], options?: CliOptions): Promise<Record<string, unknown>> {
  const run = await cli(args, options)
  if (run.status !== 0 || run.json === null) throw new Error(`${args.slice(0, 2).join(' ')} ended with ${run.status}: ${run.stderr}`)
  // Machines read all of standard output, so nothing else may stand there.
  expect(run.stdout.trimEnd().split('\n')).toHaveLength(1)
  return run.json
}

/** What a run was refused with. */
const refusal = ({ status, json }: CliRun) => [status, (json?.['error'] as { code?: string } | undefined)?.code]

type Listed = { name: string; bytes: number; sha256: string }
let server: PageServer
let story: {
  init: Record<string, unknown>
  person: Record<string, unknown>
  case: string
  captured: { exhibit: string; artefacts: Listed[]; completeness: { verdict: string } }
  imported: { exhibits: string[] }
  attested: Record<string, unknown>
  exported: { bundle: string; fingerprint: string }
  /** Command lines and environments of all that ran while the page was fetched. */
  seen: string[]
}

const LETTER = 'Från: okänd\n\nVi vet var du bor.\n'
const PIXELS = Buffer.from('89504e470d0a1a0a', 'hex')

const CONNECTED = ['--to-exposed', 'colleague', '--to-officer', 'none']

async function tell(): Promise<typeof story> {
  const init = await good(['init', '--vault', V, '--name', 'Provets valv', '--officer', OFFICER, '--passphrase-file', at('officer.txt'), '--recovery-out', at('words.txt')])
  const person = await good(['person', 'add', ...asOfficer, '--name', WITNESS, '--role', 'witness', '--new-passphrase-file', at('witness.txt')])
  const opened = await good(['case', 'open', ...asOfficer, '--title', 'Hot efter artikel', '--reference', 'KS 2026/17'])
  const id = String(opened['case'])
  const captured = await good(['capture', ...asOfficer, '--case', id, `${server.origin}/artikel`, '--allow-private', '--bundled-browser'])
  const imported = await good(['import', ...asOfficer, '--case', '1', at('Brev från okänd.txt'), at('bild.png')])
  const exhibit = String(captured['exhibit'])
  const attested = await good(['attest', ...asOfficer, '--exhibit', exhibit, '--witness', WITNESS, '--witness-passphrase-file', at('witness.txt'), ...CONNECTED, '--relation', 'Kollega'])
  const exported = await good(['export', ...asOfficer, '--case', id, '--profile', 'police', '--out', at('out')])
  return { init, person, case: id, captured, imported, attested, exported, seen } as typeof story
}

/** A page that waits to be answered. */
const slow = { asked: Promise.resolve(), isAsked: () => {}, answered: Promise.resolve(), answer: () => {} }
slow.answered = new Promise((resolve) => (slow.answer = resolve))

const seen: string[] = []
/** Called by the page's server while browser, capture process and command line are all at work. */
async function lookAround(): Promise<void> {
  for (const { pid, command } of await processes()) {
    seen.push(command)
    try {
      seen.push(readFileSync(`/proc/${pid}/environ`, 'utf8'))
    } catch {
      // Another user's, or gone.
    }
  }
}

beforeAll(async () => {
  for (const folder of ['home', 'tmp']) mkdirSync(at(folder))
  for (const [name, text] of Object.entries(PASSPHRASES)) writeFileSync(at(`${name}.txt`), `${text}\n`, { mode: 0o600 })
  writeFileSync(at('Brev från okänd.txt'), LETTER)
  writeFileSync(at('bild.png'), PIXELS)
  server = await startPageServer({
    '/borta': (_, response) => html(response, 404, '<!doctype html><title>Borta</title><p>Inlägget är borttaget</p>'),
    '/ett': '<!doctype html><title>Ett</title><p>Första sidan</p>',
    '/tre': '<!doctype html><title>Tre</title><p>Tredje sidan</p>',
    '/tv%C3%A5': (_, response) => {
      slow.isAsked()
      void slow.answered.then(() => html(response, 200, '<!doctype html><title>Två</title><p>Andra sidan</p>'))
    },
    '/artikel': (_, response) => void lookAround().then(() => html(response, 200, fixturePage('article.html'))),
  })
  story = await tell()
}, 240_000)
afterAll(async () => {
  await server?.close()
  remove()
})

describe('the line', () => {
  it('answers each step with what the next one needs', () => {
    expect(story.init).toMatchObject({ vault: expect.stringMatching(/^v-/), fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/) })
    expect(story.person).toMatchObject({ person: expect.stringMatching(/^p-/), name: WITNESS, role: 'witness' })
    expect(story.case).toMatch(/^c-[0-9a-f]{32}$/)
    expect(story.captured.exhibit).toMatch(/^x-[0-9a-f]{32}$/)
    expect(story.captured.completeness.verdict).toBe('complete')
    expect(story.captured.artefacts.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['page.html', 'page.mhtml', 'page.txt', 'provenance.json', 'screenshot.png', 'window.png']),
    )
    for (const listed of story.captured.artefacts) expect(Object.keys(listed).toSorted()).toEqual(['bytes', 'name', 'sha256'])
    expect(story.imported.exhibits).toHaveLength(2)
    expect(story.attested).toMatchObject({ grade: 'fingerprint-only', attestation: expect.any(Number) })
    expect(story.exported.bundle).toBe(at('out', 'bundle-1-01.zip'))
    expect(story.exported.fingerprint).toBe(story.init['fingerprint'])
  })

  it('writes the 24 words for their owner only', () => {
    expect(readFileSync(at('words.txt'), 'utf8')).toMatch(/^([a-z]+ ){23}[a-z]+\n$/)
    expect(statSync(at('words.txt')).mode & 0o077).toBe(0)
  })

  it('gives artefacts back as they came, byte for byte', { timeout: 60_000 }, async () => {
    const [letter = ''] = story.imported.exhibits
    await good(['artefact', ...asOfficer, '--exhibit', letter, '--name', 'original.txt', '--out', at('again.txt')])
    expect(readFileSync(at('again.txt'), 'utf8')).toBe(LETTER)
    const picture = story.captured.artefacts.find(({ name }) => name === 'screenshot.png')
    await good(['artefact', ...asOfficer, '--exhibit', story.captured.exhibit, '--name', 'screenshot.png', '--out', at('again.png')])
    const bytes = readFileSync(at('again.png'))
    expect([bytes.length, createHash('sha256').update(bytes).digest('hex')]).toEqual([picture?.bytes, picture?.sha256])
    // What is there already is somebody else's.
    const twice = await cli(['artefact', ...asOfficer, '--exhibit', letter, '--name', 'original.txt', '--out', at('again.png')])
    expect(refusal(twice)).toEqual([2, 'input.invalid'])
    expect(readFileSync(at('again.png'))).toEqual(bytes)
  })

  it('makes a bundle that verifies, with the fingerprint that init gave', async () => {
    const { verdict, checks } = (await good(['verify', story.exported.bundle, '--fingerprint', String(story.init['fingerprint'])])) as {
      verdict: string
      checks: { result: string }[]
    }
    expect([verdict, checks.filter(({ result }) => result === 'fail')]).toEqual(['ok', []])
  })

  it('says what came of it where it is ended as it signs', { timeout: 60_000 }, async () => {
    const out = at('avbruten')
    mkdirSync(out)
    let ended = false
    const run = await cli(['export', ...asOfficer, '--case', story.case, '--profile', 'police', '--out', out], {
      onStart: (child) =>
        child.stderr?.on('data', (text: string) => {
          if (!ended && text.includes('Entering the export')) ended = child.kill('SIGINT')
        }),
    })
    expect(ended).toBe(true)
    // Too late to be cancelled or not: what is told is what lies there, and whether it was read back before the end.
    const files = readdirSync(out).toSorted()
    if (files.length > 0) expect([files.length, run.status, run.json]).toMatchObject([2, run.json?.['verdict'] === 'ok' ? 0 : 1, { bundle: join(out, files[0] ?? ''), verdict: expect.stringMatching(/^(ok|incomplete)$/) }])
    else expect(refusal(run)).toEqual([3, 'job.cancelled'])
  })

  it('checks the vault without keys and with them', { timeout: 60_000 }, async () => {
    const names = (json: Record<string, unknown>) => (json['checks'] as { name: string }[]).map(({ name }) => name)
    const without = await good(['check', '--vault', V])
    expect(without).toMatchObject({ verdict: 'ok', scope: 'keyless' })
    expect(names(without)).not.toContain('evidence')
    const open = (without['checks'] as { name: string; result: string }[]).filter(({ result }) => result === 'not-checked')
    expect(open.map(({ name }) => name)).toEqual(['vault-database', 'vault-contents'])
    const told = await runCli(['check', '--vault', V], { env })
    expect(told.stdout.trimEnd().split('\n').at(-1)).toBe('verdict: ok, as far as can be seen without keys')
    const all = await good(['check', ...asOfficer])
    expect(all).toMatchObject({ verdict: 'ok', scope: 'whole' })
    expect(all).not.toHaveProperty('alarm')
    expect(all).not.toHaveProperty('notes')
    expect(names(all)).toEqual(expect.arrayContaining(['evidence', 'log-signatures', 'log-last-seen', 'vault-database']))
  })

  it('notices without keys that the log was touched', async () => {
    const log = join(V, 'ledger', 'entries.jsonl')
    const before = readFileSync(log, 'utf8')
    writeFileSync(log, before.replace('"n":1', '"n":7'))
    const run = await cli(['check', '--vault', V])
    writeFileSync(log, before)
    expect([run.status, run.json?.['verdict']]).toEqual([1, 'failed'])
    expect((run.json?.['checks'] as { result: string; item: string }[] | undefined)?.[0]).toMatchObject({ result: 'fail', item: expect.stringContaining('ledger/entries.jsonl') })
  })
})

describe('the key for foreign tools', { timeout: 60_000 }, () => {
  it('is not shown without a yes', async () => {
    expect((await cli(['key', ...asOfficer])).status).toBe(2)
    const no = await cli(['key', ...asOfficer], { input: 'no\n' })
    expect([no.status, no.stdout.includes('database')]).toEqual([2, false])
  })

  it('opens the database in SQLCipher 4, and that it was shown is on record', async () => {
    const { database } = await good(['key', ...asOfficer, '--yes'])
    expect(database).toMatch(/^[0-9a-f]{64}$/)
    const db = new Sqlcipher(join(V, 'vault.db'))
    try {
      db.pragma(`key = "x'${String(database)}'"`)
      expect(db.prepare('SELECT count(*) AS n FROM exhibits').get()).toEqual({ n: 3 })
      expect(db.prepare('SELECT title FROM cases').all()).toEqual([{ title: 'Hot efter artikel' }])
      expect(db.prepare("SELECT count(*) AS n FROM ledger WHERE type = 'key.revealed'").get()).toEqual({ n: 1 })
      expect(db.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }])
    } finally {
      db.close()
    }
    expect(existsSync(join(V, 'vault.db-wal'))).toBe(false)
  })
})

describe('refusals', { timeout: 60_000 }, () => {
  const attestBy = (witness: string, file: string) =>
    cli(['attest', ...asOfficer, '--exhibit', story.imported.exhibits[0] ?? '', '--witness', witness, '--witness-passphrase-file', at(file), ...CONNECTED])

  it('of a wrong passphrase: 3, said to people and to machines', async () => {
    const run = await cli(['check', '--vault', V, '--as', OFFICER, '--passphrase-file', at('wrong.txt')])
    expect(refusal(run)).toEqual([3, 'vault.wrong-passphrase'])
    expect(run.stderr).toContain('The passphrase is not right')
    expect(run.stderr).not.toContain(PASSPHRASES.wrong)
  })

  it('of another name than the one whose passphrase it is', async () => {
    const run = await cli(['case', 'list', '--vault', V, '--as', WITNESS, '--passphrase-file', at('officer.txt')])
    expect(refusal(run)).toEqual([3, 'officer.mismatch'])
  })

  it('of a witness at the door: only officers open a vault', async () => {
    const run = await cli(['case', 'list', '--vault', V, '--as', WITNESS, '--passphrase-file', at('witness.txt')])
    expect(refusal(run)).toEqual([3, 'vault.wrong-passphrase'])
  })

  it("of the officer's passphrase for the witness's signature", async () => {
    expect(refusal(await attestBy(WITNESS, 'officer.txt'))).toEqual([3, 'person.wrong-passphrase'])
  })

  it('of the officer as witness to their own acquisition', async () => {
    expect(refusal(await attestBy(OFFICER, 'officer.txt'))).toEqual([3, 'witness.is-officer'])
  })

  it('of a page on a private address that nobody allowed, before it is asked for', async () => {
    const before = server.requests.length
    const run = await cli(['capture', ...asOfficer, '--case', '1', `${server.origin}/artikel`, '--bundled-browser'])
    expect(refusal(run)).toEqual([3, 'capture.url-refused'])
    expect(run.stderr).toContain('The address leads to this computer or the internal network.')
    expect(server.requests.length).toBe(before)
  })

  it('of what is no address, in other words', async () => {
    const run = await cli(['capture', ...asOfficer, '--case', '1', 'inte en länk', '--bundled-browser'])
    expect(refusal(run)).toEqual([3, 'capture.url-invalid'])
    expect(run.stderr).toContain('The address is not a whole web address')
  })

  it('of a demo where something else stands, in a line', async () => {
    for (const out of [at('bild.png'), at('bild.png', 'under')]) {
      const run = await cli(['demo', '--out', out])
      expect(refusal(run)).toEqual([2, 'input.invalid'])
      expect(run.stderr).toMatch(/^can't write to the folder .*: E[A-Z]+\n$/)
    }
  })

  it('of a second vault in the same place, leaving no file of words', async () => {
    const run = await cli(['init', '--vault', V, '--name', 'X', '--officer', 'Y', '--passphrase-file', at('officer.txt'), '--recovery-out', at('more.txt')])
    expect([...refusal(run), existsSync(at('more.txt'))]).toEqual([3, 'vault.exists', false])
  })

  it('of what was never there', async () => {
    const missing = ['--case', `c-${'0'.repeat(32)}`]
    expect(refusal(await cli(['import', ...asOfficer, ...missing, at('bild.png')]))).toEqual([3, 'case.not-found'])
  })

  it.each([
    ['no command', []],
    ['an unknown command', ['burn']],
    ['a missing option', ['init', '--vault', at('new')]],
    ['a role that there is none of', ['person', 'add', ...asOfficer, '--name', 'N', '--role', 'boss']],
    ['a file that is not there', ['import', ...asOfficer, '--case', '1', at('nothing.txt')]],
    ['a passphrase file that is not there', ['check', '--vault', V, '--as', OFFICER, '--passphrase-file', at('nothing.txt')]],
    ['a passphrase that nobody gives', ['check', '--vault', V, '--as', OFFICER]],
    ['a receipt for two bundles at once', ['verify', at('one.zip'), '--with', at('two.zip'), '--receipt', 'x']],
    ['an exhibit that is none', ['artefact', ...asOfficer, '--exhibit', '7', '--name', 'page.txt', '--out', at('seven')]],
  ])('of wrong use, 2: %s', async (_, args) => {
    const run = await cli(args)
    expect(run.status).toBe(2)
    expect(run.stderr).not.toBe('')
  })
})

describe('a timestamp over the log', { timeout: 60_000 }, () => {
  it('is had on demand, and why not is told of each authority', async () => {
    expect(refusal(await cli(['stamp', ...asOfficer]))).toEqual([3, 'time.no-authority'])
    expect((await cli(['stamp', ...asOfficer, '--tsa', 'ftp://tsa.example/'])).status).toBe(2)
    const vain = await cli(['stamp', ...asOfficer, '--tsa', 'http://127.0.0.1:9/'])
    expect(vain.status).toBe(3)
    expect(vain.json).toMatchObject({ stamped: false, newest: null, timestampFailures: [{ host: '127.0.0.1:9', fault: 'unreachable' }] })

    const authority = await serveTimestamps()
    try {
      const args = ['stamp', ...asOfficer, '--tsa', 'http://127.0.0.1:9/', authority.url]
      expect(await good(args)).toMatchObject({ stamped: true, unstamped: null, newest: { host: new URL(authority.url).host, trust: 'other-root' } })
      expect((await runCli(args, { env })).stdout).toMatch(/^Timestamp over \d+ entries: 20/)
    } finally {
      await authority.close()
    }
    const { checks } = (await good(['check', ...asOfficer])) as { checks: { name: string; result: string }[] }
    expect(checks.find(({ name }) => name === 'timestamps')).toMatchObject({ result: 'pass' })
  })
})

describe('an export of chosen exhibits', { timeout: 60_000 }, () => {
  const derived = (...args: string[]) => ['export', ...asOfficer, '--case', '1', '--out', at('derived'), '--reason', 'Rör andra personer', ...args]

  it('names what it leaves out', async () => {
    // The second is the letter; the first the page.
    const { json } = await cli(derived('--profile', 'civil', '--exhibits', '2', story.captured.exhibit))
    expect(json).toMatchObject({ profile: 'civil', masked: [], uncovered: [], bundle: expect.stringContaining(at('derived')) })
    expect((json as { leftOut: number[] }).leftOut).toContain(3)
    expect((json as { leftOut: number[] }).leftOut).not.toContain(2)
  })

  it('is refused without a masking, and where it is asked for wrongly, before anything is written', async () => {
    expect(refusal(await cli(derived('--profile', 'masked', '--mask', '2', '--title', 'Ett ärende')))).toEqual([3, 'bundle.not-masked'])
    for (const [args, told] of [
      [derived('--profile', 'masked', '--mask', '2'), '--title'],
      [derived('--profile', 'civil'), '--exhibits'],
      [derived('--profile', 'civil', '--exhibits', '1', '--mask', '2'), '--profile masked'],
      [derived('--profile', 'police'), 'whole case'],
      [derived('--profile', 'civil', '--exhibits', '1', '--hide-witnesses'), '--profile masked'],
    ] as const) {
      const { status, stderr } = await runCli([...args], { env })
      expect([status, stderr]).toEqual([2, expect.stringContaining(told)])
    }
  })
})

describe('an export whose timestamp could not be had', { timeout: 60_000 }, () => {
  it('says why, to people at the end and to machines', async () => {
    const args = ['export', ...asOfficer, '--case', '1', '--profile', 'police', '--out', at('out'), '--tsa', 'http://127.0.0.1:9/']
    expect(await good(args)).toMatchObject({ timestamp: null, timestampFailures: [{ host: '127.0.0.1:9', fault: 'unreachable' }] })
    const told = await runCli(args, { env })
    expect(told.stdout.trimEnd().split('\n').slice(-2)).toEqual([
      'Timestamp: none. The bundle has no timestamp.',
      expect.stringContaining('  127.0.0.1:9: '),
    ])
  })
})

describe('a page that the server answered with an error', { timeout: 60_000 }, () => {
  it('is kept and never called whole, and filmed by choice', async () => {
    const args = ['capture', ...asOfficer, '--case', '1', `${server.origin}/borta`, '--record', '--allow-private', '--bundled-browser']
    const run = await runCli(args, { env })
    expect(run.status).toBe(0)
    expect(run.stdout).toContain('Completeness: partial\n')
    expect(run.stdout).toContain('The server answered with an error code. (404)')
    expect(run.stdout).toMatch(/^ {2}[0-9a-f]{64} {2}recording\.avi {2}/m)
    const odd = await runCli(['capture', ...asOfficer, '--case', '1', `${server.origin}/borta`, '--cookies', 'eat'], { env })
    expect([odd.status, odd.stderr]).toEqual([2, expect.stringContaining('leave, reject, accept')])
  })
})

describe('a list of links', { timeout: 120_000 }, () => {
  const args = (...more: string[]) => ['capture', ...asOfficer, '--case', '1', ...more, '--allow-private', '--bundled-browser']

  it('is worked off, and what could not be taken is named', async () => {
    writeFileSync(at('länkar.txt'), `Se ${server.origin}/ett och\n${server.origin}/ett\nbara ord\nhttp://127.0.0.1:1/stängd\n`)
    const run = await cli(args('--list', at('länkar.txt')))
    expect([run.status, run.json]).toEqual([
      3,
      {
        pages: [
          { url: `${server.origin}/ett`, state: 'done', exhibit: expect.stringMatching(/^x-/), failure: null },
          { url: 'http://127.0.0.1:1/stängd'.replace('ä', '%C3%A4'), state: 'failed', exhibit: null, failure: 'capture.unreachable' },
        ],
        untaken: [{ line: 3, text: 'bara ord', outcome: 'no-link' }],
        cut: false,
        stopped: null,
      },
    ])
  })

  it('goes on after it was interrupted, and takes nothing twice', async () => {
    writeFileSync(at('fler.txt'), `${server.origin}/två\n${server.origin}/tre\n`)
    slow.asked = new Promise((resolve) => (slow.isAsked = resolve))
    const first = await runCli([...args('--list', at('fler.txt')), '--json'], {
      env,
      onStart: (child) => void slow.asked.then(() => child.kill('SIGKILL')),
    })
    expect(first.status).toBe(null)
    slow.answer()
    const run = await cli(args('--continue'))
    const pages = run.json?.['pages'] as { url: string; state: string }[]
    expect([run.status, pages.map(({ url, state }) => [new URL(url).pathname, state])]).toEqual([
      0,
      [
        ['/tv%C3%A5', 'done'],
        ['/tre', 'done'],
      ],
    ])
    expect(server.requests.filter((asked) => asked.endsWith('/tre')).length).toBe(1)
  })

  it('is read before anything is opened', async () => {
    expect((await cli(args('--list', at('saknas.txt')))).status).toBe(2)
    expect((await cli(args())).status).toBe(2)
    expect((await cli(args(`${server.origin}/ett`, '--continue'))).status).toBe(2)
  })
})

describe('a vault that may not be written to', { timeout: 60_000 }, () => {
  // Nothing is forbidden to root, so root steps aside.
  const isRoot = process.getuid?.() === 0
  const uid = 65534
  const as = (args: readonly string[]) =>
    runCli([...args, '--json'], { ...(isRoot ? { uid } : {}), env: { ...env, HOME: at('reader'), BEVISVALV_HOME: at('reader') } })

  it.skipIf(process.platform === 'win32')('is checked without keys, is not opened, and says what to do', async () => {
    const copy = at('skyddat.bevisvalv')
    cpSync(V, copy, { recursive: true })
    mkdirSync(at('reader'))
    chmodSync(base, 0o755)
    writeFileSync(at('reader.txt'), PASSPHRASES.officer)
    for (const path of ['', ...readdirSync(copy, { recursive: true, encoding: 'utf8' })]) {
      const whole = join(copy, path)
      chmodSync(whole, statSync(whole).isDirectory() ? 0o555 : 0o444)
    }
    if (isRoot) {
      chownSync(at('reader'), uid, uid)
      chownSync(at('tmp'), uid, uid)
    }
    const before = readdirSync(copy, { recursive: true })
    try {
      const checked = await as(['check', '--vault', copy])
      expect([checked.status, checked.json?.['verdict']]).toEqual([0, 'ok'])
      const opened = await as(['case', 'list', '--vault', copy, '--as', OFFICER, '--passphrase-file', at('reader.txt')])
      expect(refusal(opened)).toEqual([3, 'vault.read-only'])
      expect(opened.stderr).toContain('The vault is write-protected.')
      expect(readdirSync(copy, { recursive: true })).toEqual(before)
    } finally {
      for (const path of ['', ...readdirSync(copy, { recursive: true, encoding: 'utf8' })]) {
        const whole = join(copy, path)
        if (statSync(whole).isDirectory()) chmodSync(whole, 0o755)
      }
      if (isRoot) chownSync(at('tmp'), 0, 0)
      for (const path of [copy, at('reader')]) rmSync(path, { recursive: true })
    }
  })
})

describe('a vault whose readable log was taken away', { timeout: 60_000 }, () => {
  it('is not said to be all right by the check that mends it', async () => {
    rmSync(join(V, 'ledger', 'checkpoints'), { recursive: true })
    const run = await cli(['check', ...asOfficer])
    expect([run.status, run.json?.['verdict'], run.json?.['notes']]).toEqual([1, 'failed', ['mirror-damaged']])
    const [first] = (run.json?.['checks'] ?? []) as Record<string, string>[]
    expect(first).toMatchObject({ name: 'mirror-damage', result: 'fail', detail: expect.stringMatching(/\d+ checkpoints were missing/) })
    expect(run.stderr).toContain('Parts of the readable copy of the log had been removed or changed outside the program.')
    expect((await cli(['check', '--vault', V])).status).toBe(1)
    const [kept = ''] = readdirSync(join(V, 'ledger')).filter((name) => name.startsWith('damaged-'))
    rmSync(join(V, 'ledger', kept), { recursive: true })
    await good(['check', ...asOfficer])
  })
})

describe('an older vault that was put back', { timeout: 240_000 }, () => {
  const old = at('gammalt.bevisvalv')
  const officer = ['--vault', old, '--as', OFFICER, '--passphrase-file', at('officer.txt')]
  const log = () => readFileSync(join(old, 'ledger', 'entries.jsonl'), 'utf8')
  const head = expect.objectContaining({ size: expect.any(Number), root: expect.any(String) }) as unknown
  const alarm = { found: head, lastSeen: head }
  beforeAll(async () => {
    cpSync(V, old, { recursive: true })
    await good(['case', 'open', ...asOfficer, '--title', 'Senare'])
  }, 60_000)

  it('is told of by every command that opens it', async () => {
    const listed = await cli(['case', 'list', ...officer])
    expect([listed.status, listed.json]).toEqual([0, expect.objectContaining({ alarm })])
    expect(listed.stderr).toMatch(/^WARNING: The vault does not match/m)
    const checked = await cli(['check', ...officer])
    expect([checked.status, checked.json]).toEqual([1, expect.objectContaining({ verdict: 'failed', alarm })])
  })

  it('is not written to, unless somebody says that they know', async () => {
    const before = log()
    const exhibit = ['--exhibit', story.imported.exhibits[0] ?? '']
    const writing = [
      ['case', 'open', ...officer, '--title', 'Nytt'],
      ['person', 'add', ...officer, '--name', 'Ny', '--role', 'witness', '--new-passphrase-file', at('witness.txt')],
      ['import', ...officer, '--case', '1', at('bild.png')],
      ['capture', ...officer, '--case', '1', `${server.origin}/artikel`, '--allow-private', '--bundled-browser'],
      ['attest', ...officer, ...exhibit, '--witness', WITNESS, '--witness-passphrase-file', at('witness.txt'), ...CONNECTED],
      ['artefact', ...officer, ...exhibit, '--name', 'original.txt', '--out', at('nothing.out')],
      ['export', ...officer, '--case', '1', '--profile', 'police', '--out', at('old-out')],
      ['key', ...officer, '--yes'],
    ]
    for (const args of writing.filter((_, index) => hasTurn(index))) {
      const run = await cli(args)
      expect([args[0], ...refusal(run)]).toEqual([args[0], 3, 'vault.alarm'])
      expect(run.json).toMatchObject({ alarm })
    }
    expect(log()).toBe(before)
    expect(existsSync(at('nothing.out'))).toBe(false)
    const knowing = await cli(['case', 'open', ...officer, '--title', 'Ändå', '--despite-alarm'])
    expect([knowing.status, knowing.json]).toEqual([0, expect.objectContaining({ case: expect.any(String), alarm })])
    expect(log()).not.toBe(before)
  })

  it('is explained by a restore that is declared, once', async () => {
    const declared = await cli(['restored', ...officer, '--reason', 'Disken byttes, kopian från i fredags'])
    expect([declared.status, declared.json]).toEqual([0, expect.objectContaining({ restored: true, ...alarm })])
    expect(declared.json).not.toHaveProperty('alarm')
    expect(log().trimEnd().split('\n').at(-1)).toContain('"type":"vault.restored"')
    expect(await good(['case', 'list', ...officer])).not.toHaveProperty('alarm')
    expect((await cli(['restored', ...officer, '--reason', 'Igen'])).status).toBe(2)
  })
})

describe('what others on the machine see', () => {
  it('is no passphrase, in no command line and no environment', () => {
    const commands = story.seen.join('\n')
    // The browser and the command line were there to be seen.
    expect(commands).toContain('main.ts capture --vault')
    expect(commands).toContain('bevisvalv-profile-')
    for (const secret of [PASSPHRASES.officer, PASSPHRASES.witness, readFileSync(at('words.txt'), 'utf8').trim()]) {
      expect(commands).not.toContain(secret)
    }
  })

  it('is nothing in temporary folders, and in the home folder only settings and heads', () => {
    expect(leftIn(at('tmp'))).toEqual([])
    expect(readdirSync(at('home'))).toEqual(['.bevisvalv'])
    expect(readdirSync(at('home', '.bevisvalv')).toSorted()).toEqual(['heads', 'preferences.json'])
  })
})
