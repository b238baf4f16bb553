import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { zipCommands } from '../../electron/services/bundle/commands.ts'
import { createBundleCase, fillCase, unzip } from '../support/bundle-case.ts'
import { lacks } from '../support/tools.ts'

/** As if every bundle were too large to be signed in one piece. */
vi.mock('../../shared/verify/index.ts', async (original) => ({ ...(await original<object>()), ZIP_SIGNED_WHOLE: 1000 }))

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'large-test-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe.skipIf(lacks('openssl', 'sha256sum', 'bash', 'unzip'))('a zip above the limit', () => {
  it('is signed by its hash, as the READMEs say', async () => {
    const office = createBundleCase()
    const bundle = await office.exportTo(join(folder, 'out'), await fillCase(office))
    const key = readFileSync(join(unzip(bundle, join(folder, 'bag')), 'keys/export.pem'))
    writeFileSync(join(folder, 'out/export.pem'), key)
    const run = (lines: readonly string[]) =>
      execFileSync('bash', ['-euc', lines.join('\n')], {
        cwd: join(folder, 'out'),
        encoding: 'utf8',
        stdio: 'pipe',
        env: { ...process.env, TMPDIR: folder },
      })
    expect(run(zipCommands(bundle.name).large)).toContain('Signature Verified Successfully')
    expect(() => run(zipCommands(bundle.name).small)).toThrow()
    expect(readFileSync(`${bundle.path}.sig`)).toHaveLength(64)
  })
})
