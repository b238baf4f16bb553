import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CASE, EXHIBIT } from '../support/fake-data.ts'
import { PASSPHRASE, WITNESS_PASSPHRASE } from '../support/fake-bridge.ts'
import { witnessPath } from '../support/sitting-hands.ts'
import { startInterface, type Interface, type TestWindow } from '../support/interface.ts'
import { hasTurn } from '../support/turns.ts'

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
  ['the search', { vault: 'open', path: '/search' }],
  ['the people', { vault: 'open', path: '/people' }],
  ['a verification', { vault: 'open', path: '/verify' }],
  ['the settings', { vault: 'open', path: '/settings', timestamps: 'taken' }],
  ['the witness', { vault: 'open', path: `/exhibits/${EXHIBIT(2)}/witness` }],
]

describe('by Tab alone', () => {
  it.each(SCREENS.filter((_, index) => hasTurn(index)))('goes through %s in order, with the focus to be seen', async (_, options) => {
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

  it('lets a witness go through a whole sitting, and the officer take the vault back', async () => {
    const window = await ui.open({ vault: 'open', path: witnessPath(2) })
    const { keyboard } = window.page
    /** By Tab to what has that name, from wherever the focus is. */
    const tabTo = async (name: string) => {
      for (let i = 0; i < 60; i += 1) {
        const here = await window.page.evaluate(() => {
          const at = document.activeElement
          const label = at instanceof HTMLInputElement ? (at.labels?.[0]?.textContent ?? '') : ''
          return at === null || at === document.body ? '' : at.getAttribute('aria-label') || label || (at.textContent ?? '')
        })
        if (here.includes(name)) return
        await keyboard.press('Tab')
      }
      throw new Error(`No way by Tab to ${name}`)
    }
    const pressed = async (name: string, then: string) => {
      await tabTo(name)
      await keyboard.press('Enter')
      await window.sees(then)
    }
    const choose = async (name: string, downs = 0) => {
      await tabTo(name)
      await keyboard.press('Space')
      for (let i = 0; i < downs; i += 1) await keyboard.press('ArrowDown')
    }
    await window.sees('Birgitta Åkesson')
    await choose('Birgitta Åkesson')
    await pressed('Fortsätt', 'Din relation till den som är utsatt')
    await choose('Ingen särskild relation', 1)
    await keyboard.press('Tab')
    await choose('Ingen särskild relation')
    await pressed('Börja bevittna', 'Innan du får se')
    await pressed('Hämta sidan på nytt', 'Sidan kom')
    await pressed('Gå vidare och titta', 'Innehållet är övertäckt')
    await pressed('Visa innehållet (loggas)', 'Finns det som du blev ombedd')
    await choose('Ja')
    for (const first of ['Kalle K', 'Vem är hon egentligen', '4 maj kl. 10:20']) await choose(first)
    await choose('En text eller en handling')
    await pressed('Lämna mina svar', 'Innehållet är övertäckt')
    await pressed('Visa innehållet (loggas)', 'Skillnader')
    await pressed('Visa avsnitt 2 i bilderna', 'Skillnader')
    await choose('Ja', 1)
    await pressed('Ta fram intyget', 'Läs hela texten')
    await pressed('Texten stämmer', 'Du skriver under intygen för bevisen i listan')
    await tabTo('Din lösenfras')
    await keyboard.sendCharacter(WITNESS_PASSPHRASE)
    await keyboard.press('Enter')
    await window.sees('Ditt kvitto')
    await pressed('Lämna tillbaka till handläggaren', 'Du har inte sparat kvittot.')
    await pressed('Tillbaka till kvittot', 'Ditt kvitto')
    await tabTo('Spara kvittot (PDF)')
    await keyboard.press('Enter')
    await window.page.waitForSelector('[role=status] p')
    await pressed('Lämna tillbaka till handläggaren', 'Handläggarens lösenfras')
    await tabTo('Handläggarens lösenfras')
    await keyboard.sendCharacter(PASSPHRASE)
    await keyboard.press('Enter')
    await window.sees('Vittne såg originalet')
    expect(window.called('sitting.begin')).toMatchObject([{ relation: { exposed: 'colleague', officer: 'none', words: '' }, language: 'sv' }])
    expect(window.called('sitting.answer')).toMatchObject([{ answers: { present: 'yes', account: { how: 'picked' }, pictures: ['document'] } }])
    expect(window.called('sitting.draft')).toMatchObject([{ agrees: 'no' }])
    expect(window.called('sitting.sign')).toMatchObject([{ passphrase: WITNESS_PASSPHRASE, hand: null }])
    await window.close()
  })
})
