import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PASSPHRASE, WITNESS_PASSPHRASE } from '../support/fake-bridge.ts'
import { CASE, EXHIBIT, person } from '../support/fake-data.ts'
import { CHOICES } from '../support/fake-sitting.ts'
import { startInterface, type Interface, type WindowOptions } from '../support/interface.ts'
import { openSitting, witnessPath } from '../support/sitting-hands.ts'
import { describeInTurn } from '../support/turns.ts'

/** Witness mode, step by step: what is shown when, what is refused, what stays and what goes. */
let ui: Interface
beforeAll(async () => {
  ui = await startInterface()
})
afterAll(() => ui.close())

const open = (options?: WindowOptions, numbers?: [number, ...number[]]) => openSitting(ui, options, numbers)

describe('the relation', () => {
  it('is asked for to both, and in own words where none of those offered fits', async () => {
    const { window, hands } = await open()
    const { relation } = hands.words.witness
    await window.press('Birgitta Åkesson', 'radio')
    await window.press('Fortsätt')
    await window.press(relation.begin)
    await window.page.waitForFunction(() => document.querySelectorAll('[role=radiogroup][aria-invalid=true], [class*=error]').length >= 2)
    expect(window.called('sitting.begin')).toEqual([])
    await hands.inGroup(relation.toExposed, 'other')
    await hands.inGroup('Din relation till handläggaren, Anna Lindqvist', 'reports')
    await window.press(relation.begin)
    await window.sees('Fyll i fältet.')
    await window.type(relation.words, 'Granne')
    // What was told is kept when going back a step.
    await window.press('Tillbaka')
    await window.sees('Välj ditt namn')
    await window.press('Fortsätt')
    await window.press(relation.begin)
    await window.sees('Innan du får se det som är sparat')
    expect(window.called('sitting.begin')).toMatchObject([{ relation: { exposed: 'other', officer: 'reports', words: 'Granne' }, language: 'sv' }])
    await window.close()
  })

  it('of the exposed employee is told plainly to make no witness, before and after', async () => {
    const { window, hands } = await open()
    const { relation } = hands.words.witness
    await window.press('Birgitta Åkesson', 'radio')
    await window.press('Fortsätt')
    await hands.inGroup(relation.toExposed, 'self')
    await hands.inGroup('Din relation till handläggaren, Anna Lindqvist', 'none')
    await window.sees(relation.selfNote)
    await window.press(relation.begin)
    await hands.all()
    await hands.sign(WITNESS_PASSPHRASE)
    await window.sees('Tack, Birgitta Åkesson')
    await hands.handBack(PASSPHRASE)
    await window.sees('Ej bevittnad, den utsatta har själv intygat')
    await window.close()
  })
})

describe('several exhibits', () => {
  it('of several officers ask for the relation to all of them, and none of those can witness', async () => {
    const second = person('Cecilia Berg', 'officer', '')
    const window = await ui.open({ vault: 'open', path: `/cases/${CASE}`, colleagues: [second] })
    window.fake.exhibits = window.fake.exhibits.map((each) => (each.number === 4 ? { ...each, acquiredBy: second.name } : each))
    await window.go(witnessPath(2, 4))
    await window.sees('Den som har säkrat ett av bevisen kan inte bevittna: Anna Lindqvist, Cecilia Berg.')
    expect(await window.page.$$eval('[role=radiogroup] input[type=radio]', (all) => all.length)).toBe(3)
    await window.press('Birgitta Åkesson', 'radio')
    await window.press('Fortsätt')
    await window.sees('Din relation till handläggarna Anna Lindqvist och Cecilia Berg')
    await window.close()
  })
})

