import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import type { Browser, CDPSession } from 'puppeteer-core'
import { Refusal } from '../../../shared/contract/errors.ts'
import { browserFlags, type FlagOptions } from './flags.ts'
import { PipeTransport } from './pipe.ts'
import { createProfile, type FillProfile, lendDisplay, sweepProfiles, wipeProfile } from './profile.ts'
import { type SandboxAttempt, sandboxPlan, saysNoSandbox } from './sandbox.ts'
import type { BrowserSandbox, FoundBrowser } from './types.ts'

export interface LaunchOptions extends FlagOptions {
  /** Added last. */
  args?: readonly string[]
  /**
   * `own`: the browser leads a process group of its own, ended as a whole. `ours`: it stays in our group, for a
   * process that is itself ended as a group.
   */
  group: 'own' | 'ours'
  /** Whether puppeteer manages pages; otherwise it attaches to nothing but the browser itself. */
  managePages: boolean
  signal?: AbortSignal
  /** Puts something into the fresh profile before the browser starts. What it throws is thrown on; nothing was started then. */
  fill?: FillProfile
  /** Told once the browser has ended, before its profile is wiped: `how` as in `exited`. Must not reject. */
  onGone?: (profile: string, how: string) => Promise<void>
}

export interface LaunchedBrowser {
  browser: Browser
  /** Session on the browser itself. */
  control: CDPSession
  sandbox: BrowserSandbox
  /** All flags but those that name our folders. */
  flags: string[]
  pid: number
  /** Settles with a description once the browser's process is gone and its profile wiped; never rejects. */
  exited: Promise<string>
  /** Asks, waits up to `graceMs` (3 s), then kills. Resolves when all is gone. */
  close(graceMs?: number): Promise<void>
  kill(): void
}

const START_MS = 30_000

/**
 * Why a browser didn't start, as it stands in a refusal's `detail`: words of ours, a system error code, `exit N` or the
 * name of a signal. Never what the browser wrote, which may quote a page or a path.
 */
const WORD = { timeout: 'timeout', policy: 'policy', protocol: 'protocol' } as const

/** What a browser says whose administrator forbids to steer it. */
const FORBIDDEN = /remote debugging is disallowed/i

class NotStarted extends Error {
  readonly word: string

  constructor(word: string) {
    super(`the browser didn't start: ${word}`)
    this.name = 'NotStarted'
    this.word = word
  }
}

/**
 * Starts a browser with a fresh profile and a debugging pipe: no port listens. Refusals: `capture.sandbox-unavailable`
 * where an ordinary user's browser has no sandbox, `capture.browser-failed` where it doesn't start.
 *
 * @param plan the ways to try; tests put one of their own here
 */
export async function launchBrowser(found: FoundBrowser, options: LaunchOptions, plan = sandboxPlan()): Promise<LaunchedBrowser> {
  await sweepProfiles()
  let last: unknown
  for (const attempt of plan) {
    try {
      return await patiently(() => start(found, options, attempt))
    } catch (error) {
      // A browser that failed for another reason isn't opened with less protection.
      if (options.signal?.aborted || !saysWayIsClosed(error)) throw error
      last = error
    }
  }
  throw last
}

/** A machine under load may take its time: the same way is tried twice. */
async function patiently(attempt: () => Promise<LaunchedBrowser>): Promise<LaunchedBrowser> {
  try {
    return await attempt()
  } catch (error) {
    if (!(error instanceof Refusal) || error.params['detail'] !== WORD.timeout) throw error
    return attempt()
  }
}

/** Whether no sandbox can be had, or the other user can't run the program (126 and 127 are how a shell says so). */
function saysWayIsClosed(error: unknown): boolean {
  if (!(error instanceof Refusal)) return false
  if (error.code === 'capture.sandbox-unavailable') return true
  return ['EACCES', 'EPERM', 'exit 126', 'exit 127'].includes(String(error.params['detail']))
}

