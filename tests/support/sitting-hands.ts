import { catalogues } from '../../shared/locales/index.ts'
import type { Language } from '../../shared/model/index.ts'
import { EXHIBIT, OFFICER, WITNESS } from './fake-data.ts'
import type { Interface, TestWindow, WindowOptions } from './interface.ts'

/** A witness at a window, in either language: each step as far as its end. `patience` in ms, where a page is really loaded. */
export function witnessHands(window: Pick<TestWindow, 'page' | 'press' | 'type'> & { sees(text: string, patience?: number): Promise<void> }, language: Language = 'sv', patience?: number) {
  const words = catalogues[language]
  const { sitting, witness, common, exhibit } = words
  const inGroup = (group: string, value: string) => window.page.locator(`::-p-aria([name="${group}"][role="radiogroup"]) >>> input[value="${value}"]`).click()
  return {
    words,
    inGroup,
    async begin(name = WITNESS.name, officer = OFFICER.name) {
      await window.press(name, 'radio')
      await window.press(common.action.next)
      await this.relate(officer)
    },
    async relate(officer = OFFICER.name) {
      await window.sees(witness.relation.lead)
      await inGroup(witness.relation.toExposed, 'colleague')
      await inGroup(witness.relation.toOfficer_one.replace('{{name}}', officer), 'none')
      await window.press(witness.relation.begin)
      await window.sees(sitting.steps.load)
    },
    async load(outcome: keyof (typeof sitting)['load']['outcome'] = 'came') {
      await window.press(sitting.load.start)
      await window.sees(sitting.load.outcome[outcome], patience)
    },
    async look() {
      await window.press(sitting.load.look)
      await window.press(exhibit.covered.show)
      await window.sees(sitting.look.present)
    },
    async answer(present: 'yes' | 'no' = 'yes') {
      await inGroup(sitting.look.present, present)
      if (present === 'yes') {
        await inGroup(sitting.look.account, '0')
        await inGroup(sitting.look.words, 'none')
        await inGroup(sitting.look.date, '0')
      }
      await window.press(sitting.look.submit)
      await window.sees(exhibit.covered.title)
    },
    async compare() {
      await window.press(exhibit.covered.show)
      await window.sees(sitting.differences.title)
    },
    async state(agrees: 'yes' | 'no' = 'no') {
      await inGroup(sitting.compare.agrees, agrees)
      await window.press(sitting.compare.submit)
      await window.sees(sitting.statement.lead)
    },
    async all() {
      await this.load()
      await this.look()
      await this.answer()
      await this.compare()
      await this.state()
      await window.press(sitting.statement.agree)
    },
    async sign(passphrase: string) {
      await window.sees(sitting.sign.lead)
      await window.type(sitting.sign.passphrase, passphrase)
      await window.press(sitting.sign.submit)
    },
    /** With the receipt saved, unless they leave without it. */
    async handBack(passphrase: string, receipt: 'saved' | 'left' = 'saved') {
      if (receipt === 'saved') {
        await window.press(sitting.done.save)
        await window.page.waitForSelector('[role=status] p')
      }
      await window.press(sitting.done.finish)
      if (receipt === 'left') await window.press(sitting.done.unsavedGo)
      await window.sees(sitting.back.passphrase)
      await window.type(sitting.back.passphrase, passphrase)
      await window.press(sitting.back.submit)
    },
  }
}

export const witnessPath = (...numbers: [number, ...number[]]): string => {
  const [first, ...others] = numbers.map(EXHIBIT)
  return `/exhibits/${first}/witness${others.length === 0 ? '' : `?with=${others.join('_')}`}`
}

/** A window in which a witness is asked for, for exhibits of these numbers. */
export async function openSitting(ui: Interface, options: WindowOptions = {}, numbers: [number, ...number[]] = [2]) {
  const window = await ui.open({ vault: 'open', path: witnessPath(...numbers), ...options })
  return { window, hands: witnessHands(window, options.language === 'en' ? 'en' : 'sv') }
}

/** The same, with everything answered and agreed to: only the passphrase is missing. */
export async function openToSign(ui: Interface, options: WindowOptions = {}, numbers: [number, ...number[]] = [2]) {
  const { window, hands } = await openSitting(ui, options, numbers)
  await hands.begin()
  await hands.all()
  return { window, hands }
}
