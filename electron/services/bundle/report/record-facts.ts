import { visible } from '../../../../shared/encoding/index.ts'
import { ENGINES, offenceOf, PLATFORMS } from '../../../../shared/law/index.ts'
import { catalogues } from '../../../../shared/locales/index.ts'
import { formatKronor, KINDS, type Language, type RecordContent } from '../../../../shared/model/index.ts'
import { seq6 } from '../data-files.ts'
import type { Noted } from './records.ts'
import { platformName } from './spread.ts'
import type { Fact } from './style.ts'
import type { Words } from './words.ts'

/** Of a text, characters; lines of a list. What is longer stands whole in the bundle's data. */
const CUT = { text: 1500, line: 300, lines: 20 }
/** What is yet to be looked at says nothing of what was done, and the language of a letter is seen in it. */
const UNTOLD: ReadonlySet<string> = new Set(['kind', 'followUpOn', 'language'])

/** What a record says, field by field, as far as anything stands there. */
export function factsOf(words: Words, language: Language, record: Noted, numbers: ReadonlyMap<string, number>): Fact[] {
  const { content } = record
  const fields: Readonly<Record<string, string>> = catalogues[language].records.field[content.kind]
  const given: Readonly<Record<string, unknown>> = content
  return [
    // In the model's order: a payload's keys are sorted by their letters.
    ...Object.keys(KINDS[content.kind].content.shape)
      .filter((name) => !UNTOLD.has(name) && !(content.kind === 'offence' && name === 'notes'))
      .flatMap((name): Fact[] => {
        const value = valueOf(words, language, { record, name, value: given[name], numbers })
        return value === '' ? [] : [{ label: fields[name] ?? name, value, ...(name === 'urls' || name === 'results' ? { style: 'mono' } : {}) }]
      }),
    ...(content.kind === 'offence' ? elements(words, language, content, record) : []),
    ...links(words, language, record),
  ]
}

interface Field {
  record: Noted
  name: string
  value: unknown
  numbers: ReadonlyMap<string, number>
}

function valueOf(words: Words, language: Language, { record, name, value, numbers }: Field): string {
  const { t, count } = words
  const { kind } = record.content
  if (typeof value === 'number') return name === 'ore' ? t('report.done.kronor', { amount: formatKronor(value) }) : count(value)
  if (typeof value === 'string') {
    const chosen = choiceOf(language, kind, name, value)
    if (chosen !== null) return chosen
    if (name === 'report') return referTo(words, [value], numbers)
    if (/^\d{4}-\d{2}-\d{2}$/.test(value) && name.toLowerCase().endsWith('on')) return words.day(value)
    return cut(words, named(record.content, name, value, language), record)
  }
  if (!Array.isArray(value) || value.length === 0) return ''
  if (name === 'offences') return referTo(words, value.map(String), numbers)
  const lines = value.slice(0, CUT.lines).map((one: unknown) => lineOf(one, language))
  return [...lines, ...(value.length > CUT.lines ? [t('report.done.more', { count: value.length - CUT.lines, shown: count(value.length - CUT.lines), file: fileOf(record) })] : [])].join('\n')
}

/** The words for a choice of the model's; null: the field has none, or is free. */
function choiceOf(language: Language, kind: string, name: string, value: string): string | null {
  const choices: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>> = catalogues[language].records.choice
  const of = Object.hasOwn(choices, kind) ? choices[kind] : undefined
  const values = of !== undefined && Object.hasOwn(of, name) ? of[name] : undefined
  return values !== undefined && Object.hasOwn(values, value) ? (values[value] ?? null) : null
}

