import { EventEmitter } from 'node:events'
import { expect, it } from 'vitest'
import type { CDPSession, Protocol } from '../../electron/services/browser/index.ts'
import { Bodies, ExactBodies, type Kept } from '../../electron/services/capture/bodies.ts'
import type { Egress } from '../../electron/services/capture/egress.ts'
import { Recorder } from '../../electron/services/capture/recorder.ts'

const PAGE = 'https://forum.example/'
const WORDS = '<p>Du skickas vidare</p>'

/** A page that was asked for and answered; of neither answer does the browser ever say that it came to its end. */
async function answered(holds = false) {
  const session = Object.assign(new EventEmitter(), {
    send: async (method: string) => {
      if (method !== 'Fetch.getResponseBody') throw new Error(method)
      return { body: WORDS, base64Encoded: false }
    },
  }) as unknown as CDPSession & EventEmitter
  const recorder = new Recorder('frame', { addressOf: () => null } as unknown as Egress, true)
  const exact = new ExactBodies(session)
  const bodies = new Bodies(recorder, exact, holds)
  recorder.attach(session)
  const ask = (requestId: string, url: string) => {
    session.emit('Network.requestWillBeSent', { requestId, loaderId: requestId, frameId: 'frame', type: 'Document', wallTime: 1, request: { url, method: 'GET', headers: {} } })
    session.emit('Network.responseReceived', { requestId, loaderId: requestId, frameId: 'frame', type: 'Document', hasExtraInfo: false, response: { url, status: 200, statusText: 'OK', headers: {}, mimeType: 'text/html', charset: 'utf-8' } })
  }
  const held = async (networkId: string, length: string) =>
    exact.see({
      requestId: 'paused',
      networkId,
      resourceType: 'Document',
      responseStatusCode: 200,
      responseHeaders: [{ name: 'content-length', value: length }],
      request: { url: PAGE, method: 'GET', headers: {} },
    } as unknown as Protocol.Fetch.RequestPausedEvent)
  const ended = (requestId: string) => session.emit('Network.loadingFinished', { requestId, encodedDataLength: WORDS.length })
  const given: Kept[] = []
  bodies.take((kept) => given.push(kept))
  return { ask, held, ended, exact, recorder, bodies, given }
}

it('a page that leads on is whole in the archive where its body was held, though nobody told that it had ended', async () => {
  const { ask, held, bodies, given } = await answered()
  ask('first', PAGE)
  await held('first', String(WORDS.length))
  await bodies.drain(100)
  expect(given.map(({ transfer, body }) => [transfer.requestId, String(body.bytes), body.is, body.why])).toEqual([['first', WORDS, 'exact', '']])
})

it('what was held of less than was promised is said to be a part', async () => {
  const { ask, held, bodies, given } = await answered()
  ask('first', PAGE)
  await held('first', '5000')
  await bodies.drain(100)
  expect(given.map(({ body }) => [body.is, body.why])).toEqual([['exact', `${WORDS.length} / 5000`]])
})

it('what was not held and never ended is missing', async () => {
  const { ask, bodies, given } = await answered()
  ask('first', PAGE)
  await bodies.drain(100)
  expect(given.map(({ body }) => [body.bytes, body.is, body.why])).toEqual([[null, 'missing', 'never ended']])
})

it('a body that was given stays held where the page may be captured again, and not where nobody would ask for it', async () => {
  for (const holds of [true, false]) {
    const { ask, held, ended, exact, recorder, bodies, given } = await answered(holds)
    recorder.visits.show('first')
    ask('first', PAGE)
    await held('first', String(WORDS.length))
    await bodies.drain(100)
    // What is left is given to the archive as what no request asked for.
    expect(exact.peek('first') === null).toBe(!holds)
    if (!holds) continue
    ended('first')
    await bodies.rest(100)
    expect(given.map(({ body }) => [String(body.bytes), body.is])).toEqual([[WORDS, 'exact'], [WORDS, 'exact']])
  }
})
