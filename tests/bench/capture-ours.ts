import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { capturePage, testBrowser } from '../support/capture.ts'

/** What this process answers for the address and folder that it is sent. */
export type OursAnswer = { kind: 'ready' } | { kind: 'left'; verdict: string; codes: string[]; timings: { step: string; ms: number }[] }

/** One capture as the app makes it, from a process that already runs and knows its browser. */
const answer = (said: OursAnswer) => process.send?.(said)

process.once('message', (message) => {
  const { url, folder } = message as { url: string; folder: string }
  void (async () => {
    const { outcome, codes, artefacts, provenance } = await capturePage(url)
    for (const [name, bytes] of artefacts) writeFileSync(join(folder, name), bytes)
    answer({ kind: 'left', verdict: outcome.completeness.verdict, codes, timings: provenance.timings })
    process.disconnect()
  })()
})
await testBrowser()
answer({ kind: 'ready' })
