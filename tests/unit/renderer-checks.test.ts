import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CheckReport, CheckResult } from '../../shared/contract/index.ts'
import { catalogues } from '../../shared/locales/index.ts'
import { CHECK_NAMES } from '../../shared/verify/index.ts'
import { WITNESS } from '../support/fake-data.ts'
import { startInterface, type Interface, type TestWindow } from '../support/interface.ts'
import { describeInTurn } from '../support/turns.ts'

/** What is said of a check is what came of it: nothing that was changed is ever called unchanged. */
let ui: Interface
beforeAll(async () => {
  ui = await startInterface()
})
afterAll(() => ui.close())

const DETAIL = 'a sentence for whoever has to find the cause'
const of = (names: readonly string[], result: CheckResult['result'], item: string | null = null): CheckReport['checks'] =>
  names.map((name) => ({ name, result, detail: DETAIL, item }))

const REPORTS = {
  ok: { verdict: 'ok', checks: of(CHECK_NAMES, 'pass') },
  okSoFar: { verdict: 'ok', checks: [...of(CHECK_NAMES.slice(1), 'pass'), ...of(['zip-signature'], 'not-checked')] },
  incomplete: { verdict: 'incomplete', checks: [...of(['keys'], 'pass'), ...of(CHECK_NAMES.filter((name) => name !== 'keys'), 'not-checked')] },
  failed: { verdict: 'failed', checks: [...of(['keys'], 'pass'), ...of(CHECK_NAMES.filter((name) => name !== 'keys'), 'fail', 'data/report.pdf')] },
} satisfies Record<string, CheckReport>

const SENTENCES = { pass: 'explain', fail: 'fails', 'not-checked': 'unchecked' } as const

/** The rows' texts without what is in English for technicians. */
const rowsOf = (window: TestWindow) =>
  window.page.$$eval('tbody tr', (rows) =>
    rows.map((row) => {
      const copy = row.cloneNode(true) as HTMLElement
      for (const part of copy.querySelectorAll('[lang=en]')) part.remove()
      return copy.textContent ?? ''
    }),
  )

describeInTurn([['sv'], ['en']] as const)('a verification in %s', (language) => {
  const { bundle, verify } = catalogues[language]
  it.each(Object.keys(REPORTS) as (keyof typeof REPORTS)[])('that is %s says so above and in each row', async (which) => {
    const report = REPORTS[which]
    const window = await ui.open({ vault: 'open', path: '/verify', language, report })
    await window.press(bundle.verify.choose)
    await window.sees('bundle-1-01.zip')
    await window.press(bundle.verify.submit)
    await window.sees(bundle.checks.means[which])
    const text = await window.text()
    for (const other of Object.keys(REPORTS) as (keyof typeof REPORTS)[]) {
      if (other !== which) expect(text).not.toContain(bundle.checks.means[other])
    }
    expect(text.includes(bundle.checks.act.bundle)).toBe(which === 'failed')
    const rows = await rowsOf(window)
    expect(rows).toHaveLength(CHECK_NAMES.length)
    for (const { name, result, item } of report.checks) {
      const row = rows.find((each) => each.includes(`${verify.checks[name as 'keys']}${verify[SENTENCES[result]][name as 'keys']}`)) ?? ''
      expect(row, name).toContain(bundle.checks[result])
      for (const other of ['explain', 'fails', 'unchecked'] as const) {
        if (other !== SENTENCES[result]) expect(row, name).not.toContain(verify[other][name as 'keys'])
      }
      if (item !== null) expect(row).toContain(item)
      expect(row).not.toContain(DETAIL)
    }
    const technical = report.checks.filter(({ result }) => result !== 'pass').length
    expect(await window.page.$$eval('tbody [lang=en]', (parts) => parts.length)).toBe(technical)
    expect(await window.faults()).toEqual([])
    await window.close()
  })
})

