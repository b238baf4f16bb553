import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { catalogues } from '../../shared/locales/index.ts'
import { CASE, EXHIBIT, token } from '../support/fake-data.ts'
import { startInterface, type Interface, type TestWindow, type WindowOptions } from '../support/interface.ts'

/** Masking an exhibit and choosing what a bundle holds, by hands and keys, through the contract as the engine keeps it. */
let ui: Interface
beforeAll(async () => {
  ui = await startInterface()
})
afterAll(() => ui.close())

const { masking, bundle, exhibit, common } = catalogues.sv
const MASK = `/exhibits/${EXHIBIT(1)}/mask?from=bundle`
const fill = (text: string, values: Record<string, string | number>) => text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name]))

async function open(options: WindowOptions = {}): Promise<TestWindow> {
  const window = await ui.open({ vault: 'open', path: MASK, ...options })
  await window.press(catalogues[options.language === 'en' ? 'en' : 'sv'].exhibit.covered.show)
  return window
}

/** By px of the picture. */
async function drag(window: TestWindow, from: readonly [number, number], to: readonly [number, number]): Promise<void> {
  const { page } = window
  const surface = await page.waitForSelector('[role=region] > div:has(> img)')
  const box = await surface!.evaluate((element) => {
    element.scrollIntoView({ block: 'start' })
    scrollBy(0, -120)
    const { x, y, width } = element.getBoundingClientRect()
    return { x, y, scale: width / 1000 }
  })
  await page.mouse.move(box.x + from[0] * box.scale, box.y + from[1] * box.scale)
  await page.mouse.down()
  await page.mouse.move(box.x + to[0] * box.scale, box.y + to[1] * box.scale, { steps: 3 })
  await page.mouse.up()
}

const tab = (window: TestWindow, name: string) => window.page.locator(`[role=tab] ::-p-text(${name})`).click()
const rows = (window: TestWindow) => window.page.$$eval('[data-row]', (found) => found.map((row) => row.textContent ?? ''))
const said = (window: TestWindow, text: string) => window.page.waitForFunction((wanted) => [...document.querySelectorAll('[role=status]')].some((each) => each.textContent?.includes(wanted)), {}, text)
async function keys(window: TestWindow, ...names: ('ArrowRight' | 'ArrowDown' | 'ArrowLeft' | 'Delete' | 'Enter' | 'End' | 'Home')[]): Promise<void> {
  for (const name of names) await window.page.keyboard.press(name)
}
/** With the caret in the text, and the editor aware of it. */
async function intoText(window: TestWindow): Promise<void> {
  await focus(window, '[contenteditable]')
  await window.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)))))
}
/** What is pressed open takes a moment to come. */
async function focus(window: TestWindow, selector: string): Promise<void> {
  const element = await window.page.waitForSelector(selector, { visible: true })
  await element!.focus()
}
async function withShift(window: TestWindow, ...names: Parameters<typeof keys>[1][]): Promise<void> {
  await window.page.keyboard.down('Shift')
  await keys(window, ...names)
  await window.page.keyboard.up('Shift')
}
/** Everything is looked at that isn't left out. */
async function leaveOutWindow(window: TestWindow): Promise<void> {
  await window.press(fill(masking.save.leaveOutNamed, { name: exhibit.artefacts.window }))
}

