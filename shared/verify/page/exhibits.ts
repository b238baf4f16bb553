import type { BundleExhibit, BundleFile, BundleReport } from '../../contract/index.ts'
import { visible } from '../../encoding/index.ts'
import { isUntold, receivedState, type Language } from '../../model/index.ts'
import { exhibitFolder } from '../layout.ts'
import { coveredList } from './covered.ts'
import { coveredView, kindOf } from './content.ts'
import { el } from './dom.ts'
import { longList } from './list.ts'
import { type Texts, fill, inGroups, showLater, showNumber, showTime } from './texts.ts'

/** Reads a file of what was checked, and holds it against its hash once more. Null: it isn't that file. */
export type OpenContent = (file: { path: string; bytes: number; sha256: string }) => Promise<Uint8Array<ArrayBuffer> | null>

export function exhibitsView(report: BundleReport, language: Language, t: Texts, open: OpenContent): HTMLElement {
  return longList('ul', 'exhibits', report.exhibits, (exhibit) => exhibitView(exhibit, report, language, t, open), t)
}

function exhibitView(exhibit: BundleExhibit, report: BundleReport, language: Language, t: Texts, open: OpenContent): HTMLElement {
  const { number, title, kind, address, acquiredAt, completeness, contentRoot, files, covering, masked } = exhibit
  const words = t.more.exhibits
  const bound = report.noLaterThan.find((each) => each.number === number)
  const row = (label: string, value: Node | string | null) => (value === null ? [] : [el('dt', {}, label), el('dd', {}, value)])
  return el(
    'li',
    {},
    el('h3', {}, fill(t.page.exhibit, { number, title: visible(title) })),
    el(
      'dl',
      {},
      ...row(words.kind, words.kinds[kind]),
      // Never a link: the address leads to where the victim is exposed.
      ...row(words.address, address === null ? null : visible(address)),
      ...row(words.acquired, showTime(acquiredAt, language, true)),
      ...row(words.noLaterThan, bound === undefined ? null : fill(words.by, { at: showTime(bound.at, language, true), authority: visible(bound.authority) })),
      ...row(words.completeness, masked ? words.masked : completeness === null ? null : words[completeness]),
      ...row(words.witnesses, witnessesView(exhibit, language, t)),
      ...row(words.contentRoot, el('code', {}, inGroups(contentRoot))),
    ),
    covering === undefined ? null : coveredList(covering, language, t),
    el(
      'details',
      {},
      el('summary', {}, fill(words.files, { count: files.length })),
      longList('ul', 'files', files, (file) => fileView(file, exhibit, report, language, t, open), t),
    ),
  )
}

function witnessesView({ kind, acquiredAt, unwitnessed, witnesses, unshown, received }: BundleExhibit, language: Language, t: Texts): HTMLElement {
  const lines = witnesses.map(({ name, grade, standing, at, key }) => {
    const when = `${showTime(at, language)} (${showLater(acquiredAt, at, language)})`
    return fill(t.page.witness, { name: visible(name), grade: t.grades[grade], standing: t.standings[standing], at: when, key: inGroups(key) })
  })
  if (received !== undefined) lines.push(fill(t.page[receivedState(received)], { reason: visible(received.reason) }))
  if (unshown > 0) lines.push(fill(t.more.exhibits.unshown, { count: unshown }))
  if (isUntold({ witnesses, unshown })) lines.push(t.more.exhibits.untold)
  else if (unwitnessed) lines.push(t.page.unwitnessed)
  else if (lines.length === 0 && (kind === 'comparison' || kind === 'recheck')) lines.push(t.more.exhibits.comparison)
  return el('span', {}, ...lines.map((line) => el('span', { class: 'line' }, line)))
}

const SYMBOL = { same: '✓', other: '✗', absent: '–' } as const
const CLASS = { same: 'pass', other: 'fail', absent: 'not-checked' } as const

function fileView(file: BundleFile, { number }: BundleExhibit, { verdict }: BundleReport, language: Language, t: Texts, open: OpenContent): HTMLElement {
  const { name, bytes, sha256, mediaType, state } = file
  const words = t.more.exhibits
  const size = fill(words.bytes, { bytes: showNumber(bytes, language) })
  return el(
    'li',
    { class: CLASS[state] },
    el('p', {}, el('strong', {}, visible(name)), ` ${visible(mediaType)}, ${size}`),
    el('p', { class: 'detail' }, 'SHA-256 ', el('code', {}, sha256)),
    el('p', { class: 'outcome' }, el('span', { class: 'symbol', 'aria-hidden': 'true' }, SYMBOL[state]), ` ${words.state[state]}`),
    // What isn't the file that was acquired is never shown as if it were.
    state === 'same' ? showing(file, number, verdict === 'failed', language, t, open) : null,
  )
}

/** Only on request, and covered even then. */
function showing(file: BundleFile, number: number, doubtful: boolean, language: Language, t: Texts, open: OpenContent): HTMLElement {
  const { name, bytes, sha256 } = file
  const words = t.more.exhibits
  const kind = kindOf(file)
  if (kind === null) return el('p', { class: 'hint' }, words.notHere)
  const place = el('div', {})
  const button = el('button', { type: 'button', 'aria-label': fill(words.showNamed, { name }), 'aria-expanded': 'false' }, words.show)
  const close = () => {
    place.replaceChildren()
    button.setAttribute('aria-expanded', 'false')
    button.focus()
  }
  button.addEventListener('click', () => {
    if (place.hasChildNodes()) return close()
    const get = () => open({ path: exhibitFolder(number) + name, bytes, sha256 })
    const covered = coveredView({ kind, name: fill(words.picture, { number, name }), bytes, doubtful, language, t, get, close })
    place.replaceChildren(covered)
    button.setAttribute('aria-expanded', 'true')
    covered.focus()
  })
  return el('div', {}, button, place)
}
