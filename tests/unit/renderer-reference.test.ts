import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emptyValues, fieldsOf, type Subject, toDraft, toValues, type Values } from '../../renderer/features/reference/forms.ts'
import { catalogues } from '../../shared/locales/index.ts'
import type { ReferenceContent, ReferenceKind } from '../../shared/model/index.ts'
import { CASE } from '../support/fake-data.ts'
import { startInterface, type Interface } from '../support/interface.ts'

/** The page on law and platforms: its forms by themselves, and what a person does there. */

const SAID = { source: 'PM, dnr 2026/4', date: '2026-03-01', reason: 'Behövs.' }
const SAMPLES: { [K in ReferenceKind]: ReferenceContent<K> } = {
  platform: { kind: 'platform', of: null, name: 'Byforum', hosts: ['byforum.example', 'by.example'], where: 'https://byforum.example/', how: 'Skriv.\nVänta.', asks: ['Nummer', 'Dag'], categories: ['Hot'], dsaNotice: null, appeal: '' },
  engine: { kind: 'engine', of: 'google', name: null, form: 'http://sok.example/', index: '', asks: [], appeal: 'IMY' },
  agency: { kind: 'agency', of: null, name: 'Jouren', purpose: 'Stöd', url: null, phone: '0123-45' },
  'offence-note': { kind: 'offence-note', of: 'olaga-hot', note: '', years: 2, from: '2026-01-01', until: null },
  checked: { kind: 'checked', area: 'retention', of: 'telephone', note: '' },
}
const subjectOf = (content: ReferenceContent): Subject => ({ kind: content.kind, area: content.kind === 'checked' ? content.area : content.kind === 'offence-note' ? 'offence' : content.kind, of: content.of })
const values = (content: ReferenceContent, change: Values = {}): Values => ({ ...toValues(subjectOf(content), { content, ...SAID }), reason: 'Behövs.', ...change })
const problems = (content: ReferenceContent, change: Values) => {
  const read = toDraft(subjectOf(content), values(content, change))
  return 'problems' in read ? read.problems : {}
}
const { platform, agency, 'offence-note': note } = SAMPLES

describe('a form', () => {
  it.each(Object.values(SAMPLES))('gives back what it was given: $kind', (content) => {
    expect(toDraft(subjectOf(content), values(content))).toEqual({ draft: { content, ...SAID } })
  })

  it.each(Object.values(SAMPLES))('has words for each of its fields, and begins with what has to be filled in told by its name: $kind', (content) => {
    const subject = subjectOf(content)
    for (const language of ['sv', 'en'] as const) for (const { name } of fieldsOf(subject)) expect(catalogues[language].reference.field).toHaveProperty(name)
    const read = toDraft(subject, emptyValues(subject, '2026-03-01'))
    const own = content.of === null ? ['name'] : content.kind === 'checked' ? [] : [fieldsOf(subject)[0]?.name]
    expect('problems' in read && new Set(Object.keys(read.problems))).toEqual(new Set(['reason', 'source', ...own]))
  })

  it.each<[string, Readonly<Record<string, string>>]>([
    ['an address that would run', problems(platform, { where: 'javascript:alert(1)' })],
    ['an address with a password', problems(platform, { dsaNotice: 'https://a:b@c.example/' })],
  ])('refuses %s', (_what, found) => expect(Object.values(found)).toEqual(['badAddress']))

  it('names what else is wrong by its field', () => {
    expect(problems(platform, { hosts: 'byforum.example\n127.0.0.1' })).toEqual({ hosts: 'badHost' })
    expect(problems(platform, { name: 'By\u202eforum' })).toEqual({ name: 'wrong' })
    expect(problems(note, { years: '1,5' })).toEqual({ years: 'badYears' })
    expect(problems(note, { years: '51' })).toEqual({ years: 'badYears' })
    expect(problems(note, { from: '5/3 2026' })).toEqual({ from: 'badDay' })
    expect(problems(note, { until: '2025-12-31' })).toEqual({ until: 'backwards' })
    expect(problems(note, { years: '', from: '' })).toEqual({ note: 'saysNothing' })
    expect(problems(agency, { source: 'data:text/html,x' })).toEqual({ source: 'badSource' })
    expect(problems(agency, { date: '', reason: ' ' })).toEqual({ date: 'required', reason: 'required' })
  })

  it('takes hosts out of addresses that were pasted', () => {
    expect(toDraft(subjectOf(platform), values(platform, { hosts: 'https://www.Byforum.example/t/1\nbyforum.example\n' }))).toMatchObject({ draft: { content: { hosts: ['byforum.example'] } } })
  })
})

