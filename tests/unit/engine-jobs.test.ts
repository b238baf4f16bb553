import { setTimeout as after } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { createJobs } from '../../electron/engine/jobs.ts'

it('waits for a job that is ended in its very first event', async () => {
  const ended = Promise.withResolvers<boolean>()
  let over = false
  const jobs = createJobs(() => void jobs.end().then(() => ended.resolve(over)))
  await jobs.run(`j-${'0'.repeat(32)}`, async (progress, signal) => {
    progress('load', 'running')
    expect(signal.aborted).toBe(true)
    await after(20)
    over = true
  })
  expect(await ended.promise).toBe(true)
})
