import './jitless.ts'
import type { BundleReport } from '../../contract/index.ts'
import { parseReceipt, visible } from '../../encoding/index.ts'
import type { Language } from '../../model/index.ts'
import { type Progress, type VerifyOptions, verifyBag, verifyCrypto, verifyZip } from '../index.ts'
import { el } from './dom.ts'
import { type Chosen, dropped, folderReader, pickFolder, pickZip, signatureOf, sourceOf } from './files.ts'
import './page.css'
import { resultView } from './result.ts'
import { fill, systemLanguage, textsIn } from './texts.ts'

/** Everything that the page shows; drawing is a function of it. */
interface State {
  language: Language
  chosen: Chosen | null
  expected: string
  receipt: string
  problem: 'noBundle' | 'expectedWrong' | 'receiptWrong' | null
  working: boolean
  found: BundleReport | null
  unexpected: string | null
}

const state: State = {
  language: systemLanguage(),
  chosen: null,
  expected: '',
  receipt: '',
  problem: null,
  working: false,
  found: null,
  unexpected: null,
}
const page = document.getElementById('page')

function draw(): void {
  const t = textsIn(state.language)
  document.documentElement.lang = state.language
  document.title = t.page.title
  page?.replaceChildren(
    el('header', {}, el('h1', {}, t.page.title), languageSwitch()),
    el('p', {}, t.page.lead),
    el('p', { class: 'caution' }, t.page.caution),
    form(),
    el('p', { id: 'progress', role: 'status' }, state.working ? t.page.working : ''),
    state.unexpected === null
      ? ''
      : el('p', { class: 'problem', role: 'alert' }, fill(t.page.unexpected, { detail: state.unexpected })),
    state.found === null ? '' : resultView(state.found, state.language, t),
  )
}

function languageSwitch(): HTMLElement {
  const t = textsIn(state.language)
  const button = (language: Language, label: string) => {
    const pressed = String(language === state.language)
    const one = el('button', { type: 'button', lang: language, 'aria-pressed': pressed }, label)
    one.addEventListener('click', () => change({ language }, `button[lang=${language}]`))
    return one
  }
  return el(
    'div',
    { role: 'group', 'aria-label': t.page.language, class: 'languages' },
    button('sv', 'Svenska'),
    button('en', 'English'),
  )
}

function form(): HTMLElement {
  const t = textsIn(state.language)
  const { chosen, problem } = state
  const zip = el('input', { type: 'file', id: 'files', multiple: '', accept: '.zip,.sig' })
  zip.addEventListener('change', () => choose(pickZip(zip.files ?? [])))
  const folder = el('input', { type: 'file', id: 'folder', webkitdirectory: '' })
  folder.addEventListener('change', () => {
    choose(pickFolder([...(folder.files ?? [])].map((file) => ({ path: file.webkitRelativePath, file }))))
  })
  const expected = el('input', {
    type: 'text',
    id: 'expected',
    autocomplete: 'off',
    spellcheck: 'false',
    'aria-describedby': 'expected-hint',
  })
  expected.value = state.expected
  expected.addEventListener('input', () => (state.expected = expected.value))
  const receipt = el('textarea', { id: 'receipt', rows: '4', autocomplete: 'off', spellcheck: 'false', 'aria-describedby': 'receipt-hint' })
  receipt.value = state.receipt
  receipt.addEventListener('input', () => (state.receipt = receipt.value))
  const start = el('button', { type: 'submit', class: 'start' }, state.found === null ? t.page.start : t.page.again)
  start.disabled = state.working

  const shown = chosen === null ? [] : [visible(chosen.name), signatureLine(chosen)]
  const all = el(
    'form',
    { class: 'drop' },
    el('p', {}, t.page.drop),
    el('label', { for: 'files' }, t.page.chooseZip),
    zip,
    el('label', { for: 'folder' }, t.page.chooseFolder),
    folder,
    shown.length === 0 ? null : el('ul', { 'aria-label': t.page.files }, ...shown.map((line) => el('li', {}, line))),
    el('label', { for: 'expected' }, t.page.expected),
    expected,
    el('p', { id: 'expected-hint', class: 'hint' }, t.page.expectedHint),
    el('label', { for: 'receipt' }, t.page.receipt),
    receipt,
    el('p', { id: 'receipt-hint', class: 'hint' }, t.page.receiptHint),
    problem === null ? null : el('p', { class: 'problem', role: 'alert' }, t.page[problem]),
    start,
  )
  all.addEventListener('submit', (event) => {
    event.preventDefault()
    void run()
  })
  return all
}

function signatureLine(chosen: Chosen): string {
  const t = textsIn(state.language)
  if (chosen.kind === 'folder') return t.page.unpacked
  return chosen.signature === null
    ? t.page.signatureMissing
    : fill(t.page.signatureGiven, { name: visible(chosen.signature.name) })
}

function choose(chosen: Chosen | null): void {
  change(
    { chosen, problem: chosen === null ? 'noBundle' : null, found: null, unexpected: null },
    chosen === null ? '#files' : '.start',
  )
}

async function check(chosen: Chosen, options: VerifyOptions): Promise<BundleReport> {
  if (chosen.kind === 'folder') return verifyBag(folderReader(chosen.files), verifyCrypto, options)
  return verifyZip(sourceOf(chosen.zip), await signatureOf(chosen.signature), verifyCrypto, options)
}

async function run(): Promise<void> {
  const { chosen } = state
  const expected = state.expected.replace(/\s/g, '').toLowerCase()
  if (state.working) return
  if (chosen === null) return change({ problem: 'noBundle' }, '#files')
  if (expected !== '' && !/^[0-9a-f]{64}$/.test(expected)) return change({ problem: 'expectedWrong' }, '#expected')
  const receipt = state.receipt.trim()
  if (receipt !== '' && !isReceipt(receipt)) return change({ problem: 'receiptWrong' }, '#receipt')

  change({ problem: null, working: true, found: null, unexpected: null })
  try {
    const found = await check(chosen, {
      expectedFingerprint: expected === '' ? null : expected,
      receipt: receipt === '' ? null : receipt,
      onProgress: progress(),
    })
    change({ working: false, found }, '#verdict')
  } catch (error) {
    // Nothing in a bundle gets here: a bug, or the file went away while it was read.
    change({ working: false, unexpected: String(error) })
  }
}

/** A slip of the pen is told before anything is checked, and not called a mismatch. */
function isReceipt(typed: string): boolean {
  try {
    return parseReceipt(typed) !== null
  } catch {
    return false
  }
}

/** Tells how far it is, a few times a second at most. */
function progress(): (step: Progress) => void {
  let last = 0
  return ({ check, done, total }) => {
    const now = Date.now()
    if (now - last < 250 || total === 0) return
    last = now
    const t = textsIn(state.language)
    const line = document.getElementById('progress')
    if (line !== null)
      line.textContent = fill(t.page.progress, { check: t.checks[check], percent: Math.floor((100 * done) / total) })
  }
}

/** Draws anew and puts the keyboard where the next step is. */
function change(to: Partial<State>, focus?: string): void {
  Object.assign(state, to)
  draw()
  if (focus !== undefined) document.querySelector<HTMLElement>(focus)?.focus()
}

document.addEventListener('dragover', (event) => event.preventDefault())
document.addEventListener('drop', (event) => {
  event.preventDefault()
  if (!state.working && event.dataTransfer !== null) void dropped(event.dataTransfer.items).then(choose)
})
draw()