describe('in the window', () => {
  let ui: Interface
  beforeAll(async () => {
    ui = await startInterface('production')
  })
  afterAll(() => ui.close())
  const words = catalogues.sv.reference
  const of = (text: string, name: string) => text.replace('{{name}}', name)

  it('something is added, told what is wrong with it, changed and taken back', async () => {
    const window = await ui.open({ language: 'sv', vault: 'open', path: '/reference' })
    await window.press(words.add.platform)
    await window.type(words.field.name, 'Ortens snack')
    await window.type(words.field.where, 'javascript:alert(1)')
    await window.type(words.field.source, 'Mejl från forumet 2026-03-01')
    await window.type(words.field.reason, 'Nytt forum.')
    await window.press(words.form.save)
    await window.sees(words.problem.badAddress)
    expect(window.called('reference.save')).toEqual([])
    await window.page.evaluate(() => (document.activeElement as HTMLInputElement).select())
    await window.page.keyboard.sendCharacter('https://snack.example/')
    await window.press(words.form.save)
    await window.sees('Mejl från forumet')
    expect(window.called('reference.save')).toMatchObject([{ reference: null, revision: null, content: { kind: 'platform', of: null, name: 'Ortens snack', where: 'https://snack.example/' }, reason: 'Nytt forum.' }])
    await window.press(of(words.changeNamed, 'Ortens snack'))
    await window.type(words.field.how, 'Skriv till dem.')
    await window.type(words.field.reason, 'Mer känt.')
    await window.press(words.form.save)
    await window.sees('Skriv till dem.')
    expect(window.called('reference.save')[1]).toMatchObject({ revision: 1, content: { how: 'Skriv till dem.' } })
    await window.press(of(words.endNamed, 'Ortens snack'))
    await window.type(words.end.reason, 'Lades ned.')
    await window.press(words.end.submit)
    await window.sees('Lades ned.')
    expect(window.problems).toEqual([])
    await window.close()
  })

  it('a check is shown as the office’s and never as the program’s, and additions stand in the forms of the steps', async () => {
    const window = await ui.open({ language: 'sv', vault: 'open', path: '/reference' })
    const unread = async () => (await window.text()).split(words.unverified.split('{{')[0]!).length
    const before = await unread()
    await window.press(of(words.checkNamed, 'Threads'))
    await window.type(words.field.source, 'https://help.instagram.com/')
    await window.type(words.field.reason, 'Årlig genomgång.')
    await window.press(words.form.save)
    await window.sees('Årlig genomgång.')
    expect(window.called('reference.save')).toMatchObject([{ content: { kind: 'checked', area: 'platform', of: 'threads' } }])
    expect(await unread()).toBe(before)
    await window.go(`/cases/${CASE}/steps/police`)
    await window.sees('PM från stadsjuristen')
    expect(await window.text()).toContain('2031-03-02: 5 år')
    await window.go(`/cases/${CASE}/steps/report`)
    await window.page.locator('[aria-label^="Lägg till: "]').click()
    await window.page.locator('[data-field="platform"] input').fill('Byforum')
    await window.sees('Skriv till den som håller i forumet.')
    expect(await window.text()).toContain(words.local)
    expect(window.problems).toEqual([])
    await window.close()
  })
})
