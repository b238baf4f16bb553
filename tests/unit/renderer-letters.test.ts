import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MAX_LINES_TEXT } from '../../shared/model/index.ts'
import { CASE, EXHIBIT } from '../support/fake-data.ts'
import { startInterface, type Interface, type TestWindow } from '../support/interface.ts'

let ui: Interface
beforeAll(async () => {
  ui = await startInterface()
})
afterAll(() => ui.close())

/** In the place of what stands there. */
async function replace(window: TestWindow, field: string, text: string): Promise<void> {
  await window.type(field, '')
  await window.page.keyboard.down('Control')
  await window.page.keyboard.press('a')
  await window.page.keyboard.up('Control')
  await window.page.keyboard.sendCharacter(text)
}

describe('a list', () => {
  it('that answers an order is tied to it, with the day on which it came, and what the order said stays', async () => {
    const window = await ui.open({ vault: 'open', path: `/cases/${CASE}/list/${EXHIBIT(3)}` })
    await window.sees('Svar på en beställning')
    await window.sees('Kommunikation, skickad 2026-03-03')
    await replace(window, 'Svaret kom', 'i går')
    await window.sees('Skriv dagen som ÅÅÅÅ-MM-DD.')
    expect(window.called('record.save')).toEqual([])
    await replace(window, 'Svaret kom', '2026-03-04')
    await window.press('Anteckna som svar')
    await window.sees('Listan är antecknad som svar, 2026-03-04, på beställningen till: Kommunikation')
    expect(window.called('record.save')).toMatchObject([{ case: CASE, revision: 1, content: { kind: 'monitoring-order', to: 'Kommunikation', sentOn: '2026-03-03', answeredOn: '2026-03-04' }, exhibits: [{ exhibit: EXHIBIT(3), role: 'reply' }] }])
    // Nothing else is there that it could answer.
    expect(await window.text()).not.toContain('Anteckna som svar')
    expect(await window.faults()).toEqual([])
    await window.close()
  })
})

describe('the step of the civil route', () => {
  it('offers the letter that goes with the bundle', async () => {
    const window = await ui.open({ vault: 'open', path: `/cases/${CASE}/steps/civil` })
    await window.press('Följebrev till Institutet för juridik och internet')
    await window.press('Spara som PDF')
    await window.sees('civil-summary.pdf')
    expect(window.called('letter.make')).toEqual([{ case: CASE, letter: 'civil-summary', record: null, language: 'sv' }])
    await window.close()
  })
})

describe('the text of a letter', () => {
  it('that is longer than can be saved says so at once, and can be made anew all the same', async () => {
    const window = await ui.open({ vault: 'open', path: `/cases/${CASE}/steps/overview` })
    await window.press('Ändra: Kommunikation')
    await window.type('Beställningens text', 'å'.repeat(MAX_LINES_TEXT + 1))
    await window.page.waitForFunction(() => document.body.innerText.replace(/\s/g, ' ').includes('Texten har 20 001 tecken'))
    await window.press('Föreslå ny text')
    await window.page.waitForFunction(() => !document.body.innerText.includes('Texten har'))
    expect(await window.page.evaluate(() => [...document.querySelectorAll('textarea')].some(({ value }) => value === 'Utkast: monitoring-order'))).toBe(true)
    expect(await window.faults()).toEqual([])
    await window.close()
  })
})
