import { receiveBundle } from '../../electron/services/bundle/index.ts'
import { peakBytes } from './peak.ts'
import { openTestServices } from './services.ts'

/** Receives a bundle into a vault of its own and prints verdict, size and peak memory (bytes) of this process. */
const [path = ''] = process.argv.slice(2)
const test = openTestServices()
try {
  const { row, report } = await receiveBundle(
    { evidence: test.services.evidence, toolVersion: 'test', clock: Date.now },
    { case: test.chain, path, actor: test.actor, fingerprint: null, reason: null, onBytes: () => undefined, signal: new AbortController().signal },
  )
  process.stdout.write(JSON.stringify({ verdict: report.verdict, signed: report.checks.find(({ name }) => name === 'zip-signature')?.result, bytes: row.bytes, peak: peakBytes() }))
} finally {
  test.dispose()
}
