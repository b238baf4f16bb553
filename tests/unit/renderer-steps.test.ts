import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Refusal } from '../../shared/contract/index.ts'
import { catalogues } from '../../shared/locales/index.ts'
import { STEPS, type Step } from '../../shared/model/index.ts'
import { TODAY } from '../support/fake-casework.ts'
import { CASE } from '../support/fake-data.ts'
import { startInterface, type Interface, type TestWindow, type WindowOptions } from '../support/interface.ts'

/** How the pages of the steps behave: what is written there, what is refused, what can't be hidden, and by keys alone. */
let ui: Interface
beforeAll(async () => {
  ui = await startInterface()
})
afterAll(() => ui.close())

const open = (step: Step, options: WindowOptions = {}) => ui.open({ vault: 'open', path: `/cases/${CASE}/steps/${step}`, ...options })
const focused = (window: TestWindow) =>
  window.page.evaluate(() => {
    const at = document.activeElement
    const label = at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement ? (at.labels?.[0]?.textContent ?? '') : ''
    return at === null || at === document.body ? '' : at.getAttribute('aria-label') || label || (at.textContent ?? '')
  })
const dialogGone = (window: TestWindow) => window.page.waitForFunction(() => document.querySelector('[role=dialog]') === null)
/** Into a field of the dialog: the page behind it has some of the same name. */
async function fill(window: TestWindow, name: string, text: string): Promise<void> {
  const field = await window.page.locator(`[role=dialog] ::-p-aria([name="${name}"][role="textbox"])`).waitHandle()
  await field.click({ count: 3 })
  await window.page.keyboard.type(text)
}
/** What a person says of the step; the radio itself is drawn over. */
const mark = (window: TestWindow, as: string) => window.page.locator(`main label ::-p-text(${as})`).click()
const header = (window: TestWindow) => window.page.$eval('main header', (shown) => shown.innerText)
const valueOf = (window: TestWindow, name: string) => window.page.$eval(`[role=dialog] ::-p-aria([name="${name}"])`, (field) => (field as HTMLInputElement).value)

describe('a record', () => {
  it('is written, changed and taken back with its reason, and nothing of it is overwritten', async () => {
    const window = await open('restraint')
    await window.press('Lägg till: Provokation som inte besvaras')
    await window.type('Var', 'Messenger')
    await window.type('Vad kom', 'Vågar du inte svara?')
    await window.press('Spara')
    await dialogGone(window)
    await window.sees('Vågar du inte svara?')
    const content = { kind: 'provocation', on: TODAY, channel: 'Messenger', from: '', summary: 'Vågar du inte svara?' }
    expect(window.called('record.save')).toEqual([{ case: CASE, record: null, revision: null, content, exhibits: [] }])

    await window.press('Ändra: Messenger')
    await window.type('Från', '@ortsnytt')
    await window.press('Spara')
    await window.sees('version 2')
    expect(window.called('record.save').at(-1)).toMatchObject({ record: expect.stringMatching(/^r-/) as unknown, revision: 1, content: { ...content, from: '@ortsnytt' } })

    await window.press('Ta tillbaka: Messenger')
    await window.press('Ta tillbaka')
    await window.sees(catalogues.sv.common.form.required)
    expect(window.called('record.withdraw')).toEqual([])
    await window.type('Varför gäller den inte?', 'Den gällde någon annan.')
    await window.press('Ta tillbaka')
    await dialogGone(window)
    await window.sees('Visa 1 som tagits tillbaka')
    expect(await window.text()).not.toContain('Vågar du inte svara?')
    await window.press('Visa 1 som tagits tillbaka')
    await window.sees('Tillbakatagen: Den gällde någon annan.')
    await window.sees('Vågar du inte svara?')
    // What doesn't hold any more isn't written in.
    expect(await window.page.$$('[aria-label="Ändra: Messenger"]')).toEqual([])
    expect([await window.faults(), window.problems]).toEqual([[], []])
    await window.close()
  })

  it('keeps what was typed where it is refused or something in it is wrong, and asks before it is thrown away', async () => {
    const window = await open('civil')
    await window.press('Lägg till: Kostnad eller skada')
    await fill(window, 'Vad', 'Taxi hem')
    await fill(window, 'Belopp (kronor)', 'femhundra')
    await window.press('Spara')
    await window.sees('Skriv beloppet i kronor, till exempel 1 250,50.')
    expect([await focused(window), window.called('record.save')]).toEqual(['Belopp (kronor)', []])
    await fill(window, 'Belopp (kronor)', '512,40')
    window.fake.refuse.set('record.save', new Refusal('record.changed-meanwhile'))
    await window.press('Spara')
    await window.sees(catalogues.sv.errors.record['changed-meanwhile'].what)
    expect([await valueOf(window, 'Vad'), await valueOf(window, 'Belopp (kronor)')]).toEqual(['Taxi hem', '512,40'])
    await window.page.keyboard.press('Escape')
    await window.sees(catalogues.sv.common.unsaved.title)
    await window.press(catalogues.sv.common.unsaved.stay)
    expect(await valueOf(window, 'Vad')).toBe('Taxi hem')
    await window.press('Spara')
    await dialogGone(window)
    await window.sees('Taxi hem: 512,40 kr')
    expect(window.called('record.save').at(-1)).toMatchObject({ content: { kind: 'cost', what: 'Taxi hem', ore: 51_240 } })
    await window.close()
  })

  it('of what was deleted is refused without an exhibit, and the fields that tie one stand together', async () => {
    const window = await open('accounts', { language: 'en' })
    await window.press('Add: Action on an account')
    const select = async (name: string, label: string) => {
      const list = await window.page.locator(`[role=dialog] ::-p-aria([name="${name}"][role="combobox"])`).waitHandle()
      await list.select(await list.evaluate((element, wanted) => [...(element as HTMLSelectElement).options].find((option) => option.label.startsWith(wanted))?.value ?? '', label))
    }
    await select('Mandate', 'Birgitta')
    await select('Account', 'Facebook')
    await select('Action', 'Deleted')
    await window.press('Save')
    await window.sees(catalogues.en.errors.record.unsecured.what)
    expect(await window.page.$$eval(`[role=dialog] [role=group][aria-label="${catalogues.en.records.exhibits}"] label`, (labels) => labels.map((label) => label.textContent))).toEqual([catalogues.en.records.role.secured])
    expect(await window.faults()).toEqual([])
    await window.close()
  })

  it('is read where it stands, as far as somebody has to go by it', async () => {
    const window = await open('victim')
    await window.press('Lägg till: Den utsattas önskemål')
    await fill(window, 'Vill slippa', 'Höra om varje kommentar')
    await window.press('Spara')
    await dialogGone(window)
    await window.sees('Vill slippa: Höra om varje kommentar')
    expect(await window.text()).not.toContain('Vill få veta')
    await window.go(`/cases/${CASE}/steps/accounts`)
    for (const told of ['Den utsatta (fullmaktsgivare): Karin Ek', 'Konton: Facebook: karin.ek', 'Får: läsa, radera']) await window.sees(told)
    await window.close()
  })

  it('of a sighting counts a platform once, by whichever name', async () => {
    const window = await open('overview')
    await window.press('Ändra förekomsten https://forum.example/t/1')
    const field = await window.page.locator('[role=dialog] ::-p-aria([name="Plattform"])').waitHandle()
    await field.click({ count: 3 })
    await window.page.keyboard.type('twitter')
    await window.press('Spara')
    await dialogGone(window)
    expect(window.called('sighting.change')).toMatchObject([{ fields: { platform: 'x' } }])
    await window.close()
  })
})

