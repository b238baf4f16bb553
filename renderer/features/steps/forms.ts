import { formatKronor, KINDS, RecordContent, type RecordKind } from '../../../shared/model/index.ts'

/** How a field of a record is asked for. The model says what is allowed; this only says with which control. */
export type Widget =
  | { as: 'line' | 'area' | 'text' | 'day' | 'list' | 'count' | 'money' }
  | { as: 'platform' | 'engine' | 'category' | 'offence' }
  | { as: 'choice'; values: readonly string[]; optional?: boolean }
  | { as: 'choices'; values: readonly string[] }
  | { as: 'record' | 'records'; of: RecordKind }
  | { as: 'accounts' | 'account' | 'results' | 'elements' }

export interface Field {
  name: string
  widget: Widget
}

const field = (name: string, widget: Widget | Widget['as']): Field => ({ name, widget: typeof widget === 'string' ? ({ as: widget } as Widget) : widget })
const choice = (values: readonly string[], optional = false): Widget => ({ as: 'choice', values, optional })

/** In the order in which they are asked for. Kinds that the window writes in another way have none. */
export const FORMS: { [K in Exclude<RecordKind, 'step-mark' | 'task' | 'recheck-plan'>]: readonly Field[] } = {
  'monitoring-order': [field('to', 'line'), field('text', 'text'), field('sentOn', 'day'), field('answeredOn', 'day'), field('note', 'area')],
  'platform-report': [
    field('platform', 'platform'),
    field('urls', 'list'),
    field('category', 'category'),
    field('language', choice(['sv', 'en'])),
    field('text', 'text'),
    field('sentOn', 'day'),
    field('reference', 'line'),
    field('receivedOn', 'day'),
    field('outcome', choice(['removed', 'restricted', 'partly', 'refused'], true)),
    field('decidedOn', 'day'),
    field('appealedOn', 'day'),
    field('appealOutcome', choice(['changed', 'upheld'], true)),
    field('followUpOn', 'day'),
    field('note', 'area'),
  ],
  provocation: [field('on', 'day'), field('channel', 'line'), field('from', 'line'), field('summary', 'area')],
  mandate: [
    field('principal', 'line'),
    field('holder', 'line'),
    field('accounts', 'accounts'),
    field('from', 'day'),
    field('until', 'day'),
    field('may', { as: 'choices', values: ['read', 'delete', 'report', 'block'] }),
    field('limits', 'area'),
    field('signedOn', 'day'),
    field('endedOn', 'day'),
    field('endNote', 'area'),
  ],
  'account-action': [
    field('mandate', { as: 'record', of: 'mandate' }),
    field('account', 'account'),
    field('action', choice(['read', 'saved', 'deleted', 'reported', 'blocked'])),
    field('count', 'count'),
    field('on', 'day'),
    field('note', 'area'),
  ],
  offence: [
    field('offence', 'offence'),
    field('on', 'day'),
    field('from', 'day'),
    field('matter', 'area'),
    field('complaint', choice(['unclear', 'not-needed', 'missing', 'made'])),
    field('complaintOn', 'day'),
    field('notes', 'elements'),
    field('stop', choice(['detained', 'served', 'penalty-order'], true)),
    field('stopOn', 'day'),
    field('note', 'area'),
  ],
  'police-report': [
    field('offences', { as: 'records', of: 'offence' }),
    field('filedOn', 'day'),
    field('how', choice(['phone', 'station', 'web', 'letter'])),
    field('authority', 'line'),
    field('reference', 'line'),
    field('contact', 'line'),
    field('note', 'area'),
  ],
  'police-decision': [
    field('report', { as: 'record', of: 'police-report' }),
    field('on', 'day'),
    field('decision', choice(['opened', 'not-opened', 'closed', 'review-requested', 'review-refused', 'reopened', 'charged', 'judgment', 'other'])),
    field('reason', 'area'),
    field('followUpOn', 'day'),
  ],
  'preservation-request': [
    field('to', 'line'),
    field('urls', 'list'),
    field('accounts', 'list'),
    field('text', 'text'),
    field('sentOn', 'day'),
    field('outcome', choice(['ordered', 'refused'], true)),
    field('answeredOn', 'day'),
    field('until', 'day'),
    field('note', 'area'),
  ],
  deindexing: [
    field('engine', 'engine'),
    field('words', 'list'),
    field('results', 'results'),
    field('text', 'text'),
    field('sentOn', 'day'),
    field('reference', 'line'),
    field('outcome', choice(['granted', 'partly', 'refused'], true)),
    field('decidedOn', 'day'),
    field('followUpOn', 'day'),
    field('note', 'area'),
  ],
  'civil-contact': [field('with', 'line'), field('on', 'day'), field('how', 'line'), field('summary', 'area'), field('next', 'line'), field('followUpOn', 'day')],
  cost: [field('what', 'line'), field('sort', choice(['cost', 'damage'])), field('ore', 'money'), field('on', 'day'), field('paidBy', 'line'), field('note', 'area')],
  claim: [field('against', 'line'), field('on', 'day'), field('interruptedOn', 'day'), field('note', 'area')],
  'employer-report': [
    field('happenedOn', 'day'),
    field('serious', choice(['yes', 'no', 'unclear'])),
    field('why', 'area'),
    field('text', 'text'),
    field('sentOn', 'day'),
    field('reference', 'line'),
    field('note', 'area'),
  ],
  support: [
    field('sort', choice(['contact-person', 'talk', 'measure', 'security', 'health'])),
    field('who', 'line'),
    field('on', 'day'),
    field('note', 'area'),
    field('followUpOn', 'day'),
  ],
  wishes: [field('on', 'day'), field('wants', 'area'), field('spare', 'area'), field('contact', 'area')],
}
export type FormKind = keyof typeof FORMS

