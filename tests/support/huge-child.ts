import { openTestServices } from './services.ts'
import { closeSync, openSync, truncateSync } from 'node:fs'
import { join } from 'node:path'

/** Imports a sparse file of as many bytes as its argument says, and prints what it took. */
const size = Number(process.argv[2])
const test = openTestServices()
try {
  const path = join(test.base, 'stor.bin')
  closeSync(openSync(path, 'w'))
  const request = { case: test.chain, fileName: 'stor.bin', onBytes: () => undefined, signal: new AbortController().signal }
  // A small one first: what is loaded and allocated once isn't growth.
  truncateSync(path, 8 * 1024 * 1024)
  await test.services.evidence.importFile(test.actor, { ...request, path })
  const before = process.resourceUsage().maxRSS
  truncateSync(path, size)
  const started = performance.now()
  const { bytes } = await test.services.evidence.importFile(test.actor, { ...request, path })
  const ms = performance.now() - started
  console.log(JSON.stringify({ bytes, ms, grownBy: (process.resourceUsage().maxRSS - before) * 1024 }))
} finally {
  test.dispose()
}
