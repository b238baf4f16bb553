import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { emptyValues, FORMS, type Field, type FormKind, KINDS_OF_STEP, parseKronor, toContent, toValues, type Value, type Widget } from '../../renderer/features/steps/forms.ts'
import { formatKronor } from '../../shared/model/index.ts'
import { barsOf } from '../../renderer/features/sightings/bars.ts'
import { catalogues } from '../../shared/locales/index.ts'
import { KINDS, RecordContent, STEPS } from '../../shared/model/index.ts'

/** The forms of the records against the model and the words: pure, without a window. */
const FORM_KINDS = Object.keys(FORMS) as FormKind[]
const LANGUAGES = ['sv', 'en'] as const
const TODAY = '2026-03-05'
const ID = (digit: string) => `r-${digit.repeat(32)}`

/** What a schema takes once null is taken off, and whether null was among it. */
function bare(schema: z.ZodType): { schema: z.ZodType; nullable: boolean } {
  const { def } = schema as unknown as { def: { type: string; innerType?: z.ZodType } }
  return def.type === 'nullable' && def.innerType !== undefined ? { schema: def.innerType, nullable: true } : { schema, nullable: false }
}
const shapeOf = (kind: FormKind): Record<string, z.ZodType> => KINDS[kind].content.shape
const enumOf = (schema: z.ZodType): readonly string[] | null => {
  const { def } = schema as unknown as { def: { type: string; entries?: Record<string, string>; element?: z.ZodType } }
  if (def.type === 'enum') return Object.values(def.entries ?? {})
  return def.type === 'array' && def.element !== undefined ? enumOf(def.element) : null
}
/** A branch of a catalogue, by its keys. */
function words(root: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((at, key) => (typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined), root)
}
const isText = (value: unknown): boolean => typeof value === 'string' && value.trim() !== ''

const SAMPLES: { [K in FormKind]: RecordContent<K> } = {
  'monitoring-order': { kind: 'monitoring-order', to: 'Kommunikation', text: 'Hej.\n\nSök efter namnet.', sentOn: '2026-03-01', answeredOn: null, note: '' },
  'platform-report': { kind: 'platform-report', platform: 'facebook', urls: ['https://a.example/1', 'https://a.example/2'], category: 'harassment', text: 'Text', language: 'en', sentOn: '2026-03-01', reference: 'F 1', receivedOn: '2026-03-02', outcome: 'partly', decidedOn: '2026-03-03', appealedOn: null, appealOutcome: null, followUpOn: null, note: 'Rad ett\nrad två' },
  provocation: { kind: 'provocation', on: '2026-03-02', channel: 'Messenger', from: '@okänd', summary: 'Vågar du svara?' },
  mandate: { kind: 'mandate', principal: 'Karin', holder: 'Birgitta', accounts: [{ platform: 'Facebook', account: 'karin.ek' }, { platform: 'X', account: '@karin' }], from: '2026-03-01', until: '2026-04-01', may: ['read', 'block'], limits: '', signedOn: null, endedOn: null, endNote: '' },
  'account-action': { kind: 'account-action', mandate: ID('1') as RecordContent<'account-action'>['mandate'], account: { platform: 'X', account: '@karin' }, action: 'deleted', count: 12, on: '2026-03-02', note: '' },
  offence: { kind: 'offence', offence: 'olaga-hot', from: '2026-03-01', on: '2026-03-03', matter: '', complaint: 'made', complaintOn: '2026-03-04', notes: [{ element: 'olaga-hot.hot', text: 'Står i inlägget.' }], stop: 'served', stopOn: '2026-06-01', note: '' },
  'police-report': { kind: 'police-report', filedOn: '2026-03-04', how: 'web', authority: 'Region Väst', reference: '5000-K1-26', contact: '', offences: [ID('2'), ID('3')] as RecordContent<'police-report'>['offences'], note: '' },
  'police-decision': { kind: 'police-decision', report: ID('4') as RecordContent<'police-decision'>['report'], on: '2026-05-01', decision: 'closed', reason: 'Spaningsuppslag saknas.', followUpOn: '2026-05-20' },
  'preservation-request': { kind: 'preservation-request', to: 'Region Väst', urls: [], accounts: ['@nagon 123', 'id 9'], text: '', sentOn: '2026-03-04', outcome: 'ordered', answeredOn: null, until: '2026-06-01', note: '' },
  deindexing: { kind: 'deindexing', engine: 'google', words: ['Karin Ek', 'karin ek kommun'], results: [{ url: 'https://a.example/1', reason: 'Hot' }, { url: 'https://a.example/2', reason: '' }], text: '', sentOn: null, reference: '', outcome: 'refused', decidedOn: '2026-04-01', followUpOn: null, note: '' },
  'civil-contact': { kind: 'civil-contact', with: 'Advokat', on: '2026-03-05', how: 'Telefon', summary: '', next: '', followUpOn: null },
  cost: { kind: 'cost', what: 'Larm', sort: 'damage', ore: 125_050, on: '2026-03-04', paidBy: '', note: '' },
  claim: { kind: 'claim', against: '', on: '2026-03-04', interruptedOn: null, note: '' },
  'employer-report': { kind: 'employer-report', happenedOn: '2026-03-03', serious: 'unclear', why: '', text: '', sentOn: null, reference: '', note: '' },
  support: { kind: 'support', sort: 'health', who: '', on: '2026-03-05', note: '', followUpOn: null },
  wishes: { kind: 'wishes', on: '2026-03-05', wants: 'När polisen hör av sig', spare: '', contact: '' },
}

