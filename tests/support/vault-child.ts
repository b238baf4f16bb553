import { createHash, randomBytes } from 'node:crypto'
import { exhibitOf } from './vault-entries.ts'
import { passphraseBytes, testVaultService } from './vault.ts'
import type { CaseId } from '../../shared/model/index.ts'

/**
 * A second process for tests. `hold FOLDER`: opens the vault, says so and keeps it. `put FOLDER CASE`: puts one
 * exhibit after the other and prints each only when it is acknowledged, until it is killed.
 */
const [, , mode, folder = '', chain = ''] = process.argv
const say = (line: string) => process.stdout.write(`${line}\n`)

try {
  const { vault } = testVaultService().open(folder, passphraseBytes())
  say('open')
  if (mode === 'hold') setInterval(() => undefined, 1000)
  for (let i = 0; mode === 'put'; i += 1) {
    const content = randomBytes(1 + ((i * 700_001) % 3_000_000))
    const object = await vault.objects.put(chain as CaseId, [content])
    const exhibit = exhibitOf(vault, chain as CaseId, [object])
    vault.ledger.transaction(() => vault.evidence.insert(exhibit))
    say(`${exhibit.row.id} ${createHash('sha256').update(content).digest('hex')}`)
  }
} catch (error) {
  say(error instanceof Error ? error.message : 'failed')
}