describe('the order', () => {
  it('shows nothing that was saved, nor whether it differs, before the answers are given', async () => {
    const { window, hands } = await open({ original: 'same' })
    await hands.begin()
    await hands.load()
    expect(await window.text()).not.toMatch(/skillnad|skiljer/i)
    await hands.look()
    await window.press('Text', 'tab')
    await window.sees('Det som hämtades nyss.')
    expect(window.called('sitting.saved')).toEqual([])
    expect(await window.page.content()).not.toContain('HEMLIGT SPARAT')
    await hands.answer()
    // Covered until they choose to look.
    expect(window.called('sitting.saved')).toEqual([])
    await hands.compare()
    expect(window.called('sitting.saved')).toHaveLength(1)
    await window.sees('Programmet fann inga skillnader.')
    const order = window.fake.calls.map(({ name }) => name).filter((name) => /^sitting\.(?:load|loaded|answer|saved)$/.test(name))
    expect(order).toEqual(['sitting.load', 'sitting.loaded', 'sitting.answer', 'sitting.saved'])
    await window.close()
  })

  it('offers as answers what was read from the page that was loaded, own words, and not having seen it', async () => {
    const { window, hands } = await open()
    await hands.begin()
    await hands.load()
    await hands.look()
    await window.press(hands.words.sitting.look.submit)
    await window.sees('Välj ett svar.')
    await hands.inGroup(hands.words.sitting.look.present, 'yes')
    for (const text of [...CHOICES.accounts, ...CHOICES.words, ...CHOICES.dates]) await window.sees(text)
    await hands.inGroup(hands.words.sitting.look.account, '1')
    await hands.inGroup(hands.words.sitting.look.words, 'typed')
    await hands.inGroup(hands.words.sitting.look.date, 'none')
    await window.press(hands.words.sitting.look.submit)
    await window.sees('Fyll i fältet.')
    await window.type(hands.words.sitting.look.typedLabel.words, ' Vem är hon? ')
    await window.press(hands.words.sitting.look.picture.people, 'checkbox')
    // Back and forth: nothing is lost.
    await window.press('Tillbaka')
    await window.press(hands.words.sitting.load.look)
    await window.press(hands.words.sitting.look.submit)
    await window.sees('Innehållet är övertäckt')
    expect(window.called('sitting.answer')).toEqual([
      {
        exhibit: EXHIBIT(2),
        answers: {
          present: 'yes',
          account: { how: 'picked', value: CHOICES.accounts[1] },
          words: { how: 'typed', value: 'Vem är hon?' },
          date: { how: 'not-seen', value: '' },
          pictures: ['people'],
          remark: '',
        },
      },
    ])
    // Given answers are shown and can't be changed.
    await window.press('Tillbaka')
    await window.sees(hands.words.sitting.look.answered)
    expect(await window.page.$$eval('fieldset[disabled] input:checked', (inputs) => inputs.length)).toBe(5)
    await window.close()
  })

  it.each(['no', 'unsure'] as const)('asks nothing more of what they did not see for certain (%s), and forgets what was answered first', async (present) => {
    const { window, hands } = await open()
    const { look } = hands.words.sitting
    await hands.begin()
    await hands.load()
    await hands.look()
    await window.sees('Vet du inte vilket inlägg det gäller? Svara att du är osäker.')
    await hands.inGroup(look.present, 'yes')
    for (const question of [look.account, look.words, look.date]) await hands.inGroup(question, '0')
    await window.press(look.picture.people, 'checkbox')
    await hands.inGroup(look.present, present)
    expect(await window.text()).not.toMatch(new RegExp([look.account, look.words, look.date, look.pictures].map((text) => text.replace('?', '\\?')).join('|')))
    await window.press(look.submit)
    await window.sees('Innehållet är övertäckt')
    const unseen = { how: 'not-seen', value: '' }
    expect(window.called('sitting.answer')).toEqual([{ exhibit: EXHIBIT(2), answers: { present, account: unseen, words: unseen, date: unseen, pictures: [], remark: '' } }])
    await window.close()
  })
})

