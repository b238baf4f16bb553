import { describe, expect, it } from 'vitest'
import { parseReading, readCount } from '../../shared/model/index.ts'

describe('counts as they are shown', () => {
  it.each([
    ['1,2 tn', 1200], ['1.2K', 1200], ['3 456', 3456], ['3\u00a0456', 3456], ['3,456', 3456], ['3.456', 3456], ['1\u202f234\u202f567', 1_234_567],
    ['12', 12], ['0', 0], ['4,5 mn visningar', 4_500_000], ['2 md', 2e9], ['12,3 tn prenumeranter', 12_300], ['17 kommentarer', 17], ['-3', -3], ['−12', -12],
  ])('%s is a number', (shown, number) => {
    expect(readCount(shown)).toBe(number)
  })

  it.each(['', 'Inga', '1.2', '100+', '98 %', '3 av 5', '12 34', '1,234K', '1 234.567', '4/5', '>100', '5 personer och 3 andra'])('%s is left as it is', (shown) => {
    expect(readCount(shown)).toBeNull()
  })
})

it('text that is no reading is none', () => {
  expect(parseReading('{')).toBeNull()
  expect(parseReading('{"v":2}')).toBeNull()
})