describe('the masking editor', { timeout: 60_000 }, () => {
  it('looks only when somebody chooses to, and covers a picture outwards to whole tiles', async () => {
    const window = await ui.open({ vault: 'open', path: MASK })
    await window.sees(exhibit.covered.title)
    expect([window.called('masking.open'), await window.page.$$('main img')]).toEqual([[], []])
    await window.press(exhibit.covered.show)
    await drag(window, [90, 40], [400, 81])
    expect(await rows(window)).toEqual([expect.stringContaining('64 från vänster, 32 uppifrån, 352 gånger 64 pixlar')])
    // A click without a drag covers nothing, and lets go of what was chosen.
    await drag(window, [600, 200], [600, 200])
    expect([(await rows(window)).length, await window.page.$('[data-row][aria-pressed=true]')]).toEqual([1, null])
    // It is taken along by its middle, and made larger by its corner.
    await drag(window, [200, 64], [264, 64])
    expect((await rows(window))[0]).toContain('128 från vänster, 32 uppifrån, 352 gånger 64')
    await drag(window, [480, 96], [512, 128])
    expect((await rows(window))[0]).toContain('128 från vänster, 32 uppifrån, 384 gånger 96')
    await window.press(masking.tools.undo)
    await said(window, masking.tools.undone)
    expect((await rows(window))[0]).toContain('352 gånger 64')
    await window.press(masking.tools.redo)
    expect((await rows(window))[0]).toContain('384 gånger 96')

    await tab(window, exhibit.artefacts['page-txt'])
    await leaveOutWindow(window)
    await window.type(masking.receiver.reason, 'Uppgifter om tredje person')
    await window.press(masking.save.submit)
    await window.page.waitForFunction(() => location.hash.endsWith('/export'))
    expect(window.called('masking.record')).toEqual([
      {
        exhibit: EXHIBIT(1), title: 'Vem är hon egentligen? – Ortsnytt', address: expect.stringContaining('https://'), reason: 'Uppgifter om tredje person',
        shown: [{ kind: 'picture', name: 'screenshot.png', covered: [[4, 2, 16, 8]] }, { kind: 'text', name: 'page.txt', covered: [] }],
      },
    ])
    expect(window.problems).toEqual([])
    await window.close()
  })

  it('does all of it by keys, and says what it did', async () => {
    const window = await open({ language: 'en', theme: 'dark' })
    const words = catalogues.en.masking
    await focus(window, `::-p-aria([name="${words.area.add}"][role="button"])`)
    await keys(window, 'Enter')
    await window.page.waitForFunction(() => document.activeElement?.matches('[data-row="0"]'))
    const before = (await rows(window))[0]!
    const figures = (row: string) => /(\d+) from the left, (\d+) from the top, (\d+) by (\d+)/.exec(row)!.slice(1).map(Number)
    const [left = 0, top = 0, width = 0, height = 0] = figures(before)
    await keys(window, 'ArrowRight', 'ArrowDown', 'ArrowDown')
    await withShift(window, 'ArrowRight', 'ArrowDown')
    await said(window, `Area 1: ${left + 32} from the left, ${top + 32} from the top, ${width + 32} by ${height + 16} pixels.`)
    // Steps of one kind in a row are taken back at once.
    await window.page.keyboard.down('Control')
    await window.page.keyboard.press('z')
    await window.page.keyboard.up('Control')
    expect((await rows(window))[0]).toBe(before)
    // Figures as they are typed, put outwards.
    await window.page.locator(`::-p-aria([name="${words.area.left}"][role="textbox"])`).fill('70')
    await keys(window, 'Enter')
    expect(figures((await rows(window))[0]!)).toEqual([64, top, width + 32, height])
    expect(await window.faults()).toEqual([])
    await focus(window, '[data-row="0"]')
    await keys(window, 'Delete')
    await said(window, 'Area 1 is removed.')
    expect(await rows(window)).toEqual([])

    await tab(window, catalogues.en.exhibit.artefacts['page-txt'])
    await intoText(window)
    await keys(window, 'Home')
    await withShift(window, 'ArrowRight')
    await keys(window, 'Enter')
    await said(window, '1 word covered.')
    expect(await window.page.$$eval('[contenteditable] mark', (marks) => marks.map((mark) => mark.textContent))).toEqual(['Vem'])
    // The caret is where it was: the same key shows it again, and nothing that is typed changes the evidence.
    await window.page.keyboard.type('x')
    await window.page.keyboard.press('Backspace')
    await keys(window, 'Enter')
    await said(window, '1 word is shown again.')
    expect(await window.page.$eval('[contenteditable]', (text) => (text as HTMLElement).innerText)).toContain('Vem är hon egentligen?')
    expect(await window.page.$('[contenteditable] mark')).toBeNull()
    expect([await window.faults(), window.problems]).toEqual([[], []])
    await window.close()
  })

  it('covers a word wherever it stands, warns where it can still be read, and shows what the receiver sees', async () => {
    const window = await open({ text: 'Anna Berg bor på Storgatan.\nFråga anna!\nNågon annan, eller Annas granne.' })
    await tab(window, exhibit.artefacts['page-txt'])
    await window.type(masking.phrase.label, 'anna')
    await said(window, fill(masking.phrase.found_other, { count: 4 }))
    await window.press(fill(masking.phrase.submit_other, { count: 4 }))
    await said(window, fill(masking.phrase.done_other, { count: 4 }))
    // It is no "anna": shown again by its own button.
    await window.press(fill(masking.text.showAgain, { words: 'annan,' }))
    await window.type(masking.receiver.name, ' om Anna')
    await said(window, fill(masking.receiver.readable_one, { words: '”anna”' }))
    await window.page.locator(`::-p-aria([name="${masking.tools.asReceiver}"])`).click()
    const seen = await window.page.$eval(`[aria-label="${masking.text.asReceiver}"]`, (pre) => pre.textContent)
    expect(seen).toBe('█████ Berg bor på Storgatan.\nFråga █████\nNågon annan, eller █████ granne.')
    await window.page.locator(`::-p-aria([name="${masking.tools.asReceiver}"])`).click()
    // Only one of two places, marked by the mouse: the other is told, and covered at once.
    await window.page.$eval('[contenteditable] span', (span) => {
      const text = span.firstChild!
      const at = text.textContent!.indexOf('Storgatan')
      getSelection()!.setBaseAndExtent(text, at + 2, text, at + 4)
    })
    await window.press(masking.text.cover)
    expect(await window.page.$$eval('[contenteditable] mark', (marks) => marks.map((mark) => mark.textContent))).toEqual(['Anna', 'Storgatan.', 'anna!', 'Annas'])
    expect(await window.text()).not.toContain(masking.leaks.text)
    await window.press(fill(masking.text.showAgain, { words: 'anna!' }))
    await window.sees(masking.leaks.text)
    await window.press(fill(masking.leaks.coverNamed, { word: 'anna' }))
    await window.page.waitForFunction((text) => !document.body.innerText.includes(text), {}, masking.leaks.text)
    await window.close()
  })

  it('is not saved while something is shown that nobody looked at, and asks before it is left', async () => {
    const window = await open()
    await window.type(masking.receiver.reason, 'Sekretess')
    await window.press(masking.save.submit)
    await window.sees(fill(masking.save.unseenTitle_other, { count: 2 }))
    expect(window.called('masking.record')).toEqual([])
    // A stray key loses nothing; a link, the lock and the way back are asked about.
    await window.page.keyboard.press('Escape')
    await window.press(common.nav.people, 'link')
    await window.sees(masking.leave.title)
    expect(await window.faults()).toEqual([])
    await window.page.keyboard.press('Escape')
    await window.page.waitForFunction(() => document.querySelector('[role=dialog]') === null)
    expect(await window.page.evaluate(() => location.hash)).toBe(`#${MASK}`)
    await window.page.keyboard.down('Control')
    await window.page.keyboard.press('l')
    await window.page.keyboard.up('Control')
    await window.sees(masking.leave.title)
    await window.press(masking.leave.stay)
    expect([window.called('vault.lock'), await window.page.$eval('textarea', (field) => field.value)]).toEqual([[], 'Sekretess'])
    await window.page.waitForFunction(() => document.querySelector('[role=dialog]') === null)
    // Whoever throws it away comes where they wanted to go.
    await window.press(common.nav.people, 'link')
    await window.press(masking.leave.discard)
    await window.page.waitForFunction(() => location.hash === '#/people')
    expect([window.called('masking.record'), window.problems]).toEqual([[], []])
    await window.close()
  })

  it('says where nothing can be covered in parts', async () => {
    const window = await ui.open({ vault: 'open', path: '/cases' })
    const kinds = new Map([[EXHIBIT(1), 'received'], [EXHIBIT(2), 'comparison']] as const)
    window.fake.exhibits = window.fake.exhibits.map((each) => (each.id === EXHIBIT(3) ? { ...each, artefacts: [] } : { ...each, kind: kinds.get(each.id) ?? each.kind }))
    for (const [id, why] of [[EXHIBIT(3), 'nothing'], ...kinds] as const) {
      await window.go(`/exhibits/${id}/mask`)
      await window.sees(masking.cannot[why])
      expect(await window.text()).not.toContain(exhibit.covered.show)
    }
    expect([window.called('masking.open'), await window.faults()]).toEqual([[], []])
    // Before anything is opened the list says so too.
    await window.go(`/cases/${CASE}/export`)
    await window.press(bundle.profile.masked.name, 'radio')
    await window.sees(masking.cannot.sign)
    await window.sees(masking.can.texts)
    expect(await window.faults()).toEqual([])
    const text = await window.text()
    expect(text.split(masking.cannot.sign).length - 1).toBe(3)
    await window.close()
  })
})

