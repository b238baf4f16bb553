import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CASE, EXHIBIT } from '../support/fake-data.ts'
import { startInterface, type Interface, type TestWindow } from '../support/interface.ts'
import { hasTurn } from '../support/turns.ts'

/** What somebody typed or set going is thrown away by nothing but their own word. */
let ui: Interface
beforeAll(async () => {
  ui = await startInterface()
})
afterAll(() => ui.close())

const QUESTION = 'Kasta det du har skrivit?'
const beside = (window: TestWindow) => window.page.mouse.click(5, 400)
const open = (window: TestWindow) => window.page.$('[role=dialog]').then((found) => found !== null)
const gone = (window: TestWindow) => window.page.waitForFunction(() => document.querySelector('[role=dialog]') === null)

async function chord(window: TestWindow, modifier: 'Control' | 'Alt', key: 'l' | 'w'): Promise<void> {
  await window.page.keyboard.down(modifier)
  await window.page.keyboard.press(key)
  await window.page.keyboard.up(modifier)
}

const FORMS: [string, Parameters<Interface['open']>[0], string, string, string][] = [
  ['a note', { path: `/cases/${CASE}` }, 'Ny anteckning', 'Text', 'note.add'],
  ['a correction', { path: `/exhibits/${EXHIBIT(4)}` }, 'Rätta…', 'Text', 'note.correct'],
  ['a case', { path: '/cases' }, 'Nytt ärende', 'Vad har hänt? (valfritt)', 'case.open'],
  ['a change of a case', { path: `/cases/${CASE}` }, 'Ändra uppgifter', 'Vad har hänt? (valfritt)', 'case.change'],
  ['a person', { path: '/people' }, 'Lägg till person', 'Namn', 'person.enrol'],
  ['a restore', { path: '/people', alarm: true }, 'Intyga återställning…', 'Varför återställdes valvet, och från vad?', 'vault.declare-restore'],
  ['the words of recovery', { path: '/people', notes: ['recovery-unconfirmed'] }, 'Skriv in orden nu…', 'Ord 1', 'vault.confirm-recovery'],
]

