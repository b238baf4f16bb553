import type { BundleReport } from '../../contract/index.ts'
import { parseReceipt, visible } from '../../encoding/index.ts'
import type { Language } from '../../model/index.ts'
import type { Progress } from '../index.ts'
import { Ended, createDesk } from './desk.ts'
import { el } from './dom.ts'
import { type Chosen, dropped, pickFolder, pickZip } from './files.ts'
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
  cancelled: boolean
  found: BundleReport | null
  unexpected: string | null
}

let state: State
let page: HTMLElement
const desk = createDesk()

export function start(): void {
  page = document.getElementById('page') ?? document.body
  state = {
    language: systemLanguage(),
    chosen: null,
    expected: '',
    receipt: '',
    problem: null,
    working: false,
    cancelled: false,
    found: null,
    unexpected: null,
  }
  document.addEventListener('dragover', (event) => event.preventDefault())
  document.addEventListener('drop', (event) => {
    event.preventDefault()
    if (!state.working && event.dataTransfer !== null) void dropped(event.dataTransfer.items).then(choose)
  })
  draw()
}

function draw(): void {
  const t = textsIn(state.language)
  document.documentElement.lang = state.language
  document.title = t.page.title
  page.replaceChildren(
    el('header', {}, el('h1', {}, t.page.title), languageSwitch()),
    el('p', {}, t.page.lead),
    el('p', { class: 'caution' }, t.page.caution),
    form(),
    el('p', { role: 'status' }, state.working ? t.page.working : state.cancelled ? t.more.cancelled : ''),
    state.working ? working() : '',
    state.unexpected === null
      ? ''
      : el('p', { class: 'problem', role: 'alert' }, fill(t.page.unexpected, { detail: state.unexpected })),
    state.found === null ? '' : resultView(state.found, state.language, t, open),
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

/** How far it is, for the eye: read aloud it would never be quiet. */
function working(): HTMLElement {
  const cancel = el('button', { type: 'button', id: 'cancel' }, textsIn(state.language).more.cancel)
  cancel.addEventListener('click', () => desk.end())
  const bar = el('progress', { id: 'progress', max: '1', 'aria-label': textsIn(state.language).page.working })
  // The button first: what is told beside it changes its length.
  return el('div', { class: 'working' }, cancel, bar, el('p', { id: 'step' }))
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
    { chosen, problem: chosen === null ? 'noBundle' : null, cancelled: false, found: null, unexpected: null },
    chosen === null ? '#files' : '.start',
  )
}

/** A file of the bundle that was checked, for looking at it. */
async function open(file: { path: string; bytes: number; sha256: string }): Promise<Uint8Array<ArrayBuffer> | null> {
  const { chosen } = state
  return chosen === null ? null : desk.do('content', { chosen, ...file }).catch(() => null)
}

async function run(): Promise<void> {
  const { chosen } = state
  const expected = state.expected.replace(/\s/g, '').toLowerCase()
  if (state.working) return
  if (chosen === null) return change({ problem: 'noBundle' }, '#files')
  if (expected !== '' && !/^[0-9a-f]{64}$/.test(expected)) return change({ problem: 'expectedWrong' }, '#expected')
  const receipt = state.receipt.trim()
  if (receipt !== '' && !isReceipt(receipt)) return change({ problem: 'receiptWrong' }, '#receipt')

  change({ problem: null, working: true, cancelled: false, found: null, unexpected: null }, '#cancel')
  try {
    const asked = { chosen, fingerprint: expected === '' ? null : expected, receipt: receipt === '' ? null : receipt }
    const found = await desk.do('verify', asked, showProgress)
    change({ working: false, found }, '#verdict')
  } catch (error) {
    if (error instanceof Ended) return change({ working: false, cancelled: true }, '.start')
    // Nothing in a bundle gets here: a bug, or the file went away while it was read.
    change({ working: false, unexpected: String(error) }, '.start')
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

function showProgress({ check, done, total }: Progress): void {
  const t = textsIn(state.language)
  const bar = document.querySelector<HTMLProgressElement>('#progress')
  const step = document.getElementById('step')
  if (bar !== null) bar.value = done / total
  if (step !== null) step.textContent = fill(t.page.progress, { check: t.checks[check], percent: Math.floor((100 * done) / total) })
}

/** Draws anew and puts the keyboard where the next step is. */
function change(to: Partial<State>, focus?: string): void {
  Object.assign(state, to)
  draw()
  if (focus !== undefined) document.querySelector<HTMLElement>(focus)?.focus()
}
