import { writeSync } from 'node:fs'
import { CaseId } from '../../shared/model/index.ts'
import { startTestEngine } from './engine.ts'

/** An engine that dies like a power cut while it looks at what was reported: `BASE VAULT CASE ADDRESS MOMENT`. */
const [, , base = '', vault = '', chain = '', address = '', moment] = process.argv
const test = await startTestEngine(base, { door: 'cli', allowPrivate: true })
await test.open(vault)
test.engine.on((event) => {
  // Told by the engine in the moment in which exhibit and finding were committed, before it does anything else.
  const saved = moment === 'saved' && event.name === 'ledger.changed'
  const sealing = moment === 'sealing' && event.name === 'job.progress' && event.payload.step === 'seal'
  if (!saved && !sealing) return
  writeSync(1, `${moment}\n`)
  process.kill(process.pid, 'SIGKILL')
})
await test.call('recheck.now', { job: `j-${'1'.repeat(32)}`, case: CaseId.parse(chain), address })
