import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readTable } from '../../electron/services/casework/table/read.ts'
import { MAX_CELL, MAX_ROWS, type Table } from '../../electron/services/casework/table/table.ts'
import { Refusal } from '../../shared/contract/index.ts'
import { compound, csvBytes, rowOf, sheetOf, utf16, xlsxOf, zipOf } from '../support/tables.ts'

const texts = ({ rows }: Table): string[][] => rows.map(({ cells }) => cells.map(({ text }) => text))
const csv = async (text: string): Promise<Table> => readTable(csvBytes(text), 'lista.csv')
const xlsx = async (...args: Parameters<typeof xlsxOf>): Promise<Table> => readTable(await xlsxOf(...args), 'lista.xlsx')
const refusal = async (bytes: Uint8Array): Promise<string> =>
  readTable(bytes, 'lista').then(
    () => 'read',
    (error: unknown) => (error instanceof Refusal && error.params['name'] === 'lista' ? error.code : String(error)),
  )

/** Styles 1 to 5: day, day and time, own format, own format of a time, text with the letter d. */
const STYLES = {
  formats: '<numFmts count="3"><numFmt numFmtId="164" formatCode="[$-41D]d\\ mmmm\\ yyyy;@"/><numFmt numFmtId="165" formatCode="[h]:mm:ss"/><numFmt numFmtId="166" formatCode="0&quot;dagar&quot;"/></numFmts>',
  cells: '<xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/>',
}

