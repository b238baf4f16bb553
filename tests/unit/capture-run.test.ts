import { describe, expect, it } from 'vitest'
import { type CaptureOutcome, type CaptureRequest, DEFAULT_BOUNDS, runCapture, type SpawnChild } from '../../electron/services/capture/index.ts'
import { collect } from '../support/capture.ts'

const request: CaptureRequest = {
  url: 'https://example.org/',
  allowPrivate: false,
  browser: { name: 'none', version: '', path: '/nowhere', origin: 'system', env: {} },
  toolVersion: 'test',
  bandLabel: '',
  languages: 'sv',
  bounds: DEFAULT_BOUNDS,
  viewport: { width: 1280, height: 2000 },
  banner: 'leave',
  record: false,
  outside: { clocks: [], beacons: [] },
}
const outcome: CaptureOutcome = {
  source: { requestedUrl: 'https://example.org/', finalUrl: 'https://example.org/', pageTitle: '', status: 200 },
  completeness: { verdict: 'complete', notes: [] },
  text: '',
  pageTitle: '',
  acquiredAt: '2026-01-01T00:00:00.000Z',
}

/** A child that plays a part: `say` speaks for it, `heard` is what it was told. */
function actor() {
  const heard: { type: string; id?: number }[] = []
  const say: { message: (message: unknown) => void; exit: (how: string) => void } = { message: () => undefined, exit: () => undefined }
  let onHeard: (message: { type: string; id?: number }) => void = () => undefined
  let killed = 0
  const spawn: SpawnChild = () => ({
    post: (message) => {
      heard.push(message as { type: string })
      onHeard(message as { type: string })
    },
    onMessage: (listener) => void (say.message = listener),
    onExit: (listener) => {
      const before = say.exit
      say.exit = (how) => {
        before(how)
        listener(how)
      }
    },
    kill: () => {
      killed++
      say.exit('killed')
    },
  })
  return { spawn, say, heard, react: (listener: typeof onHeard) => void (onHeard = listener), killed: () => killed }
}

function run(spawn: SpawnChild, more: Partial<Parameters<typeof runCapture>[0]> = {}) {
  return runCapture({
    request,
    spawn,
    signal: new AbortController().signal,
    onStep: () => undefined,
    onArtefact: async (_name, _mediaType, chunks) => void (await collect(chunks)),
    ...more,
  })
}

