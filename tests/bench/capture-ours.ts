import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from '../../shared/contract/errors.ts'
import { capturePage, testBrowser } from '../support/capture.ts'

/** What this process answers for the address and folder that it is sent. */
export type OursAnswer = { kind: 'ready' } | { kind: 'left'; verdict: string; codes: string[]; timings: { step: string; ms: number }[] }

/** One capture as the app makes it, from a process that already runs and knows its browser. */
const answer = (said: OursAnswer) => process.send?.(said)

async function capture(url: string, folder: string): Promise<OursAnswer> {
  try {
    const { outcome, codes, artefacts, provenance } = await capturePage(url)
    for (const [name, bytes] of artefacts) writeFileSync(join(folder, name), bytes)
    return { kind: 'left', verdict: outcome.completeness.verdict, codes, timings: provenance.timings }
  } catch (error) {
    const details = error instanceof Refusal ? Object.values(error.params).map(String) : []
    return { kind: 'left', verdict: 'failed', codes: [String(error), ...details], timings: [] }
  }
}

process.once('message', (message) => {
  const { url, folder } = message as { url: string; folder: string }
  void capture(url, folder).then((left) => {
    answer(left)
    process.disconnect()
  })
})
await testBrowser()
answer({ kind: 'ready' })
