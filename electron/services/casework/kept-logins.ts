import { createHash } from 'node:crypto'
import { Refusal, type KeptLoginView } from '../../../shared/contract/index.ts'
import type { CaseId, Payload } from '../../../shared/model/index.ts'
import type { ObjectStore, StoredObject } from '../evidence/index.ts'
import type { ActorSession, Ledger } from '../ledger/index.ts'
import type { KeptLoginRow, KeptLoginStore } from './ports.ts'

/** What a login was made with; one browser can't be trusted to read another's files. */
export interface LoginBrowserName {
  name: string
  version: string
}

export interface KeptLoginsOptions {
  store: KeptLoginStore
  objects: ObjectStore
  ledger: Ledger
}

/** A login on its way into the vault. */
export interface LoginToKeep {
  case: CaseId
  browser: LoginBrowserName
  pieces: readonly Uint8Array[]
  /** Whether its browser began with the one that is kept: it is the same login then, a while later. */
  continues: boolean
  /** Asked once it is sealed; where somebody had it forgotten meanwhile, nothing is kept. */
  isWanted(): boolean
}

/** Logins of officers, sealed for the length of a case: at most one a case. No evidence, and never in a bundle. */
export interface KeptLogins {
  view(chain: CaseId): KeptLoginView['kept']
  /** Seals a login in the place of an earlier one of the case. Returns when it is on disk and on record. */
  keep(by: ActorSession, login: LoginToKeep): Promise<void>
  /** Puts its use on record, then hands it out whole. Refusals: `login.none`, `login.damaged`, `login.other-browser`. */
  use(by: ActorSession, chain: CaseId, browser: LoginBrowserName): Promise<Uint8Array>
  /** Without an entry where there is none. */
  forget(by: ActorSession, chain: CaseId): Promise<void>
  /** Whether the row is the one that was signed last, or there is none and shouldn't be. */
  isAsSigned(chain: CaseId): boolean
}

export function createKeptLogins({ store, objects, ledger }: KeptLoginsOptions): KeptLogins {
  /** What the log says was sealed last and not forgotten since. */
  function signed(chain: CaseId): Payload<'login.kept'> | null {
    let last: Payload<'login.kept'> | null = null
    for (const { seq, type } of ledger.chain(chain)) {
      if (type === 'login.kept') last = ledger.payload(seq, 'login.kept')
      if (type === 'login.forgotten') last = null
    }
    return last
  }

  function isAsSigned(chain: CaseId): boolean {
    const row = store.get(chain)
    const last = signed(chain)
    if (row === null || last === null) return row === last
    const { object, browser } = row
    return object.sha256 === last.content && object.bytes === last.bytes && browser.name === last.browser && browser.version === last.version
  }

  /** Held against what was sealed then: whoever has the database's key could put another one there. */
  async function readWhole(row: KeptLoginRow): Promise<Uint8Array> {
    if (!isAsSigned(row.case)) throw new Refusal('login.damaged')
    const whole = Buffer.alloc(row.object.bytes)
    const digest = createHash('sha256')
    let at = 0
    try {
      for await (const piece of objects.read(row.object)) {
        digest.update(piece)
        whole.set(piece, at)
        at += piece.length
      }
    } catch (error) {
      if (error instanceof Refusal && error.code === 'evidence.damaged') throw new Refusal('login.damaged', {}, error)
      throw error
    }
    if (at !== whole.length || digest.digest('hex') !== row.object.sha256) throw new Refusal('login.damaged')
    return whole
  }

  /**
   * Its key went with its row, so that nothing can be read of it any more. Where its file can't be removed now, the
   * closing of the vault tries again; after a crash the next opening does.
   */
  const removed = (object: StoredObject): Promise<void> => objects.discard(object).catch(() => undefined)

  return {
    isAsSigned,

    view(chain) {
      const row = store.get(chain)
      if (row === null) return null
      const { since, sealedAt, object, browser } = row
      return { since, sealedAt, bytes: object.bytes, browser: browser.name, version: browser.version }
    },

    async keep(by, { case: chain, browser, pieces, continues, isWanted }) {
      const object = await objects.put(chain, pieces)
      let replaced: StoredObject | null
      try {
        replaced = ledger.commit(by, (append) => {
          if (!isWanted()) return object
          const before = store.get(chain)
          const { bytes, sha256: content } = object
          const { entry } = append(chain, { type: 'login.kept', case: chain, browser: browser.name, version: browser.version, bytes, content })
          store.put({ case: chain, object, since: (continues && before?.since) || entry.at, sealedAt: entry.at, browser })
          return before?.object ?? null
        })
      } catch (error) {
        await objects.discard(object)
        throw error
      }
      if (replaced !== null) await removed(replaced)
    },

    async use(by, chain, browser) {
      const row = store.get(chain)
      if (row === null) throw new Refusal('login.none')
      if (row.browser.name !== browser.name) throw new Refusal('login.other-browser', { kept: row.browser.name, found: browser.name })
      const login = await readWhole(row)
      ledger.commit(by, (append) => append(chain, { type: 'login.used', case: chain, browser: browser.name, version: browser.version }))
      return login
    },

    async forget(by, chain) {
      const row = ledger.commit(by, (append) => {
        const found = store.get(chain)
        if (found === null) return null
        append(chain, { type: 'login.forgotten', case: chain })
        store.remove(chain)
        return found
      })
      if (row !== null) await removed(row.object)
    },
  }
}