describe('the bundle', { timeout: 60_000 }, () => {
  const how = async (window: TestWindow, number: number, value: string) => {
    const group = await window.page.waitForSelector(`::-p-aria([name="${fill(bundle.choose.how, { name: fill(exhibit.number, { number }) })}"][role="radiogroup"])`)
    // The radio itself is hidden behind its label.
    const id = await group!.$eval(`input[value="${value}"]`, (input) => input.id)
    await window.page.locator(`label[for="${id}"]`).click()
  }

  it('holds chosen exhibits whole, with a reason', async () => {
    const window = await ui.open({ vault: 'open', path: `/cases/${CASE}/export`, folders: 'fixed' })
    await window.press(bundle.profile.civil.name, 'radio')
    await window.press(bundle.form.submit)
    await window.sees(bundle.form.lacks.reason)
    for (const number of [1, 4]) await window.press(fill(bundle.choose.include, { name: fill(exhibit.number, { number }) }), 'checkbox')
    await window.sees(fill(bundle.preview.leftOutTitle_other, { count: 2 }))
    expect(await window.faults()).toEqual([])
    await window.type(bundle.receiver.reason, 'Rör andra personer')
    await window.press(bundle.form.submit)
    await window.sees(bundle.result.title)
    expect(window.called('bundle.export')).toMatchObject([
      { profile: 'civil', selection: { exhibits: [{ exhibit: EXHIBIT(1), masked: false }, { exhibit: EXHIBIT(4), masked: false }], reason: 'Rör andra personer', title: null } },
    ])
    await window.close()
  })

  it('says which received bundles hold names of witnesses where these are to stay out', async () => {
    const window = await ui.open({ vault: 'open', path: `/cases/${CASE}`, folders: 'fixed' })
    await window.fake.dispatch('bundle.receive', { job: `j-${'1'.repeat(32)}`, case: CASE, bundle: token('bundle') })
    await window.go(`/cases/${CASE}/export`)
    await window.press(bundle.profile.masked.name, 'radio')
    await how(window, 5, 'whole')
    await window.press(bundle.receiver.hideWitnesses, 'checkbox')
    await window.sees(fill(bundle.preview.hiddenReceived_one, { numbers: '5' }))
    expect(await window.faults()).toEqual([])
    await window.close()
  })

  it('is not exported with an exhibit that has no masking, keeps what was chosen on the way there, and warns of what can be read', async () => {
    const window = await ui.open({ vault: 'open', path: `/cases/${CASE}/export`, folders: 'fixed' })
    await window.press(bundle.profile.masked.name, 'radio')
    await window.sees(bundle.choose.nothing)
    await how(window, 4, 'masked')
    await window.type(bundle.receiver.caseTitle, 'Ärende om Nattens samtal')
    await window.type(bundle.receiver.reason, 'Begäran')
    await window.press(bundle.form.submit)
    await window.sees(fill(bundle.form.lacks.masking_one, { count: 1 }))
    expect(window.called('bundle.export')).toEqual([])
    // By key: the page's head may lie over it.
    await focus(window, `::-p-aria([name="${fill(bundle.preview.maskNow, { number: 4 })}"][role="link"])`)
    await keys(window, 'Enter')
    await window.press(exhibit.covered.show)
    await window.type(masking.phrase.label, 'någon')
    await window.press(fill(masking.phrase.submit_one, { count: 1 }))
    await window.type(masking.receiver.reason, 'Sekretess')
    await window.press(masking.save.submit)
    await window.sees(bundle.preview.title)
    expect(await window.page.$eval('main textarea', (field) => field.value)).toBe('Begäran')
    await window.sees(masking.sign)
    // Covered in the text and written in the title of the case.
    expect(await window.text()).not.toContain(bundle.preview.uncoveredText)
    await window.type(bundle.receiver.caseTitle, '')
    await keys(window, 'End')
    await window.page.keyboard.sendCharacter(', någon')
    await window.sees(bundle.preview.uncoveredText)
    await window.press(bundle.receiver.hideWitnesses, 'checkbox')
    await window.sees(bundle.preview.hiddenText)
    expect(await window.faults()).toEqual([])
    await window.press(bundle.form.submit)
    await window.sees(bundle.form.lacks.accept)
    await window.press(bundle.form.accept, 'checkbox')
    await window.press(bundle.form.submit)
    await window.sees(bundle.result.title)
    expect(window.called('bundle.export')).toMatchObject([
      { profile: 'masked', selection: { exhibits: [{ exhibit: EXHIBIT(4), masked: true }], reason: 'Begäran', title: 'Ärende om Nattens samtal, någon', hideWitnesses: true } },
    ])
    expect(window.problems).toEqual([])
    // On the exhibit's own page it is to be seen, too.
    await window.go(`/exhibits/${EXHIBIT(4)}`)
    await window.sees(masking.recorded.split(' {{')[0]!)
    // What was chosen is gone with the lock.
    await window.fake.dispatch('vault.lock', {})
    await window.sees('Valvet är låst.')
    expect(await window.page.content()).not.toContain('Nattens samtal')
    await window.close()
  })
})
