import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Refusal } from '../../shared/contract/index.ts'
import { catalogues } from '../../shared/locales/index.ts'
import { COLLEAGUE_PASSPHRASE, PASSPHRASE } from '../support/fake-bridge.ts'
import { CASE, EXHIBIT, person } from '../support/fake-data.ts'
import { startInterface, type Interface, type TestWindow, type WindowOptions } from '../support/interface.ts'

/** Keeping and forgetting by hand: what is shown before anything goes, who has to sign, and what stands in the way. */
let ui: Interface
beforeAll(async () => {
  ui = await startInterface()
})
afterAll(() => ui.close())

const { disposal, people, errors } = catalogues.sv
const PER = person('Per Arkivsson', 'officer', 'Arkivarie')
const open = (options: WindowOptions = {}) => ui.open({ vault: 'open', path: `/cases/${CASE}/disposal`, colleagues: [PER], ...options })
const tick = (window: TestWindow, name: string) => window.page.locator(`::-p-aria([name="${name}"][role="checkbox"])`).click()
const fill = (text: string, values: Record<string, string | number>) => text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name]))

async function plan(window: TestWindow, number = 1): Promise<void> {
  const [title] = await window.page.$$eval(`[aria-label="${disposal.choose.caption}"] label`, (labels, wanted) => labels.map((label) => label.textContent ?? '').filter((text) => text.startsWith(`Bevis ${wanted}:`)), number)
  await tick(window, title ?? '')
  await window.press(disposal.choose.look)
  await window.sees(disposal.plan.title)
}

/** The radio itself is drawn over. */
const whole = (window: TestWindow) => window.page.locator(`main label ::-p-text(${disposal.choose.case})`).click()

async function sign(window: TestWindow): Promise<void> {
  const select = await window.page.waitForSelector('main select')
  await select!.select(PER.id)
  await window.type(people.own, PASSPHRASE)
  await window.type('Den handläggarens lösenfras', COLLEAGUE_PASSPHRASE)
  await tick(window, disposal.sign.understood)
  await window.press(disposal.sign.submit)
}

describe('a disposal', () => {
  it('shows what goes and what stays, wants both and a yes, and gives a certificate', async () => {
    const window = await open({ folders: 'fixed' })
    await window.sees(disposal.hold.none)
    await plan(window)
    // Who could sign is asked for meanwhile.
    await window.sees(disposal.sign.earlyOpen)
    const shown = await window.text()
    for (const line of [fill(disposal.plan.exhibits_one, { count: 1, numbers: 1 }), disposal.plan.log, disposal.plan.fingerprints, disposal.plan.outside, fill(disposal.plan.bundles, { numbers: 1 })]) expect(shown).toContain(line)
    // The decision that is recorded stands there; nothing is signed without all the rest.
    await window.press(disposal.sign.submit)
    await window.sees(disposal.sign.understoodRequired)
    expect([window.called('disposal.carry-out'), await window.faults()]).toEqual([[], []])
    await sign(window)
    await window.sees(disposal.done.lead)
    expect(window.called('disposal.carry-out')).toMatchObject([
      {
        case: CASE, exhibits: [EXHIBIT(1)], decision: { authority: 'Kommunstyrelsen i Provköping', number: 'KS 2024/118', decidedOn: '2024-05-02' },
        passphrase: PASSPHRASE, approval: { officer: PER.id, passphrase: COLLEAGUE_PASSPHRASE },
      },
    ])
    await window.press(disposal.list.save)
    await window.sees('Gallringsbevis-1-2026-03-05.pdf')
    expect(await window.faults()).toEqual([])
    await window.press(disposal.open)
    await window.sees(disposal.list.title)
    await window.sees('KS 2024/118')
    expect(window.problems).toEqual([])
    await window.close()
  })

  it('that is refused says why, forgets both passphrases and keeps the rest', async () => {
    const window = await open()
    await plan(window, 2)
    window.fake.refuse.set('disposal.carry-out', new Refusal('disposal.changed'))
    await sign(window)
    await window.sees(errors.disposal.changed.what)
    expect(await window.page.$$eval('main input[type=password]', (fields) => fields.map((field) => field.value))).toEqual(['', ''])
    expect(await window.text()).toContain(disposal.plan.title)
    // Choosing otherwise takes back what was shown.
    await whole(window)
    expect(await window.text()).not.toContain(disposal.plan.title)
    await window.close()
  })

  it('of a whole case waits for its closing, and leads back to the cases', async () => {
    const window = await open()
    await whole(window)
    await window.sees(disposal.choose.caseOpen)
    expect(await window.page.$$eval('main button:disabled', (buttons) => buttons.map((button) => button.textContent))).toEqual([disposal.choose.look])
    await window.fake.dispatch('case.close', { case: CASE, reason: 'Klart.' })
    await window.sees('Får gallras från')
    await window.press(disposal.choose.look)
    await window.sees(disposal.plan.title)
    await sign(window)
    await window.press(disposal.done.cases)
    await window.sees(disposal.list.casesTitle)
    await window.sees(fill(disposal.list.caseNumber, { number: 1 }))
    expect(await window.faults()).toEqual([])
    await window.close()
  })

  it('is not offered where nobody else could sign', async () => {
    const window = await open({ colleagues: [] })
    await plan(window)
    await window.sees(disposal.sign.alone)
    expect(await window.text()).not.toContain(disposal.sign.submit)
    await window.close()
  })
})