describe('a workbook', () => {
  test('has its days as days, counted from 1900', async () => {
    // 46095 is 2026-03-14, as LibreOffice and Excel show it.
    const cells = ['<c r="A1" s="1"><v>46095</v></c>', '<c r="B1" s="2"><v>46095.5</v></c>', '<c r="C1" s="3"><v>46095</v></c>', '<c r="D1" s="4"><v>46095</v></c>', '<c r="E1" s="5"><v>3</v></c>', '<c r="F1"><v>46095</v></c>']
    const { rows } = await xlsx({ styles: STYLES, sheets: [{ name: 'A', data: rowOf(1, cells) }] })
    expect(rows[0]?.cells).toEqual([
      { text: '2026-03-14', day: '2026-03-14' },
      { text: '2026-03-14 12:00', day: '2026-03-14' },
      { text: '2026-03-14', day: '2026-03-14' },
      { text: '46095', number: 46095 },
      { text: '3', number: 3 },
      { text: '46095', number: 46095 },
    ])
  })

  test('has its days as days, counted from 1904', async () => {
    const { rows } = await xlsx({ since1904: true, styles: STYLES, sheets: [{ name: 'A', data: rowOf(1, ['<c r="A1" s="1"><v>44633</v></c>', '<c r="B1" s="1"><v>0</v></c>']) }] })
    expect(rows[0]?.cells.map(({ day }) => day)).toEqual(['2026-03-14', '1904-01-01'])
  })

  test('has no day that never was', async () => {
    const serials = [0.5, 1, 59, 60, 61, 2_958_465, 2_958_466, -1, 1e300]
    const { rows } = await xlsx({ styles: STYLES, sheets: [{ name: 'A', data: rowOf(1, serials.map((serial, at) => `<c r="${String.fromCharCode(65 + at)}1" s="1"><v>${serial}</v></c>`)) }] })
    expect(rows[0]?.cells.map(({ day }) => day)).toEqual([undefined, '1900-01-01', '1900-02-28', undefined, '1900-03-01', '9999-12-31', undefined, undefined, undefined])
  })

  test('is read at the first sheet that has something and is shown', async () => {
    const { sheet, otherSheets, rows } = await xlsx({
      sheets: [{ name: 'Tom', data: rowOf(1, ['  ']) }, { name: 'Dold', hidden: true, data: rowOf(1, ['hemlig']) }, { name: 'Länkar & mer', data: rowOf(3, ['a', null, 'c']) }, { name: 'Sist', data: rowOf(1, ['z']) }],
    })
    expect([sheet, otherSheets, rows]).toEqual(['Länkar & mer', ['Tom', 'Dold', 'Sist'], [{ number: 3, cells: [{ text: 'a' }, { text: '' }, { text: 'c' }] }]])
  })

  test('has shared, rich and inline texts, and what XML could not hold', async () => {
    const strings = ['<t>delad</t>', '<r><rPr><b/></rPr><t xml:space="preserve">rik </t></r><r><t>text</t></r>', '<t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh>', '<t>a_x000D_b&amp;&#229;</t>', '<t>_xD83D_ halv</t>']
    const shared = strings.map((_, at) => `<c t="s"><v>${at}</v></c>`)
    const table = await xlsx({ strings, sheets: [{ name: 'A', data: rowOf(1, [...shared, '<c t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r></is></c>', '<c t="s"><v>99</v></c>', '<c t="b"><v>1</v></c>', '<c t="e"><v>#REF!</v></c>']) }] })
    expect(texts(table)).toEqual([['delad', 'rik text', '東京', 'a\rb&å', '\ufffd halv', 'inline', '', 'TRUE', '#REF!']])
  })

  test('has of a formula what it gave, and says so', async () => {
    const { rows } = await xlsx({ sheets: [{ name: 'A', data: rowOf(1, ['<c t="str"><f>CONCAT("a","b")</f><v>ab</v></c>', '<c><f>1+1</f><v>2</v></c>', '<c><f>NOW()</f></c>', '<c t="str"><f>HYPERLINK("https://a.se/""1","Visa")</f><v>Visa</v></c>', '<c t="str"><f>cmd|\' /C calc\'!A0</f><v>x</v></c>']) }] })
    expect(rows[0]?.cells).toEqual([
      { text: 'ab', formula: true },
      { text: '2', number: 2, formula: true },
      { text: '' },
      { text: 'Visa', formula: true, link: 'https://a.se/"1' },
      { text: 'x', formula: true },
    ])
  })

  test('has where its cells lead', async () => {
    const after = '<hyperlinks><hyperlink ref="A1" r:id="rId1"/><hyperlink ref="B1" r:id="rId2" location="del"/><hyperlink ref="A2" location="Blad2!A1"/><hyperlink ref="C9" r:id="rId1"/></hyperlinks>'
    const { rows } = await xlsx({ sheets: [{ name: 'A', data: rowOf(1, ['Inlägg', 'x']) + rowOf(2, ['y']), after, links: ['https://x.com/a/status/1?a=1&b=2', 'https://a.se/'] }] })
    expect(rows.map(({ cells }) => cells.map(({ link }) => link))).toEqual([['https://x.com/a/status/1?a=1&b=2', 'https://a.se/#del'], [undefined]])
  })

  test('with merged titles above has them in their first cell', async () => {
    const table = await xlsx({ sheets: [{ name: 'A', data: rowOf(1, ['Mediebevakning vecka 11', '<c r="B1"/>', '<c r="C1"/>']) + rowOf(3, ['Länk', 'Datum', 'Konto']), after: '<mergeCells><mergeCell ref="A1:C1"/></mergeCells>' }] })
    expect(table.rows.map(({ number, cells }) => [number, cells.length])).toEqual([[1, 1], [3, 3]])
  })

  test('may put prefixes before all names, leave references out and put rows in no order', async () => {
    const x = 'xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    const table = await xlsx({ sheets: [{ name: 'A', data: '' }], parts: { 'xl/worksheets/sheet1.xml': `<x:worksheet ${x}><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c><x:c><x:v>1</x:v></x:c></x:row><x:row r="1"><x:c><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>` } })
    expect(table.rows.map(({ number, cells }) => [number, ...cells.map(({ text }) => text)])).toEqual([[1, 'a', '1'], [2, '2']])
  })

  test('of more columns and rows than a list has is cut, and says so', async () => {
    const wide = await xlsx({ sheets: [{ name: 'A', data: '<row r="1"><c r="A1"><v>1</v></c><c r="CV1"><v>2</v></c><c r="CW1"><v>3</v></c></row>' }] })
    expect([wide.rows[0]?.cells.length, wide.rows[0]?.cells.at(-1)?.text, wide.cut]).toEqual([100, '2', true])
    const long = await xlsx({ sheets: [{ name: 'A', data: '<row><c><v>1</v></c></row>'.repeat(MAX_ROWS + 1) }] })
    expect([long.rows.length, long.cut]).toEqual([MAX_ROWS, true])
  })

  test('whose every cell names one long text is cut before it fills the memory', async () => {
    const row = `<row>${'<c t="s"><v>0</v></c>'.repeat(100)}</row>`
    const { rows, cut } = await xlsx({ strings: [`<t>${'a'.repeat(10_000)}</t>`], sheets: [{ name: 'A', data: row.repeat(3000) }] })
    expect([rows.length, cut]).toEqual([33, true])
  })

  test('that declares entities is refused before any is expanded', async () => {
    const dtd = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY e SYSTEM "file:///etc/passwd">]>'
    for (const entity of ['b', 'e', 'unknown']) {
      for (const head of entity === 'unknown' ? [''] : [dtd]) {
        const sheet = `${head}<worksheet><sheetData><row><c t="inlineStr"><is><t>&${entity};</t></is></c></row></sheetData></worksheet>`
        expect(await refusal(await xlsxOf({ sheets: [{ name: 'A', data: '' }], parts: { 'xl/worksheets/sheet1.xml': sheet } }))).toBe('table.unreadable')
      }
    }
  })

  test('that only has a document type is refused for that', async () => {
    const bytes = await xlsxOf({ sheets: [{ name: 'A', data: '' }], parts: { 'xl/worksheets/sheet1.xml': '<!DOCTYPE worksheet><worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>' } })
    await expect(readTable(bytes, 'a')).rejects.toMatchObject({ code: 'table.unreadable', cause: new Error('a document type') })
  })

  test('that unpacks to far more than it says it does is refused', async () => {
    const zeros = new Uint8Array(140 * 1024 * 1024).fill(0x20)
    const bomb = await xlsxOf({ sheets: [{ name: 'A', data: rowOf(1, ['a']) }], strings: [], parts: { 'xl/sharedStrings.xml': zeros } })
    expect(bomb.length).toBeLessThan(4 * 1024 * 1024)
    expect(await refusal(bomb)).toBe('table.too-large')
    // What is declared, in both headers, is a lie: 10 bytes.
    const lying = Buffer.from(bomb)
    const size = Buffer.alloc(4)
    size.writeUInt32LE(zeros.length)
    for (let at = lying.indexOf(size); at >= 0; at = lying.indexOf(size, at)) lying.writeUInt32LE(10, at)
    expect(['table.too-large', 'table.unreadable']).toContain(await refusal(lying))
  }, 60_000)

  test('that was encrypted, in the old format, a text of Word or damaged is each told as such', async () => {
    const good = await xlsxOf({ sheets: [sheetOf(['a'])] })
    expect(await refusal(compound('EncryptedPackage'))).toBe('table.protected')
    expect(await refusal(compound('Workbook'))).toBe('table.old-format')
    expect(await refusal(await zipOf({ 'xl/workbook.xml': '<workbook/>' }, 'hemligt'))).toBe('table.protected')
    expect(await refusal(await zipOf({ 'word/document.xml': '<document/>' }))).toBe('table.unreadable')
    expect(await refusal(await xlsxOf({ sheets: [], parts: { 'xl/workbook.xml': '<document/>' } }))).toBe('table.unreadable')
    expect(await refusal(good.slice(0, -30))).toBe('table.unreadable')
    expect(await refusal(await xlsxOf({ sheets: [sheetOf([null])] }))).toBe('table.empty')
    expect(await refusal(await xlsxOf({ sheets: [], parts: { 'XL/WORKBOOK.XML': '<workbook/>' } }))).toBe('table.unreadable')
  })

  test('that is deeper or has more attributes than any is refused', async () => {
    const deep = await xlsxOf({ sheets: [{ name: 'A', data: '<a>'.repeat(1_000_000) }] })
    const wide = await xlsxOf({ sheets: [{ name: 'A', data: `<row ${Array.from({ length: 100_000 }, (_, at) => `a${at}=""`).join(' ')}/>` }] })
    const causes = await Promise.all([deep, wide].map(async (bytes) => readTable(bytes, 'a').then(() => '', (error: unknown) => String((error as Error).cause))))
    expect(causes).toEqual(['Error: too deep', 'Error: too many attributes'])
  })

  test('can reach no prototype', async () => {
    const sheet = '<worksheet><sheetData><row __proto__="a" constructor="b"><c r="A1" t="__proto__" s="__proto__"><v>1</v></c><c t="s"><v>__proto__</v></c><c><v>2</v></c></row></sheetData></worksheet>'
    const table = await xlsx({ strings: [], sheets: [{ name: '__proto__', data: '' }], parts: { 'xl/worksheets/sheet1.xml': sheet } })
    expect(texts(table)).toEqual([['1', '', '2']])
    expect(Object.keys({}.constructor.prototype as object)).toEqual([])
  })

  test('of 50,000 rows is read in bounded time', async () => {
    const data = Array.from({ length: 50_000 }, (_, at) => rowOf(at + 1, [`https://x.com/a/status/${at}`, 'X', `@konto${at % 100}`, at, 'En kommentar av vanlig längd som står i listan'])).join('')
    const bytes = await xlsxOf({ sheets: [{ name: 'A', data }] })
    const began = performance.now()
    const table = await readTable(bytes, 'lista.xlsx')
    expect([table.rows.length, table.cut]).toEqual([50_000, false])
    expect(performance.now() - began).toBeLessThan(20_000)
  }, 60_000)
})

