import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayOf, guessOrder } from '../../electron/services/casework/table/days.ts'
import { guessMapping, mapRows, type Mapping } from '../../electron/services/casework/index.ts'
import { reachOf } from '../../electron/services/casework/table/numbers.ts'
import { readTable } from '../../electron/services/casework/table/read.ts'
import type { Cell, Row } from '../../electron/services/casework/table/table.ts'
import { SightingFields } from '../../shared/model/casework/sighting.ts'
import { REPOSITORY } from '../support/oxlint.ts'
import { csvBytes, rowOf, xlsxOf } from '../support/tables.ts'

const CONTEXT = { today: '2026-03-20', platformOf: (host: string) => (host === 'x.com' ? 'x' : null) }
const MAPPING: Mapping = { url: 0, platform: 1, account: 2, postedOn: 3, seenOn: 4, reach: 5, note: 6, header: 0, dateOrder: 'dmy' }

const rowsOf = (...rows: (string | Cell)[][]): Row[] =>
  rows.map((cells, at) => ({ number: at + 1, cells: cells.map((cell) => (typeof cell === 'string' ? { text: cell } : cell)) }))
const mapped = (...rows: (string | Cell)[][]) => mapRows({ rows: rowsOf(...rows) }, MAPPING, CONTEXT)

describe('a day', () => {
  test.each([
    ['2026-03-14', '2026-03-14'],
    ['2026-3-4', '2026-03-04'],
    ['2026/03/14', '2026-03-14'],
    ['20260314', '2026-03-14'],
    ['2026-03-14T23:30:00Z', '2026-03-14'],
    ['2026-03-14 23:30:00.123+01:00', '2026-03-14'],
    ['2026-03-14 kl. 12:30', '2026-03-14'],
    ['14/03/2026', '2026-03-14'],
    ['14.3.2026 12:30', '2026-03-14'],
    ['04/03/2026', '2026-03-04'],
    ['14 mars 2026', '2026-03-14'],
    ['den 1 maj 2026', '2026-05-01'],
    ['14 March 2026', '2026-03-14'],
    ['14-Oct-2026', '2026-10-14'],
    ['March 14, 2026', '2026-03-14'],
    ['Mar 14, 2026, 9:30 AM', '2026-03-14'],
    ['3 sept. 2026', '2026-09-03'],
    ['29 februari 2024', '2024-02-29'],
    ['  14\u00a0mars\u00a02026 ', '2026-03-14'],
    ['', null],
    [' – ', null],
  ])('%j is %s', (text, day) => expect(dayOf({ text }, 'dmy')).toBe(day))

  test.each(['14/03/26', '26-03-14', '2026-02-30', '31/04/2026', '29 februari 2025', '14/13/2026', '03/14/2026', '46095', 'igår', '2026', 'mars 2026', '2026-03-14 i Malmö', '14/03-2026', '1989-12-31', '0026-03-14', '14 mårs 2026', '2026-03-14-15', '٢٠٢٦-٠٣-١٤', '14 mayor 2026'])(
    '%j is none that can be told for sure',
    (text) => expect(dayOf({ text }, 'dmy')).toBeUndefined(),
  )

  test('goes by the order that was chosen, and by none where the year comes first', () => {
    expect([dayOf({ text: '04/03/2026' }, 'mdy'), dayOf({ text: '04/03/2026' }, 'ymd'), dayOf({ text: '2026-04-03' }, 'mdy')]).toEqual(['2026-04-03', undefined, '2026-04-03'])
    expect([guessOrder(['04/03/2026', '14/03/2026']), guessOrder(['04/03/2026', '3/14/2026']), guessOrder(['04/03/2026']), guessOrder(['2026-03-04']), guessOrder([])]).toEqual(['dmy', 'mdy', 'dmy', 'ymd', 'dmy'])
  })

  test('of a date cell is that, if there was a web then', () => {
    expect([dayOf({ text: 'x', day: '2026-03-14' }, 'dmy'), dayOf({ text: '1904-01-01', day: '1904-01-01' }, 'dmy')]).toEqual(['2026-03-14', undefined])
  })
})

