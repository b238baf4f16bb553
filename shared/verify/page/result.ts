import type { BundleReport, CheckResult } from '../../contract/index.ts'
import { visible } from '../../encoding/index.ts'
import type { Language } from '../../model/index.ts'
import type { CheckName } from '../index.ts'
import { el } from './dom.ts'
import { custodyView } from './custody.ts'
import { type OpenContent, exhibitsView } from './exhibits.ts'
import { papersView } from './papers.ts'
import { isOpenStamp, openStampView, stampView } from './stamp.ts'
import { type Texts, showTime } from './texts.ts'

/** Symbols differ in shape, and the word always stands beside them. */
const SYMBOL = { pass: '✓', fail: '✗', 'not-checked': '–' } as const
const VERDICT_SYMBOL = { ok: '✓', incomplete: '–', failed: '✗' } as const

/** In the order of what leans on what: the verdict, whom it comes from, what is in it, and every check. */
export function resultView(report: BundleReport, language: Language, t: Texts, open: OpenContent): HTMLElement {
  const { verdict, about, exhibits, custody, checks, timestamp } = report
  const parts = [
    { id: 'papers', title: t.more.papers.title, body: papersView(report, t) },
    { id: 'about', title: t.page.about, body: about === null ? null : aboutView(about, language, t) },
    { id: 'time', title: t.more.stamp.title, body: timestamp === null || verdict === 'failed' ? null : stampView(timestamp, language, t) },
    { id: 'exhibits', title: t.page.exhibits, body: exhibits.length === 0 ? null : exhibitsView(report, language, t, open) },
    { id: 'custody', title: t.more.custody.title, body: custody.length === 0 ? null : custodyView(report, language, t) },
    { id: 'checks', title: t.page.checks, body: el('ol', { class: 'checks' }, ...checks.map((check) => checkView(check, report, t))) },
  ].filter(({ body }) => body !== null)
  return el(
    'div',
    {},
    verdictView(report, t),
    el('nav', { 'aria-label': t.more.nav }, el('ul', {}, ...parts.map(({ id, title }) => el('li', {}, el('a', { href: `#${id}` }, title))))),
    ...parts.map(({ id, title, body }) => el('section', { id, 'aria-labelledby': `${id}-title` }, el('h2', { id: `${id}-title` }, title), body)),
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
    openStampView(report, t),
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

function aboutView(about: NonNullable<BundleReport['about']>, language: Language, t: Texts): HTMLElement {
  const row = (label: string, value: string) => [el('dt', {}, label), el('dd', {}, value)]
  return el(
    'div',
    {},
    el('p', { class: 'hint' }, t.page.aboutHint),
    el(
      'dl',
      {},
      ...row(t.page.case, visible(about.caseTitle)),
      ...row(t.page.number, String(about.number)),
      ...row(t.page.exported, showTime(about.exportedAt, language)),
      ...derivedRows(about, t).flatMap(([label, value]) => row(label, value)),
    ),
  )
}

/** What it leaves out, where it isn't the whole case. */
function derivedRows({ profile, derived, office, disposed }: NonNullable<BundleReport['about']>, t: Texts): [label: string, value: string][] {
  const words = t.more.derived
  const gone: [string, string][] = disposed === 0 ? [] : [[words.disposed, String(disposed)]]
  if (derived === null) return [[words.profile, words.profiles[profile]], ...(office === 0 ? [] : [[words.office, String(office)] as [string, string]]), ...gone]
  return [
    [words.profile, words.profiles[profile]],
    [words.leftOut, derived.leftOut.length === 0 ? words.none : derived.leftOut.join(', ')],
    ...(profile === 'masked' ? [[words.masked, String(derived.masked)] as [string, string]] : []),
    [words.withheld, String(derived.withheld)],
    ...gone,
    [words.reason, visible(derived.reason)],
  ]
}

function checkView(check: CheckResult, { verdict }: BundleReport, t: Texts): HTMLElement {
  const { name, result, detail, item } = check
  return el(
    'li',
    { class: result, 'data-check': name },
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
