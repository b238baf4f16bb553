import type { ElementHandle, Page } from 'puppeteer-core'
import { expect } from 'vitest'
import { FORMS, type Field, type FormKind, type Pair, type Value, type Values } from '../../renderer/features/steps/forms.ts'
import { dynamicText, translator } from '../../shared/locales/index.ts'
import type { Language, Step } from '../../shared/model/index.ts'
import type { Hands } from './hands.ts'

const words = { sv: translator('sv'), en: translator('en') } as const

/**
 * A person at the pages of the steps. Everything is found by what it is called there, in the language that the window speaks; the names are
 * those of the catalogues, and nothing is done but clicks and typing.
 */
export function stepHands(page: Page, hands: Hands) {
  let language: Language = 'sv'
  const say = (key: string, params: Record<string, string | number> = {}) => dynamicText(words[language], key, params)
  const inDialog = (name: string, role: string) => page.locator(`[role=dialog] ::-p-aria([name="${name}"][role="${role}"])`)
  const railLink = (step: Step) => `nav[aria-label="${say('guide.rail')}"] a[href$="/steps/${step}"]`
  const gone = () =>
    page
      .waitForFunction(() => document.querySelector('[role=dialog]') === null)
      .catch(async () => Promise.reject(new Error(`The dialog stays:\n${await page.$eval('[role=dialog]', (dialog) => (dialog as HTMLElement).innerText)}`)))

  /** A native list, by how what is chosen begins. */
  async function select(field: ElementHandle, label: string): Promise<void> {
    const list = field as ElementHandle<HTMLSelectElement>
    const value = await list.evaluate((element, wanted) => [...element.options].find((option) => option.label.startsWith(wanted))?.value ?? null, label)
    if (value === null) throw new Error(`not to be chosen: ${label}`)
    await list.select(value)
  }
  const choose = async (name: string, label: string) => select(await inDialog(name, 'combobox').waitHandle(), label)

  async function fill(kind: FormKind, { name, widget }: Field, value: Value): Promise<void> {
    const label = say(`records.field.${kind}.${name}`)
    const choice = (one: string) => say(`records.choice.${kind}.${name}.${one}`)
    if (widget.as === 'choices') for (const one of value as readonly string[]) await inDialog(choice(one), 'checkbox').click()
    else if (widget.as === 'records') for (const one of value as readonly string[]) await inDialog(one, 'checkbox').click()
    else if (widget.as === 'accounts' || widget.as === 'results') {
      const heads = widget.as === 'accounts' ? ['platform', 'account'] : ['address', 'reason']
      for (const [index, row] of (value as readonly Pair[]).entries()) {
        if (index > 0) await inDialog(say('records.addRow'), 'button').click()
        for (const [at, text] of row.entries()) if (text !== '') await inDialog(`${say(`records.${heads[at]}`)} ${index + 1}`, 'textbox').fill(text)
      }
    } else if (widget.as === 'choice') await choose(label, choice(String(value)))
    else if (widget.as === 'record' || widget.as === 'account' || widget.as === 'offence') await choose(label, String(value))
    else await inDialog(label, widget.as === 'platform' || widget.as === 'engine' || widget.as === 'category' ? 'combobox' : 'textbox').fill(String(value))
  }

  const self = {
    say,
    inDialog,

    /** Lets the window speak the language, by the button at its top. */
    async speak(wanted: Language): Promise<void> {
      if (wanted === language) return
      await hands.press(say(`common.language.${wanted}`))
      language = wanted
      await hands.sees(say('common.nav.verify'))
    },

    /** The dialog of a new record, open. */
    add: async (kind: FormKind) => hands.press(say('records.addKind', { kind: say(`records.kind.${kind}`) })),
    /** That of the next version of one. */
    edit: async (title: string) => hands.press(say('records.editNamed', { title })),

    /** Fills in the dialog that is open. */
    async fill(kind: FormKind, values: Values): Promise<void> {
      for (const field of FORMS[kind]) {
        const value = values[field.name]
        if (value !== undefined) await fill(kind, field, value)
      }
    },

    /** Ties an exhibit by what it is called to what is written, by keys: several fields of one name stand for the elements of an offence, of which this is the first. */
    async tie(role: string, exhibit: string): Promise<void> {
      const group = say(role === 'element' ? 'records.field.offence.notes' : 'records.exhibits')
      const field = await page.locator(`[role=dialog] [role=group][aria-label="${group}"] ::-p-aria([name="${say(`records.role.${role}`)}"][role="combobox"])`).waitHandle()
      await field.focus()
      await page.keyboard.type(exhibit)
      const offered = () => page.$$eval('[role=option]', (options) => options.filter((option) => option.checkVisibility()).map((option) => (option as HTMLElement).innerText))
      await expect.poll(offered, { timeout: 10_000 }).toEqual([expect.stringContaining(exhibit)])
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      await page.waitForFunction(() => document.querySelectorAll('[role=dialog] [class*=Pill-root]').length > 0)
      // The list that is open lies over what stands below it.
      await page.keyboard.press('Escape')
      await expect.poll(offered).toEqual([])
    },

    /** The text of a letter, proposed by the program and copied. Returns it. */
    async letter(kind: FormKind): Promise<string> {
      await inDialog(say('records.text.make'), 'button').click()
      const field = (await inDialog(say(`records.field.${kind}.text`), 'textbox').waitHandle()) as ElementHandle<HTMLTextAreaElement>
      await page.waitForFunction((element) => element.value !== '', {}, field)
      await inDialog(say('records.text.copy'), 'button').click()
      await hands.sees(say('records.text.copied'))
      return field.evaluate((element) => element.value)
    },

    async save(): Promise<void> {
      await inDialog(say('records.save'), 'button').click()
      await gone()
    },

    /** A record from its first key to the closed dialog. */
    async write(kind: FormKind, values: Values, ...ties: readonly (readonly [role: string, exhibit: string])[]): Promise<void> {
      await self.add(kind)
      await self.fill(kind, values)
      for (const [role, exhibit] of ties) await self.tie(role, exhibit)
      await self.save()
    },

    /** Makes a letter of the case or of a mandate, saves it as a PDF and closes it again. Returns its text. */
    async paper(letter: 'mandate' | 'hand-back' | 'victim' | 'police-summary'): Promise<string> {
      const name = say(`records.letter.${letter}`)
      await hands.press(name)
      const field = (await inDialog(name, 'textbox').waitHandle()) as ElementHandle<HTMLTextAreaElement>
      await page.waitForFunction((element) => element.value !== '', {}, field)
      const text = await field.evaluate((element) => element.value)
      await inDialog(say('records.text.pdf'), 'button').click()
      await hands.sees(say('records.text.pdfSaved', { name: '' }).trim())
      await self.close()
      return text
    },
    /** The last of them: the first closes from the corner. */
    async close(): Promise<void> {
      const [, button] = await page.$$(`[role=dialog] ::-p-aria([name="${say('common.action.close')}"][role="button"])`)
      await button?.click()
      await gone()
    },

    /** What a person says of the step. */
    async mark(as: 'done' | 'not-needed', reason: string): Promise<void> {
      await page.locator(`label ::-p-text(${say(`guide.marking.${as}`)})`).click()
      await hands.type(say('guide.marking.reason'), reason)
      await hands.press(say('guide.marking.save'))
    },

    /** A list on the page itself. */
    choosePage: async (name: string, label: string) => select(await page.locator(`::-p-aria([name="${name}"][role="combobox"])`).waitHandle(), label),

    async next(step: Step): Promise<void> {
      await hands.press(`${say(`guide.step.${step}`)} →`, 'link')
      await self.at(step)
    },
    at: async (step: Step) => page.waitForFunction((name) => document.querySelector('h1')?.innerText.endsWith(name) === true, {}, say(`guide.step.${step}`)),

    /** Until what stands there, in one line, says so. */
    async reads(selector: string, said: string | RegExp): Promise<void> {
      await expect.poll(() => page.$eval(selector, (found) => (found as HTMLElement).innerText.replaceAll(/\s+/g, ' ')), { timeout: 10_000 }).toMatch(said)
    },
    /** Until the list of steps on the case's page says so of one. */
    railSays: async (step: Step, said: string | RegExp) => {
      await page.waitForSelector(railLink(step))
      await self.reads(railLink(step), said)
    },
    /** From the case into a step, by the rail. */
    async open(step: Step): Promise<void> {
      await page.locator(railLink(step)).click()
      await self.at(step)
    },
    async board(): Promise<void> {
      await hands.press(say('common.nav.board'), 'link')
      await hands.sees(say('guide.board.lead'))
      await page.waitForSelector('main table')
    },
  }
  return self
}
