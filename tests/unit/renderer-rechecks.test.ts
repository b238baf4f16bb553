import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CASE } from '../support/fake-data.ts'
import { startInterface, type Interface, type TestWindow } from '../support/interface.ts'

let ui: Interface
beforeAll(async () => {
  ui = await startInterface()
})
afterAll(() => ui.close())

const open = () => ui.open({ vault: 'open', path: `/cases/${CASE}/steps/report` })
const section = (window: TestWindow) => window.page.$eval('section[aria-label="Ligger det kvar?"]', (found) => found.innerText)
const at = (name: string) => `https://forum.example/${name}`

describe('what was reported', () => {
  it('tells of each address what was found last and what is known of its time, as spans', async () => {
    const window = await open()
    await window.sees('Ligger det kvar?')
    const text = await section(window)
    expect(text).toContain('Bakom inloggning. Säger inget om inlägget.')
    expect(text).toContain('Svarade 404: finns inte.')
    expect(text).toContain('Borta, enligt kontroller två olika dagar')
    expect(text).toContain('Försvann någon gång mellan dag 7 och dag 14 efter anmälan')
    expect(text).toContain('Låg kvar 15 dagar efter anmälan')
    expect(text).toContain('Anmälan är inte skickad. Länken kontrolleras inte av sig själv.')
    const rows = await window.page.$$eval('section[aria-label="Ligger det kvar?"] table tbody tr', (all) => all.map((row) => [...row.querySelectorAll('td')].map((cell) => (cell.lastElementChild?.textContent ?? cell.textContent ?? '').trim())))
    expect(rows.map((cells) => cells.join(' | '))).toEqual(['Facebook | 1 | 0 | – | – | 15 dagar', 'X (Twitter) | 1 | 1 | 7–14 | 7–14 | –'])
    expect(window.problems).toEqual([])
    await window.close()
  })

  it('shows the history, is looked at on request, stopped, and set to another rhythm', async () => {
    const window = await open()
    await window.press('Visa 4 kontroller')
    await window.sees('Ändrat. 3 av 4 sparade rader står på sidan.')
    await window.sees('Webbplatsen svarade 503. Säger inget om inlägget.')
    await window.press(`Kontrollera nu: ${at('t/1')}`)
    await window.sees('Borta vid en kontroll. Kontrolleras igen en annan dag.')
    await window.press(`Kontrollera nu: ${at('borta')}`)
    await window.sees('utan att något hämtades. Det säger inget om inlägget')
    await window.press(`Sluta kontrollera: ${at('t/1')}`)
    await window.sees('Kontrolleras inte av sig självt: avstängt')
    expect(window.called('recheck.stop')).toEqual([{ case: CASE, address: at('t/1'), stopped: true }])
    await window.page.locator('label ::-p-text(Aldrig)').click()
    expect(window.called('recheck.plan')).toEqual([{ case: CASE, rhythm: 'off' }])
    await window.close()
  })

  it('says what is new until somebody has seen it, and no further than what was shown', async () => {
    const window = await open()
    await window.sees('2 länkar har kontroller som visar något annat än förut.')
    await window.press('Jag har sett det nya')
    await window.page.waitForFunction(() => !document.body.innerText.includes('något annat än förut.'))
    expect(window.called('recheck.seen')).toEqual([{ case: CASE, seq: 107 }])
    await window.close()
  })
})
