import { createHash } from 'node:crypto'
import type { CaseContents, CustodyItem, ExhibitInBundle } from '../contents.ts'

/**
 * Names of the things told: UCO wants each to end with a UUID. Each is of version 5's form and made from what it is
 * called in the bundle, so that the same thing has the same name in every bundle of the case.
 */
function idOf(what: string, ...names: readonly string[]): string {
  const hash = createHash('sha256').update(['bevisvalv', what, ...names].join('\n')).digest()
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80
  const hex = hash.toString('hex')
  const uuid = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-')
  return `kb:${what}-${uuid}`
}

export const investigationId = ({ id }: Pick<CaseContents, 'id'>): string => idOf('investigation', id)
export const provenanceId = ({ row }: ExhibitInBundle): string => idOf('provenance-record', row.id)
export const fileId = ({ row }: ExhibitInBundle, name: string): string => idOf('file', row.id, name)
export const urlId = ({ row }: ExhibitInBundle, which: string): string => idOf('url', row.id, which)
export const relationId = (kind: string, from: string, to: string): string => idOf('relationship', kind, from, to)
export const personId = (person: string): string => idOf('person', person)
/** Whoever holds a key, where the bundle doesn't say who that is. */
export const keyHolderId = (kid: string): string => idOf('identity', kid)
export const roleId = (role: string): string => idOf('role', role)
export const actionId = ({ leaf }: Pick<CustodyItem, 'leaf'>): string => idOf('action', Buffer.from(leaf).toString('hex'))
export const toolId = (): string => idOf('tool', 'bevisvalv')
/** Part of another thing: a facet, a hash, a reference. */
export const partId = (of: string, part: string): string => idOf(part, of)
