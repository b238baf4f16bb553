import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareText } from '../../electron/services/comparison/text.ts'
import { Comparison, MAX_DIFFERENCES } from '../../shared/model/index.ts'

const SAVED = ['Nämnden beslutade i går', '', 'Du ska inte känna dig trygg hemma, Karin.', 'Publicerat av ekstadsbo1', 'Tre kommentarer'].join('\n')
const listed = (saved: string, loaded: string) => compareText(saved, loaded).list.map(({ kind, saved: before, loaded: after, line }) => [kind, before, after, line])

describe('the text of a page', () => {
  test('that is the same is found to be, and how many lines it has', () => {
    expect(compareText(SAVED, SAVED)).toEqual({ result: 'same', why: null, total: 0, savedLines: 4, loadedLines: 4, list: [] })
  })

  test('is the same however it is spaced', () => {
    expect(compareText(SAVED, `\n\n  ${SAVED.replaceAll(' ', ' \t\u00a0').replaceAll('\n', '\r\n\n')}  \n`).result).toBe('same')
  })

  test('in which a word was exchanged tells the line as edited, where it stands', () => {
    expect(listed(SAVED, SAVED.replace('trygg', 'säker'))).toEqual([
      ['edited', 'Du ska inte känna dig trygg hemma, Karin.', 'Du ska inte känna dig säker hemma, Karin.', 3],
    ])
  })

  test('that shows another name in the same place tells it as edited where it is alike, else as gone and new', () => {
    expect(listed('ekstadsbo1', 'ekstadsbo2')).toEqual([['edited', 'ekstadsbo1', 'ekstadsbo2', 1]])
    expect(listed('ekstadsbo1', 'Moderatorn')).toEqual([
      ['gone', 'ekstadsbo1', '', 1],
      ['new', '', 'Moderatorn', 2],
    ])
  })

  test('that came or went is told with its place in what was saved', () => {
    expect(listed(SAVED, SAVED.replace('\nPublicerat', '\nRedigerat\nPublicerat'))).toEqual([['new', '', 'Redigerat', 4]])
    expect(listed(SAVED, `${SAVED}\nEn till`)).toEqual([['new', '', 'En till', 6]])
    expect(listed(SAVED, SAVED.replace('Publicerat av ekstadsbo1\n', ''))).toEqual([['gone', 'Publicerat av ekstadsbo1', '', 4]])
    expect(listed('', 'Något')).toEqual([['new', '', 'Något', 1]])
  })

  test('that was moved is gone here and new there', () => {
    expect(listed('ett\ntvå\ntre\nfyra', 'två\ntre\nfyra\nett').map(([kind, before, after]) => [kind, before || after])).toEqual([
      ['gone', 'ett'],
      ['new', 'ett'],
    ])
  })

  test('in which the same line stands once more, or once less, tells that one', () => {
    expect(listed('ett\nett', 'ett\nett\nett')).toEqual([['new', '', 'ett', 3]])
    expect(listed('ett\nett\nett', 'ett\nett')).toEqual([['gone', 'ett', '', 3]])
  })

  test('keeps reading order where lines were edited, came and went at one place', () => {
    const list = listed('Anna bor på gatan nummer fem\nbort\nslut', 'helt nytt\nAnna bor på gatan nummer sex\nslut')
    expect(list).toEqual([
      ['new', '', 'helt nytt', 1],
      ['edited', 'Anna bor på gatan nummer fem', 'Anna bor på gatan nummer sex', 1],
      ['gone', 'bort', '', 2],
    ])
  })

  test.each([
    ['a sign that turns the reading direction', 'Hotet kom från gpj.exe', 'Hotet kom från \u202egpj.exe'],
    ['a sign that can not be seen', 'ekstadsbo', 'ekstads\u200bbo'],
    ['a letter that looks alike', 'Karin', 'K\u0430rin'],
    ['the same letter otherwise put together', 'Åsa', 'A\u030asa'],
    ['an emoji of another skin', '👍🏻', '👍🏿'],
    ['case', 'TACK', 'Tack'],
  ])('tells %s as a difference', (_, saved, loaded) => {
    expect(compareText(saved, loaded)).toMatchObject({ result: 'differs' })
    expect(compareText(saved, loaded).list.some(({ loaded: after }) => after === loaded)).toBe(true)
  })

  test('is cut to 500 units without halving a sign, and long lines from where they differ', () => {
    const { list: [one] } = compareText('', `${'a'.repeat(498)}😀😀`)
    expect(one?.loaded).toBe(`${'a'.repeat(498)}…`)
    const long = 'ord '.repeat(1000)
    const { list: [other] } = compareText(`${long}nej ${long}`, `${long}jag ${long}`)
    expect(other?.kind).toBe('edited')
    expect([other?.saved.length, other?.loaded.length]).toEqual([500, 500])
    expect(other?.saved).toMatch(/^….*nej/)
    expect(other?.loaded).toMatch(/^….*jag/)
    // A lone half that the page itself wrote.
    expect(compareText('', 'a\ud800b').list[0]?.loaded).toBe('a\ufffdb')
  })

  test('with very many differences counts them all and lists the first', () => {
    const lines = Array.from({ length: 1000 }, (_, n) => `rad ${n}`)
    const found = compareText('', lines.join('\n'))
    expect(found).toMatchObject({ result: 'differs', total: 1000, savedLines: 0, loadedLines: 1000 })
    expect(found.list).toHaveLength(MAX_DIFFERENCES)
    expect(Comparison.shape.text.safeParse(found).success).toBe(true)
  })

  test('of 4 MiB is compared, whether one line or every line differs', { timeout: 60_000 }, () => {
    const lines = Array.from({ length: 60_000 }, (_, n) => `Rad nummer ${n} med några ord till och med fler än så ${n * 7919}`)
    const text = lines.join('\n')
    expect(Buffer.byteLength(text)).toBeGreaterThan(3.5 * 1024 * 1024)
    expect(compareText(text, lines.with(31_415, 'Rad nummer 31415 med några ord till och med fler').join('\n'))).toMatchObject({ total: 1, list: [{ line: 31_416, kind: 'edited' }] })
    expect(compareText(text, text.replaceAll('ord', 'svar'))).toMatchObject({ result: 'differs', savedLines: 60_000, loadedLines: 60_000 })
  })

  test('that nobody could align in time or memory says so', { timeout: 60_000 }, () => {
    const found = compareText('a\nb\n'.repeat(200_000), 'b\na\nc\n'.repeat(140_000))
    expect(found).toMatchObject({ result: 'not-compared', why: expect.stringMatching(/^(time|too-different)$/), total: 0, list: [] })
  })
})

