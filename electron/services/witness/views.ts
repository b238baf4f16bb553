import type { AttestationView, SittingItem, SittingView } from '../../../shared/contract/index.ts'
import { standingOf, type NoOriginal, type Payload } from '../../../shared/model/index.ts'
import type { ExhibitRow } from '../evidence/index.ts'
import type { Item } from './sitting.ts'
import { shortFingerprint } from './statement.ts'

/** An attestation as its witness signed it. */
export function attestationView(of: { seq: number; at: string; kid: string; payload: Omit<Payload<'exhibit.attested'>, 'v' | 'salt' | 'list'> }): AttestationView {
  const { seq, at, kid, payload } = of
  const { exhibit, grade, statement, language, times, original, noOriginal, answers, found, agrees, reservation, hand } = payload
  const { person, name, title, relation } = payload.witness
  return {
    seq,
    at,
    exhibit,
    grade,
    standing: standingOf(relation, payload.actor.role),
    statement,
    language,
    witness: { person, name, title, relation },
    times,
    original,
    noOriginal,
    answers,
    found,
    agrees,
    reservation,
    hand,
    kid,
  }
}

/** Where the officer began, so that a redirect since then shows. */
export const addressOf = ({ kind, source }: ExhibitRow): string | null =>
  kind === 'capture' && source !== null && 'requestedUrl' in source ? source.requestedUrl : null

export function noOriginalOf({ url, original, answers }: Item, grade: string): NoOriginal | null {
  if (grade === 'original-seen' || grade === 'officer-session-seen') return null
  if (url === null) return 'no-address'
  if (original === null) return 'not-loaded'
  if (original.state === 'gone' || original.state === 'walled' || original.state === 'unreachable') return original.state
  return answers === null ? 'not-loaded' : 'not-seen'
}

export function itemView(item: Item, standing: SittingView['witness']['standing']): SittingItem {
  const { exhibit, row, url, stage, original, comparison, choices, prepared, attestation } = item
  const short = shortFingerprint(row.contentRoot)
  return {
    exhibit,
    number: row.number,
    kind: row.kind,
    title: row.title,
    shortFingerprint: short,
    url,
    stage,
    original,
    load: comparison?.load ?? null,
    choices,
    draft: prepared && {
      challenge: prepared.challenge,
      statement: prepared.statement,
      grade: prepared.grade,
      standing,
      noOriginal: prepared.noOriginal,
      shortFingerprint: short,
    },
    attestation,
  }
}
