import fc from 'fast-check'
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { csvCell } from '../../shared/encoding/index.ts'

describe('a cell of a list that is written', () => {
  test.each([
    ['hej', 'hej'],
    ['', ''],
    ['a;b', '"a;b"'],
    ['a,b', '"a,b"'],
    ['sa "hej"', '"sa ""hej"""'],
    ['rad\nrad', '"rad\nrad"'],
    ['=HYPERLINK("http://a")', `"'=HYPERLINK(""http://a"")"`],
    ['+46 70', "'+46 70"],
    ['-1', "'-1"],
    ['@anna', "'@anna"],
    ['\tx', `"'\tx"`],
    ['\rx', `"'\rx"`],
    ['\n=1', `"'\n=1"`],
    ["'=1", "'=1"],
  ])('%j stands there as %j', (text, cell) => expect(csvCell(text)).toBe(cell))

  test('is read back as it was, but for the apostrophe, and is never a formula', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.stringMatching(/^[=+@\t\r\n";,|-]{0,6}\w?$/)), { minLength: 1, maxLength: 4 }), fc.constantFrom(';', ','), (texts, delimiter) => {
        const line = `${texts.map(csvCell).join(delimiter)}${delimiter}x`
        const [record = []] = parse(line, { delimiter, record_delimiter: ['\r\n'] })
        expect(record.slice(0, -1).map((cell, at) => (cell === texts[at] ? cell : cell.replace(/^'/, '')))).toEqual(texts)
        expect(record.some((cell) => /^[=+\-@\t\r\n]/.test(cell))).toBe(false)
      }),
      { numRuns: 1000 },
    )
  })
})
