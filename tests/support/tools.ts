import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Programs of others that judge what the app makes, and what to install to have them (Debian's package names). */
const PACKAGES = {
  openssl: 'openssl',
  sha256sum: 'coreutils',
  bash: 'bash',
  jq: 'jq',
  '7z': 'p7zip-full',
  age: 'age',
  unzip: 'unzip',
  qpdf: 'qpdf',
  pdftotext: 'poppler-utils',
  pdfimages: 'poppler-utils',
  pdftoppm: 'poppler-utils',
  sqlite3: 'sqlite3',
  chromium: 'chromium',
  'firefox-esr': 'firefox-esr',
  'ssh-keygen': 'openssh-client',
  'xvfb-run': 'xvfb',
} as const

export type Tool = keyof typeof PACKAGES

/** Absolute path of a program on PATH, or null. */
export function findTool(tool: Tool): string | null {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    if (folder === '') continue
    const path = join(folder, tool)
    try {
      accessSync(path, constants.X_OK)
      return path
    } catch {
      // Not in this folder.
    }
  }
  return null
}

/**
 * Whether tests that need these programs must be left out: `describe.skipIf(lacks('openssl', 'jq'))`. Says which
 * are missing and how to get them; where BEVISVALV_TOOLS=all (continuous integration) a missing one is an error, so
 * that nothing is left out unseen.
 */
export function lacks(...tools: readonly Tool[]): boolean {
  return leaveOut(tools.filter((tool) => findTool(tool) === null))
}

/** The same for what isn't found on PATH. */
export function leaveOut(missing: readonly Tool[]): boolean {
  if (missing.length === 0) return false
  const packages = [...new Set(missing.map((tool) => PACKAGES[tool]))].join(' ')
  const message = `needs ${missing.join(', ')}: apt-get install ${packages}`
  if (process.env['BEVISVALV_TOOLS'] === 'all') throw new Error(`This test ${message}`)
  console.warn(`Skipped, ${message}`)
  return true
}
