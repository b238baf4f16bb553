import { afterEach, describe, expect, test } from 'vitest'
import type { ConnectOptions } from '../../electron/engine/client.ts'
import { startEngineWorker } from '../../electron/engine/host.ts'
import type { Engine } from '../../electron/engine/types.ts'
import type { ChildHandle } from '../../electron/services/capture/index.ts'
import { BROKEN, OBJECTS, fakeOptions, pattern } from '../support/fake-engine.ts'

const entry = new URL('../support/fake-engine-worker.ts', import.meta.url)
const BIG = `h-${'1'.repeat(32)}`
const open: Engine[] = []

async function start(extra: ConnectOptions = {}, version = '1'): Promise<Engine> {
  const engine = await startEngineWorker(fakeOptions({ version }), { entry, ...extra })
  open.push(engine)
  return engine
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((engine) => engine.close()))
})

async function collect(chunks: AsyncIterable<Uint8Array>): Promise<{ pieces: number[]; content: Buffer }> {
  const all: Uint8Array[] = []
  for await (const chunk of chunks) all.push(chunk)
  return { pieces: all.map((piece) => piece.length), content: Buffer.concat(all) }
}

describe('an engine in a worker', () => {
  test('answers each call with its own answer, whatever the order', async () => {
    const engine = await start()
    const answers = await Promise.all([1, 2, 3].map((n) => engine.dispatch('case.list', { n }, `caller ${n}`)))
    expect(answers).toEqual([1, 2, 3].map((n) => ({ ok: true, value: { name: 'case.list', input: { n }, caller: `caller ${n}` } })))
    expect(await engine.grant('/a/b', 'import')).toMatchObject({ name: 'b', label: 'import:/a/b' })
  })

  test('gets secrets whole, and the sender keeps none', async () => {
    const engine = await start()
    const passphrase = new TextEncoder().encode('korrekt häst')
    const sent = passphrase.slice()
    const answer = await engine.dispatch('vault.open', { vault: 't', deep: [{ passphrase }] }, 'x')
    expect(answer).toMatchObject({ value: { input: { deep: [{ passphrase: sent }] } } })
    expect(passphrase.every((byte) => byte === 0)).toBe(true)
  })

  test('streams content in pieces of at most 1 MiB, exact to the byte', async () => {
    const engine = await start()
    const stream = await engine.object(BIG)
    expect(stream).toMatchObject(OBJECTS[BIG]!)
    const { pieces, content } = await collect(stream!.chunks)
    expect(Math.max(...pieces)).toBe(1024 * 1024)
    expect(content.equals(pattern(0, OBJECTS[BIG]!.bytes))).toBe(true)
    expect(await engine.object('h-unknown')).toBeNull()
  })

  test('reads no further than the reader asks, and stops when the reader does', async () => {
    const engine = await start()
    const stream = await engine.object(BIG)
    for await (const piece of stream!.chunks) {
      expect(piece.length).toBeGreaterThan(0)
      break
    }
    expect(await engine.dispatch('vault.check', {}, 'x')).toEqual({ ok: true, value: { [BIG]: 1_500_000 } })
  })

  test('a stream that breaks breaks for the reader only', async () => {
    const engine = await start()
    const stream = await engine.object(BROKEN)
    await expect(collect(stream!.chunks)).rejects.toThrow('damaged')
    expect(await engine.dispatch('case.list', {}, 'x')).toMatchObject({ ok: true })
  })

  test('tells events to whoever listens, until they stop', async () => {
    const engine = await start()
    const heard: unknown[] = []
    const stop = engine.on((event) => heard.push(event))
    await engine.dispatch('vault.lock', {}, 'x')
    stop()
    await engine.dispatch('vault.lock', {}, 'x')
    expect(heard).toEqual([{ name: 'vault.locked', payload: { reason: 'hand' } }])
  })

  test('a crash answers everything that waits, is told to the door, and nothing hangs afterwards', async () => {
    const crash = Promise.withResolvers<string>()
    const engine = await start({ onCrash: crash.resolve })
    const waiting = engine.dispatch('job.cancel', {}, 'x')
    const stream = await engine.object(BIG)
    const read = collect(stream!.chunks)
    void read.catch(() => undefined)
    await engine.dispatch('vault.declare-restore', {}, 'x')
    expect(await waiting).toEqual({ ok: false, error: { code: 'internal', params: {} } })
    // The kind of error and no more: its message could quote evidence.
    expect(await crash.promise).toBe('Error')
    expect(await engine.dispatch('case.list', {}, 'x')).toEqual({ ok: false, error: { code: 'internal', params: {} } })
    await expect(engine.grant('/a', 'import')).rejects.toThrow('the engine ended: Error')
    await engine.close()
  })

  test('being closed is no crash', async () => {
    const crashes: string[] = []
    const engine = await start({ onCrash: (description) => crashes.push(description) })
    const waiting = engine.dispatch('job.cancel', {}, 'x')
    await Promise.all([engine.close(), engine.close()])
    expect(await waiting).toMatchObject({ ok: false })
    expect(crashes).toEqual([])
  })

  test("an engine that can't be built says why", async () => {
    await expect(start({}, 'broken')).rejects.toThrow('no engine today')
  })

  test('children are made by the door and talk through the line', async () => {
    const asked: string[] = []
    const spawnChild = (kind: string): ChildHandle => {
      asked.push(kind)
      let exited = (_: string) => {}
      let heard = (_: unknown) => {}
      return {
        post: (message) => heard({ echo: message }),
        onMessage: (listener) => (heard = listener),
        onExit: (listener) => (exited = listener),
        kill: () => exited('killed'),
      }
    }
    const engine = await start({ spawnChild })
    expect(await engine.dispatch('note.add', { hello: 1 }, 'x')).toEqual({
      ok: true,
      value: { heard: [{ echo: { hello: 1 } }], description: 'killed' },
    })
    expect(asked).toEqual(['capture'])
  })

  test('where the door makes no children, the engine hears that at once', async () => {
    const engine = await start()
    expect(await engine.dispatch('note.add', {}, 'x')).toEqual({
      ok: true,
      value: { heard: [], description: 'this door starts no children' },
    })
  })
})