describe('the load', () => {
  it.each([
    ['gone', 'Enligt webbplatsen finns sidan inte kvar'],
    ['walled', 'Något står i vägen för sidan'],
  ] as const)('that finds it %s says so, and what came can be looked at', async (original, told) => {
    const { window, hands } = await open({ original })
    await hands.begin()
    await hands.load(original)
    await window.sees(told)
    await window.sees('Syns sidan bara för den som är inloggad?')
    await hands.look()
    expect(window.called('sitting.loaded')).toHaveLength(1)
    await window.close()
  })

  it('that gets no page can be tried again, and is no word on the content', async () => {
    const { window, hands } = await open({ original: 'unreachable' })
    await hands.begin()
    await hands.load('unreachable')
    await window.sees('Det säger inget om ifall innehållet finns kvar.')
    await window.press('Försök igen')
    await window.page.waitForFunction(() => document.body.innerText.includes('Det kom ingen sida'))
    expect(window.called('sitting.load')).toHaveLength(2)
    await window.press('Gå vidare till det sparade')
    await window.sees('Titta på det sparade')
    await window.press('Visa innehållet (loggas)')
    await window.press('Ta fram intyget')
    await window.sees('Du intygar inte att du har sett originalet.')
    // Nothing was seen of the original: there is nothing to agree with.
    expect(window.called('sitting.draft')).toMatchObject([{ agrees: null }])
    await window.close()
  })

  it('that brings a page with an error says so, and the page can be looked at', async () => {
    const { window, hands } = await open({ original: 'failed' })
    await hands.begin()
    await hands.load('failed')
    expect(await window.text()).not.toContain(hands.words.sitting.load.outcome.unreachable)
    await window.sees('503')
    await hands.look()
    await window.close()
  })

  it('is offered in the officer’s login from the first, and also after what may be a teaser', async () => {
    const { window, hands } = await open({ loginTab: true })
    await hands.begin()
    await window.sees('Visa det i handläggarens inloggade webbläsare')
    await hands.load()
    await window.press('Ta en ny bild av fliken')
    await window.page.waitForFunction(() => document.querySelector('ol[aria-live]') === null)
    await window.sees('Sidan kom')
    expect(window.called('sitting.load')).toMatchObject([{ tab: null }, { tab: 'tab-1' }])
    await hands.look()
    await hands.answer()
    await window.press('Tillbaka')
    await window.press('Tillbaka')
    await window.sees('Sidan kom')
    // What was answered stays with what was looked at.
    expect(await window.text()).not.toContain('Visa det i handläggarens inloggade webbläsare')
    await window.close()
  })

  it('may be shown in the officer’s login, where that was opened and locked before', async () => {
    const { window, hands } = await open({ original: 'walled', loginTab: true })
    await hands.begin()
    await hands.load('walled')
    await window.sees('Handläggaren loggade in och skrivskyddade webbläsaren innan du satte dig.')
    await window.press('Ta en ny bild av fliken')
    await window.sees('Sidan kom')
    expect(window.called('sitting.load')).toMatchObject([{ tab: null }, { tab: 'tab-1' }])
    await hands.look()
    await hands.answer()
    await hands.compare()
    await hands.state()
    await window.sees('Du intygar att du har sett sidan i handläggarens inloggade session.')
    await window.close()
  })

  it('shows its steps and can be cancelled', async () => {
    const { window, hands } = await open()
    let release = (): void => undefined
    window.fake.hold = new Promise((resolve) => (release = resolve))
    await hands.begin()
    await window.press(hands.words.sitting.load.start)
    await window.sees('Hämtar sidan')
    await window.press('Avbryt')
    release()
    await window.sees('avbröts')
    await window.sees(hands.words.sitting.load.start)
    await window.close()
  })

  it('is passed over with its consequence told, or where there is no address', async () => {
    const { window, hands } = await open()
    await hands.begin()
    await window.sees('Hoppar du över det intygar du bara att du har sett det som är sparat')
    await window.press('Hoppa över')
    await window.sees('Titta på det sparade')
    await window.press('Tillbaka')
    await window.sees(hands.words.sitting.load.start)
    await window.close()
    const note = await open({}, [4])
    await note.hands.begin()
    await note.window.sees('Beviset har ingen adress på nätet att hämta.')
    await note.window.press('Gå vidare till det sparade')
    await note.window.press('Visa innehållet (loggas)')
    await note.window.press('Ta fram intyget')
    await note.window.sees('Läs hela texten.')
    expect(note.window.called('sitting.pass-over')).toHaveLength(1)
    await note.window.close()
  })
})

