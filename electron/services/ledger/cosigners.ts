import { cosignedAt, cosignerName, signersOf } from '../../../shared/encoding/index.ts'
import type { Entry } from '../../../shared/model/index.ts'
import { verifyEd25519 } from '../crypto/index.ts'

/** Time of an entry as a cosignature has it: whole seconds since 1970 UTC. */
export const secondsOf = (at: string): number => Math.floor(Date.parse(at) / 1000)

/** Who has to have cosigned which checkpoint. */
export interface Cosigners {
  /** To be told of every entry, in order. */
  entry(entry: Pick<Entry, 'type' | 'kid' | 'at'>): void
  /**
   * To be told of every checkpoint where it stands among the entries. The one that follows upon statements of witnesses must be
   * cosigned by each of them, at the time of their entry; whatever else claims a key of this vault must hold too.
   *
   * @returns what is wrong, in plain English, or null
   */
  checkpoint(note: string): string | null
}

/** @param publicKey of anybody who ever signed; null: unknown */
export function createCosigners(origin: string, publicKey: (kid: string) => Uint8Array | null): Cosigners {
  let waiting = new Map<string, number>()
  return {
    entry({ type, kid, at }) {
      if (type === 'exhibit.attested') waiting.set(kid, secondsOf(at))
    },
    checkpoint(note) {
      const wanted = waiting
      waiting = new Map()
      try {
        const prefix = cosignerName(origin, '')
        const claimed = signersOf(note).flatMap((name) => (name.startsWith(prefix) ? [name.slice(prefix.length)] : []))
        for (const kid of new Set([...wanted.keys(), ...claimed])) {
          const key = publicKey(kid)
          // A stranger's line says nothing, for or against.
          const at = key === null ? null : cosignedAt(note, cosignerName(origin, kid), key, verifyEd25519)
          if (wanted.has(kid) && at !== wanted.get(kid)) return `the checkpoint is not cosigned by ${kid}, whose statement it follows upon`
        }
        return null
      } catch {
        return 'a cosignature does not hold'
      }
    },
  }
}
