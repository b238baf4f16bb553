import { EventEmitter } from 'node:events'
import { fork } from 'node:child_process'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { serveEngine } from '../../electron/engine/serve.ts'
import { createFakeEngine } from './fake-engine.ts'
import type { FakeUtility, Fork } from './fake-electron.ts'

const SHIM = fileURLToPath(new URL('./utility-shim.ts', import.meta.url))

/** A fake engine (see fake-engine.ts) in this process, behind the same line as one in a process of its own. */
export const forkFakeEngine: Fork = () => {
  const outside = new EventEmitter()
  let pid: number | undefined = 4711
  const end = (code: number) =>
    void queueMicrotask(() => {
      if (pid === undefined) return
      pid = undefined
      outside.emit('exit', code)
    })
  const inside: ((message: unknown) => void)[] = []
  serveEngine(
    {
      post: (message) => setImmediate(() => outside.emit('message', structuredClone(message))),
      onMessage: (listener) => inside.push(listener),
    },
    createFakeEngine,
  )
  return Object.assign(outside, {
    get pid() {
      return pid
    },
    postMessage(message: unknown) {
      const copy: unknown = structuredClone(message)
      setImmediate(() => {
        for (const listener of inside) listener(copy)
      })
    },
    kill: () => {
      end(0)
      return true
    },
    crash: end,
  })
}

/**
 * Programs of the build as real processes, under Node with the one thing that Electron gives them: `process.parentPort`.
 *
 * @param folder where the built programs lie
 */
export function forkBuilt(folder: string): Fork {
  return (path, args, options) => {
    const stdio = options.stdio === 'ignore' ? 'ignore' : 'inherit'
    const child = fork(join(folder, basename(path)), args, {
      serialization: 'advanced',
      execArgv: ['--disable-warning=ExperimentalWarning', '--import', SHIM],
      stdio: ['ignore', stdio, stdio, 'ipc'],
      ...(options.env === undefined ? {} : { env: options.env }),
    })
    const outside: EventEmitter = new EventEmitter()
    let over = false
    child.on('message', (message) => outside.emit('message', message))
    child.once('exit', (code) => {
      over = true
      outside.emit('exit', code ?? 1)
    })
    return Object.defineProperty(outside, 'pid', { get: () => (over ? undefined : child.pid) }) && Object.assign(outside, {
      postMessage: (message: unknown) => void (child.connected && child.send(message as object)),
      kill: () => child.kill('SIGTERM'),
    }) as FakeUtility
  }
}