describe('for any text', () => {
  const Line = fc.oneof(fc.constantFrom('ett', 'två', 'Karin bor här på gatan', 'Karin bor där på gatan', ''), fc.string({ unit: 'binary', maxLength: 12 }))
  const Lines = fc.array(Line, { maxLength: 40 })

  test('it is the same as itself', () => {
    fc.assert(fc.property(Lines, (lines) => compareText(lines.join('\n'), lines.join('\n')).result === 'same'))
  })

  test('what is told leads from one to the other, no more and no less', () => {
    fc.assert(
      fc.property(Lines, Lines, (before, after) => {
        const found = compareText(before.join('\n'), after.join('\n'))
        const gone = found.list.filter(({ kind }) => kind !== 'new').map(({ saved }) => saved)
        const came = found.list.filter(({ kind }) => kind !== 'gone').map(({ loaded }) => loaded)
        // What is left on both sides when the differences are taken away is the same number of lines.
        expect(found.savedLines - gone.length).toBe(found.loadedLines - came.length)
        expect(found.total).toBe(found.list.length)
        expect(Comparison.shape.text.safeParse(found).success).toBe(true)
        const last = before.join('\n').split(/\r\n|\r|\n/).length
        expect(found.list.every(({ line }) => line >= 1 && line <= last + 1)).toBe(true)
        // In reading order.
        expect(found.list.map(({ line }) => line)).toEqual(found.list.map(({ line }) => line).toSorted((a, b) => a - b))
      }),
    )
  })

  test('a line that is planted is told, and nothing else', () => {
    fc.assert(
      fc.property(Lines, fc.nat(), (lines, at) => {
        const place = at % (lines.length + 1)
        const found = compareText(lines.join('\n'), lines.toSpliced(place, 0, 'planterad rad').join('\n'))
        expect(found.list).toMatchObject([{ kind: 'new', loaded: 'planterad rad' }])
      }),
    )
  })
})
