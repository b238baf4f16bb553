import { parentPort } from 'node:worker_threads'
import { bundleOf64KiB } from '../support/damage/bundle.ts'
import { kindsOf } from '../support/damage/trials.ts'

export interface Part {
  /** Index among the kinds of damage. */
  kind: number
  from: number
  to: number
  step: number
}

// The same bundle in every worker: nothing in it is left to chance.
const kinds = kindsOf(await bundleOf64KiB())

parentPort?.on('message', (part: Part) => void work(part))

async function work({ kind, from, to, step }: Part): Promise<void> {
  const problems: string[] = []
  let tried = 0
  for (let n = from; n < to; n += step) {
    const problem = await kinds[kind]?.trial(n)
    tried += 1
    if (problem !== null && problem !== undefined) problems.push(problem)
  }
  parentPort?.postMessage({ tried, problems })
}
