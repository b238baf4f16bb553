import { fork, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { ChildHandle, ChildKind, SpawnChild } from './ports.ts'

/** What a child may know of our environment: where programs and what was compiled of ours lie, and the language. */
const ENVIRONMENT = [
  'PATH', 'LANG', 'TZ', 'TMPDIR', 'SystemRoot', 'SystemDrive', 'windir', 'ProgramFiles', 'ProgramFiles(x86)', 'ProgramData',
  'LOCALAPPDATA', 'APPDATA', 'USERPROFILE', 'TEMP', 'TMP',
  'NODE_COMPILE_CACHE',
]

/**
 * Children as plain Node processes, each the leader of a process group that is ended as a whole: what a child started
 * goes with it. `entries` says which program each kind is.
 */
export function forkChild(entries: Record<ChildKind, URL>): SpawnChild {
  return (kind) => start(entries[kind])
}

/** The environment of a child, whoever starts it. */
export function childEnvironment(): Record<string, string> {
  const env: Record<string, string> = {}
  for (const name of ENVIRONMENT) {
    const value = process.env[name]
    if (value !== undefined) env[name] = value
  }
  return env
}

function start(entry: URL): ChildHandle {
  const child = fork(fileURLToPath(entry), [], {
    serialization: 'advanced',
    execArgv: ['--max-old-space-size=1024', '--disable-warning=ExperimentalWarning'],
    env: childEnvironment(),
    detached: process.platform !== 'win32',
    // What it writes may quote a page, so nobody reads it: its exit code and signal say enough.
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const exits: ((description: string) => void)[] = []
  let gone: string | null = null
  const leave = (description: string) => {
    if (gone !== null) return
    gone = description
    endGroup(child.pid)
    for (const listener of exits) listener(description)
  }
  child.once('error', (error: NodeJS.ErrnoException) => leave(error.code ?? error.name))
  child.once('exit', (code, signal) => leave(signal ?? `exit ${code}`))
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
