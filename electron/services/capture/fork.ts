import { fork, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { ChildHandle, ChildKind, SpawnChild } from './ports.ts'

/** What a child may know of our environment: where programs lie, the language, the way to the network. */
const ENVIRONMENT = [
  'PATH', 'LANG', 'TZ', 'TMPDIR', 'SystemRoot', 'SystemDrive', 'windir', 'ProgramFiles', 'ProgramFiles(x86)', 'ProgramData',
  'LOCALAPPDATA', 'APPDATA', 'USERPROFILE', 'TEMP', 'TMP', 'http_proxy', 'https_proxy', 'all_proxy', 'no_proxy',
  'HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY',
]

/**
 * Children as plain Node processes, each the leader of a process group that is ended as a whole: what a child started
 * goes with it. `entries` says which program each kind is.
 */
export function forkChild(entries: Record<ChildKind, URL>): SpawnChild {
  return (kind) => start(entries[kind])
}

function start(entry: URL): ChildHandle {
  const env: NodeJS.ProcessEnv = {}
  for (const name of ENVIRONMENT) if (process.env[name] !== undefined) env[name] = process.env[name]
  const child = fork(fileURLToPath(entry), [], {
    serialization: 'advanced',
    execArgv: ['--max-old-space-size=1024', '--disable-warning=ExperimentalWarning'],
    env,
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  // Kept for the exit's description only: a page's text might be in it.
  let said = ''
  child.stderr?.setEncoding('utf8').on('data', (more: string) => {
    said = (said + more).slice(-2000)
  })
  const exits: ((description: string) => void)[] = []
  let gone: string | null = null
  const leave = (description: string) => {
    if (gone !== null) return
    gone = description
    endGroup(child.pid)
    for (const listener of exits) listener(description)
  }
  child.once('error', (error) => leave(error.message))
  child.once('exit', (code, signal) => leave(`${signal ?? `exit ${code}`}${said ? `: ${said.trim().slice(-400)}` : ''}`))
  return {
    post: (message) => {
      // The channel may close between two messages; the exit tells what happened.
      if (child.connected) child.send(message as object, () => undefined)
    },
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void (gone === null ? exits.push(listener) : listener(gone)),
    kill: () => endGroup(child.pid),
  }
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    if (process.platform === 'win32') spawn('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true })
    else process.kill(-pid, 'SIGKILL')
  } catch {
    // Gone already.
  }
}
