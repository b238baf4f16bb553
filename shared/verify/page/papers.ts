import type { BundleKey, BundleReport, CheckResult } from '../../contract/index.ts'
import { visible } from '../../encoding/index.ts'
import { el } from './dom.ts'
import { type Texts, fill, inGroups } from './texts.ts'

/** Which characters to hold against which paper: whom a bundle and what stands in it come from, nothing else shows. */
export function papersView(report: BundleReport, t: Texts): HTMLElement {
  const { fingerprint, head, keys } = report
  const words = t.more.papers
  return el(
    'div',
    {},
    el('p', {}, words.lead),
    el(
      'ul',
      { class: 'papers' },
      fingerprint === null
        ? null
        : paper(words.export, [figure(null, fingerprint, 'fingerprint')], [words.exportPaper, exportCompared(report, t)]),
      ...[...keys].sort((a, b) => Number(b.witness) - Number(a.witness)).map((key) => keyView(key, t)),
      head === null ? null : paper(fill(words.head, { size: head.size }), [figure(words.root, head.root)], [receiptCompared(report, t)]),
    ),
  )
}

function keyView({ kid, fingerprint, name, witness }: BundleKey, t: Texts): HTMLElement {
  const words = t.more.papers
  const called = fill(witness ? words.witness : words.officer, { name: name === null ? words.unnamed : visible(name) })
  return paper(called, [figure(words.kid, kid), figure(words.fingerprint, fingerprint)], [witness ? words.witnessPaper : words.officerPaper])
}

const outcome = ({ checks }: BundleReport, wanted: string): CheckResult | undefined => checks.find(({ name }) => name === wanted)

function exportCompared(report: BundleReport, t: Texts): string {
  const result = outcome(report, 'fingerprint')?.result
  const words = t.more.papers
  return result === 'pass' ? words.exportSame : result === 'fail' ? words.exportOther : words.exportOpen
}

function receiptCompared(report: BundleReport, t: Texts): string {
  const check = outcome(report, 'receipt')
  const words = t.more.papers
  if (check?.result === 'pass') return words.headSame
  if (check?.result === 'fail') return words.headOther
  // Without an item nobody typed one.
  return check?.item === null ? words.headPaper : words.headUnsure
}

function paper(title: string, figures: readonly HTMLElement[], texts: readonly string[]): HTMLElement {
  return el('li', {}, el('h3', {}, title), ...figures, ...texts.map((text) => el('p', {}, text)))
}

function figure(label: string | null, hex: string, kind = ''): HTMLElement {
  return el('p', { class: `figure ${kind}` }, label === null ? null : el('span', { class: 'label' }, `${label} `), el('span', { class: 'hex' }, inGroups(hex)))
}
