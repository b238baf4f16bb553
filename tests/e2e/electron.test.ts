import { execFile, type ExecFileException } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ensureBuilt } from '../../electron/build.ts'
import { REPOSITORY } from '../support/oxlint.ts'
import { startPageServer, type PageServer } from '../support/page-server.ts'
import { findTool } from '../support/tools.ts'

/** What only Electron's own program can show. It is fetched at the first `npm start`, where there is a way to it. */
const ELECTRON = join(REPOSITORY, 'node_modules/electron')

function electronProgram(): string | null {
  const note = join(ELECTRON, 'path.txt')
  const program = existsSync(note) ? join(ELECTRON, 'dist', readFileSync(note, 'utf8').trim()) : ''
  return existsSync(program) ? program : null
}

function whyNot(): string | null {
  if (electronProgram() === null) return "Electron's program is not here; `node node_modules/electron/install.js` fetches it"
  if (process.getuid?.() === 0) return 'Electron has no sandbox for root; run as an ordinary user'
  if (process.platform === 'linux' && !process.env['DISPLAY'] && findTool('xvfb-run') === null) return 'no display and no xvfb-run'
  return null
}

const reason = whyNot()
if (reason !== null) process.stderr.write(`Skipped, the tests in Electron itself: ${reason}\n`)

describe.skipIf(reason !== null)('in Electron itself', () => {
  let home: string
  let server: PageServer

  beforeAll(async () => {
    ensureBuilt('verifier', 'electron')
    home = mkdtempSync(join(tmpdir(), 'bevisvalv-electron-'))
    server = await startPageServer({ '/': 'reached' })
  }, 120_000)
  afterAll(async () => {
    await server.close()
    rmSync(home, { recursive: true, force: true })
  })

  function run(entry: string, ...args: string[]): Promise<{ code: number; output: string }> {
    const program = electronProgram() ?? ''
    const bare = process.platform === 'linux' && !process.env['DISPLAY']
    const [file, before] = bare ? ['xvfb-run', ['-a', program]] : [program, []]
    const env = { ...process.env, PROBE_PORT: String(server.port), PROBE_PROGRAM: join(REPOSITORY, 'out/main/index.js') }
    return new Promise((resolve) => {
      execFile(file, [...before, entry, `--home=${home}`, ...args], { cwd: REPOSITORY, env, timeout: 60_000 }, (error: ExecFileException | null, output) =>
        resolve({ code: error === null ? 0 : Number(error.code ?? -1), output }),
      )
    })
  }

  test('the window opens, works, and can do nothing else', async () => {
    const { code, output } = await run(join(REPOSITORY, 'tests/fixtures/electron/probe.mjs'))
    const line = /^PROBE (.*)$/m.exec(output)?.[1]
    expect(line, output).toBeDefined()
    const seen = JSON.parse(line!) as { page: Record<string, unknown>; url: string; title: string }
    expect(seen.page).toMatchObject({
      origin: 'app://vault',
      secure: true,
      globals: [],
      bridge: ['invoke', 'on'],
      status: { ok: true, value: { door: 'electron', folders: 'choose' } },
      unknown: { ok: false, error: { code: 'input.invalid' } },
      bytes: { ok: false, error: { code: 'token.unknown' } },
      root: true,
      network: 'refused',
      file: 'refused',
      evaluate: 'refused',
      notifications: 'denied',
      opened: true,
    })
    expect(seen.url).toMatch(/^app:\/\/vault\//)
    expect(seen.title).toBe('Bevisvalv')
    expect(server.requests).toEqual([])
    expect(code).toBe(0)
  }, 90_000)

  test.each(['--remote-debugging-port=0', '--no-sandbox', '--js-flags=--expose-gc'])('it ends at once with %s', async (argument) => {
    expect((await run('.', argument)).code).toBe(2)
  }, 90_000)
})