describe('a hold', () => {
  it('is placed with its reason, stands in the way, and is lifted with another', async () => {
    const window = await open()
    await window.press(disposal.hold.place)
    await window.type(disposal.hold.authority, 'Polisen')
    await window.press(disposal.hold.submit)
    await window.sees(catalogues.sv.common.form.required)
    await window.type(disposal.hold.reason, 'Utredning pågår')
    await window.press(disposal.hold.submit)
    await window.sees(disposal.hold.standing)
    await plan(window)
    await window.sees(fill(disposal.plan.held_one, { count: 1 }))
    expect(await window.text()).not.toContain(disposal.sign.submit)
    await window.press(disposal.hold.lift)
    await window.type(disposal.hold.reason, 'Nedlagd')
    await window.page.locator(`[role=dialog] ::-p-aria([name="${disposal.hold.lift}"][role="button"])`).click()
    await window.sees('Hävt')
    expect(window.called('hold.lift')).toEqual([{ case: CASE, placed: 200, reason: 'Nedlagd' }])
    expect(await window.faults()).toEqual([])
    await window.close()
  })
})

describe('a retention decision', () => {
  it('is recorded under the settings, with a day that is one', async () => {
    const window = await ui.open({ vault: 'open', path: '/settings' })
    await window.press(disposal.decision.add)
    await window.type(disposal.decision.authority, 'Kommunstyrelsen')
    await window.type(disposal.decision.number, 'KS 2026/9')
    await window.type(disposal.decision.decidedOn, '15/1 2026')
    await window.type(disposal.decision.months, '2000')
    await window.press(disposal.decision.submit)
    await window.sees(disposal.decision.wrongDay)
    await window.sees(disposal.decision.wrongMonths)
    expect(window.called('retention.decide')).toEqual([])
    const retype = async (label: string, text: string) => {
      const field = await window.page.waitForSelector(`[role=dialog] ::-p-aria([name="${label}"][role="textbox"])`)
      await field!.click({ count: 3 })
      await window.page.keyboard.type(text)
    }
    await retype(disposal.decision.decidedOn, '2026-01-15')
    await retype(disposal.decision.months, '')
    await window.page.keyboard.press('Backspace')
    await window.press(disposal.decision.submit)
    await window.sees(disposal.decision.saved)
    expect(window.called('retention.decide')).toEqual([{ authority: 'Kommunstyrelsen', number: 'KS 2026/9', decidedOn: '2026-01-15', months: null, scope: '' }])
    await window.sees(disposal.decision.noTerm)
    await window.close()
  })
})
