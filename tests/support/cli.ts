import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { REPOSITORY } from './oxlint.ts'

export interface CliRun {
  status: number | null
  stdout: string
  stderr: string
  /** The last line of standard output, parsed; null where it is none. */
  json: Record<string, unknown> | null
}

export interface CliOptions {
  env?: NodeJS.ProcessEnv
  /** Standard input; without it there is none. */
  input?: string
  onStart?: (child: ChildProcess) => void
  /** Runs it as this user; only root may. */
  uid?: number
  /** A passphrase costs it what it costs people; see `light-passphrase.ts`. */
  realCost?: boolean
}

const LIGHT = new URL('light-passphrase.ts', import.meta.url).href

/** Runs the real command line as its own process, as `npm run -s bevisvalv --` would, but for the cost of a passphrase. */
export async function runCli(args: readonly string[], { env, input, onStart, uid, realCost = false }: CliOptions = {}): Promise<CliRun> {
  const entry = [...(realCost ? [] : ['--import', LIGHT]), join(REPOSITORY, 'electron/cli/main.ts')]
  const child = spawn(process.execPath, [...entry, ...args], {
    env: { ...process.env, LC_ALL: 'C.UTF-8', ...env },
    ...(uid === undefined ? {} : { uid, gid: uid }),
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  child.stdin?.end(input)
  onStart?.(child)
  const [status] = (await once(child, 'close')) as [number | null]
  return { status, stdout, stderr, json: lastLine(stdout) }
}

function lastLine(stdout: string): Record<string, unknown> | null {
  try {
    return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as Record<string, unknown>
  } catch {
    return null
  }
}