describe('a CSV', () => {
  test.each([
    ['semicolons', 'Länk;Datum\nhttps://a.se/;2026-03-14\n', ';', [['Länk', 'Datum'], ['https://a.se/', '2026-03-14']]],
    ['commas', 'Länk,Text\nhttps://a.se/,"a, b; c"\n', ',', [['Länk', 'Text'], ['https://a.se/', 'a, b; c']]],
    ['tabs', 'Länk\tText\nhttps://a.se/\ta, b\n', '\t', [['Länk', 'Text'], ['https://a.se/', 'a, b']]],
    ['bars', 'a|b\nc|d\n', '|', [['a', 'b'], ['c', 'd']]],
    ['one column', 'https://a.se/\nhttps://b.se/\n', null, [['https://a.se/'], ['https://b.se/']]],
    ['semicolons among many commas', 'https://a.se/;"a, b, c";1,2 tn\nhttps://b.se/;d, e;3,4 tn\n', ';', [['https://a.se/', 'a, b, c', '1,2 tn'], ['https://b.se/', 'd, e', '3,4 tn']]],
    ['the delimiter said', 'sep=|\r\na,b;c|d\r\n', '|', [['a,b;c', 'd']]],
    ['all three ends of lines', 'a;b\rc;d\ne;f\r\ng;h', ';', [['a', 'b'], ['c', 'd'], ['e', 'f'], ['g', 'h']]],
    ['quotes with breaks of lines', 'a;"rad 1\r\nrad ""2"""\nc;d\n', ';', [['a', 'rad 1\r\nrad "2"'], ['c', 'd']]],
    ['quotes in the middle of a text', 'a;sa "hej" till\nc;5" skärm\n', ';', [['a', 'sa "hej" till'], ['c', '5" skärm']]],
    ['formulas as texts', '=1+1;@SUM(A1)\n+46;-5\n"\t=1";x\n', ';', [['=1+1', '@SUM(A1)'], ['+46', '-5'], ['\t=1', 'x']]],
    ['rows of unequal length', 'a;b;c\nd\n\ne;f\n', ';', [['a', 'b', 'c'], ['d'], [''], ['e', 'f']]],
  ])('with %s', async (_, text, delimiter, rows) => {
    const table = await csv(text)
    expect([table.delimiter, texts(table), table.cut]).toEqual([delimiter, rows, false])
    expect(table.rows.map(({ number }) => number)).toEqual(rows.map((_row, at) => at + 1))
  })

  test.each([
    ['utf-8', 'utf-8', csvBytes('Länk;På')],
    ['utf-8 with its mark', 'utf-8', csvBytes('\ufeffLänk;På')],
    ['the mark, then what said the delimiter', 'utf-8', csvBytes('\ufeffsep=;\nLänk;På')],
    ['utf-16le', 'utf-16le', utf16('Länk;På', 'le')],
    ['utf-16be', 'utf-16be', utf16('Länk;På', 'be')],
    ['windows-1252', 'windows-1252', new Uint8Array(Buffer.from('Länk;På', 'latin1'))],
  ] as const)('in %s', async (_, encoding, bytes) => {
    const table = await readTable(bytes, 'lista.csv')
    expect([table.encoding, texts(table)]).toEqual([encoding, [['Länk', 'På']]])
  })

  test('in Windows-1252 has what Latin-1 has not', async () => {
    expect(texts(await readTable(new Uint8Array([0x80, 0x20, 0x93, 0xe5, 0x94, 0x0a]), 'a'))).toEqual([['€ “å”']])
  })

  test('with a quote that is never closed has one broken row, and the others', async () => {
    const { rows } = await csv('a;b\n1;"x\n2;y\n3;z\n')
    expect(rows).toEqual([
      { number: 1, cells: [{ text: 'a' }, { text: 'b' }] },
      { number: 2, cells: [{ text: '1;"x' }], broken: true },
      { number: 3, cells: [{ text: '2' }, { text: 'y' }] },
      { number: 4, cells: [{ text: '3' }, { text: 'z' }] },
    ])
  })

  test('with a quote that closes too early has one broken row, and the others', async () => {
    const { rows } = await csv('1;"x" y\n2;"b\nc"\n3;"x\n4;"y";å\n')
    expect(rows.map(({ number, cells, broken }) => [number, cells.map(({ text }) => text), broken])).toEqual([
      [1, ['1;"x" y'], true],
      [2, ['2', 'b\nc'], undefined],
      [3, ['3;"x'], true],
      [4, ['4', 'y', 'å'], undefined],
    ])
  })

  test('with a quote at fault in every row is read in time that does not grow with their square', async () => {
    const began = performance.now()
    for (const line of ['"x\n', '"""\n', 'a;"\n', '"x"y\n', 'a"b\n', '""""\n', '"""";"\n']) {
      // Two lines may well be one row, whose text has a break between its quotes.
      expect((await csv(line.repeat(70_000))).rows.length).toBeGreaterThanOrEqual(35_000)
    }
    expect(performance.now() - began).toBeLessThan(30_000)
  }, 60_000)

  test('with one cell of 10 MB has it cut, and says so', async () => {
    const { rows, cut } = await csv(`https://a.se/;"${'å'.repeat(5_000_000)}"\nb;c\n`)
    expect([rows[0]?.cells[1]?.text.length, rows[0]?.cells[1]?.cut, texts({ rows } as Table)[1], cut]).toEqual([MAX_CELL, true, ['b', 'c'], true])
  })

  test('never cuts half a character', async () => {
    const { rows } = await csv(`${'a'.repeat(MAX_CELL - 1)}😀;b\nc;d`)
    expect([rows[0]?.cells[0]?.text.length, rows[0]?.cells[0]?.text.isWellFormed()]).toEqual([MAX_CELL - 1, true])
  })

  test('of nothing but delimiters, or of too many rows, is cut', async () => {
    const wide = await csv(`a${';'.repeat(5_000_000)}\nb;c\n`)
    expect([wide.rows.map(({ cells }) => cells.length), wide.cut]).toEqual([[100, 2], true])
    const long = await csv('a;b\n'.repeat(MAX_ROWS + 5))
    expect([long.rows.length, long.cut]).toEqual([MAX_ROWS, true])
    expect((await csv('a;b\n'.repeat(MAX_ROWS))).cut).toBe(false)
  }, 30_000)

  test('of 50,000 rows is read in bounded time', async () => {
    const text = Array.from({ length: 50_000 }, (_, at) => `https://x.com/a/status/${at};X;"En ""kommentar"" ${at}";12 345\n`).join('')
    const began = performance.now()
    expect((await csv(text)).rows.length).toBe(50_000)
    expect(performance.now() - began).toBeLessThan(10_000)
  }, 30_000)
})

