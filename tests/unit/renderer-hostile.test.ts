import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ExhibitView } from '../../shared/contract/index.ts'
import { CASE, EXHIBIT } from '../support/fake-data.ts'
import { startInterface, type Interface, type TestWindow, type WindowOptions } from '../support/interface.ts'

/** Names and titles of strangers: what they hide is shown, and however long they are, the page holds. */
let ui: Interface
beforeAll(async () => {
  ui = await startInterface()
})
afterAll(() => ui.close())

const TURNED = 'faktura\u202Etxt.exe'
const SHOWN = 'faktura[U+202E]txt.exe'
const HIDDEN = /[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u

async function openWith(change: (exhibit: ExhibitView) => Partial<ExhibitView>, options: WindowOptions = {}, title?: string): Promise<TestWindow> {
  const window = await ui.open({ vault: 'open', path: '/cases', ...options })
  window.fake.exhibits = window.fake.exhibits.map((exhibit) => ({ ...exhibit, ...change(exhibit) }))
  if (title !== undefined) await window.fake.dispatch('case.change', { case: CASE, title, reference: 'SN\u200b1', description: 'Rad ett\nrad\u2067två' })
  return window
}

const hostile = ({ source, kind }: ExhibitView): Partial<ExhibitView> => ({
  title: TURNED,
  acquiredBy: 'Anna\u200fLindqvist',
  source: source === null ? null : 'finalUrl' in source ? { ...source, finalUrl: 'https://forum.example/\u2066x', pageTitle: TURNED } : { ...source, fileName: TURNED },
  completeness: kind === 'capture' ? { verdict: 'partial', notes: [{ code: 'bound-height', detail: 'x\u202ey' }] } : null,
})

describe('text of strangers', () => {
  it('is shown with what it hides, on every page of cases and exhibits', async () => {
    const window = await openWith(hostile, { text: 'Hej\u202eoch\nhå' }, `Ärende\u202e1`)
    for (const path of ['/cases', `/cases/${CASE}`, `/cases/${CASE}?tab=log`, `/cases/${CASE}/capture`, `/cases/${CASE}/export`, `/exhibits/${EXHIBIT(1)}`, `/exhibits/${EXHIBIT(3)}`, `/exhibits/${EXHIBIT(2)}/witness`]) {
      await window.go(path)
      await window.page.waitForFunction(() => /\[U\+/.test(document.body.innerText))
      expect(HIDDEN.exec(await window.page.evaluate(() => `${document.title} ${document.documentElement.outerHTML}`)), path).toBeNull()
    }
    await window.go(`/exhibits/${EXHIBIT(3)}`)
    await window.sees(SHOWN)
    await window.go(`/exhibits/${EXHIBIT(4)}`)
    await window.press('Visa innehållet (loggas)')
    await window.page.waitForSelector('pre')
    expect(await window.page.$eval('pre', (text) => text.textContent)).toBe('Hej[U+202E]och\nhå')
    expect(await window.faults()).toEqual([])
    await window.close()
  })

  it('in a message is shown so too', async () => {
    const window = await ui.open({ vault: 'open', path: `/cases/${CASE}`, unreadable: [TURNED] })
    await window.press('Importera filer')
    await window.sees(`${SHOWN}: Filen ${SHOWN} gick inte att läsa.`)
    await window.close()
  })

  it.each([1280, 640, 320])('of any length leaves the page as wide as the window of %d px', async (width) => {
    const long = 'Ä'.repeat(300)
    const name = `${'b'.repeat(236)}.txt`
    const window = await openWith(({ source }) => ({ title: name, source: source !== null && 'fileName' in source ? { ...source, fileName: name } : source }), { width, height: 700 }, long)
    for (const path of ['/cases', `/cases/${CASE}`, `/cases/${CASE}/capture`, `/cases/${CASE}/export`, `/exhibits/${EXHIBIT(3)}`, `/exhibits/${EXHIBIT(3)}/witness`]) {
      await window.go(path)
      await window.page.waitForFunction(() => /Ä{40}|b{40}|Det här är vad du gör/.test(document.body.innerText.replaceAll('\n', '')))
      expect(await window.page.evaluate(() => document.documentElement.scrollWidth - innerWidth), path).toBeLessThanOrEqual(0)
    }
    await window.go(`/cases/${CASE}`)
    await window.sees('Ej bevittnad')
    const lines = await window.page.$$eval('tbody [class*=badge]', (badges) => badges.map((badge) => Math.round(badge.getBoundingClientRect().height)))
    expect(lines).not.toEqual([])
    expect(Math.max(...lines)).toBeLessThan(32)
    await window.close()
  })
})

describe('a file with nothing in it', () => {
  const empty = { artefacts: [{ name: 'original.txt', bytes: 0, sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', mediaType: 'text/plain' }] }

  it('says that it is empty', async () => {
    const window = await openWith(() => ({ ...empty, preview: { pictures: 0, text: true } }), { text: '' })
    await window.go(`/exhibits/${EXHIBIT(3)}`)
    await window.press('Visa innehållet (loggas)')
    await window.sees('Filen är tom (0 byte).')
    await window.close()
  })

  it('says so too where its kind is not shown', async () => {
    const window = await openWith(() => ({ ...empty, preview: { pictures: 0, text: false } }))
    await window.go(`/exhibits/${EXHIBIT(3)}`)
    await window.sees('Filen är tom (0 byte)')
    await window.close()
  })
})

describe('an e-mail', () => {
  it('is said to be raw text', async () => {
    const artefacts = [{ name: 'original.eml', bytes: 60, sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', mediaType: 'message/rfc822' }]
    const window = await openWith(() => ({ artefacts, preview: { pictures: 0, text: true } }), { text: 'From: x@example\n\nHej' })
    await window.go(`/exhibits/${EXHIBIT(3)}`)
    await window.press('Visa innehållet (loggas)')
    await window.sees('Mejlet visas som rå text')
    expect(await window.faults()).toEqual([])
    await window.close()
  })
})
