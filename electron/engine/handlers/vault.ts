import { mkdir, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { Refusal, type VaultRef, type VaultView } from '../../../shared/contract/index.ts'
import { newId } from '../../services/crypto/index.ts'
import type { ActorSession } from '../../services/ledger/index.ts'
import { createThrottle } from '../../services/people/index.ts'
import { checkWithoutKeys, type OpenVault } from '../../services/vault/index.ts'
import { verdictOf } from '../check.ts'
import type { Context } from '../context.ts'
import type { Handlers } from '../dispatch.ts'
import { beginSession, servicesOf, type Services } from '../session.ts'

type Names =
  | 'vault.recent'
  | 'vault.create'
  | 'vault.confirm-recovery'
  | 'vault.renew-words'
  | 'vault.open'
  | 'vault.recover'
  | 'vault.lock'
  | 'vault.touch'
  | 'vault.change-passphrase'
  | 'vault.declare-restore'
  | 'vault.inspect'
  | 'vault.reveal-key'

export const VAULT_ENDING = '.bevisvalv'

/** Opening, founding and keeping a vault. */
export function vaultHandlers(context: Context): Pick<Handlers, Names> {
  const { options, tokens, preferences, vaults } = context
  const throttle = createThrottle(() => performance.now())

  const view = (): VaultView => context.session().view(preferences.get().settings.idleLockMinutes)

  /** Builds the services and gets the officer's key; whatever fails, the vault is closed again. */
  function begin(vault: OpenVault, unlock: (services: Services) => ActorSession): VaultView {
    try {
      const services = servicesOf(context, vault)
      context.begin(beginSession(services, unlock(services)))
    } catch (error) {
      vault.close()
      throw error
    }
    try {
      preferences.opened(vault.folder)
    } catch {
      // Only a convenience is lost; the vault is open, and to say otherwise would be untrue.
    }
    return view()
  }

  /** Where a new vault goes: the very folder that was named, or a folder by its name in the one chosen. */
  async function newFolder(folder: string | null, name: string): Promise<string> {
    if (folder !== null && tokens.purpose(folder) === 'vault-to-create') return tokens.path(folder, 'vault-to-create')
    const parent = folder === null ? options.documents : tokens.path(folder, 'new-vault')
    await mkdir(parent, { recursive: true })
    return join(parent, `${fileName(name)}${VAULT_ENDING}`)
  }

  return {
    'vault.recent': async () => {
      const refs: VaultRef[] = []
      for (const { folder, lastOpened } of preferences.get().recent) {
        const { token, name, label } = await tokens.grant(folder, 'vault')
        refs.push({ token, name: name.replace(new RegExp(`${VAULT_ENDING}$`), ''), label, lastOpened })
      }
      return refs
    },

    'vault.create': async ({ folder, name, officer, passphrase }) => {
      await context.closed()
      const place = await newFolder(folder, name)
      const id = newId('p')
      const { vault, recovery } = vaults.create({ folder: place, name, officer: id, passphrase })
      try {
        const { logKey, exportKey } = vault
        const founding = { vault: vault.id, name, logKey: logKey.publicKey, exportKey: exportKey.publicKey, tool: `Bevisvalv ${options.version}`, officer: id }
        begin(vault, ({ people }) => people.found(founding, officer, passphrase).session)
      } catch (error) {
        // Nobody was told of this vault yet, and without its first entry it isn't one.
        await rm(place, { recursive: true, force: true })
        throw error
      }
      return { vault: view(), recovery }
    },

    'vault.confirm-recovery': ({ words }) => {
      context.session().vault.confirmRecovery(words)
      return {}
    },

    'vault.renew-words': ({ passphrase }) => {
      const { people, vault, officer } = context.session()
      people.unlock(officer.id, passphrase).close()
      const recovery = vault.renewRecovery()
      return { vault: view(), recovery }
    },

    'vault.open': async ({ vault, passphrase }) => {
      await context.closed()
      const folder = tokens.path(vault, 'vault')
      throttle.pass(folder)
      const opened = counted(folder, () => vaults.open(folder, passphrase))
      return begin(opened.vault, ({ people }) =>
        // The words gave this passphrase to the officer, and the process died before their key followed.
        opened.unfinishedRecovery
          ? people.succeedKey(opened.officer, passphrase)
          : people.unlock(opened.officer, passphrase, 'opening'),
      )
    },

    'vault.recover': async ({ vault, words, passphrase, officer }) => {
      await context.closed()
      const opened = vaults.recover(tokens.path(vault, 'vault'), words, passphrase, officer)
      return begin(opened.vault, ({ people }) => people.succeedKey(opened.officer, passphrase))
    },

    'vault.lock': async () => {
      await context.lock('hand')
      return {}
    },
    'vault.touch': () => {
      context.touch()
      return {}
    },

    'vault.change-passphrase': ({ current, next }) => {
      const { people, vault, officer, notes } = context.session()
      const change = people.changePassphrase(officer.id, current, next)
      try {
        vault.changeSlot(officer.id, next)
        try {
          change.finish()
        } catch (error) {
          if (!(error instanceof Refusal)) throw error
          // The new passphrase is what opens the vault now; to refuse would say that it was still the old one. It opens
          // the signing key too, and the next opening by it writes the entry.
          notes.add('passphrase-unrecorded')
        }
      } finally {
        change.close()
      }
      return {}
    },

    'vault.declare-restore': ({ reason }) => {
      const { ledger, actor } = context.session()
      const alarm = ledger.alarm()
      if (alarm !== null) ledger.commit(actor, (append) => append(null, { type: 'vault.restored', reason, ...alarm }))
      return view()
    },

    'vault.inspect': ({ vault }) => verdictOf(checkWithoutKeys(tokens.path(vault, 'vault'))),

    'vault.reveal-key': ({ passphrase }) => {
      const { people, ledger, vault, officer, actor } = context.session()
      // Whoever sits at an open vault isn't always who opened it.
      people.unlock(officer.id, passphrase).close()
      ledger.commit(actor, (append) => append(null, { type: 'key.revealed', key: 'database' }))
      return { database: vault.databaseKey() }
    },
  }

  function counted<T>(folder: string, open: () => T): T {
    try {
      const opened = open()
      throttle.right(folder)
      return opened
    } catch (error) {
      if (error instanceof Refusal && error.code === 'vault.wrong-passphrase') throttle.wrong(folder)
      throw error
    }
  }
}

/** A folder name that every system takes: letters, digits, spaces and hyphens; the vault's real name is inside. */
function fileName(name: string): string {
  const plain = name.normalize('NFC').replaceAll(/[^\p{Letter}\p{Number} _-]+/gu, ' ').replaceAll(/\s+/g, ' ').trim()
  return basename(plain).slice(0, 80).trim() || 'Valv'
}
