import type { BundleExhibit, BundleReport, CheckResult } from '../../contract/index.ts'
import { visible } from '../../encoding/index.ts'
import type { Language } from '../../model/index.ts'
import type { CheckName } from '../index.ts'
import { el } from './dom.ts'
import { isOpenStamp, stampView } from './stamp.ts'
import { type Texts, fill, inGroups, showLater, showTime } from './texts.ts'

/** Symbols differ in shape, and the word always stands beside them. */
const SYMBOL = { pass: '✓', fail: '✗', 'not-checked': '–' } as const
const VERDICT_SYMBOL = { ok: '✓', incomplete: '–', failed: '✗' } as const

export function resultView(report: BundleReport, language: Language, t: Texts): HTMLElement {
  const { exhibits } = report
  return el(
    'section',
    { 'aria-labelledby': 'verdict' },
    verdictView(report, t),
    fingerprintView(report, t),
    report.about === null ? null : aboutView(report.about, language, t),
    exhibits.length === 0 ? null : exhibitsView(exhibits, language, t),
    el('h2', {}, t.page.checks),
    el('ol', { class: 'checks' }, ...report.checks.map((check) => checkView(check, report, t))),
  )
}

/** Never a bare tick: the words say what was shown, what wasn't, and what to do. */
function verdictView(report: BundleReport, t: Texts): HTMLElement {
  const { verdict, checks } = report
  const compared = checks.some(({ name, result }) => name === 'fingerprint' && result === 'pass')
  const first = checks.find(({ result }) => result === 'fail')
  return el(
    'div',
    { class: `verdict ${verdict}`, role: 'status' },
    el('h2', { id: 'verdict', tabindex: '-1' }, symbol(VERDICT_SYMBOL[verdict]), ` ${t.verdict[verdict]}`),
    ...verdictTexts(report, compared, t).map((text) => el('p', {}, text)),
    stampView(report, t),
    first === undefined
      ? null
      : el('p', {}, el('strong', {}, checkTitle(first, t)), first.item === null ? null : el('code', {}, first.item)),
    first === undefined ? null : el('p', {}, meaning(first, t)),
  )
}

/** Whom a bundle comes from is said, or said to be open, whatever else there is to say. */
function verdictTexts({ verdict, checks }: BundleReport, compared: boolean, t: Texts): string[] {
  if (verdict === 'failed') return [t.verdictText.failed]
  const paper = compared ? [] : [t.verdictText.okWithoutPaper]
  if (verdict === 'ok') return compared ? [t.verdictText.ok] : paper
  const other = checks.some((check) => check.result === 'not-checked' && check.item !== null && !isOpenStamp(check))
  return [other ? t.verdictText.incomplete : t.verdictText.incompleteButStamp, ...paper]
}

function fingerprintView({ fingerprint }: BundleReport, t: Texts): HTMLElement | null {
  if (fingerprint === null) return null
  return el(
    'div',
    {},
    el('h2', {}, t.page.fingerprint),
    el('p', { class: 'fingerprint' }, inGroups(fingerprint)),
    el('p', {}, t.page.compare),
  )
}

function aboutView(about: NonNullable<BundleReport['about']>, language: Language, t: Texts): HTMLElement {
  const row = (label: string, value: string) => [el('dt', {}, label), el('dd', {}, value)]
  return el(
    'div',
    {},
    el('h2', {}, t.page.about),
    el('p', { class: 'hint' }, t.page.aboutHint),
    el(
      'dl',
      {},
      ...row(t.page.case, visible(about.caseTitle)),
      ...row(t.page.number, String(about.number)),
      ...row(t.page.exported, showTime(about.exportedAt, language)),
    ),
  )
}

function exhibitsView(exhibits: readonly BundleExhibit[], language: Language, t: Texts): HTMLElement {
  return el(
    'div',
    {},
    el('h2', {}, t.page.exhibits),
    el('ul', { class: 'exhibits' }, ...exhibits.map((exhibit) => exhibitView(exhibit, language, t))),
  )
}

function exhibitView(
  { number, title, acquiredAt, artefacts, unwitnessed, witnesses }: BundleExhibit,
  language: Language,
  t: Texts,
): HTMLElement {
  const witness = ({ name, grade, standing, at, key }: BundleExhibit['witnesses'][number]) => {
    const when = `${showTime(at, language)} (${showLater(acquiredAt, at, language)})`
    return fill(t.page.witness, { name: visible(name), grade: t.grades[grade], standing: t.standings[standing], at: when, key })
  }
  return el(
    'li',
    {},
    el('strong', {}, fill(t.page.exhibit, { number, title: visible(title) })),
    el('span', {}, fill(t.page.acquired, { at: showTime(acquiredAt, language), count: artefacts })),
    ...witnesses.map((one) => el('span', {}, witness(one))),
    unwitnessed ? el('span', {}, t.page.unwitnessed) : null,
  )
}

function checkView(check: CheckResult, { verdict }: BundleReport, t: Texts): HTMLElement {
  const { result, detail, item } = check
  return el(
    'li',
    { class: result },
    el('p', { class: 'outcome' }, symbol(SYMBOL[result]), ` ${t.result[result]}`),
    el('h3', {}, checkTitle(check, t)),
    el('p', {}, isOpenStamp(check) && verdict !== 'failed' ? t.page.stampShort : meaning(check, t)),
    item === null ? null : el('p', {}, `${t.page.item} `, el('code', {}, item)),
    // Details are for whoever has to find the cause, in one language.
    result === 'pass' ? null : el('p', { class: 'hint detail' }, `${t.page.detail} `, el('span', { lang: 'en' }, detail)),
  )
}

/** What a check means by how it came out: what it shows where it holds must never stand beside a failure. */
const MEANINGS = { pass: 'explain', fail: 'fails', 'not-checked': 'unchecked' } as const
const meaning = ({ name, result }: CheckResult, t: Texts) => t[MEANINGS[result]][name as CheckName]

const checkTitle = ({ name }: CheckResult, t: Texts) => t.checks[name as CheckName]
const symbol = (sign: string) => el('span', { class: 'symbol', 'aria-hidden': 'true' }, sign)
