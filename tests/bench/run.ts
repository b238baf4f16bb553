import { bundleBench } from './bundle.ts'
import { captureBench } from './capture.ts'
import { importBench } from './import.ts'
import { ledgerBench } from './ledger.ts'
import { reportBench } from './report.ts'
import { startBench } from './start.ts'
import { printTable, type Comparison } from './table.ts'
import { verifyBench } from './verify.ts'

/**
 * `npm run bench`: what the app takes beside the least that anybody could take, measured in turn in one run, as one
 * table: median (least–greatest). The figures hold for a machine that does nothing else meanwhile. `npm run bench --
 * capture verify` runs only these.
 */
const BENCHES: Record<string, () => Promise<Comparison[]>> = {
  start: startBench,
  capture: captureBench,
  verify: verifyBench,
  bundle: bundleBench,
  import: importBench,
  ledger: ledgerBench,
  report: reportBench,
}

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !Object.hasOwn(BENCHES, name))
if (unknown.length > 0) {
  console.error(`No bench ${unknown.join(', ')}; there are ${Object.keys(BENCHES).join(', ')}.`)
  process.exit(2)
}
const comparisons: Comparison[] = []
for (const [name, bench] of Object.entries(BENCHES)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  process.stderr.write(`${name} …\n`)
  comparisons.push(...(await bench()))
}
printTable(comparisons)
