import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { catalogues } from '../../shared/locales/index.ts'
import { PASSPHRASE } from '../support/fake-bridge.ts'
import { CASE, EXHIBIT } from '../support/fake-data.ts'
import { FAKE_TEXT } from '../support/fake-search.ts'
import { startInterface, type Interface, type TestWindow } from '../support/interface.ts'

/** The search as somebody uses it. */
const { search, common, gate } = catalogues.sv

let ui: Interface
let window: TestWindow
beforeAll(async () => {
  ui = await startInterface()
})
afterAll(() => ui.close())
beforeEach(async () => {
  window = await ui.open({ vault: 'open', language: 'sv', path: '/search' })
})
afterEach(() => window.close())

const words = async (text: string) => {
  await window.page.locator('#search-words').fill(text)
  await window.page.keyboard.press('Enter')
}
const asked = () => window.called('search.find').at(-1)
const field = () => window.page.$eval('#search-words', (element) => (element as HTMLInputElement).value)

describe('words', () => {
  it('find what holds them: named, with its case and where they stand, and nothing of its content', async () => {
    await words('vet var')
    await window.sees(search.field.text)
    const text = await window.text()
    expect(text).not.toContain(FAKE_TEXT)
    expect(text).toContain(common.kind.capture)
    expect(asked()).toMatchObject({ text: 'vet var', case: null, kinds: [], after: null })
    expect(await window.page.$eval('tbody a', (link) => link.getAttribute('href'))).toBe(`#/exhibits/${EXHIBIT(1)}`)
  })

  it('that are too short are named, or refused before anything is asked', async () => {
    await words('vi')
    await window.sees(search.tooShort)
    expect(asked()).toBeUndefined()
    await words('vi vet')
    await window.sees('Ordet ”vi” söks inte')
    await words('xylofon')
    await window.sees(search.none.title)
  })

  it('come in pages', async () => {
    await words('vet var')
    await window.sees(search.older)
    const rows = () => window.page.$$eval('tbody tr', (all) => all.length)
    expect(await rows()).toBe(3)
    await window.press(search.older)
    await window.page.waitForFunction(() => document.querySelectorAll('tbody tr').length > 3)
    expect(asked()).toMatchObject({ text: 'vet var', after: 3 })
  })
})

describe('filters', () => {
  it('are asked for as they are chosen, also alone', async () => {
    await window.page.select(`select:has(option[value="step.victim"])`, 'step.victim')
    await window.press(search.submit)
    await window.sees('Ring den utsatta')
    expect(asked()).toMatchObject({ text: '', kinds: ['record'], step: 'victim' })
    await window.page.select('select:has(option[value="step.victim"])', 'exhibits')
    await window.page.select('select:has(option[value="unwitnessed"])', 'unwitnessed')
    await window.type(search.filter.account, ' Kalle ')
    await window.press(search.filter.exact, 'checkbox')
    await window.press(search.filter.partial, 'checkbox')
    await window.type(search.filter.from, '2026-03-01')
    await window.press(search.submit)
    await window.sees(search.none.title)
    expect(asked()).toMatchObject({ kinds: ['capture', 'file', 'note', 'comparison', 'received', 'recheck'], step: null, witness: 'unwitnessed', partial: true, account: { name: 'Kalle', exact: true }, from: '2026-03-01', to: null })
  })

  it('offer no selection of people, and say why', async () => {
    await window.sees('lag (2018:218) 3 kap. 3 §')
    const labels = await window.page.$$eval('form[role=search] label', (all) => all.map((label) => label.textContent))
    expect(labels).toHaveLength(10)
  })
})

describe('what was looked for', () => {
  it('is in no address, no title and nothing that the window keeps on disk', async () => {
    const before = await window.page.evaluate(() => history.length)
    await words('vet var')
    await window.sees(search.field.text)
    const left = await window.page.evaluate(async () => [location.href, document.title, JSON.stringify(history.state), JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]), document.cookie, String((await indexedDB.databases()).length), String(history.length)])
    expect(left.join(' ')).not.toContain('vet')
    expect(left.slice(-2)).toEqual(['0', String(before)])
    // No other call was given it.
    expect(window.called('settings.change')).toEqual([])
  })

  it('is there again for whoever comes back from a hit, and gone once the vault was locked', async () => {
    await words('vet var')
    await window.sees(search.field.text)
    await window.go(`/cases/${CASE}`)
    await window.page.keyboard.down('Control')
    await window.page.keyboard.press('k')
    await window.page.keyboard.up('Control')
    await window.sees(search.field.text)
    expect(await field()).toBe('vet var')
    await window.press(common.shell.lock)
    await window.page.waitForSelector('ul button')
    await window.page.click('ul button')
    await window.type(gate.open.passphrase, PASSPHRASE)
    await window.page.keyboard.press('Enter')
    await window.page.waitForSelector('nav')
    await window.go('/search')
    await window.sees(search.start.title)
    expect(await field()).toBe('')
  })

  it('is reached by Ctrl+K, which puts the cursor into the field where the search is shown', async () => {
    await window.page.keyboard.down('Control')
    await window.page.keyboard.press('k')
    await window.page.keyboard.up('Control')
    await window.page.waitForFunction(() => document.activeElement?.id === 'search-words')
  })
})
