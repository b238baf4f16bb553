import { createHash } from 'node:crypto'
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
import { copyArtefacts, exhibitFiles, payloadFiles, withoutWithheld } from './data-files.ts'
import { derive, unlessCancelled, type Derivation } from './derive.ts'
import { heldFile, type BagFile, type HeldFile } from './files.ts'
import { caseJsonLd } from './jsonld.ts'
import type { BundleParts, ExportedBundle, ExportRequest, LeftOut, PriorStamp } from './ports.ts'
import { readmeFiles } from './readme.ts'
import { renderReport } from './report/index.ts'
import { bagFiles, keyFiles, ledgerFiles, sealFiles, timestampFiles } from './tag-files.ts'
import { writeFailed } from './disk.ts'
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

  const target = await openTarget(request.folder, `${name}.zip`)
  try {
    const zip = createZip(target, name, at)
    const data = await writeFirst(plan, zip)
    unlessCancelled(request)
    const recorded = record(plan, data)
    const timestamp = await takeTimestamp(request, recorded.checkpoint)
    await addAll(zip, finishedFiles(plan, data, tools, recorded, timestamp))
    const written = await zip.close()
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

/** Counts bytes that are copied and then checked towards a step's end, and is where a cancelled export stops. */
function meter(request: ExportRequest, total: number): (length: number) => void {
  let done = 0
  return (length) => {
    unlessCancelled(request)
    done += length
    request.onStep('bundle-check', 'running', Math.min(Math.floor(done / 2), total), total)
  }
}

/** All of `data/` but the ledger's payloads: every byte lies in the zip and has been held against the ledger when this returns. */
async function writeFirst(plan: Plan, zip: ZipOut): Promise<BagFile[]> {
  const { request, contents, evidence } = plan
  unlessCancelled(request)
  const total = sizeOf(contents)
  request.onStep('bundle-check', 'running', 0, total)
  const artefacts = await copyArtefacts(zip, { evidence }, contents, meter(request, total))
  request.onStep('bundle-check', 'done', total, total)

  request.onStep('bundle-report', 'running', 0, 0)
  const about = contents.exhibits.flatMap(exhibitFiles)
  await addAll(zip, about)
  const report = await writeReport(plan, zip)
  request.onStep('bundle-report', 'done', 0, 0)

  request.onStep('bundle-write', 'running', 0, 0)
  const graph = heldFile('data/case.jsonld', caseJsonLd(contents))
  await zip.add(graph)
  unlessCancelled(request)
  request.onStep('bundle-write', 'done', 0, 0)
  return [...artefacts, ...about, report, graph]
}

/** It is made once, since it takes long, and never held: what lies in the zip must be what was made. */
async function writeReport(plan: Plan, zip: ZipOut): Promise<BagFile> {
  const { parts, request, evidence } = plan
  let made = createHash('sha256')
  async function* render(): AsyncGenerator<Uint8Array> {
    made = createHash('sha256')
    for await (const chunk of renderReport({ ...plan, parts: { ...parts, evidence }, language: request.language, actor: request.actor.actor })) {
      made.update(chunk)
      yield chunk
    }
  }
  const report = await zip.stream('data/report.pdf', null, render, () => unlessCancelled(request))
  if (report.sha256 !== made.digest('hex')) throw writeFailed(report.path, 'changed')
  return report
}

async function addAll(zip: ZipOut, files: readonly HeldFile[]): Promise<void> {
  for (const file of files) await zip.add(file)
}

interface Recorded {
  payloads: HeldFile[]
  /** Whether earlier states of the log are stamped. */
  stampedBefore: boolean
  /** Ledger and keys: of one state of the log. */
  log: HeldFile[]
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
  const { parts, request, whole, contents, office, number, fingerprint, stamps } = plan
  let derived = plan.derived
  const shown = (custody: CaseContents['custody']) => withoutWithheld(custody, derived?.withheld ?? office)
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
      ...(office.length > 0 && { office: [...office] }),
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
  tools: readonly HeldFile[],
  { payloads, stampedBefore, log }: Recorded,
  timestamp: Timestamp | null,
): HeldFile[] {
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
