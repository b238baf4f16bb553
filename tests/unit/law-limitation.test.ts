import { describe, expect, it } from 'vitest'
import { dayBefore, monthsAfter } from '../../shared/law/days.ts'
import { civilLimitation, limitationOf, limitationsOf, limitationYears, STOP_KINDS, type Stop } from '../../shared/law/limitation.ts'
import { OFFENCES, offencesOn } from '../../shared/law/offences.ts'
import { OPERATOR_RETENTION } from '../../shared/law/retention.ts'

const offence = (id: string) => OFFENCES.find((each) => each.id === id)!

/** Worked out by hand: offence, last day of it, years, corresponding day, last safe day. */
type Row = readonly [id: string, lastDay: string, years: number, correspondingDay: string, lastSafeDay: string]

const EVERY_OFFENCE: readonly Row[] = [
  ['olaga-forfoljelse', '2025-03-14', 10, '2035-03-14', '2035-03-13'],
  ['olaga-hot', '2025-12-31', 5, '2030-12-31', '2030-12-30'],
  ['grovt-olaga-hot', '2026-01-01', 10, '2036-01-01', '2035-12-31'],
  ['olovlig-identitetsanvandning', '2026-03-01', 5, '2031-03-01', '2031-02-28'],
  ['olaga-integritetsintrang', '2023-03-01', 5, '2028-03-01', '2028-02-29'],
  ['grovt-olaga-integritetsintrang', '2024-05-31', 10, '2034-05-31', '2034-05-30'],
  ['ofredande', '2026-11-30', 2, '2028-11-30', '2028-11-29'],
  ['olovlig-avlyssning', '2026-07-01', 5, '2031-07-01', '2031-06-30'],
  ['fortal', '2026-10-01', 2, '2028-10-01', '2028-09-30'],
  ['grovt-fortal', '2026-08-01', 5, '2031-08-01', '2031-07-31'],
  ['forolampning', '2026-01-01', 2, '2028-01-01', '2027-12-31'],
  ['grov-forolampning', '2026-05-01', 2, '2028-05-01', '2028-04-30'],
  ['hets-mot-folkgrupp', '2024-07-01', 5, '2029-07-01', '2029-06-30'],
  ['ringa-hets-mot-folkgrupp', '2024-12-01', 2, '2026-12-01', '2026-11-30'],
  ['grov-hets-mot-folkgrupp', '2025-02-28', 10, '2035-02-28', '2035-02-27'],
  ['hot-mot-tjansteman', '2025-07-02', 10, '2035-07-02', '2035-07-01'],
  ['grovt-hot-mot-tjansteman', '2025-07-02', 15, '2040-07-02', '2040-07-01'],
  ['angrepp-mot-tjansteman', '2025-07-02', 5, '2030-07-02', '2030-07-01'],
  ['grovt-angrepp-mot-tjansteman', '2026-03-31', 15, '2041-03-31', '2041-03-30'],
  ['forolampning-mot-tjansteman', '2025-07-02', 2, '2027-07-02', '2027-07-01'],
]

const HARD_DAYS: readonly Row[] = [
  ['ofredande', '2024-02-29', 2, '2026-02-28', '2026-02-27'],
  ['olaga-hot', '2024-02-29', 5, '2029-02-28', '2029-02-27'],
  ['grovt-olaga-hot', '2024-02-29', 10, '2034-02-28', '2034-02-27'],
  ['grovt-hot-mot-tjansteman', '2024-02-29', 15, '2039-02-28', '2039-02-27'],
  ['ofredande', '2026-02-28', 2, '2028-02-28', '2028-02-27'],
  ['ofredande', '2022-03-01', 2, '2024-03-01', '2024-02-29'],
  ['olaga-hot', '2023-02-28', 5, '2028-02-28', '2028-02-27'],
  ['ofredande', '2098-03-01', 2, '2100-03-01', '2100-02-28'],
  ['olaga-hot', '2096-02-29', 5, '2101-02-28', '2101-02-27'],
  ['ofredande', '1998-03-01', 2, '2000-03-01', '2000-02-29'],
  ['ofredande', '2026-01-31', 2, '2028-01-31', '2028-01-30'],
  ['ofredande', '2026-02-01', 2, '2028-02-01', '2028-01-31'],
  ['ofredande', '2026-04-30', 2, '2028-04-30', '2028-04-29'],
  ['ofredande', '2026-06-01', 2, '2028-06-01', '2028-05-31'],
  ['ofredande', '2026-09-01', 2, '2028-09-01', '2028-08-31'],
  ['olaga-hot', '2026-12-01', 5, '2031-12-01', '2031-11-30'],
  ['grovt-hot-mot-tjansteman', '2026-12-31', 15, '2041-12-31', '2041-12-30'],
]

