import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Refusal } from '../../shared/contract/index.ts'
import { CASE } from '../support/fake-data.ts'
import { startInterface, type Interface, type TestWindow, type WindowOptions } from '../support/interface.ts'
import { describeInTurn } from '../support/turns.ts'

let ui: Interface
beforeAll(async () => {
  ui = await startInterface()
})
afterAll(() => ui.close())

const PAGE = `/cases/${CASE}/capture`
const open = (options: WindowOptions = {}) => ui.open({ vault: 'open', path: PAGE, ...options })
const at = (name: string) => `https://forum.example/${name}`

async function paste(window: TestWindow, text: string): Promise<void> {
  await window.press('Flera länkar', 'tab')
  await window.type('Länkar', text)
  await window.press('Lägg till i listan')
}
const focused = (window: TestWindow) => window.page.evaluate(() => document.activeElement?.textContent ?? '')
/** Each row of the list as its texts. */
const rows = (window: TestWindow) =>
  window.page.$$eval('table tbody tr', (all) => all.map((row) => [...row.querySelectorAll('td')].slice(1, 3).map((cell) => (cell.lastElementChild?.textContent ?? '').trim()).join(' | ')))

describe('a list of links', () => {
  it('is pasted, started and worked off, with a link to each exhibit', async () => {
    const window = await open()
    await paste(window, `Se ${at('1')} och\nhej\n${at('finns')}`)
    await window.sees('2 länkar lades till.')
    await window.sees('Sidan finns redan som bevis 2.')
    await window.sees('Rad 2: hej – ingen länk')
    expect(await window.page.$eval('textarea', (field) => field.value)).toBe('')
    expect(window.called('queue.start')).toEqual([])
    await window.press('Börja säkra')
    await window.sees('2 klara')
    expect(await rows(window)).toEqual([`${at('1')} | KlarBevis 5`, expect.stringMatching(/ \| KlarBevis 6$/)])
    expect(await window.page.$$eval('table a', (links) => links.map((link) => link.getAttribute('href')?.startsWith('#/exhibits/')))).toEqual([true, true])
    await window.press('Rensa klara och avbrutna')
    await window.sees('Inga länkar väntar.')
    expect(await focused(window)).toBe('Att säkra')
    expect(window.problems).toEqual([])
    await window.close()
  })

  it('asks for a link where the field is empty', async () => {
    const window = await open()
    await paste(window, ' ')
    await window.sees('Klistra in minst en länk.')
    expect([await window.page.evaluate(() => document.activeElement?.tagName), window.called('queue.add')]).toEqual(['TEXTAREA', []])
    await window.close()
  })

  it('shows an address for what it is', async () => {
    const window = await open()
    await paste(window, `javascript:alert(1)\nx\u202egpj.exe\n${at('a\u202eb')}`)
    await window.sees('javascript:alert(1) – ingen webbadress')
    await window.sees('x[U+202E]gpj.exe – ingen länk')
    expect(await rows(window)).toEqual(['https://forum.example/a%E2%80%AEb | Väntar'])
    await window.close()
  })

  it('says why a page failed and lets it wait again, alone or with the others', async () => {
    const window = await open({ queue: [at('borta-1'), at('2'), at('borta-3')] })
    await window.press('Börja säkra')
    await window.sees('2 misslyckades')
    expect(await rows(window)).toEqual([
      `${at('borta-1')} | MisslyckadesSidan gick inte att nå. (capture.unreachable)`,
      `${at('2')} | KlarBevis 5`,
      `${at('borta-3')} | MisslyckadesSidan gick inte att nå. (capture.unreachable)`,
    ])
    await window.press(`Försök igen: ${at('borta-3')}`)
    await window.sees('1 misslyckades')
    expect(await focused(window)).toBe('Att säkra')
    await window.press('Försök igen med alla som misslyckades')
    await window.sees('2 väntar')
    await window.press(`Ta bort: ${at('borta-1')}`)
    await window.sees('1 väntar')
    expect(await focused(window)).toBe('Att säkra')
    expect(window.called('queue.retry')).toEqual([{ case: CASE, row: 3 }, { case: CASE, row: null }])
    await window.close()
  })

  it('shows the steps of the page that runs, which can be cancelled; the focus stays on the button that starts and pauses', async () => {
    const window = await open({ queue: [at('1'), at('2')] })
    const { promise, resolve } = Promise.withResolvers<void>()
    window.fake.hold = promise
    await window.press('Börja säkra')
    await window.sees('Säkrar en sida')
    await window.sees('Tar bilder genom hela sidan')
    expect(await focused(window)).toBe('Pausa')
    await window.press('Pausa')
    await window.sees('Pausas när sidan som säkras nu är klar.')
    expect(await focused(window)).toBe('Fortsätt')
    await window.press('Avbryt')
    await window.sees('Avbryter…')
    resolve()
    await window.sees('1 avbruten')
    expect(await rows(window)).toEqual([`${at('1')} | Avbruten`, `${at('2')} | Väntar`])
    await window.close()
  })

  it('is started with what was chosen for it', async () => {
    const window = await open({ queue: [at('1')] })
    await window.press('Val för den här gången')
    await window.press('Avvisa, och spara sidan en gång till', 'radio')
    await window.press('Filma vad sidan visar medan den sparas', 'checkbox')
    await window.press('Börja säkra')
    await window.sees('1 klar')
    expect(window.called('queue.start')).toEqual([{ case: CASE, banner: 'reject', record: true }])
    await window.close()
  })

  it('that paused by itself says why', async () => {
    const window = await open({ queue: [at('trasig-1'), at('trasig-2'), at('trasig-3'), at('4')] })
    await window.press('Börja säkra')
    await window.sees('Pausad av ett fel som inte har med sidorna att göra')
    await window.sees('Webbläsaren gick inte att starta eller slutade svara.')
    expect((await rows(window)).at(-1)).toBe(`${at('4')} | Väntar`)
    await window.go('/cases')
    await window.sees('Fortsätt säkra')
    await window.sees('Webbläsaren gick inte att starta eller slutade svara.')
    await window.close()
  })

  it('that is refused says so', async () => {
    const window = await open({ queue: [at('1')] })
    window.fake.refuse.set('queue.start', new Refusal('vault.disk-full'))
    await window.press('Börja säkra')
    await window.sees('vault.disk-full')
    await window.close()
  })
})