describe('what is no list', () => {
  test.each([
    ['nothing', new Uint8Array(0), 'table.empty'],
    ['only blanks', csvBytes(' \n;;\n\n'), 'table.empty'],
    ['only a mark', csvBytes('\ufeff'), 'table.empty'],
    ['zeros', new Uint8Array(1000), 'table.unreadable'],
    ['a PNG', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]), 'table.unreadable'],
    ['a PDF', csvBytes('%PDF-1.7\n1 0 obj'), 'table.unreadable'],
    ['a web page that is called .xls', csvBytes('\n<html><table><tr><td>a'), 'table.unreadable'],
    ['UTF-16 without its mark', utf16('a;b', 'le').slice(2), 'table.unreadable'],
    ['an empty zip', new Uint8Array([0x50, 0x4b, 5, 6, ...Array.from({ length: 18 }, () => 0)]), 'table.unreadable'],
    ['the beginning of a zip', csvBytes('PK\x03\x04'), 'table.unreadable'],
    ['more than 32 MiB', new Uint8Array(32 * 1024 * 1024 + 1).fill(0x61), 'table.too-large'],
  ])('%s', async (_, bytes, code) => expect(await refusal(bytes)).toBe(code))
})

const judged = async (bytes: Uint8Array): Promise<void> => {
  const began = performance.now()
  try {
    const table = await readTable(bytes, 'lista')
    expect(table.rows.every(({ cells }) => cells.every(({ text }) => text.isWellFormed() && text.length <= MAX_CELL))).toBe(true)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    expect(error.code).toMatch(/^table\./)
  }
  expect(performance.now() - began).toBeLessThan(2000)
}

