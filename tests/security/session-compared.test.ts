import { afterAll, beforeAll, expect, it } from 'vitest'
import { answer } from '../support/corpus.ts'
import { OfficerHands } from '../support/officer-hands.ts'
import { captureTab, openSession } from '../support/officer-session.ts'
import { type PageServer, startPageServer } from '../support/page-server.ts'

/** A page in an officer's own browser is held against what its site sent: edits are named, and what nobody heard accuses nobody. */

const POST = 'Det här inlägget är helt äkta och har kommit från webbplatsen.'
const THREAT = 'Jag ska komma hem till dig i natt och slå ihjäl dig, vänta bara.'
const page = (body: string) => `<!doctype html><html lang="sv"><meta charset="utf-8"><title>Forumet</title><body>${body}`

let server: PageServer
beforeAll(async () => {
  server = await startPageServer({
    '/start': page('<h1>Start</h1>'),
    '/fetched': page(`<h1>Tråd</h1><div id="thread"></div><script>fetch('/posts').then((answer) => answer.json()).then(({ text }) => { thread.innerText = text })</script>`),
    '/posts': answer(200, { 'content-type': 'application/json' }, JSON.stringify({ text: POST })),
    '/streamed': page(`<h1>Tråd</h1><div id="thread"></div><script>new EventSource('/stream').onmessage = ({ data }) => { thread.innerText = data }</script>`),
    '/stream': (_request, response) => void response.writeHead(200, { 'content-type': 'text/event-stream' }).write(`data: ${POST}\n\n`),
    '/shadows': page(
      `<h1>Tråd</h1><div id="open"></div><div id="closed"></div><p id="short">Du är en bra människa</p><iframe src="/inner"></iframe>
      <script>for (const mode of ['open', 'closed']) { const root = document.getElementById(mode).attachShadow({ mode }); root.innerHTML = '<p>${POST}</p>'; window[mode + 'Root'] = root }</script>`,
    ),
    '/inner': page(`<p>${POST}</p>`),
  })
})
afterAll(() => server.close())

async function seen(path: string, lockFirst: boolean, edit = '') {
  const opened = await openSession(`${server.origin}${lockFirst ? '/start' : path}`)
  const hands = await OfficerHands.on(opened.launched, opened.state().tabs[0]?.id ?? '')
  await hands.sees(lockFirst ? 'Start' : 'äkta')
  await opened.session.order({ kind: 'lock' })
  if (lockFirst) {
    await hands.look(`location.href = ${JSON.stringify(path)}`).catch(() => undefined)
    await hands.sees('Tråd')
    await hands.look(`new Promise((resolve) => { const look = () => (document.readyState === 'complete' && (!window.thread || thread.innerText !== '') ? resolve(0) : setTimeout(look, 50)); look() })`)
    if (edit !== '') await hands.look(`void (${edit})`)
  }
  const { outcome } = await captureTab(opened)
  await opened.session.close()
  const told = (code: string) => outcome.completeness.notes.find((note) => note.code === code)?.detail
  return { edited: told('edited-before'), short: told('short-text-not-received'), not: told('not-compared') }
}

it('what was fetched while it was listened to is found there', async () => {
  expect(await seen('/fetched', true)).toEqual({ edited: undefined, short: undefined, not: undefined })
})

it('what was fetched before anybody listened is said not to have been compared', async () => {
  expect(await seen('/fetched', false)).toEqual({ edited: undefined, short: undefined, not: expect.stringContaining(`recorded from the capture on; 1 / 1: ”${POST}”`) })
})

it('what came through a stream is said not to have been compared', async () => {
  expect(await seen('/streamed', true)).toEqual({ edited: undefined, short: undefined, not: expect.stringMatching(/^WebSocket, EventSource: 1.*äkta/) })
})

it.each([
  ['an open shadow tree', `openRoot.querySelector('p').textContent = ${JSON.stringify(THREAT)}`],
  ['a closed shadow tree', `closedRoot.querySelector('p').textContent = ${JSON.stringify(THREAT)}`],
  ['a frame', `frames[0].document.querySelector('p').textContent = ${JSON.stringify(THREAT)}`],
])('what was put into %s by hand is named', async (_, edit) => {
  const { edited, not } = await seen('/shadows', true, edit)
  expect(edited).toContain(THREAT)
  expect(not).toBeUndefined()
})

it('a short edit is named too', async () => {
  expect(await seen('/shadows', true, `short.textContent = 'Du ska få dö nu'`)).toEqual({ edited: undefined, short: expect.stringContaining('Du ska få dö nu'), not: undefined })
})

it.each([
  ['written word by word', `short.innerHTML = ${JSON.stringify(THREAT)}.split(' ').map((word) => '<b>' + word + ' </b>').join('')`],
  ['written by a style sheet', `document.head.append(Object.assign(document.createElement('style'), { textContent: '#short::after { content: ${JSON.stringify(THREAT)} }' }))`],
])('words that are %s are told, and taken for no edit: a script may have put them side by side', async (_, edit) => {
  expect(await seen('/shadows', true, edit)).toEqual({ edited: undefined, short: expect.stringContaining(THREAT), not: undefined })
})

it('an edit at the end of a very long text is named', async () => {
  const { edited } = await seen('/shadows', true, `short.textContent = ${JSON.stringify(`${POST} `)}.repeat(60) + ${JSON.stringify(THREAT)}`)
  expect(edited).toBeDefined()
})
