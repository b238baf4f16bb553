import { copyFileSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { resolveConfig } from 'electron-vite'
import { build } from 'vite'
import { ensureBuilt } from '../../electron/build.ts'
import { REPOSITORY } from './oxlint.ts'

/**
 * Builds the program for Electron, but for the interface, into a folder of its own, with the packages where the build
 * expects them. Returns that folder; whoever asked removes it.
 */
export async function buildForElectron(): Promise<string> {
  ensureBuilt('verifier')
  const folder = mkdtempSync(join(tmpdir(), 'bevisvalv-electron-'))
  const out = join(folder, 'out')
  const mode = process.env['NODE_ENV']
  const { config } = await resolveConfig({ configFile: join(REPOSITORY, 'electron.vite.config.ts'), logLevel: 'warn' }, 'build', 'production')
  for (const name of ['main', 'preload'] as const) {
    const part = config?.[name]
    if (part === undefined) throw new Error(`electron.vite.config.ts builds no ${name}`)
    await build({ ...part, build: { ...part.build, outDir: join(out, name) } })
  }
  process.env['NODE_ENV'] = mode
  mkdirSync(join(out, 'renderer'))
  writeFileSync(join(out, 'renderer', 'index.html'), '<meta name="csp-nonce" content="__CSP_NONCE__">')
  copyFileSync(join(REPOSITORY, 'out/verify.html'), join(out, 'verify.html'))
  copyFileSync(join(REPOSITORY, 'package.json'), join(folder, 'package.json'))
  symlinkSync(join(REPOSITORY, 'node_modules'), join(folder, 'node_modules'), 'junction')
  return folder
}