describe('a dialog', () => {
  it.each(FORMS.filter((_, index) => hasTurn(index)))('with %s asks before it throws away what was typed', async (_, options, button, field, call) => {
    const window = await ui.open({ ...options, vault: 'open' })
    await window.press(button)
    await window.page.waitForSelector('[role=dialog]')
    // Nothing typed, nothing to ask.
    await window.page.waitForSelector('[role=dialog] :focus')
    await window.page.keyboard.press('Escape')
    await gone(window)
    await window.press(button)
    await window.page.waitForSelector('[role=dialog] :focus')
    await window.type(field, 'abandon')
    await beside(window)
    expect(await open(window)).toBe(true)
    expect(await window.text()).not.toContain(QUESTION)
    const value = () => window.page.evaluate(() => (document.activeElement as HTMLInputElement | null)?.value ?? '')
    expect(await value()).toContain('abandon')
    for (const way of ['Escape', 'Stäng', 'Avbryt'] as const) {
      if (way === 'Escape') await window.page.keyboard.press('Escape')
      else await window.press(way)
      await window.sees(QUESTION)
      await window.page.keyboard.press('Enter')
      await window.page.waitForFunction((question) => !document.body.innerText.includes(question), {}, QUESTION)
    }
    await chord(window, 'Control', 'l')
    await window.sees(QUESTION)
    expect(await window.faults()).toEqual([])
    await window.press('Skriv vidare')
    expect(window.called('vault.lock')).toEqual([])
    await window.press('Stäng')
    await window.press('Kasta det')
    await gone(window)
    expect(window.called(call as 'note.add')).toEqual([])
    expect(window.problems).toEqual([])
    await window.close()
  })

  it('keeps a note from going with the page, by a key, by the program or by the way back', async () => {
    const window = await ui.open({ vault: 'open', path: '/cases' })
    await window.go(`/cases/${CASE}`)
    await window.press('Ny anteckning')
    await window.page.waitForSelector('[role=dialog] :focus')
    await window.type('Rubrik', 'Samtal')
    const hash = () => window.page.evaluate(() => location.hash)
    const there = await hash()
    await chord(window, 'Alt', 'w')
    expect([await hash(), await open(window)]).toEqual([there, true])
    // Behind the dialog, where no hand reaches: what goes by the program's own router.
    await window.page.evaluate(() => [...document.querySelectorAll<HTMLElement>('main button')].find((button) => button.innerText.startsWith('Säkra webbsida'))?.click())
    await window.sees(QUESTION)
    await window.press('Skriv vidare')
    expect(await hash()).toBe(there)
    await window.page.evaluate(() => history.back())
    await window.sees(QUESTION)
    await window.press('Skriv vidare')
    expect(await hash()).toBe(there)
    expect(await window.page.$eval('[role=dialog] input', (field) => field.value)).toBe('Samtal')
    // Once it is saved there is nothing to ask.
    await window.type('Text', 'Hon sa det.')
    await window.press('Spara anteckningen')
    await gone(window)
    await window.page.evaluate(() => history.back())
    await window.page.waitForFunction(() => location.hash === '#/cases')
    expect(await window.text()).not.toContain(QUESTION)
    await window.close()
  })

  it('locks at once where somebody says that the text may go', async () => {
    const window = await ui.open({ vault: 'open', path: `/cases/${CASE}` })
    await window.press('Ny anteckning')
    await window.page.waitForSelector('[role=dialog] :focus')
    await window.type('Rubrik', 'Samtal')
    await chord(window, 'Control', 'l')
    await window.sees(QUESTION)
    await window.press('Kasta det')
    await window.sees('Valvet är låst.')
    expect(await window.page.evaluate(() => location.hash)).toBe('#/cases')
    await window.close()
  })

  it('does not hold off the lock that nobody asked for, and leaves nothing of the text', async () => {
    const window = await ui.open({ vault: 'open', path: `/cases/${CASE}` })
    await window.press('Ny anteckning')
    await window.page.waitForSelector('[role=dialog] :focus')
    await window.type('Rubrik', 'Hemligt samtal')
    await window.fake.dispatch('vault.lock', {})
    await window.sees('Valvet är låst.')
    expect(await window.page.content()).not.toContain('Hemligt samtal')
    expect(await window.page.evaluate(() => location.hash)).toBe('#/cases')
    await window.close()
  })

  it('is told above it that text will be lost, while there is time to save', async () => {
    const window = await ui.open({ vault: 'open', path: `/cases/${CASE}`, idleLockMinutes: 1 })
    await window.sees('Valvet låses om')
    expect(await window.text()).not.toContain('är inte sparat och försvinner')
    await window.press('Ny anteckning')
    await window.page.waitForSelector('[role=dialog] :focus')
    await window.type('Rubrik', 'Samtal')
    await window.sees('Det du har skrivit är inte sparat och försvinner när valvet låses. Spara det, eller skriv vidare.')
    const covered = await window.page.evaluate(() => {
      const notice = [...document.querySelectorAll('p')].find((each) => each.textContent?.startsWith('Valvet låses om') === true && each.closest('[aria-hidden]') !== null)
      const { x, y, width, height } = notice?.getBoundingClientRect() ?? new DOMRect()
      return notice?.contains(document.elementFromPoint(x + width / 2, y + height / 2)) !== true
    })
    expect(covered).toBe(false)
    await window.close()
  })
})

describe('an import that runs', () => {
  it('is stopped by its own button alone', async () => {
    const window = await ui.open({ vault: 'open', path: `/cases/${CASE}` })
    const { promise, resolve } = Promise.withResolvers<void>()
    window.fake.hold = promise
    await window.press('Importera filer')
    await window.page.waitForSelector('[role=dialog]')
    await beside(window)
    await window.page.keyboard.press('Escape')
    expect(await open(window)).toBe(true)
    expect(await window.page.$('[role=dialog] [aria-label="Stäng"]')).toBeNull()
    expect(window.called('job.cancel')).toEqual([])
    await window.press('Avbryt')
    await window.sees('Avbryter…')
    expect(window.called('job.cancel')).toHaveLength(1)
    resolve()
    await window.sees('Arbetet avbröts.')
    await window.page.keyboard.press('Escape')
    await gone(window)
    await window.close()
  })
})

describe('messages of what was done', () => {
  it('stand beside the page, not above its buttons', async () => {
    const window = await ui.open({ vault: 'open', path: `/cases/${CASE}`, width: 1280, height: 860 })
    const page = await window.page.$eval('main', (main) => main.getBoundingClientRect().left + Number.parseFloat(getComputedStyle(main).paddingLeft))
    const told: string[] = []
    while (told.length < 2) {
      await window.press('Importera filer')
      // Measured in the moment in which it is there: it goes away by itself.
      const found = await window.page.waitForFunction((before) => {
        const fresh = [...document.querySelectorAll('[class*=Notification-root]')].find(({ id }) => !before.includes(id))
        return fresh && { id: fresh.id, right: fresh.getBoundingClientRect().right }
      }, {}, told)
      const { id, right } = (await found.jsonValue()) as { id: string; right: number }
      expect(right).toBeLessThanOrEqual(page)
      told.push(id)
    }
    expect(told[0]).not.toBe('')
    await window.close()
  })
})
