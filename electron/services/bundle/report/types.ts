import type { Actor, Language } from '../../../../shared/model/index.ts'
import type { CaseContents } from '../contents.ts'
import type { BundleParts, ExportRequest } from '../ports.ts'

export interface ReportRequest {
  parts: Pick<BundleParts, 'evidence' | 'vault' | 'timeZone'>
  request: Pick<ExportRequest, 'profile'>
  contents: CaseContents
  /** Bundle's name. */
  name: string
  fingerprint: string
  at: Date
  actor: Actor
  language: Language
}
