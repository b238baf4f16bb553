import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { createBundleCase } from '../support/bundle-case.ts'
import { captured, reportOf } from '../support/report-case.ts'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void
const EXHIBITS = 36
/** After so many, what every exhibit needs anew has been in memory once. */
const WARM = 12
/** What may be kept of an exhibit for good, bytes: its numbers in the file's directory, its place in the outline, what the list says of it. */
const KEPT = 12 * 1024

/** Live bytes, on the heap and beside it. */
async function live(): Promise<number> {
  // What a first round finds dead may hold buffers that only a second one frees.
  for (let round = 0; round < 3; round += 1) {
    collect()
    await new Promise(setImmediate)
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

// The long form, with five hundred, is `npm run bench report`.
it('needs no more memory for more exhibits', async () => {
  const office = createBundleCase()
  const chain = office.openCase()
  for (let number = 1; number <= EXHIBITS; number += 1) await captured(office, chain, { title: 'Inlägg', width: 320, heights: [240] })
  const seen: number[] = []
  const text = office.evidence.text.bind(office.evidence)
  office.parts.evidence = {
    ...office.evidence,
    text: async (row, name) => {
      if (row.number === WARM || row.number === EXHIBITS) seen.push(await live())
      return text(row, name)
    },
  }
  let bytes = 0
  for await (const chunk of reportOf(office, chain)) bytes += chunk.length
  expect(bytes).toBeGreaterThan(300_000)
  const [warm = 0, end = Infinity] = seen
  expect(seen).toHaveLength(2)
  expect((end - warm) / (EXHIBITS - WARM)).toBeLessThan(KEPT)
}, 120_000)
