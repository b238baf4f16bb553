import type { BundlePreview } from '../../../shared/contract/index.ts'
import type { CaseId } from '../../../shared/model/index.ts'
import { isPartial, isUnwitnessed, nextNumber, readContents, sizeOf, type CaseContents } from './contents.ts'
import type { BundleParts, ExportedBundle, ExportRequest } from './ports.ts'

export interface Bundles {
  /** What an export would hold. @throws Refusal `case.not-found`, `evidence.damaged` */
  preview(id: CaseId): BundlePreview
  /**
   * Writes `bundle-<case>-<nn>.zip` and its signature into `folder`.
   *
   * What takes time comes before the `bundle.exported` entry; after it, only the timestamp, small files, the directory
   * and the signature remain. Cancelling or failing before the entry leaves no trace; a failure after it leaves the
   * entry. A timestamp that can't be had is no failure, and cancelling while it is waited for goes on without it.
   *
   * @throws Refusal `bundle.empty`, `evidence.damaged`, `bundle.write-failed`, `job.cancelled`, `case.not-found`
   */
  export(request: ExportRequest): Promise<ExportedBundle>
}

export function createBundles(parts: BundleParts): Bundles {
  return {
    preview: (id) => previewOf(parts, readContents(parts, id)),
    // Loaded only now: what writes zip and report takes longer to load than everything else.
    export: async (request) => (await import('./export.ts')).exportBundle(parts, request),
  }
}

function previewOf(parts: BundleParts, contents: CaseContents): BundlePreview {
  const { exhibits } = contents
  const named = (some: typeof exhibits) => some.map(({ row }) => ({ number: row.number, title: row.title }))
  return {
    case: contents.id,
    nextNumber: nextNumber(parts, contents),
    exhibits: exhibits.length,
    artefacts: exhibits.reduce((sum, { artefacts }) => sum + artefacts.length, 0),
    bytes: sizeOf(contents),
    unwitnessed: named(exhibits.filter(isUnwitnessed)),
    partial: named(exhibits.filter(isPartial)),
  }
}