describe('a number', () => {
  test.each([
    ['0', 0], ['12345', 12_345], ['12 345', 12_345], ['12\u00a0345', 12_345], ['12\u202f345', 12_345], ['12.345', 12_345], ['12,345', 12_345],
    ["1'234'567", 1_234_567], ['1,234,567', 1_234_567], ['12 345,00', 12_345], ['1.234,0', 1234], ['12,0', 12], ['1,2 tn', 1200], ['3,4k', 3400], ['3.45K', 3450],
    ['1,2 milj', 1_200_000], ['1,2 milj.', 1_200_000], ['2M', 2_000_000], ['2 mn', 2_000_000], ['1,1 mdr', 1_100_000_000], ['5 tusen', 5000], ['', null], ['-', null],
  ])('%j is %s', (text, reach) => expect(reachOf({ text })).toBe(reach))

  test.each(['12,5', '0,345', '012.345', '1.23', '1,2345', '12.34.567', '1,234.567', '12 34', '1,234k', '-5', '5%', 'ca 500', '1,2', '1e5', '500 visningar', '1,2 t', '99999999999999999999', '٣', 'Infinity', '9999 mdr 1'])(
    '%j is none that can be told for sure',
    (text) => expect(reachOf({ text })).toBeUndefined(),
  )

  test('of a number cell must be whole', () => {
    expect([1200, 0, 12.345, -1, 2 ** 60].map((number) => reachOf({ text: '', number }))).toEqual([1200, 0, undefined, undefined, undefined])
  })
})

