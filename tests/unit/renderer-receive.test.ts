import { mkdirSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { catalogues } from '../../shared/locales/index.ts'
import { CASE } from '../support/fake-data.ts'
import { startInterface, type Interface, type TestWindow } from '../support/interface.ts'
import { describeInTurn } from '../support/turns.ts'

/** Bundles of others in the window: received into a case, shown there as what they are, and two held side by side. */
let ui: Interface
beforeAll(async () => {
  ui = await startInterface()
})
afterAll(() => ui.close())

const KEY = new RegExp(`\\b(?:${Object.keys(catalogues.sv).join('|')})\\.[a-z][\\w-]*\\.[\\w.-]+|\\{\\{|undefined|NaN`)

/** A folder, to look at the screens. */
const SHOTS = process.env['BEVISVALV_SHOTS']

async function judge(window: TestWindow, name: string): Promise<void> {
  if (SHOTS !== undefined) {
    mkdirSync(SHOTS, { recursive: true })
    await window.page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true })
  }
  expect(await window.faults(), name).toEqual([])
  expect(window.problems, name).toEqual([])
  const text = (await window.text()).replaceAll(/data\/exhibits\S+|bevisvalv\.\S+/g, '')
  expect(KEY.exec(text)?.[0] ?? null, name).toBeNull()
  expect(await window.page.evaluate(() => document.documentElement.scrollWidth - innerWidth), name).toBeLessThanOrEqual(0)
}

describeInTurn([
  ['sv', 1280],
  ['en', 640],
] as const)('in %s at %d px', (language, width) => {
  const t = catalogues[language]
  const open = (path: string, verdict: 'ok' | 'failed' | 'incomplete') => ui.open({ vault: 'open', language, theme: language === 'en' ? 'dark' : 'light', width, path, verdict })

  it('a bundle that holds is taken into the case, and shown as received', async () => {
    const window = await open(`/cases/${CASE}`, 'ok')
    await window.press(t.received.action, 'link')
    await window.sees(t.received.page.title)
    await window.press(t.bundle.verify.choose)
    await window.sees('bundle-1-01.zip')
    await window.press(t.bundle.verify.submit)
    await window.sees(t.received.take.title)
    await judge(window, `receive-${language}`)
    await window.press(t.received.take.submit)
    await window.sees(t.received.take.done.replace('{{number}}', '5'))
    expect(window.called('bundle.receive')).toMatchObject([{ case: CASE, reason: null, fingerprint: null }])
    await window.press(t.received.take.open, 'link')
    await window.sees(t.received.notice.received)
    // What the bundle says is covered until it is asked for, and nobody is asked to attest it.
    expect(await window.text()).not.toContain('Malin Sjö')
    expect(await window.text()).not.toContain(t.exhibit.witness)
    expect(window.called('bundle.received')).toEqual([])
    await window.press(t.received.cover.show)
    await window.sees(t.received.claims.title)
    expect(await window.text()).toContain('Malin Sjö')
    expect(await window.text()).toContain(t.received.facts.none)
    // Without a witness is only what the bundle says so of.
    const claims = await window.page.$$eval('main li', (all) => all.map((one) => (one as HTMLElement).innerText))
    const ofLetter = claims.find((one) => one.includes('Brev till skolan')) ?? ''
    expect([ofLetter.includes(t.verifier.exhibits.untold), ofLetter.includes(t.received.claims.noWitness)]).toEqual([true, false])
    expect(claims.filter((one) => one.includes(t.received.claims.noWitness))).toHaveLength(2)
    await judge(window, `received-${language}`)
    await window.go(`/cases/${CASE}`)
    await window.sees(t.common.witness.received)
    // By no word acquired here.
    const row = await window.page.$$eval('tbody tr', (rows) => rows.find((one) => (one.textContent ?? '').includes('bundle-7-02.zip'))?.textContent ?? '')
    expect(row).toContain(t.received.facts.at)
    await judge(window, `case-${language}`)
    await window.close()
  })

  it('one that failed only with a reason, and then marked wherever it is shown', async () => {
    const window = await open(`/cases/${CASE}/receive`, 'failed')
    await window.press(t.bundle.verify.choose)
    await window.press(t.bundle.verify.submit)
    await window.sees(t.received.take.failedTitle)
    await window.press(t.received.take.submit)
    await window.sees(t.received.take.reasonMissing)
    expect(window.called('bundle.receive')).toEqual([])
    await window.type(t.received.take.reason, 'Så kom det från motparten.')
    await judge(window, `receive-failed-${language}`)
    await window.press(t.received.take.submit)
    await window.press(t.received.take.open, 'link')
    await window.sees(t.received.notice.receivedFailed)
    await window.sees('Så kom det från motparten.')
    expect(window.called('bundle.receive')).toMatchObject([{ reason: 'Så kom det från motparten.' }])
    await window.press(t.received.cover.show)
    await window.sees(t.received.claims.failed)
    await judge(window, `received-failed-${language}`)
    await window.go(`/cases/${CASE}`)
    await window.sees(t.common.witness.receivedFailed)
    await window.close()
  })

  it.each(language === 'sv' ? (['ok', 'failed', 'incomplete'] as const) : (['failed'] as const))('two bundles side by side, check by check: %s', async (verdict) => {
    const window = await open('/verify', verdict)
    await window.press(t.bundle.verify.choose)
    await window.press(t.kinship.choose)
    await window.press(t.kinship.submit)
    await window.sees(t.kinship.verdict[verdict])
    const text = await window.text()
    for (const [name, title] of Object.entries(t.kinship.checks)) expect(text, name).toContain(title)
    expect(text).toContain(t.kinship.exhibits.in.first)
    // A fault never stands beside words of what it would mean if it held.
    if (verdict === 'failed') {
      const rows = await window.page.$$eval('tbody tr', (found) => found.map((row) => row.textContent ?? ''))
      const row = rows.find((one) => one.includes(t.kinship.checks['kin-entries'])) ?? ''
      expect([row.includes(t.kinship.fails['kin-entries']), row.includes(t.kinship.holds['kin-entries'])]).toEqual([true, false])
      expect(text).toContain(t.kinship.exhibits.in.differs)
    }
    await judge(window, `kinship-${verdict}-${language}`)
    await window.close()
  })

  it.skipIf(language === 'en')('from the page that checks bundles a case is chosen', async () => {
    const window = await open('/verify', 'ok')
    await window.press(t.bundle.verify.choose)
    await window.press(t.bundle.verify.submit)
    await window.sees(t.received.take.title)
    const select = await window.page.waitForSelector('select')
    await select!.select(CASE)
    await window.press(t.received.take.submit)
    await window.sees(t.received.take.done.replace('{{number}}', '5'))
    expect(window.called('bundle.receive')).toMatchObject([{ case: CASE }])
    await window.close()
  })
})
