import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { ExhibitId } from '../../shared/model/index.ts'
import { addCase, collect } from '../support/vault-entries.ts'
import { openTestVault, type TestVault } from '../support/vault.ts'

const CHILD = fileURLToPath(new URL('../support/vault-child.ts', import.meta.url))
const ROUNDS = 12

let test: TestVault
beforeEach(() => {
  test = openTestVault()
})
afterEach(() => test.dispose())

it('loses nothing that was acknowledged when the process is killed at any moment', { timeout: 120_000 }, async () => {
  const chain = addCase(test.vault)
  const acknowledged = new Map<ExhibitId, string>()
  const notes = new Set<string>()
  for (let round = 0; round < ROUNDS; round += 1) {
    test.vault.close()
    const child = spawn(process.execPath, [CHILD, 'put', test.folder, chain], { stdio: ['ignore', 'pipe', 'inherit'] })
    const gone = once(child, 'exit')
    let lines = 0
    const closed = once(child.stdout, 'close')
    createInterface({ input: child.stdout }).on('line', (line) => {
      const [id, sha256] = line.split(' ')
      if (sha256) acknowledged.set(id as ExhibitId, sha256)
      lines += 1
      // After some lines, and a little later: in the middle of the next one.
      if (lines === 3 + (round % 4)) setTimeout(() => child.kill('SIGKILL'), round)
    })
    await gone
    await closed

    for (const note of test.reopen().notes) notes.add(note)
    expect(test.vault.integrity()).toEqual([])
    const { evidence, objects } = test.vault
    for (const [id, sha256] of acknowledged) {
      const [artefact] = evidence.artefacts(id)
      if (!artefact) throw new Error(`${id} was acknowledged and is gone`)
      expect(createHash('sha256').update(await collect(objects.read(artefact.object))).digest('hex')).toBe(sha256)
    }
    const found = readdirSync(join(test.folder, 'objects'), { recursive: true, withFileTypes: true })
    expect(found.filter((entry) => entry.isFile())).toHaveLength(evidence.list(chain).length)
  }
  expect(acknowledged.size).toBeGreaterThan(ROUNDS * 2)
  expect([...notes]).toEqual(['orphans-swept'])
})
