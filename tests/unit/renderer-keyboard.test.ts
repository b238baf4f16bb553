import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CASE, EXHIBIT } from '../support/fake-data.ts'
import { PASSPHRASE, WITNESS_PASSPHRASE } from '../support/fake-bridge.ts'
import { startInterface, type Interface, type TestWindow } from '../support/interface.ts'

/** Everything by keys alone: each control is reached in order, is seen to have the focus, and lets it go again. */
let ui: Interface
beforeAll(async () => {
  ui = await startInterface()
})
afterAll(() => ui.close())

/** Marks what can be operated; one for each group that is one stop (radios of a name, tabs of a list). */
function mark(): number {
  const shown = (element: Element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0
  const wanted = [...document.querySelectorAll<HTMLElement>('a[href], button, input, textarea, select, [tabindex="0"]')].filter((element) => {
    if (element.matches(':disabled') || element.closest('[inert]') !== null || !shown(element)) return false
    if (element.matches('[role=tab]')) return element.getAttribute('aria-selected') === 'true'
    if (!(element instanceof HTMLInputElement) || element.type !== 'radio') return true
    const group = [...document.querySelectorAll<HTMLInputElement>(`input[type=radio][name="${element.name}"]`)]
    return group.some((radio) => radio.checked) ? element.checked : group[0] === element
  })
  for (const [i, element] of wanted.entries()) element.dataset['stop'] = String(i)
  return wanted.length
}

/** How a control looks: its own frame, and the frames of what stands for it. */
function look(stop: string): string {
  const at = document.querySelector(`[data-stop="${stop}"]`)
  const frames = [at, at?.parentElement, at?.nextElementSibling, at?.parentElement?.nextElementSibling, at?.parentElement?.parentElement]
  return frames
    .map((element) => {
      if (element === null || element === undefined) return ''
      const { outlineStyle, outlineWidth, borderColor, boxShadow } = getComputedStyle(element)
      return outlineStyle === 'none' ? `${borderColor} ${boxShadow}` : `${outlineStyle} ${outlineWidth} ${borderColor} ${boxShadow}`
    })
    .join('|')
}

async function walk(window: TestWindow): Promise<{ missed: string[]; unseen: string[]; backwards: number }> {
  const { page } = window
  await page.evaluate(() => document.querySelector<HTMLElement>('h1')?.focus())
  const total = await page.evaluate(mark)
  await page.evaluate(() => {
    ;(document.activeElement as HTMLElement | null)?.blur()
    document.body.tabIndex = -1
    document.body.focus()
  })
  const order: number[] = []
  const unseen: string[] = []
  for (let i = 0; i < total + 3; i += 1) {
    await page.keyboard.press('Tab')
    const stop = await page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset['stop'] ?? null)
    if (stop === null) continue
    if (order.includes(Number(stop))) break
    order.push(Number(stop))
    const focused = await page.evaluate(look, stop)
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
    if ((await page.evaluate(look, stop)) === focused) unseen.push(await page.$eval(`[data-stop="${stop}"]`, (element) => element.outerHTML.slice(0, 160)))
    await page.evaluate((here) => document.querySelector<HTMLElement>(`[data-stop="${here}"]`)?.focus({ preventScroll: true }), stop)
  }
  const missed = await page.evaluate(
    (visited) => [...document.querySelectorAll<HTMLElement>('[data-stop]')].filter((element) => !visited.includes(Number(element.dataset['stop']))).map((element) => element.outerHTML.slice(0, 160)),
    order,
  )
  return { missed, unseen, backwards: order.filter((stop, i) => i > 0 && stop < (order[i - 1] ?? 0)).length }
}

const SCREENS: [string, Parameters<Interface['open']>[0]][] = [
  ['the gate', { vault: 'locked' }],
  ['the cases', { vault: 'open', path: '/cases', alarm: true, notes: ['recovery-unconfirmed'] }],
  ['a case', { vault: 'open', path: `/cases/${CASE}` }],
  ['a capture', { vault: 'open', path: `/cases/${CASE}/capture` }],
  ['an exhibit', { vault: 'open', path: `/exhibits/${EXHIBIT(1)}` }],
  ['an export', { vault: 'open', path: `/cases/${CASE}/export` }],
  ['the people', { vault: 'open', path: '/people' }],
  ['a verification', { vault: 'open', path: '/verify' }],
  ['the settings', { vault: 'open', path: '/settings', timestamps: 'taken' }],
  ['the witness', { vault: 'open', path: `/exhibits/${EXHIBIT(2)}/witness` }],
]