describe('a day', () => {
  it('that has come stays where the step is called done: on its page, on the case and on the board', async () => {
    const window = await open('victim')
    await window.sees('Ring den utsatta')
    await mark(window, 'Klart')
    await window.press('Spara')
    await window.sees('Klart, enligt')
    expect(window.called('record.save')).toMatchObject([{ content: { kind: 'step-mark', step: 'victim', mark: 'done' } }])
    expect(await header(window)).toMatch(/Att göra\s+1 sak har nått sin dag\./)
    expect(await window.page.$$eval('time[datetime="2026-03-02"]', (days) => days.length)).toBe(1)
    await window.go(`/cases/${CASE}`)
    expect(await window.page.$eval('a[href$="/steps/victim"]', (link) => link.innerText)).toMatch(/Att göra[\s\S]*2026-03-02 \(3 dagar sedan\)/)
    await window.go('/board')
    await window.sees('Ring den utsatta')
    await window.close()
  })

  it('that is far off stays as well, and is said to be computed', async () => {
    const window = await open('police')
    await mark(window, 'Behövs inte')
    await window.type('Varför', 'Hon vill inte.')
    await window.press('Spara')
    await window.sees('Behövs inte, enligt')
    await window.sees('Hon vill inte.')
    await window.sees('Preskription: Olaga hot')
    await window.sees('2031-03-02')
    await window.sees('Beräknat av programmet ur lagtexten. Kontrollera med jurist.')
    await window.close()
  })
})

