import { writeSync } from 'node:fs'
import { startTestEngine } from './engine.ts'

/** An engine with a queue that dies like a power cut: `BASE VAULT CASE MOMENT`. */
const [, , base = '', vault = '', chain = '', moment] = process.argv
const test = await startTestEngine(base, { door: 'cli', allowPrivate: true })
await test.open(vault)
test.engine.on((event) => {
  // Told by the engine in the moment in which the exhibit was committed, before it does anything else.
  const saved = moment === 'saved' && event.name === 'ledger.changed'
  const loading = moment === 'loading' && event.name === 'job.progress' && event.payload.step === 'settle'
  if (!saved && !loading) return
  writeSync(1, `${moment}\n`)
  process.kill(process.pid, 'SIGKILL')
})
await test.call('queue.start', { case: chain })
