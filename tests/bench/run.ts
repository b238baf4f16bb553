import { captureBench } from './capture.ts'
import { importBench } from './import.ts'
import { ledgerBench } from './ledger.ts'
import { startBench } from './start.ts'
import { printTable, type Comparison } from './table.ts'
import { verifyBench } from './verify.ts'

/**
 * `npm run bench`: what the app takes beside the least that anybody could take, measured in turn in one run, as one
 * table: median (least–greatest). The figures hold for a machine that does nothing else meanwhile.
 */
const BENCHES: Record<string, () => Promise<Comparison[]>> = {
  start: startBench,
  capture: captureBench,
  verify: verifyBench,
  import: importBench,
  ledger: ledgerBench,
}

const comparisons: Comparison[] = []
for (const [name, bench] of Object.entries(BENCHES)) {
  process.stderr.write(`${name} …\n`)
  comparisons.push(...(await bench()))
}
printTable(comparisons)