describe.each(FORM_KINDS)('the form of %s', (kind) => {
  const fields: readonly Field[] = FORMS[kind]
  const shape = shapeOf(kind)

  it('has exactly the fields of its model, each once', () => {
    const names = fields.map(({ name }) => name)
    expect(names.toSorted()).toEqual(Object.keys(shape).filter((name) => name !== 'kind').toSorted())
    expect(new Set(names).size).toBe(names.length)
  })

  it('offers exactly the choices that the model has, and none where one has to be made', () => {
    const offered = fields.flatMap(({ name, widget }) => ('values' in widget ? [[name, widget.values, widget.as === 'choices' || widget.optional === true]] : []))
    const known = fields.flatMap(({ name }) => {
      const { schema, nullable } = bare(shape[name]!)
      const values = enumOf(schema)
      return values === null ? [] : [[name, values, nullable || (schema as unknown as { def: { type: string } }).def.type === 'array']]
    })
    expect(offered).toEqual(known)
  })

  it.each(LANGUAGES)('has a label for its name, each field, choice and role in %s', (language) => {
    const { records } = catalogues[language]
    const missing = [
      ['kind', kind],
      ...fields.map(({ name }) => ['field', kind, name]),
      ...fields.flatMap(({ name, widget }) => ('values' in widget ? widget.values.map((value) => ['choice', kind, name, value]) : [])),
      ...KINDS[kind].roles.map((role) => ['role', role]),
    ].filter((path) => !isText(words(records, ...path)))
    expect(missing).toEqual([])
  })

  it('names nothing that the form does not have', () => {
    const { field, hint, choice } = catalogues.sv.records
    const names = fields.map(({ name }) => name)
    const named = [words(field, kind), words(hint, kind), words(choice, kind)].flatMap((branch) => Object.keys((branch as object | undefined) ?? {}))
    expect(named.filter((name) => !names.includes(name))).toEqual([])
  })

  it('gives back what it was given', () => {
    const sample: RecordContent = SAMPLES[kind]
    expect(toContent(kind, toValues(sample))).toEqual({ content: sample })
  })

  it('begins with what its controls can hold, and names by its field whatever is still missing', () => {
    const begun = emptyValues(kind, TODAY)
    expect(Object.keys(begun)).toEqual(fields.map(({ name }) => name))
    const read = toContent(kind, begun)
    if ('content' in read) return
    expect(Object.keys(read.problems).filter((name) => !fields.some((one) => one.name === name))).toEqual([])
    expect(new Set(Object.values(read.problems))).toEqual(new Set(['required']))
  })

  it('says of a day that is none that it is none', () => {
    for (const { name } of fields.filter(({ widget }) => widget.as === 'day')) {
      for (const wrong of ['igår', '2026-02-30', '5/3 2026', '20260305']) {
        expect(toContent(kind, { ...toValues(SAMPLES[kind]), [name]: wrong })).toEqual({ problems: { [name]: 'badDay' } })
      }
    }
  })
})

it('each step has the kinds of its model, and no kind is without a step', () => {
  for (const step of STEPS) expect(KINDS_OF_STEP[step] ?? []).toEqual(FORM_KINDS.filter((kind) => KINDS[kind].step === step))
  expect(Object.values(KINDS_OF_STEP).flat().toSorted()).toEqual(FORM_KINDS.toSorted())
})

