import { Refusal } from '../../../shared/contract/index.ts'
import { utf8 } from '../../../shared/encoding/index.ts'
import type { Instant } from '../../../shared/model/index.ts'
import type { Timestamp } from '../ledger/index.ts'
import { contentHash } from './bag.ts'
import { byHandScript } from './by-hand.ts'
import {
  actorKeys,
  exportFingerprint,
  nextNumber,
  readContents,
  readCustody,
  sizeOf,
  type CaseContents,
} from './contents.ts'
import { artefactFiles, exhibitFiles, payloadFiles, withoutWithheld } from './data-files.ts'
import { derive, unlessCancelled, type Derivation } from './derive.ts'
import { heldFile, streamedFile, type BagFile } from './files.ts'
import { caseJsonLd } from './jsonld.ts'
import type { BundleParts, ExportedBundle, ExportRequest, LeftOut, PriorStamp } from './ports.ts'
import { readmeFiles } from './readme.ts'
import { renderReport } from './report/index.ts'
import { bagFiles, keyFiles, ledgerFiles, sealFiles, timestampFiles } from './tag-files.ts'
import { openTarget } from './target.ts'
import { createZip, type ZipOut } from './zip.ts'

/** See `Bundles.export`. */
export async function exportBundle(parts: BundleParts, request: ExportRequest): Promise<ExportedBundle> {
  const at = new Date(parts.clock())
  const whole = readContents(parts, request.case)
  if (whole.exhibits.length === 0) throw new Refusal('bundle.empty')
  const number = nextNumber(parts, whole)
  const name = `bundle-${whole.facts.number}-${String(number).padStart(2, '0')}`
  const masking = parts.masking()
  try {
    const isMasked = request.profile === 'masked'
    if (isMasked) request.onStep('bundle-mask', 'running', 0, 0)
    const derivation = await derive(parts, masking, whole, request)
    unlessCancelled(request)
    if (isMasked) request.onStep('bundle-mask', 'done', 0, 0)
    // The report tells of them, so they are those of the moment at which it begins.
    const stamps = await parts.stampsOver(derivation.contents.exhibits.map(({ row }) => row.seq))
    const { leftOut } = derivation.contents
    return await write({ parts, request, whole, ...derivation, leftOut, at, number, name, fingerprint: exportFingerprint(parts), stamps })
  } finally {
    await masking.discard()
  }
}

async function write(plan: Plan): Promise<ExportedBundle> {
  const { parts, request, number, name, at } = plan
  // Asked for first: without them there is no bundle, and nothing has been promised yet.
  const tools = [
    heldFile('verify.html', await parts.verifierPage()),
    heldFile('verify.sh', await byHandScript(), true),
  ]

  const data = await dataFiles(plan)
  const target = await openTarget(request.folder, `${name}.zip`)
  try {
    const zip = createZip(target.write, name, at)
    await writeFirst(plan, zip, data)
    unlessCancelled(request)
    const recorded = record(plan, data)
    const timestamp = await takeTimestamp(request, recorded.checkpoint)
    const written = await writeLast(zip, finishedFiles(plan, data, tools, recorded, timestamp))
    request.onStep('bundle-sign', 'running', 0, 0)
    const { path } = await target.finish(written, parts.exportKey)
    parts.store.insert({
      case: request.case,
      number,
      profile: request.profile,
      name,
      exportedAt: recorded.at,
      seq: recorded.seq,
      sha256: written.sha256,
    })
    request.onStep('bundle-sign', 'done', 0, 0)
    return { number, name, path, ...written, fingerprint: plan.fingerprint, timestamp: timestamp?.at ?? null }
  } catch (error) {
    await target.discard()
    throw error
  }
}

interface Plan extends Derivation {
  parts: BundleParts
  request: ExportRequest
  /** The case as it is, of which `contents` is what the receiver gets. */
  whole: CaseContents
  at: Date
  number: number
  name: string
  fingerprint: string
  stamps: readonly PriorStamp[]
  leftOut: readonly LeftOut[]
}

/** Counts bytes towards a step's end, and is where a cancelled export stops. */
function meter(request: ExportRequest, step: 'bundle-check' | 'bundle-write', total: number): (length: number) => void {
  let done = 0
  return (length) => {
    unlessCancelled(request)
    done += length
    request.onStep(step, 'running', done, total)
  }
}

/** All of `data/` but the ledger's payloads: every byte has been read and held against the ledger when this returns. */
async function dataFiles(plan: Plan): Promise<BagFile[]> {
  const { request, contents, evidence } = plan
  unlessCancelled(request)
  const total = sizeOf(contents)
  request.onStep('bundle-check', 'running', 0, total)
  const artefacts = await artefactFiles({ evidence }, contents, meter(request, 'bundle-check', total))
  request.onStep('bundle-check', 'done', total, total)

  request.onStep('bundle-report', 'running', 0, 0)
  const report = await streamedFile(
    'data/report.pdf',
    () => renderReport({ ...plan, parts: { ...plan.parts, evidence }, language: request.language, actor: request.actor.actor }),
    () => unlessCancelled(request),
  )
  request.onStep('bundle-report', 'done', 0, 0)
  return [
    ...artefacts,
    ...contents.exhibits.flatMap(exhibitFiles),
    report,
    heldFile('data/case.jsonld', caseJsonLd(contents)),
  ]
}

