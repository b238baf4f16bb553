import type { Actor, BundleLanguage, BundleProfile, Derived, Language } from '../../../../shared/model/index.ts'
import type { CaseContents } from '../contents.ts'
import type { BundleParts, LeftOut, PriorStamp } from '../ports.ts'

export type ReportParts = Pick<BundleParts, 'evidence' | 'vault' | 'timeZone'>

export interface ReportRequest {
  parts: ReportParts
  request: { profile: BundleProfile }
  contents: CaseContents
  /** Bundle's name. */
  name: string
  /** Of the export key, hex. */
  fingerprint: string
  at: Date
  actor: Actor
  /** `both`: the whole in Swedish, and after it the whole in English. */
  language: BundleLanguage
  /** Timestamps over earlier states of the log that go into the bundle, by ascending size. */
  stamps: readonly PriorStamp[]
  /** What of the case isn't in the bundle, or is covered there. */
  leftOut: readonly LeftOut[]
  /** As the signed statement of the export has it; null: the bundle is all of the case. */
  derived: Derived | null
}

/** The same, as one language's part sees it. */
export type PartRequest = Omit<ReportRequest, 'language'> & { language: Language }
