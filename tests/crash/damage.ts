import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { bundleOf64KiB } from '../support/damage/bundle.ts'
import { kindsOf } from '../support/damage/trials.ts'
import type { Part } from './damage-worker.ts'

/** Trials that a worker takes at a time: some take a hundred times as long as others. */
const PART = 512
/** Problems of one kind that are told; more of the same help nobody. */
const TOLD = 20

export interface DamageTally {
  rows: Record<string, { tried: number; 'unnoticed or named wrongly': number }>
  problems: string[]
  seconds: number
}

/** Every damage there is to a bundle of 64 KiB, one worker for each core. `only`: every nth, for a look. */
export async function runDamage(tell: (line: string) => void, only = 1): Promise<DamageTally> {
  const started = performance.now()
  const kinds = kindsOf(await bundleOf64KiB())
  const parts: Part[] = kinds.flatMap(({ count }, kind) =>
    Array.from({ length: Math.ceil(count / PART) }, (_, n) => ({ kind, from: n * PART, to: Math.min(count, (n + 1) * PART), step: only })),
  )
  const rows: DamageTally['rows'] = Object.fromEntries(kinds.map(({ name }) => [name, { tried: 0, 'unnoticed or named wrongly': 0 }]))
  const problems: string[] = []
  let done = 0
  const work = async () => {
    const worker = new Worker(new URL('damage-worker.ts', import.meta.url), { resourceLimits: { maxYoungGenerationSizeMb: 64 } })
    try {
      for (let part = parts.shift(); part !== undefined; part = parts.shift()) {
        const found = await ask(worker, part)
        const row = rows[kinds[part.kind]?.name ?? '']
        if (row !== undefined) {
          row.tried += found.tried
          row['unnoticed or named wrongly'] += found.problems.length
          if (row['unnoticed or named wrongly'] <= TOLD) problems.push(...found.problems)
          for (const problem of found.problems.slice(0, TOLD)) tell(`  PROBLEM ${problem}`)
        }
        done += 1
        if (done % 256 === 0) tell(`  ${done} of ${done + parts.length} parts, ${Math.round((performance.now() - started) / 1000)} s`)
      }
    } finally {
      await worker.terminate()
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, work))
  return { rows, problems, seconds: (performance.now() - started) / 1000 }
}

function ask(worker: Worker, part: Part): Promise<{ tried: number; problems: string[] }> {
  return new Promise((resolve, reject) => {
    worker.once('message', (found: { tried: number; problems: string[] }) => {
      worker.off('error', reject)
      resolve(found)
    })
    worker.once('error', reject)
    worker.postMessage(part)
  })
}