describe('after opening', () => {
  it('nothing starts by itself: a notice says what waits, and goes on when it is asked to', async () => {
    const window = await open({ path: '/cases', queue: [at('1'), at('2')] })
    await window.sees('2 sidor väntar på att säkras')
    expect(window.called('queue.start')).toEqual([])
    const { promise, resolve } = Promise.withResolvers<void>()
    window.fake.hold = promise
    await window.press('Fortsätt säkra')
    await window.sees('Sidor säkras i bakgrunden')
    expect(window.called('queue.start')).toEqual([{ case: CASE, banner: 'leave', record: false }])
    // The page of the list tells it by itself.
    await window.go(PAGE)
    await window.sees('1 säkras nu · 1 väntar')
    expect(await window.text()).not.toContain('Sidor säkras i bakgrunden')
    resolve()
    await window.sees('2 klara')
    await window.close()
  })

  it('the notice can be put away', async () => {
    const window = await open({ path: '/cases', queue: [at('1')] })
    await window.press('Ta bort meddelandet')
    await window.page.waitForFunction(() => !document.body.innerText.includes('väntar på att säkras'))
    await window.close()
  })
})

describeInTurn([
  ['Swedish, light', { language: 'sv', theme: 'light' }],
  ['English, dark', { language: 'en', theme: 'dark' }],
  ['Swedish, 400 %', { language: 'sv', theme: 'light', width: 320, height: 640 }],
] as const)('%s', (_, options) => {
  it('has no fault in any state, and nothing wider than the window', async () => {
    const long = at(`${'lång-stig/'.repeat(40)}slut`)
    const window = await open({ ...options, queue: [at('1'), at('borta'), long] })
    const judge = async () => {
      expect(await window.faults()).toEqual([])
      expect(window.problems).toEqual([])
      expect(await window.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
    }
    const words = options.language === 'sv' ? { start: 'Börja säkra', failed: '1 misslyckades', pause: 'Pausa' } : { start: 'Start capturing', failed: '1 failed', pause: 'Pause' }
    await judge()
    const { promise, resolve } = Promise.withResolvers<void>()
    window.fake.hold = promise
    await window.press(words.start)
    await window.sees(words.pause)
    await judge()
    resolve()
    await window.sees(words.failed)
    await judge()
    await window.go('/cases')
    await judge()
    await window.close()
  })
})
