import { expect, it } from 'vitest'
import { bundleOf64KiB } from '../support/damage/bundle.ts'
import { kindsOf } from '../support/damage/trials.ts'
import { chance } from '../support/seed.ts'

/** The short form of `npm run torture -- damage`: every kind, some of each by chance. */
const kinds = kindsOf(await bundleOf64KiB())

it.each(kinds)('$name: found, and the right thing is named first', async ({ name, count, short, trial }) => {
  const { below } = chance(name)
  const all = short >= count ? Array.from({ length: count }, (_, n) => n) : Array.from({ length: short }, () => below(count))
  const problems: string[] = []
  for (const n of all) {
    const problem = await trial(n)
    if (problem !== null) problems.push(problem)
  }
  expect(problems).toEqual([])
})
