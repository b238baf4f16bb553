import { spawnSync } from 'node:child_process'
import { existsSync, globSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'

const ROOT = dirname(import.meta.dirname)

interface Build {
  name: string
  /** Program and arguments, from the root, run by this Node. */
  command: readonly string[]
  /** Written last by that build. */
  output: string
  /** Glob patterns from the root. */
  inputs: readonly string[]
}

const SETTINGS = ['package-lock.json', 'tsconfig.json']
const vite = (config: string) => ['node_modules/vite/bin/vite.js', 'build', '--config', config, '--logLevel', 'warn']

const BUILDS = {
  verifier: {
    name: 'verifier page',
    command: vite('vite.verifier.config.ts'),
    output: 'out/verify.html',
    inputs: ['vite.verifier.config.ts', 'shared/**/*', ...SETTINGS],
  },
  renderer: {
    name: 'interface',
    command: vite('renderer/vite.config.ts'),
    output: 'out/renderer/index.html',
    inputs: ['renderer/**/*', 'shared/**/*', ...SETTINGS],
  },
  electron: {
    name: 'program for Electron',
    command: ['node_modules/electron-vite/bin/electron-vite.js', 'build', '--logLevel', 'warn'],
    output: 'out/main/index.js',
    inputs: ['electron/**/*', 'renderer/**/*', 'shared/**/*', 'electron.vite.config.ts', ...SETTINGS],
  },
} satisfies Record<string, Build>

export type BuildName = keyof typeof BUILDS

/** Where the built interface lies. */
export const RENDERER_DIR = join(ROOT, dirname(BUILDS.renderer.output))

function isStale(build: Build): boolean {
  const output = join(ROOT, build.output)
  if (!existsSync(output)) return true
  const made = statSync(output).mtimeMs
  return build.inputs.some((pattern) => globSync(pattern, { cwd: ROOT }).some((path) => statSync(join(ROOT, path)).mtimeMs > made))
}

/** Those of them that are missing or older than their sources. */
export const staleBuilds = (...names: BuildName[]): BuildName[] => names.filter((name) => isStale(BUILDS[name]))

/** Builds what is missing or older than its sources. Throws where a build fails: an old build would lie. */
export function ensureBuilt(...names: BuildName[]): void {
  for (const name of staleBuilds(...names)) {
    const build: Build = BUILDS[name]
    process.stderr.write(`Building the ${build.name} …\n`)
    const run = spawnSync(process.execPath, build.command, {
      cwd: ROOT,
      stdio: ['ignore', 'inherit', 'inherit'],
      // Whoever builds may be a test or a development server: what is built is the product all the same.
      env: { ...process.env, NODE_ENV: 'production' },
    })
    if (run.status !== 0) throw new Error(`The build of the ${build.name} failed`)
  }
}
