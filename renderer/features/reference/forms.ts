import type { CallInput } from '../../../shared/contract/index.ts'
import { type ReferenceArea, ReferenceContent, type ReferenceKind, referenceDraft, typedHost } from '../../../shared/model/index.ts'

/** The forms of local additions as data: which fields each kind has, and what their text becomes. */

type Widget = 'line' | 'area' | 'list' | 'address' | 'hosts' | 'years' | 'day'
export interface Field {
  name: string
  as: Widget
}

const FIELDS: { readonly [K in ReferenceKind]: readonly (readonly [name: string, as: Widget])[] } = {
  platform: [['name', 'line'], ['hosts', 'hosts'], ['where', 'address'], ['how', 'area'], ['asks', 'list'], ['categories', 'list'], ['dsaNotice', 'address'], ['appeal', 'area']],
  engine: [['name', 'line'], ['form', 'address'], ['index', 'area'], ['asks', 'list'], ['appeal', 'area']],
  agency: [['name', 'line'], ['purpose', 'area'], ['url', 'address'], ['phone', 'line']],
  'offence-note': [['note', 'area'], ['years', 'years'], ['from', 'day'], ['until', 'day']],
  checked: [['note', 'area']],
}
const SAID: readonly Field[] = [
  { name: 'source', as: 'line' },
  { name: 'date', as: 'day' },
  { name: 'reason', as: 'area' },
]

/** What is written of: an addition of its own (`of` null), or one beside a shipped entry. */
export interface Subject {
  kind: ReferenceKind
  area: ReferenceArea
  of: string | null
}

/** What stands beside something shipped is called what that is. */
export const fieldsOf = ({ kind, of }: Subject): readonly Field[] =>
  [...FIELDS[kind].map(([name, as]): Field => ({ name, as })).filter(({ name }) => name !== 'name' || of === null), ...SAID]

export type Values = Readonly<Record<string, string>>
export type Problem = 'required' | 'badAddress' | 'badHost' | 'badDay' | 'badYears' | 'badSource' | 'wrong' | 'backwards' | 'saysNothing'
type Draft = Pick<CallInput<'reference.save'>, 'content' | 'source' | 'date' | 'reason'>

export const emptyValues = (subject: Subject, today: string): Values => Object.fromEntries(fieldsOf(subject).map(({ name }) => [name, name === 'date' ? today : '']))

/** The reason is of the version that is to come. */
export function toValues(subject: Subject, { content, source, date }: Omit<Draft, 'reason'>): Values {
  const held = new Map<string, unknown>(Object.entries({ ...content, source, date, reason: '' }))
  return Object.fromEntries(fieldsOf(subject).map(({ name }) => [name, textOf(held.get(name))]))
}

const textOf = (value: unknown): string => (Array.isArray(value) ? value.join('\n') : typeof value === 'number' ? String(value) : typeof value === 'string' ? value : '')
const linesOf = (text: string): string[] => text.split('\n').map((line) => line.trim()).filter((line) => line !== '')

function valueOf(as: Widget, text: string): unknown {
  const trimmed = text.trim()
  switch (as) {
    case 'list':
      return linesOf(text)
    case 'hosts':
      // What is no host stays as it was typed, for the model to refuse.
      return [...new Set(linesOf(text).map((line) => typedHost(line) ?? line))]
    case 'address':
    case 'day':
      return trimmed === '' ? null : trimmed
    case 'years':
      return trimmed === '' ? null : /^\d{1,3}$/.test(trimmed) ? Number(trimmed) : trimmed
    default:
      return trimmed.normalize('NFC')
  }
}

const PROBLEMS: Partial<Record<Widget, Problem>> = { address: 'badAddress', hosts: 'badHost', day: 'badDay', years: 'badYears' }

/** What the controls hold as the model wants it, or what is wrong with which field. */
export function toDraft(subject: Subject, values: Values): { draft: Draft } | { problems: Readonly<Record<string, Problem>> } {
  const { kind, area, of } = subject
  const fields = fieldsOf(subject)
  const read = new Map(fields.map(({ name, as }) => [name, valueOf(as, values[name] ?? '')]))
  const problems: Record<string, Problem> = {}
  const blame = (name: string) => {
    const as = fields.find((one) => one.name === name)?.as
    const empty = (values[name] ?? '').trim() === ''
    problems[name] ??= empty ? 'required' : name === 'source' ? 'badSource' : (PROBLEMS[as ?? 'line'] ?? 'wrong')
  }

  const said = { source: referenceDraft.source.safeParse(read.get('source')), date: referenceDraft.date.safeParse(read.get('date')), reason: referenceDraft.reason.safeParse(read.get('reason')) }
  for (const [name, { success }] of Object.entries(said)) if (!success) blame(name)

  const own = fields.filter((field) => !SAID.some(({ name }) => name === field.name)).map(({ name }) => [name, read.get(name)])
  const named = kind === 'platform' || kind === 'engine' || kind === 'agency' ? { name: of === null ? read.get('name') : null } : {}
  const content = ReferenceContent.safeParse({ kind, of, ...(kind === 'checked' && { area }), ...Object.fromEntries(own), ...named })
  for (const { path } of content.error?.issues ?? []) {
    const [name] = path
    if (typeof name === 'string' && read.has(name)) blame(name)
  }
  // Each field by itself is right, and together they aren't.
  if (!content.success && Object.keys(problems).every((name) => name in said)) {
    const [from, until] = [read.get('from'), read.get('until')]
    if (typeof from === 'string' && typeof until === 'string' && from > until) problems['until'] ??= 'backwards'
    else problems[fields[0]?.name ?? ''] ??= 'saysNothing'
  }
  if (!content.success || !said.source.success || !said.date.success || !said.reason.success) return { problems }
  return { draft: { content: content.data, source: said.source.data, date: said.date.data, reason: said.reason.data } }
}