describe('a row', () => {
  test('becomes a sighting', () => {
    const { sightings } = mapped(['HTTPS://www.Twitter.com/anna/status/1?s=20', '', ' @anna ', '14 mars 2026', '2026-03-15', '1,2 tn', 'Rad 1\nRad 2'])
    expect(sightings).toEqual([
      { row: 1, url: 'https://www.twitter.com/anna/status/1?s=20', key: 'https://x.com/anna/status/1', platform: 'x', account: '@anna', postedOn: '2026-03-14', seenOn: '2026-03-15', reach: 1200, note: 'Rad 1\nRad 2' },
    ])
  })

  test('that lacks all but its address was seen today', () => {
    expect(mapped(['a.se/1']).sightings).toEqual([{ row: 1, url: 'https://a.se/1', key: 'https://a.se/1', platform: '', account: '', postedOn: null, seenOn: '2026-03-20', reach: null, note: '' }])
    expect(mapped(['https://x.com/1', 'Forumet']).sightings[0]?.platform).toBe('Forumet')
  })

  test('has the address behind its text where that is none', () => {
    const link = 'https://x.com/a/status/9'
    expect(mapped([{ text: 'Inlägg', link }], [{ text: '', link }, 'x'], [{ text: 'https://a.se/', link }], [{ text: 'javascript:alert(1)', link }])).toMatchObject({
      sightings: [{ row: 1, url: link }, { row: 3, url: 'https://a.se/' }],
      repeated: [{ row: 2, of: 1 }],
      wrong: [{ row: 4, column: 'url', problem: 'not-http' }],
    })
    expect(mapped([{ text: 'Klicka', link: 'file:///C:/x' }]).wrong).toEqual([{ row: 1, column: 'url', problem: 'not-http', text: 'file:///C:/x' }])
  })

  test('that repeats an address under its canonical form is told with the first', () => {
    const result = mapped(['https://x.com/a/status/1'], ['http://twitter.com/a/status/1/'], ['https://x.com/a/status/2'], ['https://x.com/a/status/1?t=x'])
    expect([result.sightings.map(({ row }) => row), result.repeated]).toEqual([[1, 3], [{ row: 2, of: 1 }, { row: 4, of: 1 }]])
  })

  test.each<[string, (string | Cell)[], string | null, string]>([
    ['no address', ['', 'x', '@anna'], 'url', 'no-address'],
    ['words for an address', ['se mejl'], 'url', 'no-address'],
    ['half an address', ['https://'], 'url', 'bad-address'],
    ['an address with words around it', ['https://a.se/1 (borttagen)'], 'url', 'bad-address'],
    ['two addresses', ['https://a.se/1\nhttps://a.se/2'], 'url', 'bad-address'],
    ['a host that is none', ['http://a b.se/'], 'url', 'bad-address'],
    ['a script', ['javascript:alert(1)'], 'url', 'not-http'],
    ['a file', ['file:///C:/hemligt.txt'], 'url', 'not-http'],
    ['mail', ['mailto:anna@a.se'], 'url', 'not-http'],
    ['an address that is too long', [`https://a.se/${'a'.repeat(8192)}`], 'url', 'too-long'],
    ['an address that was cut', [{ text: 'https://a.se/', cut: true }], 'url', 'too-long'],
    ['an account that is too long', ['https://a.se/', '', 'a'.repeat(301)], 'account', 'too-long'],
    ['a platform that is too long', ['https://a.se/', 'a'.repeat(101)], 'platform', 'too-long'],
    ['a note that is too long', ['https://a.se/', '', '', '', '', '', 'a'.repeat(2001)], 'note', 'too-long'],
    ['a day that never was', ['https://a.se/', '', '', '2026-02-30'], 'postedOn', 'bad-date'],
    ['a day to come', ['https://a.se/', '', '', '2026-03-21'], 'postedOn', 'future-date'],
    ['a sight to come', ['https://a.se/', '', '', '', '2026-03-21'], 'seenOn', 'future-date'],
    ['a number that may be two', ['https://a.se/', '', '', '', '', '12,5'], 'reach', 'bad-number'],
  ])('with %s is wrong as a whole, and the next goes on', (_, cells, column, problem) => {
    const result = mapped(cells, ['https://a.se/ok'])
    expect(result).toMatchObject({ wrong: [{ row: 1, column, problem }], sightings: [{ row: 2 }], repeated: [], empty: 0 })
    expect(result.wrong[0]?.text.length).toBeLessThanOrEqual(120)
  })

  test('with quotes that do not fit is wrong', async () => {
    const { rows } = await readTable(csvBytes('Länk;Kommentar\nhttps://a.se/1;"x\nhttps://a.se/2;y\n'), 'a')
    expect(mapRows({ rows }, { ...MAPPING, platform: null, account: null, postedOn: null, seenOn: null, reach: null, note: 1, header: 1 }, CONTEXT)).toMatchObject({
      wrong: [{ row: 2, column: null, problem: 'unclosed-quote', text: 'https://a.se/1;"x' }],
      sightings: [{ row: 3, note: 'y' }],
    })
  })

  test('is in exactly one place, whatever stands in it, and what is a sighting can be recorded', () => {
    const Text = fc.oneof(
      fc.constantFrom('', ' ', '-', 'https://x.com/a/status/1', 'http://twitter.com/a/status/1', 'a.se', 'javascript:1', '2026-03-14', '14/03/2026', '2027-01-01', '12 345', '1,2 tn', 'x'.repeat(3000), '\ud800'),
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.webUrl(),
    )
    const AnyCell = fc.record({ text: Text, link: fc.option(fc.webUrl(), { nil: undefined }), number: fc.option(fc.double(), { nil: undefined, freq: 5 }), cut: fc.option(fc.constant(true as const), { nil: undefined, freq: 20 }) })
    const AnyRow = fc.record({ cells: fc.array(AnyCell, { maxLength: 8 }), broken: fc.option(fc.constant(true as const), { nil: undefined, freq: 9 }) })
    const Column = fc.option(fc.nat(8))
    const AnyMapping: fc.Arbitrary<Mapping> = fc.record({
      url: fc.nat(8), platform: Column, account: Column, postedOn: Column, seenOn: Column, reach: Column, note: Column,
      header: fc.nat(3), dateOrder: fc.constantFrom('ymd', 'dmy', 'mdy'),
    })
    fc.assert(
      fc.property(fc.array(AnyRow, { maxLength: 12 }), AnyMapping, (list, mapping) => {
        const rows = list.map((row, at) => ({ ...row, number: at + 1 }))
        const { sightings, wrong, repeated, empty } = mapRows({ rows }, mapping, CONTEXT)
        const told = [...sightings, ...wrong, ...repeated].map(({ row }) => row)
        expect(new Set(told).size).toBe(told.length)
        expect(told.length + empty).toBe(Math.max(0, rows.length - mapping.header))
        expect(told.every((row) => row > mapping.header)).toBe(true)
        expect(wrong.every(({ text }) => text.isWellFormed() && text.length <= 120)).toBe(true)
        for (const { row: _row, key: _key, ...fields } of sightings) {
          expect(SightingFields.safeParse(fields).error).toBeUndefined()
          expect(Object.values(fields).every((value) => typeof value !== 'string' || value.isWellFormed())).toBe(true)
        }
      }),
      { numRuns: 1500 },
    )
  })
})

