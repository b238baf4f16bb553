import type { BundleReport, NoLaterThan, TimestampView } from '../contract/index.ts'
import { fingerprintOf } from '../encoding/index.ts'
import type { Covering } from '../model/index.ts'
import { checkAttestations, checkCosignatures, isUnwitnessed, unshownOf } from './attestations.ts'
import {
  type Bag,
  checkDeclaration,
  checkFileSet,
  checkFingerprint,
  checkManifest,
  checkTagSignature,
  checkZip,
  openBag,
} from './bag.ts'
import {
  type ExhibitFound,
  byNumber,
  checkExhibits,
  checkExportContent,
  exhibitsOf,
  exportStatement,
} from './exhibits.ts'
import { type DisposedFound, disposedOf } from './disposal.ts'
import { Findings, Stopped, pauseOf, unable } from './findings.ts'
import { checkKeys, readKeys } from './keys.ts'
import { lineageOf } from './lineage.ts'
import { CHECKPOINT, ENTRIES, EXPORT_KEY, MANIFEST, TAG_MANIFEST, TIMESTAMP } from './layout.ts'
import {
  checkChain,
  checkCheckpoint,
  checkCompleteness,
  checkEntries,
  checkInclusion,
  checkPrior,
  readCheckpoint,
  readLedger,
} from './ledger.ts'
import { type MaskedFound, checkMasking, maskedOf } from './masking.ts'
import { type ReadPayloads, checkPayloads, ofType, readPayloads } from './payloads.ts'
import { checkPostChecks } from './post-checks.ts'
import { checkReceipt } from './receipt.ts'
import { checkTimestamps, placesOf } from './stamps.ts'
import { custodyTold, exhibitsTold, keysTold } from './told.ts'
import type { BagReader, VerifyCrypto, VerifyOptions } from './types.ts'

/**
 * Checks a bundle from the outside in and tells every result by name. Nothing in the bundle makes it throw: what can't
 * be read is a failure, and later checks go on with what is left. Rejects only with what `pause` rejects with.
 */
export async function verifyBag(
  reader: BagReader,
  crypto: VerifyCrypto,
  options: VerifyOptions = {},
): Promise<BundleReport> {
  try {
    return await examine(reader, crypto, options)
  } catch (error) {
    throw error instanceof Stopped ? error.reason : error
  }
}

