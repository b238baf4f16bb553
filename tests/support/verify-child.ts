import { verifyBundle } from '../../electron/services/bundle/index.ts'
import { peakBytes } from './peak.ts'

/** Checks bundles one after the other; prints what the last came to, and the peak memory (bytes) of this process before and after it. */
const paths = process.argv.slice(2)
const last = paths.pop() ?? ''
for (const path of paths) await verifyBundle(path, { fingerprint: null })
const before = peakBytes()
const { verdict, checks } = await verifyBundle(last, { fingerprint: null })
process.stdout.write(JSON.stringify({ verdict, masking: checks.find(({ name }) => name === 'masking')?.result, grownBy: peakBytes() - before }))
