import type { BundlePreview } from '../../../shared/contract/index.ts'
import type { CaseId } from '../../../shared/model/index.ts'
import type { BundleParts, ExportedBundle, ExportRequest } from './ports.ts'
import { previewOf } from './preview.ts'

export interface Bundles {
  /** What an export by `actor` would hold, and what not; whoever exports is named in it. @throws Refusal `case.not-found`, `evidence.damaged`, `exhibit.not-found` */
  preview(id: CaseId, request: Pick<ExportRequest, 'profile' | 'selection'> & Partial<Pick<ExportRequest, 'actor'>>): Promise<BundlePreview>
  /**
   * Writes `bundle-<case>-<nn>.zip` and its signature into `folder`.
   *
   * What takes time comes before the `bundle.exported` entry; after it, only the timestamp, small files, the directory
   * and the signature remain. Cancelling or failing before the entry leaves no trace; a failure after it leaves the
   * entry. A timestamp that can't be had is no failure, and cancelling while it is waited for goes on without it.
   *
   * @throws Refusal `bundle.empty`, `bundle.not-masked`, `evidence.damaged`, `bundle.write-failed`, `job.cancelled`, `case.not-found`, `exhibit.not-found`
   */
  export(request: ExportRequest): Promise<ExportedBundle>
}

export function createBundles(parts: BundleParts): Bundles {
  return {
    preview: (id, request) => previewOf(parts, id, request),
    // Loaded only now: what writes zip and report takes longer to load than everything else.
    export: async (request) => (await import('./export.ts')).exportBundle(parts, request),
  }
}
