import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { receiptGroups } from '../../shared/encoding/index.ts'
import { PASSPHRASE, WITNESS_PASSPHRASE } from '../support/fake-bridge.ts'
import { EXHIBIT } from '../support/fake-data.ts'
import { codeOf } from '../support/fake-sitting.ts'
import { startInterface, type Interface, type TestWindow, type WindowOptions } from '../support/interface.ts'
import { openSitting, openToSign } from '../support/sitting-hands.ts'

/** What a witness leaves with, and where those who use no mouse are after each thing that came. */
let ui: Interface
beforeAll(async () => {
  ui = await startInterface()
})
afterAll(() => ui.close())

const open = (options?: WindowOptions) => openSitting(ui, options)

async function signed(options?: WindowOptions) {
  const { window, hands } = await openToSign(ui, options)
  await hands.sign(WITNESS_PASSPHRASE)
  await window.sees(hands.words.sitting.done.receipt)
  return { window, hands }
}

describe('the receipt', () => {
  it.each([
    ['choose', 'kvitto-1.pdf är sparad i Dokument/Utlämnat.', 1],
    ['fixed', 'kvitto-1.pdf är sparad i Dokument/Bevisvalv.', 0],
  ] as const)('is saved as the main thing to do, and told where it lies (%s)', async (folders, told, asked) => {
    const { window } = await signed({ folders })
    const variants = () =>
      window.page.$$eval('main section button[data-variant]', (all) =>
        all.filter(({ innerText }) => /^(?:Spara|Lämna)/.test(innerText.trim())).map((button) => `${button.innerText.trim()}: ${button.dataset['variant']}`),
      )
    expect(await variants()).toEqual(['Spara kvittot (PDF): filled', 'Lämna tillbaka till handläggaren: default'])
    await window.press('Spara kvittot (PDF)')
    await window.sees(told)
    expect(await window.page.$eval('main [role=status]', (status) => (status as HTMLElement).innerText)).toContain(told)
    expect(await variants()).toEqual(['Spara kvittot (PDF): default', 'Lämna tillbaka till handläggaren: filled'])
    expect(window.called('receipt.save')).toMatchObject([{ attestations: [expect.any(Number)] }])
    expect(window.called('dialog.folder')).toHaveLength(asked)
    await window.press('Lämna tillbaka till handläggaren')
    await window.sees('Handläggarens lösenfras')
    // Gone back to, it is still saved.
    await window.press('Tillbaka till kvittot')
    await window.sees(told)
    await window.close()
  })

  it('is the PDF alone, and its code can be copied by hand from the screen', async () => {
    const { window } = await signed()
    const [{ attestations: [seq = 0] }] = window.called('receipt.make') as [{ attestations: number[] }]
    await window.sees(receiptGroups(codeOf(seq)).join(' '))
    expect(await window.page.$$('button[aria-label="Kopiera Kvittokod (Bevis 2)"]')).toHaveLength(1)
    expect(await window.page.$$('.bv-print')).toHaveLength(0)
    expect(await window.text()).not.toContain('Skriv ut')
    await window.close()
  })

  it('is asked for where they would leave without it', async () => {
    const { window, hands } = await signed()
    await window.press('Lämna tillbaka till handläggaren')
    await window.sees('Du har inte sparat kvittot. Lämna tillbaka ändå?')
    expect(await window.faults()).toEqual([])
    await window.press('Tillbaka till kvittot')
    await window.page.waitForFunction(() => document.querySelector('[role=dialog]') === null)
    await window.sees('Ditt kvitto')
    await hands.handBack(PASSPHRASE, 'left')
    await window.sees('Kommentarer till inlägget')
    expect(window.called('receipt.save')).toEqual([])
    await window.close()
  })

  it('can be saved later from each statement', async () => {
    const { window } = await open({ path: `/exhibits/${EXHIBIT(1)}` })
    await window.press('Vittnen (1)', 'tab')
    await window.press('Spara kvitto (PDF): Birgitta Åkesson')
    await window.sees('kvitto-1.pdf är sparad i Dokument/Utlämnat.')
    const [{ seq } = { seq: 0 }] = window.fake.exhibits[0]?.attestations ?? []
    expect(window.called('receipt.save')).toMatchObject([{ attestations: [seq] }])
    await window.close()
  })
})

/** Presses what has the focus, or the named button by the keyboard alone. */
async function key(window: TestWindow, name: string): Promise<void> {
  const button = await window.page.waitForSelector(`::-p-aria([name="${name}"][role="button"])`)
  await button?.focus()
  await window.page.keyboard.press('Enter')
}

const focused = (window: TestWindow, label: string) =>
  window.page.waitForFunction((wanted) => document.activeElement?.getAttribute('aria-label') === wanted, {}, label)

describe('by the keyboard', () => {
  it('the focus goes to what came: the outcome, the page, and what was saved', async () => {
    const { window, hands } = await open()
    const { load, look, differences } = hands.words.sitting
    await hands.begin()
    let release = (): void => undefined
    window.fake.hold = new Promise((resolve) => (release = resolve))
    await key(window, load.start)
    await focused(window, load.running)
    release()
    await focused(window, load.outcome.came)
    // On from there, not from the beginning of the page.
    await window.page.keyboard.press('Tab')
    expect(await window.page.evaluate(() => document.activeElement?.textContent)).toBe(load.look)
    await window.page.keyboard.press('Enter')
    await key(window, hands.words.exhibit.covered.show)
    await focused(window, look.label)
    await hands.answer()
    await key(window, hands.words.exhibit.covered.show)
    await focused(window, differences.both)
    await window.close()
  })

  it('a load that was cancelled leaves them at the beginning of the step', async () => {
    const { window, hands } = await open()
    const { load } = hands.words.sitting
    let release = (): void => undefined
    window.fake.hold = new Promise((resolve) => (release = resolve))
    await hands.begin()
    await key(window, load.start)
    await key(window, 'Avbryt')
    release()
    await focused(window, load.start)
    await window.close()
  })

  it('with everything twice as large a section is brought into sight, each time', async () => {
    const { window, hands } = await open({ width: 640, height: 400 })
    await hands.begin()
    await hands.load()
    await hands.look()
    await hands.answer()
    await hands.compare()
    const inSight = (label: string, top: number) =>
      window.page.waitForFunction(
        (name, above) => {
          const stage = document.activeElement
          const box = stage?.getBoundingClientRect()
          return stage?.getAttribute('aria-label') === name && box !== undefined && box.top >= 0 && box.top < innerHeight / 2 && stage.scrollTop >= above
        },
        {},
        label,
        top,
      )
    const label = 'Sparat: bild av hela sidan'
    for (let i = 0; i < 2; i += 1) {
      await key(window, 'Visa avsnitt 2 i bilderna')
      await inSight(label, 100)
      await window.page.evaluate(() => document.activeElement?.scrollTo(0, 0))
    }
    // The numbers stand beside the picture: nothing in it is covered by them.
    const apart = await window.page.$$eval('[class*=sheet]', (sheets) =>
      sheets.every((sheet) => [...sheet.querySelectorAll('[class*=number]')].every((number) => number.getBoundingClientRect().right <= sheet.getBoundingClientRect().left)),
    )
    expect(apart).toBe(true)
    expect(await window.page.$$('[class*=number]')).toHaveLength(4)
    await window.close()
  })
})
