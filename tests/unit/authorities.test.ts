import { describe, expect, it } from 'vitest'
import { readTimestampUrl } from '../../renderer/features/settings/timestampUrl.ts'
import { TimestampUrl } from '../../shared/contract/index.ts'
import { AUTHORITIES, AUTHORITY_NOTES } from '../../shared/law/authorities.ts'
import { catalogues } from '../../shared/locales/index.ts'

describe('the authorities that can be picked', () => {
  it.each(AUTHORITIES.map((each) => [each.name, each] as const))('%s has an address that can be kept, a source and a date', (_, authority) => {
    expect(TimestampUrl.safeParse(authority.url).success).toBe(true)
    expect(readTimestampUrl(authority.url, [])).toHaveProperty('url')
    expect(new URL(authority.source).protocol).toBe('https:')
    expect(authority.asOf).toMatch(/^20[2-9]\d-[01]\d-[0-3]\d$/)
    expect(Number.isNaN(Date.parse(authority.asOf))).toBe(false)
    expect(authority.country).toMatch(/^[A-Z]{2}$/)
  })

  it('are each there once, the qualified ones first', () => {
    for (const field of ['name', 'url'] as const) {
      expect(new Set(AUTHORITIES.map((each) => each[field])).size).toBe(AUTHORITIES.length)
    }
    const order = AUTHORITIES.map(({ qualified }) => qualified)
    expect(order).toEqual(order.toSorted((a, b) => Number(b) - Number(a)))
  })

  it('have words in both languages for whatever is said of them', () => {
    for (const { time } of [catalogues.sv, catalogues.en]) {
      expect(Object.keys(time.presets.notes)).toEqual([...AUTHORITY_NOTES])
      for (const { access } of AUTHORITIES) expect(time.presets.access[access]).toBeTruthy()
    }
  })
})