async function examine(reader: BagReader, crypto: VerifyCrypto, options: VerifyOptions): Promise<BundleReport> {
  const pause = pauseOf(options.pause)
  const findings = new Findings(pause)
  const bag = await openBag(reader, crypto, pause)
  await checkOutside(bag, findings, options)

  const keys = await readKeys(bag)
  const ledger = await readLedger(bag)
  await findings.run('keys', 'keys/', () => checkKeys(keys, new Set(ledger.entries.map(({ entry }) => entry.kid))))
  await findings.run('entries', ENTRIES, () => checkEntries(bag, ledger, keys))
  await findings.run('chain', ENTRIES, () => checkChain(ledger))
  await findings.run('completeness', ENTRIES, () => checkCompleteness(ledger))

  const checkpoint = readCheckpoint(bag, keys)
  await findings.run('checkpoint', CHECKPOINT, async () => checkCheckpoint(ledger, (await checkpoint).head))
  // Without a state of the log there is nothing to lead a proof to; the checkpoint's own check has failed then.
  const at = await checkpoint.catch(() => null)
  const noState = unable('there is no signed state of the log to hold them against', CHECKPOINT)
  await findings.run('inclusion', ENTRIES, () => (at === null ? noState : checkInclusion(bag, ledger, at)))
  await findings.run('prior-checkpoints', CHECKPOINT, () => (at === null ? noState : checkPrior(bag, keys, at.head)))

  const payloads = await readPayloads(bag, ledger)
  const exhibits = exhibitsOf(payloads).sort(byNumber)
  const masked = maskedOf(payloads, ledger)
  const { derived = null, office = [] } = exportStatement(payloads)?.payload ?? {}
  const disposed = disposedOf(payloads, ledger)
  await findings.run('payloads', ENTRIES, () => checkPayloads(payloads, { derived, office, disposed }))
  await findings.run('exhibits', ENTRIES, async () => {
    const outcome = await checkExhibits(bag, exhibits, masked)
    await checkPostChecks(bag, payloads, exhibits)
    return outcome
  })
  const coverings = new Map<number, Covering[]>()
  await findings.run('masking', ENTRIES, () => checkMasking(bag, payloads, ledger, (number, parts) => void coverings.set(number, parts)))
  await findings.run('attestations', ENTRIES, () => checkAttestations(bag, payloads, exhibits, { derived, disposed }))
  await findings.run('cosignatures', ENTRIES, () => checkCosignatures(bag, ledger, keys))
  await findings.run('export-content', ENTRIES, () => checkExportContent(bag, payloads, ledger, disposed))
  let timestamp: TimestampView | null = null
  let noLaterThan: NoLaterThan[] = []
  await findings.run('timestamp', TIMESTAMP, async () => {
    const found = await checkTimestamps(bag, placesOf(exhibits, masked), at?.head.size ?? null, options.checkTimestamp ?? null)
    timestamp = found.own
    noLaterThan = found.noLaterThan
    return found.outcome
  })

  const held = { ledger, payloads, keys, head: at?.head ?? null, disposed }
  if (options.onLineage) options.onLineage(await lineageOf({ bag, keys, ledger, payloads, exhibits, masked, head: at?.head ?? null }))
  await findings.run('receipt', 'receipt', () => checkReceipt(bag, options.receipt ?? null, held))

  const fingerprint = bag.exportKey === null ? null : fingerprintOf(bag.exportKey)
  const report = findings.report()
  // Both lean on nearly every other check.
  if (report.verdict === 'failed') {
    noLaterThan = []
    coverings.clear()
  }
  return {
    ...report,
    fingerprint,
    head: held.head,
    keys: keysTold(ledger, payloads, keys),
    custody: custodyTold(bag, ledger, payloads),
    timestamp,
    noLaterThan,
    exhibits: await exhibitsTold(bag, exhibits, masked, { derived, coverings }),
    about: about(payloads, exhibits, masked, disposed),
  }
}

async function checkOutside(bag: Bag, findings: Findings, options: VerifyOptions): Promise<void> {
  const tell = options.onProgress ?? (() => undefined)
  const zip = options.zip ?? null
  await findings.run('zip-signature', zip?.source.name ?? '', () => checkZip(bag, zip, tell))
  await findings.run('tag-manifest-signature', TAG_MANIFEST, () => checkTagSignature(bag))
  await findings.run('fingerprint', EXPORT_KEY, () => checkFingerprint(bag, options.expectedFingerprint ?? null))
  await findings.run('tag-manifest', TAG_MANIFEST, () => checkManifest(bag, 'tag-manifest', tell))
  await findings.run('manifest', MANIFEST, () => checkManifest(bag, 'manifest', tell))
  await findings.run('file-set', '.', () => checkFileSet(bag))
  await findings.run('bag-declaration', 'bagit.txt', () => checkDeclaration(bag))
}

function about(payloads: ReadPayloads, exhibits: readonly ExhibitFound[], masked: readonly MaskedFound[], disposed: DisposedFound): BundleReport['about'] {
  const exported = exportStatement(payloads)
  if (exported === null) return null
  const { number, profile, derived, office = [] } = exported.payload
  const titled = [...ofType(payloads, 'case.opened'), ...ofType(payloads, 'case.changed')].at(-1)
  const caseTitle = derived?.title ?? titled?.payload.title
  if (caseTitle === undefined) return null
  const untold = (of: number) => unshownOf(derived, of) > 0
  return {
    caseTitle,
    number,
    profile,
    exhibits: exhibits.length + masked.length,
    unwitnessed: exhibits.filter((one) => isUnwitnessed(one) && !untold(one.acquired.payload.number)).length + masked.filter((one) => !untold(one.masked.number)).length,
    exportedAt: exported.entry.at,
    office: office.length,
    disposed: disposed.exhibits.length,
    derived: derived === undefined ? null : { reason: derived.reason, leftOut: derived.leftOut, withheld: derived.withheld.length, masked: derived.masked.length },
  }
}
