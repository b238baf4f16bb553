import { MAX_RECEIVED, Verification, type BundleReport, type ReceivedExhibit } from '../../../../shared/contract/index.ts'
import type { ReceivedSource } from '../../../../shared/model/index.ts'
import type { Lineage } from '../../../../shared/verify/index.ts'

export interface Found {
  tool: string
  at: Date
  bundle: Verification['bundle']
  signature: Verification['signature']
  compared: Verification['compared']
  reason: string
  report: BundleReport
  lineage: Lineage | null
}

/** What `verification.json` says: the outcome of each check, and what the bundle claims of itself. */
export function verificationOf({ tool, at, bundle, signature, compared, reason, report, lineage }: Found): Verification {
  const exhibits = lineage?.exhibits ?? []
  return Verification.parse({
    v: 1,
    tool,
    checkedAt: at.toISOString(),
    bundle,
    signature,
    compared,
    reason,
    verdict: report.verdict,
    checks: report.checks,
    fingerprint: report.fingerprint,
    timestamp: report.timestamp,
    noLaterThan: report.noLaterThan.slice(0, MAX_RECEIVED),
    origin: lineage?.origin?.slice(0, 1000) ?? null,
    head: lineage?.head ?? null,
    case: lineage?.case ?? null,
    caseTitle: report.about?.caseTitle ?? null,
    exported: lineage?.exported ?? null,
    exhibits: exhibits.slice(0, MAX_RECEIVED).map((one) => claimOf(one, report)),
    total: exhibits.length,
  } satisfies Record<keyof Verification, unknown>)
}

function claimOf({ exhibit, number, contentRoot, acquired }: Lineage['exhibits'][number], { exhibits }: BundleReport): unknown {
  const { witnesses = [], unshown = 0 } = exhibits.find((one) => one.number === number) ?? {}
  const { title = null, kind = null, at: acquiredAt = null, by: acquiredBy = null, complete = null } = acquired ?? {}
  return { exhibit, number, contentRoot, title, kind, acquiredAt, acquiredBy, complete, witnesses, unshown } satisfies Record<keyof ReceivedExhibit, unknown>
}

/** What the ledger says of it. */
export function sourceOf({ bundle, verdict, checks, fingerprint, compared, reason }: Verification): ReceivedSource {
  const same = checks.some(({ name, result }) => name === 'fingerprint' && result === 'pass')
  return { bundle: bundle.name, verdict, fingerprint, paper: compared.fingerprint === null ? 'none' : same ? 'same' : 'differs', reason }
}