it.each([
  [
    'sv',
    ['Bevis 1: Inlägg med namn och bild', 'Birgitta Åkesson (inte handläggare i valvet): såg originalet själv', '3 timmar efter säkrandet'],
    ['Bevis 2: Kommentarer', 'Ej bevittnad'],
    ['Bevis 3: Mejl', 'Ej bevittnad', 'Elin Ek (den utsatta själv, räknas inte som vittne): såg bara det sparade', '50 minuter efter säkrandet'],
    ['Bevis 4: Inlägg med namn och bild', 'Ny hämtning'],
    ['Bevis 5: Telefonsamtal', 'Intyg om det som inte visas, enligt avsändaren: 1.', 'bara avsändarens ord', 'Skäl, enligt avsändaren: Uppgifter om tredje person', 'Täckt del av bildens yta: 0,2 %. Antal täckta rektanglar: 2', '64 px från vänster, 32 px uppifrån, 128 × 32 px stor', 'Rad 3, tecken 7, efter ”Karin”, sist på raden', 'De står på rad 9', 'window.png: Kunde visas i delar'],
    ['Bevis 6: Brev', 'Intyg om det som inte visas, enligt avsändaren: 2.', 'Om något vittne har intygat det är bara avsändarens ord', 'Elin Ek (den utsatta själv'],
  ],
  [
    'en',
    ['Exhibit 1: Inlägg med namn och bild', 'Birgitta Åkesson (not an officer of the vault): saw the original themselves', '3 hours after the acquisition'],
    ['Exhibit 2: Kommentarer', 'Not witnessed'],
    ['Exhibit 3: Mejl', 'Not witnessed', 'Elin Ek (the exposed employee, not counted as a witness): saw only what was saved', '50 minutes after the acquisition'],
    ['Exhibit 4: Inlägg med namn och bild', 'New load'],
    ['Exhibit 5: Telefonsamtal', 'only the sender’s word', 'Uppgifter om tredje person', '0.2 %', '128 × 32 px', 'page.masked.txt', 'window.png'],
    ['Exhibit 6: Brev', 'Attestations of it that are not shown, says the sender: 2.', 'only the sender’s word', 'Elin Ek (the exposed'],
  ],
] as const)('a verification in %s tells of each exhibit who attests it, how much they saw and how long after', async (language, ...lines) => {
  const { bundle } = catalogues[language]
  const window = await ui.open({ vault: 'open', path: '/verify', language, report: REPORTS.ok })
  await window.press(bundle.verify.choose)
  await window.press(bundle.verify.submit)
  await window.sees(bundle.verify.witnesses)
  const rows = await window.page.$$eval('main li:not(details li)', (all) => all.map((row) => row.textContent ?? ''))
  expect(rows).toHaveLength(lines.length)
  for (const [at, parts] of lines.entries()) for (const part of parts) expect(rows[at]).toContain(part)
  expect(rows[0]).toContain(WITNESS.kid)
  // Neither with nor without a witness, where that isn't shown.
  for (const at of [0, 3, 4, 5]) expect(rows[at]).not.toContain(catalogues[language].common.witness.none)
  for (const at of [4, 5]) expect(rows[at]).not.toContain(catalogues[language].common.kind.comparison)
  await window.sees(bundle.verify.untold)
  expect(await window.faults()).toEqual([])
  await window.close()
})

it('what is covered of an exhibit is told where the bundle holds, and where something in it does not, it is called unproven', async () => {
  const { bundle, covering } = catalogues.sv
  for (const which of ['ok', 'incomplete', 'failed'] as const) {
    const window = await ui.open({ vault: 'open', path: '/verify', report: REPORTS[which] })
    await window.press(bundle.verify.choose)
    await window.press(bundle.verify.submit)
    await window.sees(bundle.verify.witnesses)
    const text = await window.page.$$eval('main li', (all) => all.map((row) => row.textContent ?? '').join('\n'))
    expect(text).toContain('Uppgifter om tredje person')
    expect([text.includes(covering.unproven), text.includes(covering.lead), text.includes('Antal täckta rektanglar')]).toEqual(which === 'failed' ? [true, false, false] : [false, true, true])
    await window.close()
  }
})

it('the code of a receipt is called optional only where the form goes on without it', async () => {
  const { bundle, common } = catalogues.sv
  for (const [path, label] of [['/verify', `${bundle.receipt.code} (${common.state.optional})`], ['/check', bundle.receipt.code]] as const) {
    const window = await ui.open({ vault: 'open', path })
    await window.sees(bundle.receipt.code)
    expect(await window.page.$eval('textarea', (field) => field.labels[0]?.textContent)).toBe(label)
    await window.close()
  }
})

describe('a check of the vault', () => {
  const { bundle, vaultNotes } = catalogues.sv
  it('that fails names the exhibit in the reader’s language, and what to do', async () => {
    const checks: CheckReport['checks'] = [
      { name: 'evidence', result: 'fail', detail: DETAIL, item: 'exhibit 2: original.txt' },
      { name: 'log-lines', result: 'fail', detail: DETAIL, item: 'entry 7' },
      { name: 'log-last-seen', result: 'not-checked', detail: DETAIL, item: null },
      { name: 'records', result: 'pass', detail: DETAIL, item: null },
    ]
    const window = await ui.open({ vault: 'open', path: '/check', report: { verdict: 'failed', checks } })
    await window.press('Kontrollera valvet')
    await window.sees(bundle.checks.means.failed)
    await window.sees(bundle.checks.act.vault)
    const [evidence = '', lines = '', seen = '', records = ''] = await rowsOf(window)
    expect(evidence).toContain(vaultNotes.fails.evidence)
    expect(evidence).toContain('Bevis 2: original.txt')
    expect(lines).toContain('Loggpost 7')
    expect(seen).toContain(vaultNotes.unchecked['log-last-seen'])
    expect(records).toContain(vaultNotes.holds.records)
    expect(await window.faults()).toEqual([])
    await window.close()
  })
})
