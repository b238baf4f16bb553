import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AnyEvent } from '../../shared/contract/index.ts'
import type { Engine, EngineOptions, ObjectStream } from '../../electron/engine/types.ts'
import type { SpawnChild } from '../../electron/services/capture/index.ts'

/** Content by handle: a pattern that no shifted or repeated piece can imitate. */
export const OBJECTS: Record<string, { bytes: number; mediaType: string }> = {
  [`h-${'1'.repeat(32)}`]: { bytes: 3_500_000, mediaType: 'image/png' },
  [`h-${'2'.repeat(32)}`]: { bytes: 1000, mediaType: 'text/html' },
  [`h-${'3'.repeat(32)}`]: { bytes: 70 * 1024 * 1024, mediaType: 'video/mp4' },
}
export const BROKEN = `h-${'b'.repeat(32)}`

export function pattern(from: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  for (let i = 0; i < length; i++) bytes[i] = ((from + i) * 2654435761) >>> 24
  return bytes
}

export const fakeOptions = (change: Partial<EngineOptions> = {}): EngineOptions => ({
  home: join(tmpdir(), `bevisvalv-test-home-${process.pid}`),
  documents: '/nowhere/documents',
  version: '0.0.0',
  door: 'test',
  doorReason: 'test',
  folders: 'fixed',
  systemLanguage: 'sv',
  bundledBrowser: false,
  loginWindow: false,
  allowPrivate: false,
  ...change,
})

/**
 * An engine that answers with what it was asked, for testing doors. A few calls do something: `vault.lock` tells of
 * it, `vault.declare-restore` ends the process it runs in, `job.cancel` never answers, `note.add` has a child echo.
 */
export function createFakeEngine(options: EngineOptions, host: { spawnChild: SpawnChild }): Promise<Engine> {
  if (options.version === 'broken') return Promise.reject(new Error('no engine today'))
  const listeners = new Set<(event: AnyEvent) => void>()
  const reads = new Map<string, number>()
  const engine: Engine = {
    async dispatch(name, input, caller) {
      if (name === 'job.cancel') return new Promise(() => {})
      if (name === 'vault.declare-restore') setImmediate(() => void Promise.reject(new Error('fell over')))
      if (name === 'vault.lock') {
        for (const listener of listeners) listener({ name: 'vault.locked', payload: { reason: 'hand' } })
      }
      if (name === 'note.add') return { ok: true, value: await childEcho(host.spawnChild, input) }
      if (name === 'custody.list') return { ok: true, value: 'å'.repeat(9 * 1024 * 1024) }
      if (name === 'vault.check') return { ok: true, value: Object.fromEntries(reads) }
      return { ok: true, value: { name, input, caller } }
    },
    grant: (path, purpose) =>
      Promise.resolve({ token: `t-${Buffer.from(`${purpose}:${path}`).toString('hex').slice(-32).padStart(32, '0')}`, name: path.split('/').at(-1) ?? '', label: `${purpose}:${path}`, bytes: 7 }),
    object(handle): Promise<ObjectStream | null> {
      if (handle === BROKEN) return Promise.resolve({ bytes: 10, mediaType: 'image/png', chunks: broken() })
      const found = OBJECTS[handle]
      if (found === undefined) return Promise.resolve(null)
      return Promise.resolve({ ...found, chunks: chunks(found.bytes, (at) => reads.set(handle, at)) })
    },
    on(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () => Promise.resolve(),
  }
  return Promise.resolve(engine)
}

async function* chunks(bytes: number, read: (at: number) => void): AsyncGenerator<Uint8Array> {
  // Longer than one message may be, so that whoever sends it must cut it.
  const step = 1_500_000
  for (let at = 0; at < bytes; at += step) {
    read(Math.min(at + step, bytes))
    yield pattern(at, Math.min(step, bytes - at))
  }
}

async function* broken(): AsyncGenerator<Uint8Array> {
  yield new Uint8Array(3)
  throw new Error('damaged')
}

function childEcho(spawnChild: SpawnChild, input: unknown): Promise<unknown> {
  return new Promise((resolve) => {
    const child = spawnChild('capture')
    const heard: unknown[] = []
    child.onMessage((message) => {
      heard.push(message)
      child.kill()
    })
    child.onExit((description) => resolve({ heard, description }))
    child.post(input)
  })
}
