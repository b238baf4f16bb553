import { readdirSync } from 'node:fs'
import { setTimeout as after } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '../support/capture.ts'
import { lacksBrowser } from '../support/full-browser.ts'
import { OfficerHands } from '../support/officer-hands.ts'
import { captureTab, openSession, type Opened } from '../support/officer-session.ts'
import { answer } from '../support/corpus.ts'
import { type PageServer, startPageServer } from '../support/page-server.ts'

/** An officer goes from page to page, and captures one of them: the others are nobody's evidence. */

const page = (body: string) => `<!doctype html><html lang="sv"><meta charset="utf-8"><title>Forumet</title><body>${body}`
const PDF = Buffer.from(
  '%PDF-1.1\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF',
)

let server: PageServer
beforeAll(async () => {
  server = await startPageServer({
    '/start': page('<h1>Start</h1>'),
    '/a': page('<h1>Sida A</h1><a id="b" href="/b">till B</a><a id="file" href="/file">filen</a>'),
    '/b': (_request, response) => response.writeHead(203, { 'content-type': 'text/html; charset=utf-8', 'x-who': 'page-b' }).end(page('<h1>Sida B</h1>')),
    '/inkorg': page(`<h1>Inkorgen</h1><script>window.like = () => fetch('/gillande', { method: 'POST' }).then(() => 'sent', () => 'stopped')</script>`),
    '/file': answer(200, { 'content-type': 'application/octet-stream', 'content-disposition': 'attachment; filename="hemlig.bin"', 'content-length': '5' }, 'HEJ!!'),
    '/loop': page(`<h1>Slinga</h1><script>
      const hang = () => { const until = Date.now() + 8000; while (Date.now() < until); }
      setTimeout(() => { hang(); fetch('/gillande', { method: 'POST' }).then(() => document.title = 'sent', () => document.title = 'stopped') }, 500)
    </script>`),
    '/doc': answer(200, { 'content-type': 'application/pdf', 'content-length': String(PDF.length) }, PDF),
  })
})
afterAll(() => server.close())

async function locked(): Promise<{ opened: Opened; hands: OfficerHands; go(path: string, sees: string): Promise<void> }> {
  const opened = await openSession(`${server.origin}/start`)
  const hands = await OfficerHands.on(opened.launched, opened.state().tabs[0]?.id ?? '')
  await hands.sees('Start')
  await opened.session.order({ kind: 'lock' })
  const go = async (path: string, sees: string) => {
    await hands.look(`location.href = ${JSON.stringify(path)}`).catch(() => undefined)
    await hands.sees(sees)
    // One that is left before it is loaded isn't kept by the browser, and going back to it asks the site anew.
    await hands.look(`document.readyState === 'complete' || new Promise((resolve) => addEventListener('load', () => setTimeout(resolve)))`)
  }
  return { opened, hands, go }
}

const everything = (artefacts: Map<string, Buffer>) => Buffer.concat([...artefacts.values()]).toString('latin1')

it('is read-only within seconds where a page of it hangs, and so is that page when it goes on', async () => {
  const { session, launched, state } = await openSession(`${server.origin}/loop`)
  const hands = await OfficerHands.on(launched, state().tabs[0]?.id ?? '')
  await hands.sees('Slinga')
  await after(1500)
  const since = performance.now()
  await session.order({ kind: 'lock' })
  expect(performance.now() - since).toBeLessThan(9_000)
  expect(state().mode).toBe('read-only')
  await eventually(async () => (await hands.look<string>('document.title')) === 'stopped')
  expect(server.requests.filter((each) => each.includes('gillande'))).toEqual([])
  session.kill()
  await session.exited
}, 60_000)

