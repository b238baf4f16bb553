import { randomFillSync } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openTestServices } from '../support/services.ts'
import { inTurn, run, timed } from './measure.ts'
import { printTable, type Comparison } from './table.ts'

/** A file taken into a vault (hashed, sealed, on the disk, signed for) beside its hash and a copy that is on the disk. */
const MIB = 1024 * 1024

export async function importBench(rounds = 3, size = 256 * MIB): Promise<Comparison[]> {
  const test = openTestServices()
  try {
    const path = join(test.base, 'stor.bin')
    writeFileSync(path, randomFillSync(Buffer.alloc(size)))
    const request = { case: test.chain, fileName: 'stor.bin', onBytes: () => undefined, signal: new AbortController().signal, path }
    const ours = () => timed(() => test.services.evidence.importFile(test.actor, request))
    const copy = join(test.base, 'kopia.bin')
    const theirs = () =>
      timed(async () => {
        await run('sha256sum', [path])
        await run('cp', [path, copy])
        await run('sync', [copy])
        rmSync(copy)
      })
    await inTurn(1, ours, theirs)
    return [{ what: `import of ${size / MIB} MiB`, beside: 'sha256sum, cp, sync', ...(await inTurn(rounds, ours, theirs)), as: 'speed', goal: null }]
  } finally {
    test.dispose()
  }
}

if (import.meta.main) printTable(await importBench())