describe('columns', () => {
  const guess = async (text: string) => guessMapping(await readTable(csvBytes(text), 'a'))

  test('are known by their names, in Swedish', async () => {
    expect(await guess('Datum;Kanal;Avsändare;Länk till inlägg;Räckvidd;Kommentar;Upptäckt\n14/03/2026;X;@anna;https://x.com/1;5;x;2026-03-15\n')).toEqual({
      url: 3, platform: 1, account: 2, postedOn: 0, seenOn: 6, reach: 4, note: 5, header: 1, dateOrder: 'dmy',
    })
  })

  test('are known by their names, in English', async () => {
    expect(await guess('Source,Author,Published,URL,Followers,Content\nX,@anna,3/14/2026,https://x.com/1,5,x\n')).toEqual({
      url: 3, platform: 0, account: 1, postedOn: 2, seenOn: null, reach: 4, note: 5, header: 1, dateOrder: 'mdy',
    })
  })

  test('are known by their content where nothing names them', async () => {
    expect(await guess('1;https://x.com/1;x\n2;https://x.com/2;y\n')).toMatchObject({ url: 1, header: 0, platform: null, note: null })
    expect(await guess('https://x.com/1\nhttps://x.com/2\n')).toMatchObject({ url: 0, header: 0 })
    expect(await guess('Länk\nhttps://x.com/1\n')).toMatchObject({ url: 0, header: 1 })
    // `Källa` with links is the address.
    expect(await guess('Källa;Datum\nhttps://x.com/1;2026-03-14\n')).toMatchObject({ url: 0, postedOn: 1, platform: null })
  })

  test('are found below titles, and by where cells lead', async () => {
    const data = rowOf(1, ['Mediebevakning: länkar vecka 11']) + rowOf(3, ['Konto', 'Publicerad', 'Inlägg']) + rowOf(4, ['@anna', '<c r="B4" s="1"><v>46095</v></c>', 'Visa'])
    const bytes = await xlsxOf({
      styles: { cells: '<xf/><xf numFmtId="14"/>' },
      sheets: [{ name: 'A', data, after: '<hyperlinks><hyperlink ref="C4" r:id="rId1"/></hyperlinks>', links: ['https://x.com/anna/status/1'] }],
    })
    const table = await readTable(bytes, 'a')
    const mapping = guessMapping(table)
    expect(mapping).toMatchObject({ url: 2, account: 0, postedOn: 1, header: 2 })
    expect(mapRows(table, mapping!, CONTEXT).sightings).toMatchObject([{ row: 4, url: 'https://x.com/anna/status/1', account: '@anna', postedOn: '2026-03-14' }])
  })

  test('that hold no address are none', async () => {
    expect(await guess('Namn;Ort\nAnna;Malmö\n')).toBeNull()
    expect(guessMapping({ rows: [] })).toBeNull()
    expect(await guess('Länk;Ort\n;Malmö\n')).toMatchObject({ url: 0, header: 1 })
  })

  test('are guessed without fail, each once', () => {
    const Name = fc.oneof(fc.constantFrom('Länk', 'Datum', 'Källa', 'Konto', 'Publicerad', 'Visningar', 'Text', 'https://a.se/', '__proto__'), fc.string({ unit: 'binary', maxLength: 10 }))
    fc.assert(
      fc.property(fc.array(fc.array(Name, { maxLength: 6 }), { maxLength: 6 }), (texts) => {
        const mapping = guessMapping({ rows: rowsOf(...texts) })
        if (mapping === null) return
        const { header, dateOrder: _order, ...columns } = mapping
        const used = Object.values(columns).filter((column) => column !== null)
        expect(new Set(used).size).toBe(used.length)
        expect(texts.slice(0, header).flat().some((text) => text.startsWith('https:'))).toBe(false)
      }),
      { numRuns: 1000 },
    )
  })
})

/** Written by programs that aren't ours: openpyxl 3.1.5 and XlsxWriter 3.2.9, which counts days from 1904 here. */
describe('a workbook of another program', () => {
  const sightings = async (file: string) => {
    const table = await readTable(readFileSync(join(REPOSITORY, 'tests/fixtures/lists', file)), file)
    const mapping = guessMapping(table)
    return { table, mapping, ...mapRows(table, mapping!, CONTEXT) }
  }

  test('openpyxl', async () => {
    const { table, mapping, sightings: found, wrong } = await sightings('openpyxl.xlsx')
    expect([table.sheet, table.otherSheets, mapping?.header]).toEqual(['Vecka 11', ['Tom', 'Övrigt'], 2])
    expect(found).toMatchObject([
      { row: 4, url: 'https://x.com/anna/status/1?s=20', platform: 'X', account: '@anna', postedOn: '2026-03-14', reach: 12_345, note: 'en fet text' },
      // A formula that was never calculated has given nothing.
      { row: 5, url: 'https://www.facebook.com/groups/1/posts/2', account: 'Bo Åkesson', postedOn: '2026-03-13', reach: 1200, note: '' },
    ])
    expect(wrong).toEqual([])
  })

  test('XlsxWriter', async () => {
    const { sightings: found, wrong } = await sightings('xlsxwriter-1904.xlsx')
    expect(found).toMatchObject([
      { row: 2, url: 'https://x.com/anna/status/1', account: '@anna', postedOn: '2026-03-14', reach: 99, note: 'en fet text' },
      { row: 3, url: 'https://www.flashback.org/t1#p2', account: '=cmd()', postedOn: '2026-03-13', reach: 7, note: 'a\nb' },
    ])
    expect(wrong).toEqual([])
  })
})