describe.skipIf(lacksBrowser())('a page that was come to by way of others', () => {
  it('holds nothing of those before it, and nothing of another tab', async () => {
    const { opened, hands, go } = await locked()
    await go('/inkorg', 'Inkorgen')
    expect(await hands.look<string>('like()')).toBe('stopped')
    // It would write by itself, unseen by what holds writes back.
    expect(await hands.look<string>(`[isSecureContext, 'BackgroundFetchManager' in window, navigator.webdriver].join()`)).toBe('true,false,false')
    await hands.look(`void window.open('/inkorg?flik=2')`)
    await go('/a', 'Sida A')
    const { artefacts, provenance, codes } = await captureTab(opened)
    expect(provenance).toMatchObject({ recordedFrom: 'lock', page: { status: 200, finalUrl: `${server.origin}/a` } })
    expect(provenance.page.hops.map(({ url, by }) => [url, by])).toEqual([[`${server.origin}/a`, 'final']])
    expect(provenance.exchanges.map(({ url }) => url)).toEqual([`${server.origin}/a`])
    expect(provenance.events.writesBlocked).toEqual([])
    expect(codes).not.toContain('writes-blocked')
    expect(/inkorg|gillande/i.test(everything(artefacts))).toBe(false)
    await opened.session.close()
  })

  it('and gone back to is told as itself, with what was exchanged for it', async () => {
    const { opened, hands, go } = await locked()
    await go('/a', 'Sida A')
    await hands.click('#b')
    await hands.sees('Sida B')
    const before = server.requests.length
    await hands.look('history.back()').catch(() => undefined)
    await hands.sees('Sida A')
    expect(server.requests).toHaveLength(before)
    const { artefacts, provenance } = await captureTab(opened)
    expect(provenance).toMatchObject({ recordedFrom: 'lock', page: { status: 200, finalUrl: `${server.origin}/a` } })
    expect(provenance.page.hops.map(({ url, status }) => [url, status])).toEqual([[`${server.origin}/a`, 200]])
    expect(provenance.exchanges.map(({ url }) => url)).toEqual([`${server.origin}/a`])
    expect(everything(artefacts).includes('page-b')).toBe(false)
    await opened.session.close()
  })

  it('and gone back to from before anybody listened is said to have begun late, and claims nothing of the other', async () => {
    const { opened, hands, go } = await locked()
    await go('/b', 'Sida B')
    await hands.look('history.back()').catch(() => undefined)
    await hands.sees('Start')
    const { artefacts, provenance, codes } = await captureTab(opened)
    expect(provenance).toMatchObject({ recordedFrom: 'capture', page: { status: null, hops: [], finalUrl: `${server.origin}/start` } })
    expect(codes).toContain('recovered')
    expect(everything(artefacts).includes('page-b')).toBe(false)
    await opened.session.close()
  })
})

describe.skipIf(lacksBrowser())('what a page leads to', () => {
  it('as a file is kept with it, and never lies on the disk', async () => {
    const { opened, hands, go } = await locked()
    await go('/a', 'Sida A')
    const before = server.requests.length
    await hands.click('#file')
    await eventually(() => server.requests.length > before)
    const profiles = readdirSync('/dev/shm').filter((name) => name.startsWith(`bevisvalv-profile-${process.pid}-`))
    expect(profiles).toHaveLength(1)
    const files = () => profiles.flatMap((name) => readdirSync(`/dev/shm/${name}`, { recursive: true, encoding: 'utf8' })).filter((name) => /hemlig|crdownload/i.test(name))
    const { artefacts, provenance, codes } = await captureTab(opened)
    expect(files()).toEqual([])
    expect(artefacts.get('download-1.bin')?.toString()).toBe('HEJ!!')
    expect(provenance.events.downloadsKept).toMatchObject([{ suggested: 'hemlig.bin', url: `${server.origin}/file`, bytes: 5 }])
    expect(provenance).toMatchObject({ recordedFrom: 'lock', page: { finalUrl: `${server.origin}/a`, status: 200 } })
    expect(provenance.page.hops).toHaveLength(1)
    expect(codes).toContain('download-kept')
    await opened.session.close()
  })

  it('as a document in the browser’s viewer is kept as the file that it is, and the viewer is no fault of the page', async () => {
    const { opened, hands } = await locked()
    await hands.look(`location.href = '/doc'`).catch(() => undefined)
    await eventually(() => opened.state().tabs.some(({ url }) => url.endsWith('/doc')))
    const { artefacts, provenance, codes } = await captureTab(opened)
    expect(artefacts.get('download-1.bin')).toEqual(PDF)
    expect(provenance.exchanges.map(({ url }) => url)).toEqual([`${server.origin}/doc`])
    expect(codes).not.toContain('private-blocked')
    await opened.session.close()
  })
})

describe.skipIf(lacksBrowser())('a tab that was captured', () => {
  it('is the officer’s again: its dialogs wait for her', async () => {
    const { opened, hands, go } = await locked()
    await go('/a', 'Sida A')
    const { provenance } = await captureTab(opened)
    await hands.look(`void setTimeout(() => { document.title = String(confirm('Säkert?')) }, 0)`)
    // Nobody answers: the page waits. Without a window there is nobody to ask, so it is asked whether it still waits.
    const answered = await Promise.race([hands.look<string>('document.title').catch(() => 'gone'), new Promise<string>((resolve) => setTimeout(resolve, 700, 'waits'))])
    expect(answered).not.toBe('false')
    expect(provenance.events.dialogsTotal).toBe(0)
    opened.session.kill()
    await opened.session.exited
  })
})
