import { afterAll, beforeAll, expect, it } from 'vitest'
import { catalogues } from '../../shared/locales/index.ts'
import { CASE, EXHIBIT } from '../support/fake-data.ts'
import { startInterface, type Interface, type TestWindow, type WindowOptions } from '../support/interface.ts'
import { describeInTurn } from '../support/turns.ts'

/**
 * Every screen in both languages, both themes and from a desk's window to 400 % zoom (320 px wide): nothing that
 * axe-core objects to, nothing the policy refuses, nothing untranslated, nothing wider than the window.
 */
let ui: Interface
beforeAll(async () => {
  ui = await startInterface('development')
})
afterAll(() => ui.close())

const KEY = new RegExp(`\\b(?:${Object.keys(catalogues.sv).join('|')})\\.[a-z][\\w-]*\\.[\\w.-]+|\\{\\{|undefined|NaN`)

/** Texts of three words and more that only one language has: none of them may stand on a screen of the other. Fewer may be what somebody wrote. */
function sentencesOf(language: 'sv' | 'en'): string[] {
  const texts = (tree: object): string[] => Object.values(tree).flatMap((value: unknown) => (typeof value === 'string' ? [value] : typeof value === 'object' && value !== null ? texts(value) : []))
  const [own, other] = [texts(catalogues[language]), new Set(texts(catalogues[language === 'sv' ? 'en' : 'sv']))]
  return [...new Set(own.filter((text) => text.split(/\s+/).length >= 3 && !text.includes('{{') && !other.has(text)))]
}
const SENTENCES = { sv: sentencesOf('sv'), en: sentencesOf('en') }
/** Words of English that are none of Swedish nor of a name: text that stands in no catalogue. What is marked as English is aside. */
const ENGLISH = /\b(?:the|which|this|was|were|your|is|are|cannot)\b/i

/** What stands on a page in the language that it isn't in; null: nothing. */
async function foreign(window: TestWindow): Promise<string | null> {
  const { lang, text } = await window.page.evaluate(() => {
    const marked = [...document.querySelectorAll('[lang]')].filter((element) => element !== document.documentElement && element.getAttribute('lang') !== document.documentElement.lang)
    let shown = document.body.innerText
    for (const element of marked) shown = shown.replace((element as HTMLElement).innerText, '')
    return { lang: document.documentElement.lang, text: shown }
  })
  const found = SENTENCES[lang === 'en' ? 'sv' : 'en'].find((sentence) => text.includes(sentence))
  return found ?? (lang === 'sv' ? (ENGLISH.exec(text.replaceAll(/https?:\S+/g, ''))?.[0] ?? null) : null)
}

async function judge(window: TestWindow, where: string): Promise<void> {
  expect(await window.faults(), where).toEqual([])
  expect(window.problems, where).toEqual([])
  const text = (await window.text()).replaceAll(/data\/exhibits\S+|bevisvalv\.\S+/g, '')
  expect(KEY.exec(text)?.[0] ?? null, where).toBeNull()
  expect(await foreign(window), where).toBeNull()
  const wide = await window.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(wide, `${where} is wider than its window`).toBeLessThanOrEqual(0)
}

const VARIANTS = [
  ['Swedish, light', { language: 'sv', theme: 'light' }],
  ['English, dark', { language: 'en', theme: 'dark' }],
  ['Swedish, 400 %', { language: 'sv', theme: 'light', width: 320, height: 640 }],
  ['English, dark, 200 %', { language: 'en', theme: 'dark', width: 640, height: 400 }],
] as const satisfies readonly (readonly [string, WindowOptions])[]

const PAGES = [
  '/board',
  '/cases',
  '/search',
  '/people',
  '/reference',
  '/verify',
  '/check',
  '/log',
  '/settings',
  `/cases/${CASE}`,
  `/cases/${CASE}?tab=log`,
  `/cases/${CASE}?tab=bundles`,
  `/cases/${CASE}?tab=steps`,
  `/cases/${CASE}/steps/overview`,
  `/cases/${CASE}/steps/report`,
  `/cases/${CASE}/steps/police`,
  `/cases/${CASE}/steps/civil`,
  `/cases/${CASE}/list/${EXHIBIT(3)}`,
  `/cases/${CASE}/capture`,
  `/cases/${CASE}/export`,
  `/cases/${CASE}/receive`,
  `/cases/${CASE}/disposal`,
  `/exhibits/${EXHIBIT(2)}`,
  `/exhibits/${EXHIBIT(2)}/mask`,
  `/exhibits/${EXHIBIT(2)}/witness`,
  '/nowhere',
]

describeInTurn(VARIANTS, false, VARIANTS.length)('%s', (_, options) => {
  it('shows every page behind the gate', async () => {
    const window = await ui.open({ ...options, vault: 'open', alarm: true, notes: ['recovery-unconfirmed', 'orphans-swept'], browser: 'sandbox-off' })
    for (const path of PAGES) {
      await window.go(path)
      await judge(window, path)
    }
    await window.close()
  })
})