/** Acts that went on: the first day would have given 2034-02-28. */
const OVER_TIME: readonly Row[] = [
  ['olaga-forfoljelse', '2024-02-29', 10, '2034-02-28', '2034-02-27'],
  ['olaga-forfoljelse', '2026-06-15', 10, '2036-06-15', '2036-06-14'],
]

describe('when an offence is barred', () => {
  it.each([...EVERY_OFFENCE, ...HARD_DAYS, ...OVER_TIME])('%s of %s: %i years, %s, safe until %s', (id, lastDay, years, correspondingDay, lastSafeDay) => {
    expect(limitationOf({ offence: offence(id), lastDay, stops: [] })).toEqual({
      years, correspondingDay, lastSafeDay, stopped: null, tooLate: false, doubtful: false,
    })
  })

  it('has been worked out for every offence', () => {
    expect(EVERY_OFFENCE.map(([id]) => id).toSorted()).toEqual(OFFENCES.map(({ id }) => id).toSorted())
  })

  it.each([[0, 2], [1, 2], [12, 2], [13, 5], [24, 5], [25, 10], [60, 10], [61, 15], [96, 15], [97, 25], [216, 25]])('%i months: %i years', (months, years) => {
    expect(limitationYears(months)).toBe(years)
  })

  it.each([-1, NaN])('is not asked of %d months', (months) => {
    expect(() => limitationYears(months)).toThrow(RangeError)
  })
})

const detained = (on: string): Stop => ({ kind: 'detained', on })
const served = (on: string): Stop => ({ kind: 'served', on })
const ordered = (on: string): Stop => ({ kind: 'penalty-order', on })

/** Ofredande. Of 2024-06-10: the corresponding day is 2026-06-10. */
const STOPPED: readonly (readonly [what: string, lastDay: string, stops: readonly Stop[], stopped: Stop | null, tooLate: boolean, doubtful: boolean])[] = [
  ['served well before', '2024-06-10', [served('2025-01-01')], served('2025-01-01'), false, false],
  ['served on the day of the act', '2024-06-10', [served('2024-06-10')], served('2024-06-10'), false, false],
  ['detained on the last safe day', '2024-06-10', [detained('2026-06-09')], detained('2026-06-09'), false, false],
  ['detained on the corresponding day', '2024-06-10', [detained('2026-06-10')], null, false, true],
  ['served on the corresponding day', '2024-06-10', [served('2026-06-10')], null, false, true],
  ['served the day after', '2024-06-10', [served('2026-06-11')], null, true, false],
  ['detained years after', '2024-06-10', [detained('2030-01-01')], null, true, false],
  ['detained in time, served late', '2024-06-10', [detained('2025-03-01'), served('2026-12-01')], detained('2025-03-01'), false, false],
  ['the same, told the other way round', '2024-06-10', [served('2026-12-01'), detained('2025-03-01')], detained('2025-03-01'), false, false],
  ['served late, detained on the day', '2024-06-10', [served('2026-06-11'), detained('2026-06-10')], null, false, true],
  ['penalty order for an act before the law', '2025-03-31', [ordered('2025-06-01')], null, false, false],
  ['and served besides', '2025-03-31', [ordered('2025-06-01'), served('2025-07-01')], served('2025-07-01'), false, false],
  ['penalty order for an act on its first day', '2025-04-01', [ordered('2025-06-01')], ordered('2025-06-01'), false, false],
  ['penalty order too late', '2025-04-01', [ordered('2027-04-02')], null, true, false],
]

