import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TimeState } from '../../shared/contract/index.ts'
import { AUTHORITIES } from '../../shared/law/authorities.ts'
import { formatAge } from '../../renderer/ui/format.ts'
import { stampedBy } from '../support/fake-data.ts'
import { startInterface, type Interface } from '../support/interface.ts'

let ui: Interface
beforeAll(async () => {
  ui = await startInterface()
}, 120_000)
afterAll(() => ui.close())

const HOUR = 3_600_000
const before = (ms: number): string => new Date(Date.now() - ms).toISOString()

const OFFLINE: Partial<TimeState> = {
  newest: { size: 12, host: 'tsa.example', receivedAt: before(90 * HOUR), shows: stampedBy('other-root') },
  unstamped: { entries: 36, since: before(75 * HOUR) },
  failures: [{ host: 'stamp.example', fault: 'unreachable', detail: 'the authority did not answer (ECONNREFUSED)' }],
  nextTry: before(-9 * 60_000),
}

describe('an age', () => {
  it('is told in its largest whole unit, in both languages', () => {
    expect([59_999, 60_000, 59 * 60_000, HOUR, 47 * HOUR, 48 * HOUR, 80 * HOUR].map((ms) => formatAge(ms, 'sv'))).toEqual([
      null,
      '1 minut',
      '59 minuter',
      '1 timme',
      '47 timmar',
      '2 dygn',
      '3 dygn',
    ])
    expect(formatAge(3 * HOUR, 'en')).toBe('3 hours')
    // A clock that was set back makes nothing older.
    expect(formatAge(-HOUR, 'sv')).toBeNull()
  })
})

describe('trusted time in the settings', () => {
  it('shows how old the oldest head without a stamp is, and stamps on demand', async () => {
    const window = await ui.open({ vault: 'open', path: '/settings', timestamps: 'taken' })
    await window.sees('Äldsta läget utan tidsstämpel')
    await window.sees('3 timmar')
    await window.sees('Ingen ännu')
    await window.press('Tidsstämpla nu')
    await window.sees('Loggen har en tidsstämpel.')
    await window.sees('Allt som finns i loggen har en tidsstämpel.')
    await window.sees('Example Timestamp Signer 2026')
    expect(window.called('time.stamp')).toMatchObject([{ timestampUrls: null }])
    // There is nothing more to stamp.
    expect(await window.page.$$eval('button', (all) => all.find((each) => each.textContent === 'Tidsstämpla nu')?.disabled)).toBe(true)
    expect(await window.faults()).toEqual([])
    await window.close()
  })

  it('says why nobody answered, when it tries again, and on each page that a day has passed', async () => {
    const window = await ui.open({ vault: 'open', path: '/cases', timestamps: 'failed', time: OFFLINE })
    await window.sees('Loggen har inte fått någon tidsstämpel på 3 dygn')
    expect(await window.faults()).toEqual([])
    await window.press('Se varför i inställningarna', 'link')
    await window.sees('stamp.example: Gick inte att nå.')
    await window.sees('Nästa försök')
    await window.sees('en rot som webbläsare inte känner till')
    expect(await window.faults()).toEqual([])
    await window.close()
  })

  it('says nothing on other pages where no authority is set, or only some hours passed', async () => {
    for (const options of [{ time: OFFLINE }, { timestamps: 'taken', time: { unstamped: { entries: 1, since: before(23 * HOUR) } } }] as const) {
      const window = await ui.open({ vault: 'open', path: '/settings', ...options })
      await window.sees('Äldsta läget utan tidsstämpel')
      expect(await window.text()).not.toContain('Loggen har inte fått någon tidsstämpel')
      await window.close()
    }
  })

  it('tells of a stamp that no longer holds', async () => {
    const newest = { ...OFFLINE.newest!, shows: null }
    const window = await ui.open({ vault: 'open', path: '/settings', timestamps: 'taken', time: { ...OFFLINE, newest } })
    await window.sees('Den senaste tidsstämpeln håller inte längre')
    expect(await window.faults()).toEqual([])
    await window.close()
  })

  it('lets an authority be picked, qualified ones marked in words', async () => {
    const window = await ui.open({ vault: 'open', path: '/settings' })
    const { page } = window
    await window.sees('Välj en utfärdare')
    const groups = await page.$$eval('optgroup', (all) => all.map((group) => [group.label, group.querySelectorAll('option').length]))
    const qualified = AUTHORITIES.filter((each) => each.qualified).length
    expect(groups).toEqual([
      ['Kvalificerade enligt eIDAS', qualified],
      ['Andra, inte kvalificerade', AUTHORITIES.length - qualified],
    ])
    const [first] = AUTHORITIES
    await page.select('select', first!.url)
    await window.sees('Kräver avtal med utfärdaren.')
    await window.sees('Kontrollera hos utfärdaren.')
    await window.sees('Spanien')
    expect(await window.faults()).toEqual([])
    expect(window.called('settings.change')).toEqual([])
    await window.press('Lägg till vald utfärdare')
    await page.waitForFunction((url) => document.querySelector('main ol')?.textContent?.includes(url), {}, new URL(first!.url).href)
    expect(await page.$eval('main ol', (list) => list.textContent)).toContain('Kvalificerad enligt eIDAS')
    expect(window.called('settings.change')).toEqual([{ timestampUrls: [new URL(first!.url).href] }])
    expect(await page.$$eval('option', (all) => all.map(({ value }) => value))).not.toContain(first!.url)
    await window.close()
  })
})
