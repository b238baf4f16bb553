import { randomBytes } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Refusal } from '../../shared/contract/index.ts'
import type { Grant, GrantPurpose } from './types.ts'

/**
 * Tokens stand for paths that a person chose in a dialog of the door. A window never sees or names a path: it can only
 * hand back a token, and only for what it was given for.
 */
export interface Tokens {
  grant(path: string, purpose: GrantPurpose): Promise<Grant>
  /** Throws `token.unknown` for a token that wasn't given, or was given for something else. */
  path(token: string, ...purposes: GrantPurpose[]): string
  /** What it was given for; throws `token.unknown`. */
  purpose(token: string): GrantPurpose
}

export function createTokens(): Tokens {
  const granted = new Map<string, { path: string; purpose: GrantPurpose }>()
  return {
    async grant(path, purpose) {
      const known = [...granted].find(([, entry]) => entry.path === path && entry.purpose === purpose)
      const token = known?.[0] ?? `t-${randomBytes(16).toString('hex')}`
      granted.set(token, { path, purpose })
      const info = await stat(path).catch(() => null)
      return { token, name: basename(path), label: label(path), bytes: info?.isFile() === true ? info.size : 0 }
    },
    path(token, ...purposes) {
      const entry = granted.get(token)
      if (entry === undefined || !purposes.includes(entry.purpose)) throw new Refusal('token.unknown')
      return entry.path
    },
    purpose(token) {
      const entry = granted.get(token)
      if (entry === undefined) throw new Refusal('token.unknown')
      return entry.purpose
    },
  }
}

/** The last two names of a path: enough for a person to know the place, too little to address it. */
export const label = (path: string): string => join(basename(dirname(path)), basename(path))
