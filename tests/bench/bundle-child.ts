import { join } from 'node:path'
import { verifyBundle } from '../../electron/services/bundle/index.ts'
import { peakBytes } from '../support/peak.ts'
import { openTestServices } from '../support/services.ts'
import { timed } from './measure.ts'

/** One export or one verification in a process of its own, so that its memory is its own. Prints time (ms) and peak (bytes). */
const [what = '', ...rest] = process.argv.slice(2)
/** Before the work: the program, and whatever it took to have something to work on. */
const tell = (ms: number, before: number) => process.stdout.write(JSON.stringify({ ms, before, peak: peakBytes() }))

if (what === 'export') {
  const [out = '', ...files] = rest
  const test = openTestServices()
  try {
    for (const path of files) await test.services.evidence.importFile(test.actor, { case: test.chain, path, fileName: 'film.bin', onBytes: () => undefined, signal: new AbortController().signal })
    const before = peakBytes()
    const ms = await timed(() =>
      test.services.bundles.export({ case: test.chain, profile: 'police', selection: null, language: 'sv', folder: out, actor: test.actor, timestamp: null, onStep: () => undefined, signal: new AbortController().signal }),
    )
    tell(ms, before)
  } finally {
    test.dispose()
  }
} else {
  const [folder = '', name = ''] = rest
  const before = peakBytes()
  const ms = await timed(async () => {
    const { verdict } = await verifyBundle(join(folder, name), { fingerprint: null })
    if (verdict !== 'ok') throw new Error('the bundle does not verify')
  })
  tell(ms, before)
}