describe('keys alone', () => {
  it('write, change, take back and mark, and the focus comes back to where it was', async () => {
    const window = await open('civil')
    const { keyboard } = window.page
    const tabTo = async (name: string) => {
      for (let i = 0; i < 80; i += 1) {
        if ((await focused(window)) === name) return
        await keyboard.press('Tab')
      }
      throw new Error(`No way by Tab to ${name}`)
    }
    await window.sees('Larm hemma')
    await tabTo('Lägg till: Kostnad eller skada')
    await keyboard.press('Enter')
    await window.page.waitForSelector('[role=dialog]')
    await tabTo('Vad')
    await keyboard.type('Resa')
    await tabTo('Belopp (kronor)')
    await keyboard.type('80')
    await keyboard.press('Enter')
    await dialogGone(window)
    await window.sees('Resa: 80 kr')
    expect(await focused(window)).toBe('Lägg till: Kostnad eller skada')
    await tabTo('Ta tillbaka: Resa: 80 kr')
    await keyboard.press('Enter')
    await window.page.waitForSelector('[role=dialog]')
    await tabTo('Varför gäller den inte?')
    await keyboard.type('Dubbel.')
    await tabTo('Ta tillbaka')
    await keyboard.press('Enter')
    await dialogGone(window)
    await window.sees('Visa 1 som tagits tillbaka')
    await tabTo('Öppet')
    await keyboard.press('ArrowRight')
    await tabTo('Varför')
    await keyboard.type('Färdigt.')
    await tabTo('Spara')
    await keyboard.press('Enter')
    await window.sees('Klart, enligt')
    expect(window.called('record.save').map((input) => (input as { content: { kind: string } }).content.kind)).toEqual(['cost', 'step-mark'])
    await window.close()
  })

  it('never lead under the bar at the top', async () => {
    const window = await open('overview', { height: 500 })
    const bar = await window.page.$eval('header.mantine-AppShell-header', (shown) => shown.getBoundingClientRect().bottom)
    const places = await window.page.$$('main :is(a[href], button, textarea, select, input:not([type=radio]))')
    const hidden: string[] = []
    for (const [at, place] of places.entries()) {
      const before = places[at - 1]
      if (before === undefined) continue
      await place.focus()
      // The page is scrolled so that what comes before lies under the bar.
      const wanted = await before.evaluate((element) => {
        scrollBy({ top: element.getBoundingClientRect().top - 5, behavior: 'instant' })
        return element.getBoundingClientRect().top
      })
      if (wanted > bar) continue
      await window.page.keyboard.down('Shift')
      await window.page.keyboard.press('Tab')
      await window.page.keyboard.up('Shift')
      if ((await window.page.evaluate(() => document.activeElement?.getBoundingClientRect().top ?? 0)) < bar) hidden.push(await focused(window))
    }
    expect(places.length).toBeGreaterThan(10)
    expect(hidden).toEqual([])
    await window.close()
  })
})

describe('a closed case', () => {
  /** What can be pressed, typed into or chosen in the page itself. */
  const controls = (window: TestWindow) =>
    window.page.$$eval('main :is(button, input, textarea, select)', (found) =>
      found.filter((one) => one.checkVisibility() && !(one as HTMLButtonElement).disabled).map((one) => one.getAttribute('aria-label') ?? ((one as HTMLInputElement).labels?.[0]?.textContent || one.textContent)),
    )

  it('offers no writing in any step nor on its page, and says how it is opened again', async () => {
    const window = await ui.open({ vault: 'open', path: `/cases/${CASE}` })
    const { letter } = catalogues.sv.records
    await window.fake.dispatch('case.close', { case: CASE, reason: 'Klart.' })
    await window.sees(catalogues.sv.casePage.closing.reopen)
    const actions = [catalogues.sv.casePage.action.capture, catalogues.sv.casePage.action.import, catalogues.sv.casePage.action.note, catalogues.sv.received.action, catalogues.sv.casePage.edit]
    const shown = await window.text()
    expect(actions.filter((action) => shown.includes(action))).toEqual([])
    expect(shown).toContain(catalogues.sv.casePage.action.export)
    await window.page.keyboard.down('Alt')
    await window.page.keyboard.press('KeyN')
    await window.page.keyboard.up('Alt')
    expect(await window.page.$$('[role=dialog]')).toEqual([])
    // Letters are only read, and a list is only looked through.
    const reading: Partial<Record<Step, readonly string[]>> = {
      overview: [catalogues.sv.sightings.filter.label],
      secure: [catalogues.sv.sightings.filter.label],
      report: ['Visa 3 kontroller', 'Visa 4 kontroller'],
      accounts: [letter.mandate, letter['hand-back']],
      police: [letter['police-summary']],
      civil: [letter['civil-summary']],
      victim: [letter.victim],
    }
    for (const step of STEPS) {
      await window.go(`/cases/${CASE}/steps/${step}`)
      await window.sees(catalogues.sv.guide.marking.title)
      expect([step, (await controls(window)).toSorted()]).toEqual([step, [catalogues.sv.casePage.closing.reopen, ...(reading[step] ?? [])].toSorted()])
    }
    expect(await window.faults()).toEqual([])
    await window.press(catalogues.sv.casePage.closing.reopen)
    await window.type(catalogues.sv.casePage.closing.reopenReason, 'Nya inlägg.')
    await window.page.locator(`[role=dialog] ::-p-aria([name="${catalogues.sv.casePage.closing.reopen}"][role="button"])`).click()
    await dialogGone(window)
    await window.press('Lägg till: Stöd')
    await window.page.waitForSelector('[role=dialog]')
    await window.close()
  })

  it('that was closed meanwhile refuses what is typed, and loses nothing of it', async () => {
    const window = await open('victim')
    await window.press('Lägg till: Stöd')
    await fill(window, 'Vem', 'Siv Stöd')
    window.fake.refuse.set('record.save', new Refusal('case.closed'))
    await window.press('Spara')
    await window.sees(catalogues.sv.errors.case.closed.what)
    expect(await valueOf(window, 'Vem')).toBe('Siv Stöd')
    await window.close()
  })
})