/** What is asked for in a step besides tasks, in order. */
export const KINDS_OF_STEP = Object.groupBy(Object.keys(FORMS) as FormKind[], (kind) => KINDS[kind].step ?? 'overview')

/** As the controls hold it: text, several texts, or rows of two. */
export type Pair = readonly [string, string]
export type Value = string | readonly string[] | readonly Pair[]
export type Values = Readonly<Record<string, Value>>
export type Problem = 'required' | 'badDay' | 'badMoney' | 'badNumber' | 'tooLong'

export const textOf = (values: Values, name: string): string => {
  const value = values[name]
  return typeof value === 'string' ? value : ''
}
export const textsOf = (values: Values, name: string): readonly string[] => {
  const value = values[name]
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []
}
export const pairsOf = (values: Values, name: string): readonly Pair[] => {
  const value = values[name]
  return Array.isArray(value) ? value.filter((one): one is Pair => typeof one !== 'string') : []
}

const isPairs = ({ as }: Widget) => as === 'accounts' || as === 'results' || as === 'elements' || as === 'account'
const isTexts = ({ as }: Widget) => as === 'choices' || as === 'records'

export function emptyValues(kind: FormKind, today: string): Values {
  return Object.fromEntries(
    FORMS[kind].map(({ name, widget }): [string, Value] => {
      if (isPairs(widget)) return [name, widget.as === 'accounts' || widget.as === 'results' ? [['', '']] : []]
      // What a mandate allows is for the exposed person to say: nothing is ticked beforehand.
      if (isTexts(widget)) return [name, []]
      // No judgement is filled in beforehand where there is a word for not knowing.
      if (widget.as === 'choice' && widget.optional !== true) return [name, (widget.values.includes('unclear') ? 'unclear' : widget.values[0]) ?? '']
      // The day that a record is of, and not one on which something is yet to happen.
      return [name, name === 'on' || name === 'from' && kind === 'mandate' ? today : widget.as === 'count' ? '1' : '']
    }),
  )
}

const PAIR_KEYS: Readonly<Record<string, Pair>> = { accounts: ['platform', 'account'], account: ['platform', 'account'], results: ['url', 'reason'], elements: ['element', 'text'] }

export function toValues({ kind, ...content }: RecordContent): Values {
  const given: Readonly<Record<string, unknown>> = content
  return Object.fromEntries(
    FORMS[kind as FormKind].map(({ name, widget }): [string, Value] => {
      const value = given[name]
      const keys = PAIR_KEYS[widget.as]
      if (keys !== undefined) {
        const rows = (Array.isArray(value) ? value : [value]) as Readonly<Record<string, string>>[]
        return [name, rows.map((row): Pair => [row[keys[0]] ?? '', row[keys[1]] ?? ''])]
      }
      if (widget.as === 'list') return [name, (value as string[]).join('\n')]
      if (widget.as === 'money') return [name, formatKronor(value as number)]
      if (Array.isArray(value)) return [name, value as string[]]
      return [name, typeof value === 'string' || typeof value === 'number' ? String(value) : '']
    }),
  )
}

/** What the controls hold as the model wants it, or what is wrong with which field. */
export function toContent(kind: FormKind, values: Values): { content: RecordContent } | { problems: Readonly<Record<string, Problem>> } {
  const problems: Record<string, Problem> = {}
  const fields = Object.fromEntries(FORMS[kind].map(({ name, widget }) => [name, valueOf(widget, values, name)]))
  const parsed = RecordContent.safeParse({ kind, ...fields })
  if (parsed.success) return { content: parsed.data }
  for (const { path, code } of parsed.error.issues) {
    const name = String(path[0] ?? '')
    const widget = FORMS[kind].find((one) => one.name === name)?.widget
    problems[name] ??= problemOf(widget, textOf(values, name), code)
  }
  return { problems }
}

function problemOf(widget: Widget | undefined, text: string, code: string): Problem {
  if (code === 'too_big') return widget?.as === 'count' || widget?.as === 'money' ? 'badNumber' : 'tooLong'
  if (text.trim() === '') return 'required'
  if (widget?.as === 'day') return 'badDay'
  if (widget?.as === 'money') return 'badMoney'
  return widget?.as === 'count' ? 'badNumber' : 'required'
}

function valueOf(widget: Widget, values: Values, name: string): unknown {
  const text = textOf(values, name).trim()
  const keys = PAIR_KEYS[widget.as]
  if (keys !== undefined) {
    const rows = pairsOf(values, name)
      .filter(([first, second]) => first.trim() !== '' || second.trim() !== '')
      .map(([first, second]) => ({ [keys[0]]: first.trim(), [keys[1]]: second.trim() }))
    return widget.as === 'account' ? (rows[0] ?? null) : widget.as === 'elements' ? rows.filter(({ text: note }) => note !== '') : rows
  }
  switch (widget.as) {
    case 'choices':
    case 'records':
      return textsOf(values, name)
    case 'list':
      return text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]))
    case 'day':
      return text === '' ? null : text
    case 'choice':
      return text === '' ? null : text
    case 'count':
      return /^\d{1,9}$/.test(text) ? Number(text) : null
    case 'money':
      return parseKronor(text)
    default:
      return text
  }
}

/** Kronor as people write them, in öre; null where it is no amount. */
export function parseKronor(text: string): number | null {
  const found = /^(\d{1,3}(?:[ \u00a0\u202f]?\d{3})*)(?:[.,](\d{1,2}))?(?: ?kr)?$/.exec(text.trim())
  if (found === null) return null
  const [, kronor = '', ore = ''] = found
  return Number(kronor.replace(/\D/g, '')) * 100 + Number(ore.padEnd(2, '0'))
}