describe('what stops the time', () => {
  it.each(STOPPED)('%s (act of %s)', (_, lastDay, stops, stopped, tooLate, doubtful) => {
    expect(limitationOf({ offence: offence('ofredande'), lastDay, stops })).toMatchObject({ stopped, tooLate, doubtful })
  })

  it.each(['2024-06-10', '2024-06-11', '2026-06-09', '2026-06-10', '2027-01-01'])('a police report on %s changes nothing', (reportedOn) => {
    expect(STOP_KINDS).toEqual(['detained', 'served', 'penalty-order'])
    const facts = { offence: offence('ofredande'), lastDay: '2024-06-10', stops: [], reportedOn }
    expect(limitationOf(facts)).toEqual({
      years: 2, correspondingDay: '2026-06-10', lastSafeDay: '2026-06-09', stopped: null, tooLate: false, doubtful: false,
    })
  })

  it('is refused where it came before the act', () => {
    expect(() => limitationOf({ offence: offence('ofredande'), lastDay: '2024-06-10', stops: [served('2024-06-09')] })).toThrow(RangeError)
  })

  it('is refused where its day does not exist', () => {
    expect(() => limitationOf({ offence: offence('ofredande'), lastDay: '2024-06-10', stops: [served('2025-02-29')] })).toThrow(RangeError)
  })
})

describe('several offences', () => {
  const several = (ids: readonly string[], stops: readonly Stop[] = []) => limitationsOf({ offences: ids.map(offence), lastDay: '2025-07-02', stops })

  it('are each by themselves, with the first and the last', () => {
    const { each, first, last } = several(['olaga-hot', 'ofredande', 'grovt-hot-mot-tjansteman'])
    expect(each.map(({ limitation }) => limitation.lastSafeDay)).toEqual(['2030-07-01', '2027-07-01', '2040-07-01'])
    expect([first.offence.id, first.limitation.lastSafeDay]).toEqual(['ofredande', '2027-07-01'])
    expect([last.offence.id, last.limitation.lastSafeDay]).toEqual(['grovt-hot-mot-tjansteman', '2040-07-01'])
  })

  it('are taken in their order where they end alike', () => {
    const { first, last } = several(['fortal', 'forolampning'])
    expect([first.offence.id, last.offence.id]).toEqual(['fortal', 'fortal'])
  })

  it('may be barred in part', () => {
    const { first, last } = several(['ofredande', 'olaga-hot'], [served('2028-01-01')])
    expect([first.limitation.stopped, first.limitation.tooLate]).toEqual([null, true])
    expect([last.limitation.stopped, last.limitation.tooLate]).toEqual([served('2028-01-01'), false])
  })

  it('are at least one', () => {
    expect(() => several([])).toThrow(RangeError)
  })
})

describe('the change of 2 July 2025', () => {
  const NEW = ['angrepp-mot-tjansteman', 'grovt-angrepp-mot-tjansteman', 'forolampning-mot-tjansteman']

  it.each([['2025-07-01', 17, []], ['2025-07-02', 20, NEW], ['2025-07-03', 20, NEW]] as const)('%s: %i offences, %j new', (day, count, fresh) => {
    const ids = offencesOn(day).map(({ id }) => id)
    expect(ids).toHaveLength(count)
    expect(NEW.filter((id) => ids.includes(id))).toEqual(fresh)
    expect(ids).toContain('hot-mot-tjansteman')
  })

  it.each([['2025-07-01', 1], ['2025-07-02', 0]])('had ended one that ended the day before: on %s there are %i', (day, count) => {
    expect(offencesOn(day, [{ ...offence('ofredande'), until: '2025-07-01' }])).toHaveLength(count)
  })

  it('is not asked of a day that does not exist', () => {
    expect(() => offencesOn('2025-06-31')).toThrow(RangeError)
  })
})

type CivilRow = readonly [id: string | null, lastDay: string, decided: string | null, by: string, years: number, correspondingDay: string, lastSafeDay: string]

const CIVIL: readonly CivilRow[] = [
  [null, '2024-02-29', null, 'general', 10, '2034-02-28', '2034-02-27'],
  [null, '2026-05-01', '2040-01-01', 'general', 10, '2036-05-01', '2036-04-30'],
  ['ofredande', '2026-05-01', null, 'general', 10, '2036-05-01', '2036-04-30'],
  ['ofredande', '2026-05-01', '2027-01-01', 'general', 10, '2036-05-01', '2036-04-30'],
  ['ofredande', '2026-05-01', '2036-04-01', 'general', 10, '2036-05-01', '2036-04-30'],
  ['grovt-olaga-hot', '2026-05-01', null, 'general', 10, '2036-05-01', '2036-04-30'],
  ['grovt-hot-mot-tjansteman', '2026-05-01', null, 'offence', 15, '2041-05-01', '2041-04-30'],
  ['grovt-hot-mot-tjansteman', '2026-05-01', '2030-03-01', 'general', 10, '2036-05-01', '2036-04-30'],
  ['grovt-hot-mot-tjansteman', '2026-05-01', '2035-05-01', 'general', 10, '2036-05-01', '2036-04-30'],
  ['grovt-hot-mot-tjansteman', '2026-05-01', '2035-05-02', 'decision', 1, '2036-05-02', '2036-05-01'],
  ['grovt-hot-mot-tjansteman', '2026-05-01', '2040-02-29', 'decision', 1, '2041-02-28', '2041-02-27'],
  ['grovt-hot-mot-tjansteman', '2026-05-01', '2041-04-30', 'decision', 1, '2042-04-30', '2042-04-29'],
  ['grovt-hot-mot-tjansteman', '2026-05-01', '2041-05-01', 'offence', 15, '2041-05-01', '2041-04-30'],
]

