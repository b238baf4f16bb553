import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, lstat, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { FoundBrowser } from './types.ts'

const run = promisify(execFile)
const COMPLETE = 'complete'

/** The fonts that the package brings, wherever it is unpacked, and the machine's own: without any, no page has text. */
const fontsIn = (folder: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <dir>/usr/local/share/fonts</dir>
</fontconfig>
`

/**
 * The Chromium that `@sparticuz/chromium` carries, for tests and the demo only. It is unpacked once into a folder of
 * our own, which is used again only if it is ours and nobody else can write to it. Of the package only the unpacking
 * is used: its recommended flags switch security off. Null where the package isn't installed or doesn't run.
 */
export async function bundledBrowser(): Promise<FoundBrowser | null> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null
  const version = packageVersion()
  if (version === null) return null
  const folder = join(tmpdir(), `bevisvalv-browser-${version}-${process.getuid?.() ?? 0}`)
  if (!(await isOurs(folder))) await unpack(folder)
  if (!(await isOurs(folder))) return null
  const libraries = join(folder, 'al2023', 'lib')
  const env = { LD_LIBRARY_PATH: libraries, FONTCONFIG_PATH: join(folder, 'fonts') }
  const path = join(folder, 'chromium')
  const { stdout } = await run(path, ['--version'], { timeout: 10_000, env: { ...env, HOME: folder } }).catch(() => ({ stdout: '' }))
  const found = /\d+\.\d+\.\d+\.\d+/.exec(stdout)?.[0] ?? ''
  return { name: 'Chromium', version: found, path, origin: 'bundled', env }
}

function packageVersion(): string | null {
  try {
    const entry = fileURLToPath(import.meta.resolve('@sparticuz/chromium'))
    const manifest: unknown = createRequire(import.meta.url)(join(dirname(entry), '..', '..', 'package.json'))
    return (manifest as { version: string }).version
  } catch {
    return null
  }
}

/** Others may read (an unprivileged user runs the browser when we are root), nobody else may write. */
async function isOurs(folder: string): Promise<boolean> {
  try {
    const found = await lstat(folder)
    return found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o022) === 0 && existsSync(join(folder, COMPLETE))
  } catch {
    return false
  }
}

/** In a process of its own: the package unpacks to wherever TMPDIR points, and takes what lies there unchecked. */
async function unpack(folder: string): Promise<void> {
  const fresh = await mkdtemp(join(tmpdir(), 'bevisvalv-unpack-'))
  try {
    const script = `import c from ${JSON.stringify(import.meta.resolve('@sparticuz/chromium'))}; await c.executablePath()`
    // The name of a runtime that makes the package unpack the libraries which Chromium needs beside it.
    const env = { TMPDIR: fresh, HOME: fresh, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' }
    await run(process.execPath, ['--input-type=module', '-e', script], { env, timeout: 120_000 })
    await mkdir(join(fresh, 'fonts'), { recursive: true })
    await writeFile(join(fresh, 'fonts', 'fonts.conf'), fontsIn(join(folder, 'fonts')))
    await chmod(join(fresh, 'chromium'), 0o755)
    await writeFile(join(fresh, COMPLETE), '')
    await chmod(fresh, 0o755)
    // Another process may have been faster; then its folder is as good as ours.
    await rename(fresh, folder).catch(() => undefined)
  } finally {
    await rm(fresh, { recursive: true, force: true })
  }
}
