import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newId, type KdfCost } from '../../electron/services/crypto/index.ts'
import { createVaultService, type OpenVault, type VaultService } from '../../electron/services/vault/index.ts'
import type { PersonId } from '../../shared/model/index.ts'

/** Weakest that Argon2id takes: tests open vaults hundreds of times. Nothing outside tests passes it. */
export const TEST_COST: KdfCost = { ops: 1, memory: 8192 }

export const TEST_PASSPHRASE = 'korrekt häst batteri'

/** New bytes at each call: whoever takes a passphrase over a contract wipes it. */
export const passphraseBytes = (text: string = TEST_PASSPHRASE): Uint8Array => new TextEncoder().encode(text)

export const testVaultService = (): VaultService => createVaultService({ cost: TEST_COST, floor: TEST_COST })

export interface TestVault {
  service: VaultService
  vault: OpenVault
  /** The vault's own folder, inside `base`. */
  folder: string
  base: string
  officer: PersonId
  recovery: string[]
  /** Closes and opens again with the same passphrase; `vault` is the new one from then on. */
  reopen(): OpenVault
  /** Closes and removes everything. */
  dispose(): void
}

/** A new vault in a temporary folder, open, with a cheap key derivation. Call `dispose` when done. */
export function openTestVault(options: { name?: string; passphrase?: string } = {}): TestVault {
  const base = mkdtempSync(join(tmpdir(), 'bevisvalv-test-'))
  const folder = join(base, 'prov.bevisvalv')
  const service = testVaultService()
  const officer = newId('p')
  const name = options.name ?? 'Provvalv'
  const passphrase = options.passphrase ?? TEST_PASSPHRASE
  const created = service.create({ folder, name, officer, passphrase: passphraseBytes(passphrase) })
  const test: TestVault = {
    service,
    vault: created.vault,
    folder,
    base,
    officer,
    recovery: created.recovery,
    reopen() {
      test.vault.close()
      test.vault = service.open(folder, passphraseBytes(passphrase)).vault
      return test.vault
    },
    dispose() {
      test.vault.close()
      rmSync(base, { recursive: true, force: true })
    },
  }
  return test
}