describe('when a claim for damages is barred', () => {
  it.each(CIVIL)('%s of %s, decided %s: %s, %i years, %s, safe until %s', (id, lastDay, decided, by, years, correspondingDay, lastSafeDay) => {
    const end = civilLimitation({ offence: id === null ? null : offence(id), lastDay, decided })
    expect(end).toMatchObject({ by, years, correspondingDay, lastSafeDay })
  })

  it('tells the ten years besides, which alarms go by', () => {
    expect(civilLimitation({ offence: offence('grovt-hot-mot-tjansteman'), lastDay: '2026-05-01', decided: null }).general).toEqual({
      years: 10, correspondingDay: '2036-05-01', lastSafeDay: '2036-04-30',
    })
  })

  it('is not asked with a decision on a day that does not exist', () => {
    expect(() => civilLimitation({ offence: null, lastDay: '2026-05-01', decided: '2026-02-30' })).toThrow(RangeError)
  })
})

describe('months', () => {
  it('that operators keep data', () => {
    expect(OPERATOR_RETENTION.map(({ id, months }) => [id, months])).toEqual([
      ['telephone', 6], ['location', 2], ['internet-subscriber', 10], ['internet-equipment', 6],
    ])
  })

  it.each([
    ['2026-08-31', 6, '2027-02-28'], ['2027-08-31', 6, '2028-02-29'], ['2027-08-30', 6, '2028-02-29'], ['2026-08-28', 6, '2027-02-28'],
    ['2026-11-30', 6, '2027-05-30'], ['2026-06-30', 6, '2026-12-30'], ['2026-07-01', 6, '2027-01-01'], ['2026-12-31', 2, '2027-02-28'],
    ['2027-12-30', 2, '2028-02-29'], ['2026-03-31', 10, '2027-01-31'], ['2026-02-28', 10, '2026-12-28'], ['2026-10-31', 1, '2026-11-30'],
    ['2026-05-05', 0, '2026-05-05'], ['0099-12-31', 2, '0100-02-28'], ['9999-12-31', 0, '9999-12-31'],
  ])('%s and %i of them: %s', (day, months, end) => {
    expect(monthsAfter(day, months)).toBe(end)
  })

  it.each([
    ['2027-01-01', '2026-12-31'], ['2024-03-01', '2024-02-29'], ['2100-03-01', '2100-02-28'], ['2000-03-01', '2000-02-29'],
    ['2026-05-01', '2026-04-30'], ['2026-08-01', '2026-07-31'], ['2026-12-01', '2026-11-30'], ['2026-07-01', '2026-06-30'],
    ['2026-10-01', '2026-09-30'], ['0100-01-01', '0099-12-31'],
  ])('%s comes after %s', (day, before) => {
    expect(dayBefore(day)).toBe(before)
  })

  it.each([
    '2026-02-29', '2100-02-29', '2026-04-31', '2026-13-01', '2026-00-10', '2026-01-00', '2026-1-1', '26-01-01', '', ' 2026-01-01', '2026-01-01\n',
    '2026-01-01T00:00:00Z', '+002026-01-01', 'i dag',
  ])('%j is no day', (day) => {
    expect(() => monthsAfter(day, 6)).toThrow(RangeError)
    expect(() => dayBefore(day)).toThrow(RangeError)
    expect(() => limitationOf({ offence: offence('ofredande'), lastDay: day, stops: [] })).toThrow(RangeError)
  })

  it('are whole, not fewer than none, and end in a year that can be written', () => {
    for (const months of [-1, 1.5, NaN, Infinity]) expect(() => monthsAfter('2026-01-01', months)).toThrow(RangeError)
    expect(() => monthsAfter('9999-12-01', 1)).toThrow(RangeError)
    expect(() => dayBefore('0000-01-01')).toThrow(RangeError)
  })
})
