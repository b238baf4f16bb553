import { Refusal, type BundleReport } from '../../../../shared/contract/index.ts'
import { utf8 } from '../../../../shared/encoding/index.ts'
import { RECEIVED_ARTEFACTS, type CaseId } from '../../../../shared/model/index.ts'
import type { Lineage } from '../../../../shared/verify/index.ts'
import type { Acquisition, Evidence, ExhibitRow } from '../../evidence/index.ts'
import type { ActorSession } from '../../ledger/index.ts'
import type { BundleParts } from '../ports.ts'
import { verifySource, type VerifyRequest } from '../verify.ts'
import { openSource, signatureOf, type SourceFile } from './source.ts'
import { sourceOf, verificationOf } from './verification.ts'

export interface ReceiveRequest extends Pick<VerifyRequest, 'fingerprint' | 'receipt' | 'onProgress'> {
  case: CaseId
  /** Of the zip; its `.zip.sig` is looked for beside it. */
  path: string
  actor: ActorSession
  /** Why it is kept even if its check fails; null: then it isn't. */
  reason: string | null
  onBytes: (done: number, total: number) => void
  signal: AbortSignal
}

export interface Received {
  row: ExhibitRow
  report: BundleReport
}

/** As the window cuts names: half characters can't be written down. */
const MAX_NAME = 1024

/**
 * Keeps a bundle that was made elsewhere as an exhibit: the zip and its signature byte for byte, and what its check found.
 * It is sealed first and checked by what was sealed; nothing of it is unpacked.
 *
 * @throws Refusal `bundle.not-held` where the check fails and no reason was given: then nothing is kept; `import.unreadable`,
 * `import.changed`, `job.cancelled`
 */
export async function receiveBundle(
  { evidence, toolVersion, clock }: Pick<BundleParts, 'toolVersion' | 'clock'> & { evidence: Pick<Evidence, 'begin'> },
  request: ReceiveRequest,
): Promise<Received> {
  const { signal } = request
  const file = await openSource(request.path)
  const acquisition = evidence.begin(request.case)
  try {
    const name = file.name.slice(0, MAX_NAME).toWellFormed()
    const { bytes, sha256 } = await acquisition.add(RECEIVED_ARTEFACTS.bundle, 'application/zip', file.chunks((done) => request.onBytes(done, file.bytes), signal))
    const signature = await signatureOf(request.path)
    if (signature?.content) await acquisition.add(RECEIVED_ARTEFACTS.signature, 'application/octet-stream', [signature.content])
    const { report, lineage } = await checked(file, signature && (signature.content ?? new Uint8Array()), request)
    const reason = whyKept(report, request.reason, name)
    const found = verificationOf({
      tool: toolVersion,
      at: new Date(clock()),
      bundle: { name, bytes, sha256 },
      signature: signature && { bytes: signature.bytes, kept: signature.content !== null },
      compared: { fingerprint: request.fingerprint, receipt: request.receipt ?? null },
      reason,
      report,
      lineage,
    })
    await acquisition.add(RECEIVED_ARTEFACTS.verification, 'application/json', [utf8(`${JSON.stringify(found, null, 2)}\n`)])
    if (signal.aborted) throw new Refusal('job.cancelled')
    return { row: await finish(acquisition, request, found), report }
  } catch (error) {
    await acquisition.abandon()
    throw error
  } finally {
    await file.close()
  }
}

async function checked(file: SourceFile, signature: Uint8Array | null, request: ReceiveRequest): Promise<{ report: BundleReport; lineage: Lineage | null }> {
  let lineage: Lineage | null = null
  const report = await verifySource(file.source(request.signal), signature, { ...request, onLineage: (found) => (lineage = found) })
  // What can't be read counts against a file, but not that somebody wrote to it meanwhile: that verdict is about nothing.
  if (file.changed()) throw new Refusal('import.changed', { name: file.name })
  return { report, lineage }
}

function whyKept({ verdict, checks }: BundleReport, reason: string | null, name: string): string {
  if (verdict !== 'failed') return ''
  const first = checks.find(({ result }) => result === 'fail')
  if (reason === null) throw new Refusal('bundle.not-held', { name, check: first?.name ?? '' })
  return reason
}

function finish(acquisition: Acquisition, { actor }: ReceiveRequest, found: ReturnType<typeof verificationOf>): Promise<ExhibitRow> {
  const { name } = found.bundle
  return acquisition.finish(actor, {
    kind: 'received',
    title: name,
    acquiredAt: found.checkedAt,
    completeness: null,
    source: sourceOf(found),
    supersedes: null,
    // Found by what it says; whoever finds it sees that it is received.
    searchText: [found.caseTitle ?? '', found.reason, ...found.exhibits.map(({ title }) => title ?? '')].join('\n'),
    pictures: [],
  })
}