describe('by Tab alone', () => {
  it.each(SCREENS)('goes through %s in order, with the focus to be seen', async (_, options) => {
    const window = await ui.open(options)
    const { missed, unseen, backwards } = await walk(window)
    expect(missed).toEqual([])
    expect(unseen).toEqual([])
    expect(backwards).toBe(0)
    await window.close()
  })
})

describe('keys', () => {
  it('opens a vault, and locks it from within a field', async () => {
    const window = await ui.open({ vault: 'locked' })
    const { keyboard } = window.page
    await window.page.focus('ul button')
    await keyboard.press('Enter')
    await window.page.waitForSelector('input[type=password]:focus')
    await keyboard.sendCharacter(PASSPHRASE)
    await keyboard.press('Enter')
    await window.sees('Nytt ärende')
    await keyboard.down('Alt')
    await keyboard.press('KeyN')
    await keyboard.up('Alt')
    await window.page.waitForSelector('[role=dialog] input:focus')
    await keyboard.down('Control')
    await keyboard.press('KeyL')
    await keyboard.up('Control')
    await window.sees('Valvet är låst.')
    expect(window.called('vault.lock')).toHaveLength(1)
    await window.close()
  })

  it('keeps the focus in a dialog and gives it back', async () => {
    const window = await ui.open({ vault: 'open', path: '/cases' })
    const { keyboard } = window.page
    await window.press('Nytt ärende')
    await window.page.waitForSelector('[role=dialog] input:focus')
    for (let i = 0; i < 9; i += 1) {
      await keyboard.press('Tab')
      expect(await window.page.evaluate(() => document.activeElement?.closest('[role=dialog]') !== null)).toBe(true)
    }
    await keyboard.press('Escape')
    await window.page.waitForFunction(() => document.querySelector('[role=dialog]') === null)
    await window.page.waitForFunction(() => document.activeElement?.textContent?.startsWith('Nytt ärende'))
    await window.close()
  })

  it('skips to the content', async () => {
    const window = await ui.open({ vault: 'open', path: '/cases' })
    await window.page.focus('.bv-skip')
    await window.page.keyboard.press('Enter')
    expect(await window.page.evaluate(() => document.activeElement?.id)).toBe('content')
    expect(await window.page.evaluate(() => location.hash)).toBe('#/cases')
    await window.close()
  })

  it('zooms the picture', async () => {
    const window = await ui.open({ vault: 'open', path: `/exhibits/${EXHIBIT(1)}` })
    await window.press('Visa innehållet (loggas)')
    await window.page.waitForSelector('img')
    await window.page.focus('[aria-label^="Bild av beviset"]')
    await window.page.keyboard.press('1')
    await window.sees('Zoom 100 %')
    await window.page.keyboard.press('+')
    await window.sees('Zoom 125 %')
    await window.page.keyboard.press('-')
    await window.page.keyboard.press('-')
    await window.sees('Zoom 90 %')
    await window.close()
  })

  it('lets a witness sign', async () => {
    const window = await ui.open({ vault: 'open', path: `/exhibits/${EXHIBIT(2)}/witness` })
    const { keyboard } = window.page
    const toButton = async (name: string) => {
      await window.page.focus(`::-p-aria([name="${name}"][role="button"])`)
      await keyboard.press('Enter')
    }
    await window.page.focus('main input[type=radio][value^="p-"]')
    await keyboard.press('Space')
    await toButton('Fortsätt')
    await window.page.waitForSelector('input[value=colleague]')
    await window.page.focus('input[value=none]')
    await keyboard.press('Space')
    await keyboard.press('ArrowDown')
    await toButton('Fortsätt')
    await window.sees('Innehållet är övertäckt')
    await toButton('Visa innehållet (loggas)')
    await window.page.waitForSelector('img')
    await toButton('Jag har tittat på beviset')
    await window.sees('Jag heter Birgitta Åkesson')
    await toButton('Texten stämmer')
    await window.page.waitForSelector('input[type=password]')
    await window.page.focus('input[type=password]')
    await keyboard.sendCharacter(WITNESS_PASSPHRASE)
    await keyboard.press('Enter')
    await window.sees('Ditt kvitto')
    expect(window.called('attestation.prepare')).toMatchObject([{ relation: 'Kollega på samma arbetsplats', language: 'sv' }])
    expect(window.called('attestation.sign')).toMatchObject([{ passphrase: WITNESS_PASSPHRASE }])
    await window.close()
  })
})