it.each([
  ['0', 0],
  ['1', 100],
  ['1250', 125_000],
  ['1 250', 125_000],
  ['1 250,50', 125_050],
  ['1 250,5', 125_050],
  ['1250.05', 125_005],
  ['1\u00a0250,50', 125_050],
  ['1\u202f250,50', 125_050],
  ['12 345 678,90 kr', 1_234_567_890],
  [' 300 kr ', 30_000],
  ['12,345', null],
  ['-5', null],
  ['1,2,3', null],
  ['12 50', null],
  ['1 2500', null],
  ['kr', null],
  ['', null],
  ['1e3', null],
  ['١٢', null],
])('the sum %j is read as %j öre', (text, ore) => {
  expect(parseKronor(text)).toBe(ore)
})

it.each([
  [0, '0'],
  [5, '0,05'],
  [50, '0,50'],
  [100, '1'],
  [125_050, '1\u00a0250,50'],
  [99_999_900, '999\u00a0999'],
  [100_000_000_000, '1\u00a0000\u00a0000\u00a0000'],
])('%j öre are written as %j', (ore, text) => {
  expect(formatKronor(ore)).toBe(text)
})

it('any sum is read again as it was written', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 100_000_000_000 }), (ore) => parseKronor(formatKronor(ore)) === ore))
})

it.each([
  ['ore', 'cost', '12,345', 'badMoney'],
  ['ore', 'cost', '-5', 'badMoney'],
  ['ore', 'cost', '', 'required'],
  ['ore', 'cost', '1 000 000 001', 'badNumber'],
  ['count', 'account-action', 'tolv', 'badNumber'],
  ['count', 'account-action', '100001', 'badNumber'],
  ['count', 'account-action', '0', 'badNumber'],
  ['what', 'cost', 'a'.repeat(301), 'tooLong'],
  ['what', 'cost', ' ', 'required'],
  ['note', 'cost', 'a'.repeat(20_001), 'tooLong'],
] as const)('%s of a %s that is %j is told as %s', (name, kind, text, problem) => {
  expect(toContent(kind, { ...toValues(SAMPLES[kind]), [name]: text })).toEqual({ problems: { [name]: problem } })
})

it('rows that say nothing are left out, and the rest is trimmed', () => {
  const read = toContent('deindexing', { ...toValues(SAMPLES.deindexing), words: ' Karin Ek \n\n \nkarin', results: [['', ''], [' https://a.example/1 ', ' Hot '], ['  ', '']] })
  expect(read).toMatchObject({ content: { words: ['Karin Ek', 'karin'], results: [{ url: 'https://a.example/1', reason: 'Hot' }] } })
})

it('half a row is told at its field', () => {
  expect(toContent('mandate', { ...toValues(SAMPLES.mandate), accounts: [['Facebook', '']] })).toEqual({ problems: { accounts: 'required' } })
})

const anyValue = fc.oneof(fc.string({ unit: 'binary' }), fc.array(fc.string()), fc.array(fc.tuple(fc.string(), fc.string())))
const likely = (widget: Widget): fc.Arbitrary<Value> => ('values' in widget ? fc.constantFrom(...widget.values, '') : fc.constantFrom('', '2026-03-05', '1 250,50', '7', 'facebook'))

it.each(FORM_KINDS)('whatever the controls of %s hold is either content of the model or a problem of a field', (kind) => {
  const names = FORMS[kind].map(({ name }) => name)
  const held = fc.record(Object.fromEntries(FORMS[kind].map(({ name, widget }) => [name, fc.oneof(anyValue, likely(widget))])), { requiredKeys: [] })
  fc.assert(
    fc.property(held, (values) => {
      const read = toContent(kind, values as Record<string, Value>)
      if ('content' in read) expect(RecordContent.safeParse(read.content).success).toBe(true)
      else {
        expect(Object.keys(read.problems).length).toBeGreaterThan(0)
        expect(Object.keys(read.problems).filter((name) => !names.includes(name))).toEqual([])
      }
    }),
  )
})

it('bars of the chart hold each sighting once, whatever the days', () => {
  const day = fc.date({ min: new Date('1995-01-01'), max: new Date('2030-12-31'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10))
  fc.assert(
    fc.property(fc.uniqueArray(fc.record({ day, count: fc.integer({ min: 1, max: 50 }) }), { selector: (one) => one.day, minLength: 1, maxLength: 30 }), (days) => {
      const bars = barsOf(days.toSorted((a, b) => (a.day < b.day ? -1 : 1)))
      expect(bars.length).toBeLessThanOrEqual(60)
      expect(bars.reduce((sum, { count }) => sum + count, 0)).toBe(days.reduce((sum, { count }) => sum + count, 0))
    }),
  )
})