test('any bytes are read or refused, soon', async () => {
  const Bytes = fc.oneof(
    fc.uint8Array({ maxLength: 2000 }),
    fc.string({ unit: 'binary', maxLength: 500 }).map(csvBytes),
    fc.array(fc.constantFrom('"', '""', ';', ',', '\n', '\r\n', '\r', 'a', 'å', ' ', '=', 'sep=;', '\ufeff'), { maxLength: 60 }).map((pieces) => csvBytes(pieces.join(''))),
    fc.uint8Array({ maxLength: 300 }).map((bytes) => new Uint8Array([0x50, 0x4b, 3, 4, ...bytes])),
    fc.uint8Array({ maxLength: 300 }).map((bytes) => new Uint8Array([0xff, 0xfe, ...bytes])),
  )
  await fc.assert(fc.asyncProperty(Bytes, judged), { numRuns: 1500 })
}, 60_000)

test('a workbook with any bytes changed, or any XML in it, is read or refused, soon', async () => {
  const good = await xlsxOf({ styles: STYLES, strings: ['<t>a</t>'], sheets: [{ name: 'A', data: rowOf(1, ['a', 1, '<c t="s"><v>0</v></c>']), after: '<hyperlinks><hyperlink ref="A1" r:id="rId1"/></hyperlinks>', links: ['https://a.se/'] }] })
  const Changed = fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }).map((changes) => {
    const bytes = Uint8Array.from(good)
    for (const [at, value] of changes) bytes[at] = value
    return bytes
  })
  await fc.assert(fc.asyncProperty(Changed, judged), { numRuns: 300 })
  const Piece = fc.constantFrom('<row>', '</row>', '<row r="-1">', '<row r="9e9">', '<c>', '<c r="ZZZ1">', '<c r="A0" t="s">', '</c>', '<v>', '</v>', '1', '-1', '1e999', '<f>', '</f>', '<is>', '<t>', '</t>', '</is>', '<rPh>', '</rPh>', '<![CDATA[x]]>', '<!-- -->', '&amp;', '&#0;', '<hyperlink ref="A1:ZZ9" r:id="rId1"/>')
  const Sheet = fc.array(Piece, { maxLength: 30 })
  await fc.assert(fc.asyncProperty(Sheet, async (pieces) => judged(await xlsxOf({ sheets: [{ name: 'A', data: pieces.join('') }], strings: ['<t>a</t>'] }))), { numRuns: 300 })
}, 120_000)
