import { setTimeout as after } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { createJobs } from '../../electron/engine/jobs.ts'
import type { JobId } from '../../shared/contract/index.ts'

const JOB = `j-${'0'.repeat(32)}` as JobId

it('waits for a job that is ended in its very first event', async () => {
  let ending: Promise<void> | null = null
  let over = false
  const jobs = createJobs(() => (ending ??= jobs.end()))
  const running = jobs.run(JOB, async (progress, signal) => {
    progress('load', 'running')
    expect(signal.aborted).toBe(true)
    await after(20)
    over = true
  })
  await expect.poll(() => ending).not.toBe(null)
  await ending
  expect(over).toBe(true)
  await running
})