describeInTurn(VARIANTS.slice(1, 3))('%s', (_, options) => {
  it('shows the gate', async () => {
    for (const vault of ['none', 'locked'] as const) {
      const window = await ui.open({ ...options, vault })
      await judge(window, `gate, ${vault}`)
      await window.close()
    }
  })

  it('teaches where there is nothing yet', async () => {
    const window = await ui.open({ ...options, vault: 'open', cases: 'none', path: '/cases' })
    await judge(window, 'no cases')
    await window.close()
  })

  it('shows what the search found, where, and what it left aside', async () => {
    const window = await ui.open({ ...options, vault: 'open', path: '/search' })
    const { search } = catalogues[options.language]
    await window.type(search.words.label, 'vet var du')
    await window.press(search.submit)
    await window.sees(search.field.text)
    await judge(window, 'search, found')
    await window.type(search.words.label, 'xylofon')
    await window.type(search.filter.from, '1 mars')
    await window.press(search.submit)
    await window.sees(search.filter.wrongDay)
    await judge(window, 'search, wrong day')
    await window.close()
  })

  it('says what to install where there is no browser', async () => {
    const window = await ui.open({ ...options, vault: 'open', browser: 'none', path: `/cases/${CASE}/capture` })
    await window.sees('Microsoft Edge')
    await judge(window, 'no browser')
    await window.close()
  })

  it('shows what is uncovered', async () => {
    const window = await ui.open({ ...options, vault: 'open', path: `/exhibits/${EXHIBIT(1)}` })
    const words = catalogues[options.language].exhibit
    await window.press(words.covered.show)
    await window.page.waitForSelector('img')
    await judge(window, 'picture')
    for (const tab of [words.tab.text, words.tab.provenance, words.tab.reading, `${words.tab.files} (8)`, `${words.tab.witnesses} (1)`, words.tab.log]) {
      await window.press(tab, 'tab')
      await judge(window, tab)
    }
    await window.close()
  })

  it('shows what a bundle is to hold, and the masking of an exhibit', async () => {
    const window = await ui.open({ ...options, vault: 'open', path: `/cases/${CASE}/export` })
    const { bundle, masking, exhibit } = catalogues[options.language]
    await window.press(bundle.profile.masked.name, 'radio')
    await window.sees(bundle.choose.nothing)
    await window.press(bundle.form.submit)
    await judge(window, 'export, masked, nothing chosen')
    await window.go(`/exhibits/${EXHIBIT(1)}/mask`)
    await window.press(exhibit.covered.show)
    await window.press(masking.area.add)
    await judge(window, 'masking, picture')
    await window.page.locator(`[role=tab] ::-p-text(${exhibit.artefacts['page-txt']})`).click()
    await window.page.waitForSelector('[contenteditable]')
    await judge(window, 'masking, text')
    await window.press(masking.save.submit)
    await window.sees(masking.save.lacks)
    await judge(window, 'masking, not to be saved yet')
    await window.close()
  })

  it('shows the ways to a page, and the browser for an own login as it stands', async () => {
    const window = await ui.open({ ...options, vault: 'open', path: `/cases/${CASE}/capture` })
    const words = catalogues[options.language].capture
    await window.sees(words.url)
    await window.press(words.choices.title, 'button')
    await judge(window, 'capture, choices')
    await window.press(words.tabs.login, 'tab')
    await window.type(words.login.url, 'https://forum.example/login')
    await judge(window, 'capture, login')
    await window.press(words.login.open)
    await window.sees(words.login.state.login)
    await judge(window, 'capture, logging in')
    await window.press(words.login.lock)
    await window.sees(words.login.state['read-only'])
    await judge(window, 'capture, read-only')
    await window.press(words.login.lift.button)
    await window.sees(words.login.lift.text)
    await judge(window, 'capture, lift')
    await window.close()
  })

  it('shows a login that is kept for the case, and why one is not', async () => {
    const window = await ui.open({ ...options, vault: 'open', notKept: 'abrupt', path: `/cases/${CASE}/capture` })
    const words = catalogues[options.language].capture
    await window.press(words.tabs.login, 'tab')
    await window.sees(words.login.keep.again)
    await judge(window, 'capture, login not kept')
    await window.type(words.login.url, 'https://forum.example/login')
    await window.press(words.login.keep.label, 'checkbox')
    await window.press(words.login.open)
    await window.sees(words.login.keep.closeHint)
    await judge(window, 'capture, login to be kept')
    await window.press(words.login.keep.close)
    await window.sees(words.login.keep.title)
    await judge(window, 'capture, login kept')
    await window.close()
  })

  it('shows authorities of timestamps, and what came of asking them', async () => {
    const words = catalogues[options.language].bundle
    for (const timestamps of ['taken', 'failed'] as const) {
      const window = await ui.open({ ...options, vault: 'open', timestamps, trust: 'other-root', path: '/settings', folders: 'fixed' })
      await window.sees('https://stamp.example/tsr')
      await judge(window, `settings, ${timestamps}`)
      await window.go(`/cases/${CASE}/export`)
      await window.press(words.form.submit)
      await window.sees(timestamps === 'taken' ? words.timestamp.takenTitle : words.timestamp.missingTitle)
      await judge(window, `export, ${timestamps}`)
      await window.close()
    }
    const window = await ui.open({ ...options, vault: 'open', timestamps: 'taken', path: '/verify' })
    await window.press(words.verify.choose)
    await window.sees('bundle-1-01.zip')
    await window.press(words.verify.submit)
    await window.sees('Example Timestamp Signer 2026')
    await judge(window, 'verify, taken')
    await window.close()
  })

  it('shows results of checks', async () => {
    const window = await ui.open({ ...options, vault: 'open', verdict: 'failed', path: '/verify' })
    const words = catalogues[options.language].bundle
    await window.press(words.verify.choose)
    await window.sees('bundle-1-01.zip')
    await window.press(words.verify.submit)
    await window.sees('data/exhibits/1/screenshot.png')
    await judge(window, 'verify')
    await window.close()
  })
})