describe('the comparison', () => {
  it('lists every difference, marks them on both pictures, and scrolls both to one', async () => {
    const { window, hands } = await open()
    await hands.begin()
    await hands.load()
    await hands.look()
    await hands.answer()
    await hands.compare()
    for (const text of ['Programmet fann 6 skillnader.', 'Ändrat, rad 7', 'Bara i det sparade på den här platsen, rad 12', 'Bara i det hämtade på den här platsen, rad 14', 'Hämtat: Någon som vet?', 'Någon som vet var hon bor?', 'kalle_k_71 (1), Text', 'Sparat: finns inte här']) {
      await window.sees(text)
    }
    const marks = () => window.page.$$eval('[class*=sheet]', (sheets) => sheets.map((sheet) => [...sheet.querySelectorAll<HTMLElement>('[class*=mark]')].map(({ style }) => [style.top, style.height, style.left, style.width].join(' '))))
    const percent = (px: number, of: number) => `${(100 * px) / of}%`
    const found = await marks()
    expect(found.map((side) => side.length)).toEqual([2, 2])
    const [top, height, left, width] = (found[0]?.[0] ?? '').split(' ').map(Number.parseFloat)
    expect([top, height, left, width].map((value) => Math.round(value ?? 0))).toEqual([320, 90].map((px) => Math.round(Number.parseFloat(percent(px, 2100)))).concat([14, 68]))
    const scrolled = () => window.page.$$eval('[class*=stage]', (stages) => stages.map(({ scrollTop }) => Math.round(scrollTop)))
    expect(await scrolled()).toEqual([0, 0])
    await window.press('Visa avsnitt 2 i bilderna')
    await window.page.waitForFunction(() => [...document.querySelectorAll('[class*=stage]')].every(({ scrollTop }) => scrollTop > 0))
    await window.close()
  })

  it('takes a reservation word for word, and keeps it over a step back', async () => {
    const { window, hands } = await open()
    await hands.begin()
    await hands.load()
    await hands.look()
    await hands.answer()
    await hands.compare()
    await window.press('Ta fram intyget')
    await window.sees('Välj ett svar.')
    await window.press('Jag såg inte allt det här')
    // Once is enough.
    await window.press('Jag såg inte allt det här')
    await window.page.keyboard.press('End')
    await window.page.keyboard.sendCharacter(' Inte bilden på bilen.')
    await hands.state()
    expect(window.called('sitting.draft')).toMatchObject([{ agrees: 'no', reservation: 'Jag såg inte allt det sparade på sidan. Inte bilden på bilen.' }])
    await window.press('Tillbaka')
    await window.page.waitForSelector('textarea')
    expect(await window.page.$eval('textarea', (field) => field.value)).toContain('bilden på bilen.')
    await window.close()
  })
})

describe('what cannot be drawn', () => {
  it('of a page shows no text in its stead, and asks nothing of it', async () => {
    const { window, hands } = await open({ undrawn: true })
    await hands.begin()
    await hands.load()
    await hands.look()
    await hands.answer()
    await window.press(hands.words.exhibit.covered.show)
    await window.sees('Det sparade kan inte visas här.')
    expect(await window.page.content()).not.toMatch(/HEMLIGT SPARAT|Någon som vet var hon bor/)
    await window.press('Ta fram intyget')
    await window.sees('Läs hela texten.')
    expect(window.called('sitting.draft')).toMatchObject([{ agrees: null, reservation: '' }])
    await window.close()
  })

  it('of another exhibit shows its text', async () => {
    const { window, hands } = await open({ undrawn: true }, [4])
    await hands.begin()
    await window.press('Gå vidare till det sparade')
    await window.press(hands.words.exhibit.covered.show)
    await window.sees('HEMLIGT SPARAT')
    await window.close()
  })
})