/** What the law's data knows by an id; else as it was written. */
function named(content: RecordContent, name: string, value: string, language: Language): string {
  if (name === 'platform') return platformName(value, language)
  if (name === 'engine') return ENGINES.find(({ id }) => id === value)?.name ?? value
  if (name === 'category' && content.kind === 'platform-report') {
    const all = [PLATFORMS.find(({ id }) => id === content.platform), ...PLATFORMS].flatMap((each) => each?.report.categories ?? [])
    return all.find(({ id }) => id === value)?.text[language] ?? value
  }
  if (name !== 'offence') return value
  const offence = offenceOf(value)
  return offence === null ? value : `${offence.name[language]} (${offence.cite[language]})`
}

function lineOf(one: unknown, language: Language): string {
  const short = (text: string) => shortened(visible(text), CUT.line)
  if (typeof one === 'string') return short(one)
  if (typeof one !== 'object' || one === null) return ''
  if ('platform' in one && 'account' in one) return `${short(platformName(String(one.platform), language))}, ${short(String(one.account))}`
  if (!('url' in one)) return ''
  const reason = 'reason' in one ? String(one.reason).trim() : ''
  return reason === '' ? short(String(one.url)) : `${short(String(one.url))}\n${short(reason)}`
}

/** Other records by their numbers in the report; of those that aren't in the bundle only how many. */
function referTo({ t }: Words, ids: readonly string[], numbers: ReadonlyMap<string, number>): string {
  const known = ids.flatMap((id) => numbers.get(id) ?? []).toSorted((a, b) => a - b)
  const out = ids.length - known.length
  return [...(known.length === 0 ? [] : [t('report.done.seeNumber', { numbers: known.join(', ') })]), ...(out === 0 ? [] : [t('report.done.elsewhere', { count: out })])].join('\n')
}

/** Each element that something was tied to or written of, with the exhibits that a person chose. */
function elements({ t }: Words, language: Language, content: RecordContent<'offence'>, record: Noted): Fact[] {
  const known = offenceOf(content.offence)
  const texts = new Map([...(known?.elements ?? []), ...(offenceOf(known?.ordinary ?? '')?.elements ?? [])].map(({ id, text }) => [id, text[language]]))
  const tied = new Set([...record.exhibits.map(({ role }) => role.replace('element.', '')), ...content.notes.map(({ element }) => element)])
  const order = [...texts.keys(), ...[...tied].filter((id) => !texts.has(id))].filter((id) => tied.has(id))
  return order.map((id) => {
    const numbers = record.exhibits.filter(({ role }) => role === `element.${id}`).map(({ number }) => number)
    const notes = content.notes.filter(({ element }) => element === id).map(({ text }) => bounded(visible(text, { lines: true }).trim()))
    return {
      label: t('report.done.element'),
      value: [visible(texts.get(id) ?? id), ...(numbers.length === 0 ? [] : [`${t('report.done.exhibits')}: ${numbers.join(', ')}`]), ...notes.map((note) => `${t('report.done.note')}: ${note}`)].join('\n'),
    }
  })
}

function links({ t }: Words, language: Language, { exhibits }: Noted): Fact[] {
  const roles: Readonly<Record<string, string>> = catalogues[language].records.role
  const byRole = Map.groupBy(exhibits.filter(({ role }) => !role.startsWith('element.')), ({ role }) => role)
  if (byRole.size === 0) return []
  return [{ label: t('report.done.exhibits'), value: [...byRole].map(([role, some]) => `${roles[role] ?? visible(role)}: ${some.map(({ number }) => number).join(', ')}`).join('\n') }]
}

function cut({ t }: Words, text: string, record: Noted): string {
  const whole = visible(text, { lines: true }).trim()
  const shown = bounded(whole)
  return shown === whole ? whole : `${shown}\n${t('report.done.cut', { file: fileOf(record) })}`
}

const bounded = (text: string): string => shortened(text.split('\n').slice(0, CUT.lines).join('\n'), CUT.text)

const fileOf = ({ seq }: Noted): string => `data/ledger-payloads/${seq6(seq)}.json`

const shortened = (text: string, most: number): string => (text.length <= most ? text : `${text.slice(0, most - 1).toWellFormed()}…`)