describe('talking to the child', () => {
  it('starts it, takes its artefacts and ends it', async () => {
    const child = actor()
    const got: [string, string, string][] = []
    const done = run(child.spawn, {
      onArtefact: async (name, mediaType, chunks) => void got.push([name, mediaType, (await collect(chunks)).toString()]),
    })
    child.react((message) => {
      if (message.type === 'start') {
        child.say.message({ type: 'artefact', id: 0, name: 'page.txt', mediaType: 'text/plain' })
        child.say.message({ type: 'chunk', id: 0, bytes: Buffer.from('hej ') })
        child.say.message({ type: 'chunk', id: 0, bytes: Buffer.from('hopp') })
        child.say.message({ type: 'artefact-end', id: 0 })
      }
      if (child.heard.filter((each) => each.type === 'ack').length === 3) child.say.message({ type: 'done', outcome })
    })
    child.say.message({ type: 'ready' })
    expect(await done).toEqual(outcome)
    expect(got).toEqual([['page.txt', 'text/plain', 'hej hopp']])
    expect(child.killed()).toBe(1)
  })

  it('answers a piece only when it was taken', async () => {
    const child = actor()
    let release: () => void = () => undefined
    const held = new Promise<void>((resolve) => (release = resolve))
    const done = run(child.spawn, {
      onArtefact: async (_name, _mediaType, chunks) => {
        await held
        await collect(chunks)
      },
    })
    child.say.message({ type: 'artefact', id: 0, name: 'page.txt', mediaType: 'text/plain' })
    child.say.message({ type: 'chunk', id: 0, bytes: new Uint8Array(10) })
    child.say.message({ type: 'artefact-end', id: 0 })
    await new Promise((resolve) => setImmediate(resolve))
    expect(child.heard).toEqual([])
    child.react(() => {
      if (child.heard.length === 2) child.say.message({ type: 'done', outcome })
    })
    release()
    await done
    expect(child.heard.map((each) => each.type)).toEqual(['ack', 'ack'])
  })

  it.each<[string, unknown[]]>([
    ['more pieces than were asked for', Array.from({ length: 30 }, () => ({ type: 'chunk', id: 0, bytes: new Uint8Array(1) }))],
    ['a piece that is too large', [{ type: 'chunk', id: 0, bytes: new Uint8Array(1024 * 1024 + 1) }]],
    ['a piece of something else', [{ type: 'chunk', id: 1, bytes: new Uint8Array(1) }]],
    ['an artefact inside another', [{ type: 'artefact', id: 1, name: 'page.html', mediaType: '' }]],
    ['an end before the end', [{ type: 'done', outcome }]],
    ['words that are none', [{ type: 'open-sesame' }]],
    ['nothing', [null]],
    ['bytes as text', [{ type: 'chunk', id: 0, bytes: 'abc' }]],
  ])('ends a child that says %s', async (_, messages) => {
    const child = actor()
    let failed: unknown
    const done = run(child.spawn, {
      onArtefact: async (_name, _mediaType, chunks) => {
        await new Promise((resolve) => setImmediate(resolve))
        await collect(chunks).catch((error: unknown) => {
          failed = error
          throw error
        })
      },
    })
    child.say.message({ type: 'artefact', id: 0, name: 'page.txt', mediaType: 'text/plain' })
    for (const message of messages) child.say.message(message)
    await expect(done).rejects.toMatchObject({ code: 'capture.crashed', params: { detail: 'protocol' } })
    expect(failed).toMatchObject({ code: 'capture.crashed' })
    expect(child.killed()).toBe(1)
  })

  it('refuses a name that would leave its folder', async () => {
    const child = actor()
    const done = run(child.spawn)
    child.say.message({ type: 'artefact', id: 0, name: '../escape', mediaType: '' })
    await expect(done).rejects.toMatchObject({ code: 'capture.crashed' })
  })

  it('says that the child died, and how', async () => {
    const child = actor()
    const done = run(child.spawn)
    child.say.exit('SIGSEGV')
    await expect(done).rejects.toMatchObject({ code: 'capture.crashed', params: { detail: 'SIGSEGV' } })
  })

  it('passes a refusal on, and hides a fault behind one', async () => {
    const refusing = actor()
    const refused = run(refusing.spawn)
    refusing.say.message({ type: 'refused', code: 'capture.unreachable', params: { host: 'example.org' } })
    await expect(refused).rejects.toMatchObject({ code: 'capture.unreachable', params: { host: 'example.org' } })
    const failing = actor()
    const failed = run(failing.spawn)
    failing.say.message({ type: 'failed', message: 'TypeError: x' })
    await expect(failed).rejects.toMatchObject({ code: 'capture.crashed', params: { detail: 'internal' } })
  })

  it('ends with what the receiver threw', async () => {
    const child = actor()
    const done = run(child.spawn, { onArtefact: () => Promise.reject(new Error('disk full')) })
    child.say.message({ type: 'artefact', id: 0, name: 'page.txt', mediaType: '' })
    await expect(done).rejects.toThrow('disk full')
    expect(child.killed()).toBe(1)
  })

  it('ends a child that takes longer than the whole may', async () => {
    const child = actor()
    const done = run(child.spawn, { request: { ...request, bounds: { ...DEFAULT_BOUNDS, ms: 30 } } })
    await expect(done).rejects.toMatchObject({ code: 'capture.timeout', params: { bound: 'whole' } })
    expect(child.killed()).toBe(1)
  })

  it('starts nothing when it was cancelled before, and asks first when it is cancelled later', async () => {
    const early = new AbortController()
    early.abort()
    const none = actor()
    await expect(run(none.spawn, { signal: early.signal })).rejects.toMatchObject({ code: 'job.cancelled' })
    expect(none.killed()).toBe(0)
    const late = new AbortController()
    const child = actor()
    child.react((message) => {
      if (message.type === 'cancel') child.say.message({ type: 'refused', code: 'job.cancelled', params: {} })
    })
    const done = run(child.spawn, { signal: late.signal })
    late.abort()
    await expect(done).rejects.toMatchObject({ code: 'job.cancelled' })
    expect(child.heard).toEqual([{ type: 'cancel' }])
  })
})