async function writeFirst({ request }: Plan, zip: ZipOut, files: readonly BagFile[]): Promise<void> {
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0)
  const count = meter(request, 'bundle-write', total)
  request.onStep('bundle-write', 'running', 0, total)
  for (const file of files) await zip.add(file, count)
  unlessCancelled(request)
  request.onStep('bundle-write', 'done', total, total)
}

interface Recorded {
  payloads: BagFile[]
  /** Whether earlier states of the log are stamped. */
  stampedBefore: boolean
  /** Ledger and keys: of one state of the log. */
  log: BagFile[]
  /** Bytes of `ledger/checkpoint`. */
  checkpoint: Uint8Array
  seq: number
  at: Instant
}

/**
 * The entry, and everything that depends on the state of the log, in one go without a pause: from here to the end of
 * this function no other entry can come between the checkpoint and the proofs.
 */
function record(plan: Plan, data: readonly BagFile[]): Recorded {
  const { parts, request, whole, contents, number, fingerprint, stamps } = plan
  let derived = plan.derived
  const shown = (custody: CaseContents['custody']) => withoutWithheld(custody, derived)
  request.onStep('bundle-record', 'running', 0, 0)
  const { seq, entry } = parts.ledger.commit(request.actor, (append) => {
    const before = readCustody(parts, request.case)
    refuseIfChanged(whole, before)
    const since = before.slice(whole.custody.length).filter((item) => !plan.shows(item))
    if (derived !== null) derived = { ...derived, withheld: [...derived.withheld, ...since.map(({ entry }) => entry.seq)] }
    return append(request.case, {
      type: 'bundle.exported',
      case: request.case,
      number,
      profile: request.profile,
      language: request.language,
      exhibits: contents.exhibits.filter(({ masked }) => masked === null).map(({ row, acquired }) => ({
        exhibit: row.id,
        number: row.number,
        contentRoot: acquired.contentRoot,
      })),
      content: contentHash([...data, ...payloadFiles(shown(before))]),
      fingerprint,
      ...(derived !== null && { derived }),
    })
  })
  const custody = readCustody(parts, request.case)
  const checkpoint = utf8(parts.ledger.checkpoint())
  const log = [...ledgerFiles(parts, custody, checkpoint, stamps), ...keyFiles(parts, actorKeys(parts, custody))]
  request.onStep('bundle-record', 'done', 0, 0)
  return { payloads: payloadFiles(shown(custody)), stampedBefore: stamps.length > 0, log, checkpoint, seq, at: entry.at }
}

/** Others may write to the log meanwhile: what the bundle says of it has been read. */
async function takeTimestamp(request: ExportRequest, checkpoint: Uint8Array): Promise<Timestamp | null> {
  if (request.timestamp === null) return null
  request.onStep('bundle-timestamp', 'running', 0, 0)
  const timestamp = await request.timestamp(checkpoint, request.signal)
  request.onStep('bundle-timestamp', timestamp === null ? 'failed' : 'done', 0, 0)
  return timestamp
}

function finishedFiles(
  { parts, request, derived, name, fingerprint, at }: Plan,
  data: readonly BagFile[],
  tools: readonly BagFile[],
  { payloads, stampedBefore, log }: Recorded,
  timestamp: Timestamp | null,
): BagFile[] {
  const about = {
    organization: parts.vault.name,
    name,
    profile: request.profile,
    toolVersion: parts.toolVersion,
    fingerprint,
    timestamped: timestamp !== null,
    at,
  }
  const tags = [
    ...log,
    ...(timestamp === null ? [] : timestampFiles(timestamp)),
    ...tools,
    ...readmeFiles({ name, fingerprint, authority: timestamp?.authority ?? null, stampedBefore, derived: derived !== null }),
    ...bagFiles(parts, about, [...data, ...payloads]),
  ]
  return [...payloads, ...tags, ...sealFiles(parts, tags)]
}

/** Looks and other small things may have been logged meanwhile; a new exhibit or signature makes the report untrue. */
function refuseIfChanged(contents: CaseContents, now: CaseContents['custody']): void {
  const since = now.slice(contents.custody.length)
  const harmless = since.every(({ entry }) => entry.type === 'exhibit.viewed' || entry.type === 'exhibit.copied')
  if (!harmless) throw new Refusal('bundle.write-failed', { name: String(contents.facts.number), reason: 'changed' })
}

async function writeLast(zip: ZipOut, files: readonly BagFile[]): Promise<{ bytes: number; sha256: string }> {
  for (const file of files) await zip.add(file, () => undefined)
  return zip.close()
}