async function start(found: FoundBrowser, options: LaunchOptions, attempt: SandboxAttempt): Promise<LaunchedBrowser> {
  const profile = await createProfile(attempt.user, options.fill)
  const flags = [
    ...browserFlags(options),
    ...(attempt.state === 'off' ? ['--no-sandbox'] : []),
    '--remote-debugging-pipe',
    ...(options.args ?? []),
  ]
  const display = (options.purpose === 'window' || options.purpose === 'session') && attempt.user ? await lendDisplay(profile, attempt.user) : {}
  const child = spawn(found.path, [`--user-data-dir=${profile}`, ...flags, ...(options.purpose === 'window' ? [] : ['about:blank'])], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    env: environment(found, profile, display),
    cwd: profile,
    detached: options.group === 'own' && process.platform !== 'win32',
    windowsHide: true,
    ...attempt.user,
  })
  const said = lastWords(child)
  let failure = ''
  const kill = () => killTree(child, options.group)
  // It would go on running, deaf, and only the timeout would end it.
  child.stderr?.on('data', () => {
    if (FORBIDDEN.test(said())) kill()
  })
  const exited = new Promise<string>((resolve) => {
    const gone = (how: string) => {
      kill()
      void Promise.resolve(options.onGone?.(profile, how))
        .then(() => wipeProfile(profile))
        .then(() => resolve(how))
    }
    child.once('error', (error: NodeJS.ErrnoException) => gone(error.code ?? error.name))
    // One that ended by itself says more than the pipe, which breaks then too.
    child.once('exit', (code, signal) => gone(code === null ? failure || String(signal) : `exit ${code}`))
  })
  try {
    const transport = new PipeTransport(child.stdio[3] as Writable, child.stdio[4] as Readable, () => {
      failure = WORD.protocol
      kill()
    })
    const browser = await within(connect(transport, options), exited, options.signal)
    const control = await within(browser.target().createCDPSession(), exited, options.signal)
    const close = async (graceMs = 3000) => {
      control.send('Browser.close').catch(() => undefined)
      const timer = setTimeout(kill, graceMs)
      await exited
      clearTimeout(timer)
    }
    return { browser, control, sandbox: attempt.state, flags, pid: child.pid ?? 0, exited, close, kill }
  } catch (error) {
    kill()
    const how = await exited
    await heardOut(child)
    if (options.signal?.aborted) throw new Refusal('job.cancelled')
    if (saysNoSandbox(said())) throw new Refusal('capture.sandbox-unavailable', { browser: found.name }, error)
    throw new Refusal('capture.browser-failed', { browser: found.name, detail: reasonOf(error, how, said()) }, error)
  }
}

/** @param how how its process ended: by itself, or by the signal that we sent once something else had gone wrong */
function reasonOf(error: unknown, how: string, said: string): string {
  if (FORBIDDEN.test(said)) return WORD.policy
  if (error instanceof NotStarted) return error.word
  return how.startsWith('SIG') ? WORD.protocol : how
}

/** Loaded only here and after the browser was started, so that both take their time side by side. */
async function connect(transport: PipeTransport, options: LaunchOptions): Promise<Browser> {
  const { default: puppeteer } = await import('puppeteer-core')
  return puppeteer.connect({
    transport,
    defaultViewport: null,
    protocolTimeout: 0,
    ...(options.managePages ? {} : { targetFilter: (target) => target.type() === 'browser' }),
  })
}

async function within<T>(work: Promise<T>, exited: Promise<string>, signal: AbortSignal | undefined): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  let onAbort: (() => void) | undefined
  work.catch(() => undefined)
  const otherwise = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NotStarted(WORD.timeout)), START_MS)
    void exited.then((how) => reject(new NotStarted(how)))
    onAbort = () => reject(new Error('cancelled'))
    if (signal?.aborted) onAbort()
    signal?.addEventListener('abort', onAbort)
  })
  try {
    return await Promise.race([work, otherwise])
  } finally {
    clearTimeout(timer)
    if (onAbort) signal?.removeEventListener('abort', onAbort)
  }
}

/** The end of standard error, at most 8 KiB: where the browser says why it won't start. */
function lastWords(child: ChildProcess): () => string {
  let text = ''
  child.stderr?.setEncoding('utf8')
  child.stderr?.on('data', (more: string) => {
    text = (text + more).slice(-8192)
  })
  return () => text.trim()
}

/** Its last words may come after its exit. Whatever still holds the stream is not waited for longer than half a second. */
async function heardOut({ stderr }: ChildProcess): Promise<void> {
  if (stderr === null || stderr.closed) return
  await Promise.race([once(stderr, 'close'), pause(500, undefined, { ref: false })])
}

/** No more than a browser needs; its home and temp folder are the profile, so that wiping it wipes them. */
function environment(found: FoundBrowser, profile: string, display: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = process.platform === 'win32' ? WINDOWS_ENV : POSIX_ENV
  const env: NodeJS.ProcessEnv = {}
  for (const name of kept) if (process.env[name] !== undefined) env[name] = process.env[name]
  if (process.platform !== 'win32') Object.assign(env, { HOME: profile, TMPDIR: `${profile}/tmp` })
  return { ...env, ...display, ...found.env }
}

const POSIX_ENV = ['PATH', 'LANG', 'TZ', 'DISPLAY', 'XAUTHORITY', 'WAYLAND_DISPLAY', 'XDG_RUNTIME_DIR']
const WINDOWS_ENV = ['PATH', 'SystemRoot', 'SystemDrive', 'windir', 'ProgramFiles', 'ProgramFiles(x86)', 'ProgramData', 'LOCALAPPDATA', 'APPDATA', 'USERPROFILE', 'TEMP', 'TMP']

/** Its children end by themselves when the browser is gone; the group is ended so that this needn't be trusted. */
function killTree(child: ChildProcess, group: LaunchOptions['group']): void {
  if (child.pid === undefined) return
  try {
    if (process.platform === 'win32') spawn('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true })
    else process.kill(group === 'own' ? -child.pid : child.pid, 'SIGKILL')
  } catch {
    // Gone already.
  }
}
