import { EventEmitter } from 'node:events'
import { fork } from 'node:child_process'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { serveEngine } from '../../electron/engine/serve.ts'
import type { Engine } from '../../electron/engine/types.ts'
import { createFakeEngine } from './fake-engine.ts'
import type { FakeUtility, Fork } from './fake-electron.ts'

const SHIM = fileURLToPath(new URL('./utility-shim.ts', import.meta.url))

/** The fake engine, with settings: the door asks for them before it shows anything. */
async function createAnsweringEngine(...made: Parameters<typeof createFakeEngine>): Promise<Engine> {
  const engine = await createFakeEngine(...made)
  let language = 'system'
  return {
    ...engine,
    dispatch(name, input, caller) {
      if (name === 'settings.change') ({ language } = input as { language: string })
      const settings = { language, theme: 'system', idleLockMinutes: 10 }
      if (name === 'settings.change') return Promise.resolve({ ok: true, value: settings })
      if (name === 'app.status') return Promise.resolve({ ok: true, value: { settings } })
      return engine.dispatch(name, input, caller)
    },
  }
}

/** A fake engine (see fake-engine.ts) in this process, behind the same line as one in a process of its own. */
export const forkFakeEngine: Fork = () => {
  const inside: ((message: unknown) => void)[] = []
  const outside: FakeUtility = Object.assign(new EventEmitter(), {
    pid: 4711,
    postMessage(message: unknown) {
      const copy: unknown = structuredClone(message)
      setImmediate(() => {
        for (const listener of inside) listener(copy)
      })
    },
    kill() {
      outside.pid = undefined
      queueMicrotask(() => outside.emit('exit', 0))
      return true
    },
  })
  serveEngine(
    {
      post: (message) => setImmediate(() => outside.emit('message', structuredClone(message))),
      onMessage: (listener) => inside.push(listener),
    },
    createAnsweringEngine,
  )
  return outside
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
    const outside = Object.assign(new EventEmitter(), {
      pid: child.pid,
      postMessage: (message: unknown) => void (child.connected && child.send(message as object)),
      kill: () => child.kill('SIGTERM'),
    })
    child.on('message', (message) => outside.emit('message', message))
    child.once('exit', (code) => {
      outside.pid = undefined
      outside.emit('exit', code ?? 1)
    })
    return outside
  }
}