describe('while somebody sits here', () => {
  it('no page of the officer’s can be reached, and a reload leads back', async () => {
    const { window, hands } = await open()
    await hands.begin()
    await hands.load()
    const calls = window.fake.calls.length
    for (const path of ['/cases', `/cases/${CASE}`, `/exhibits/${EXHIBIT(1)}`, '/settings', '/nowhere', witnessPath(3)]) {
      await window.go(path)
      await window.sees('Sidan kom')
      expect(await window.text()).not.toMatch(/Ärenden|Uthängning|Lås valvet/)
    }
    await window.page.reload()
    await window.sees('Sidan kom')
    const asked = new Set(window.fake.calls.slice(calls).map(({ name }) => name))
    expect([...asked].filter((name) => !['app.status', 'sitting.state', 'vault.touch'].includes(name))).toEqual([])
    await hands.look()
    await hands.answer()
    await window.page.reload()
    await hands.compare()
    await hands.state()
    await window.page.reload()
    // What was agreed to is read once more.
    await window.sees('Läs hela texten.')
    await window.close()
  })

  it('only the officer’s own passphrase ends it, and what was not signed is told', async () => {
    const { window, hands } = await open()
    await hands.begin()
    await window.press('Avbryt bevittnandet')
    await window.sees('Det som inte är underskrivet glöms.')
    // It is left, and not gone through to the end.
    expect(await window.text()).not.toMatch(/Steg \d/)
    expect(await window.page.$$('[data-past]')).toHaveLength(0)
    await window.press('Fortsätt bevittna')
    await window.sees(hands.words.sitting.load.start)
    await window.press('Avbryt bevittnandet')
    await window.type('Handläggarens lösenfras', WITNESS_PASSPHRASE)
    await window.press('Ta tillbaka datorn')
    await window.sees('Lösenfrasen stämmer inte')
    await window.type('Handläggarens lösenfras', PASSPHRASE)
    await window.press('Ta tillbaka datorn')
    await window.sees('Kommentarer till inlägget')
    expect(await window.page.evaluate(() => location.hash)).toBe(`#/exhibits/${EXHIBIT(2)}`)
    await window.close()
  })

  it('nothing that the officer had read stays in the window', async () => {
    const { window, hands } = await open({ path: `/cases/${CASE}` })
    await window.sees('Telefonsamtal den 4 mars')
    // Also what has a witness already may get a second one.
    await window.press('Välj bevis 1 för bevittning', 'checkbox')
    await window.press('Låt någon bevittna (1)', 'link')
    await window.page.waitForFunction((path) => location.hash.includes(path), {}, `/exhibits/${EXHIBIT(1)}/witness`)
    await window.go(`/cases/${CASE}`)
    await window.press('Välj bevis 2 för bevittning', 'checkbox')
    await window.press('Välj bevis 4 för bevittning', 'checkbox')
    await window.press('Låt någon bevittna (2)', 'link')
    await hands.begin()
    await window.sees('Bevis 1 av 2 i dag')
    expect(await window.page.content()).not.toMatch(/Skärmdump från telefon|Uthängning/)
    expect(window.called('sitting.begin')).toMatchObject([{ exhibits: [EXHIBIT(2), EXHIBIT(4)] }])
    await window.close()
  })
})

describeInTurn([
  ['sv', 'light', 1280, 800],
  ['en', 'dark', 640, 400],
  ['en', 'light', 320, 640],
] as const)('every step in %s, %s, %d px wide', (language, theme, width, height) => {
  it('has nothing that axe-core objects to, is translated, and fits its window', async () => {
    const { window, hands } = await open({ language, theme, width, height, loginTab: true })
    const { sitting } = hands.words
    const judge = async (where: string) => {
      expect(await window.faults(), where).toEqual([])
      expect(window.problems, where).toEqual([])
      expect(/\b(?:sitting|witness|exhibit|common)\.[a-z]\w*\.[\w.]+|\{\{|undefined|NaN/.exec(await window.text())?.[0] ?? null, where).toBeNull()
      expect(await window.page.evaluate(() => document.documentElement.scrollWidth - innerWidth), where).toBeLessThanOrEqual(0)
      expect(await window.page.evaluate(() => document.activeElement?.tagName), `${where}: focus at the heading`).toBe('H1')
    }
    await judge('who')
    await hands.begin()
    await judge('load')
    await hands.load()
    await window.press(sitting.load.look)
    await window.page.waitForFunction((words) => document.querySelector('h1')?.textContent === words, {}, sitting.steps.look)
    await judge('look, covered')
    await window.press(hands.words.exhibit.covered.show)
    await hands.inGroup(sitting.look.present, 'yes')
    expect(await window.faults()).toEqual([])
    await hands.answer()
    await judge('compare, covered')
    await hands.compare()
    expect(await window.faults()).toEqual([])
    expect(await window.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
    await hands.state()
    await judge('statement')
    await window.press(sitting.statement.agree)
    await window.sees(sitting.sign.lead)
    await judge('sign')
    await hands.sign(WITNESS_PASSPHRASE)
    await window.sees(sitting.done.receipt)
    await judge('done')
    await window.press(sitting.done.save)
    await window.page.waitForSelector('[role=status] p')
    await window.press(sitting.done.finish)
    await window.sees(sitting.back.passphrase)
    await judge('back')
    await window.close()
  })
})
