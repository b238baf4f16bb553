import { randomFillSync } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { verifyBundle } from '../../electron/services/bundle/index.ts'
import { createBundleCase, unzip } from '../support/bundle-case.ts'
import { inTurn, run, timed } from './measure.ts'
import { printTable, type Comparison } from './table.ts'

/** The whole check of a bundle beside `sha256sum -c` of its files alone, both from the memory of the disk. */
const GOAL = 0.8
const MIB = 1024 * 1024

export async function verifyBench(rounds = 3, files = 3, size = 100 * MIB): Promise<Comparison[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bevisvalv-bench-'))
  try {
    const office = createBundleCase()
    const chain = office.openCase()
    for (let number = 1; number <= files; number += 1) {
      const content = randomFillSync(Buffer.alloc(size))
      await office.acquire(chain, { title: `Film ${number}`, files: { 'original.mp4': { mediaType: 'video/mp4', content } } })
    }
    const bundle = await office.exportTo(join(folder, 'out'), chain)
    const bag = unzip(bundle, join(folder, 'bag'))
    const theirs = () => timed(() => run('sha256sum', ['--quiet', '-c', 'manifest-sha256.txt'], { cwd: bag }))
    const ours = (what: string) => () =>
      timed(async () => {
        const { verdict } = await verifyBundle(what, { fingerprint: null })
        if (verdict === 'failed') throw new Error('the bundle does not verify')
      })
    const measured = async (what: string, target: string): Promise<Comparison> => {
      await inTurn(1, ours(target), theirs)
      const times = await inTurn(rounds, ours(target), theirs)
      return { what: `verify ${(files * size) / MIB} MiB, ${what}`, beside: 'sha256sum -c', ...times, as: 'speed', goal: GOAL }
    }
    return [await measured('zip', bundle.path), await measured('unpacked', bag)]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

if (import.meta.main) printTable(await verifyBench())
