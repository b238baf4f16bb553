import { createHash } from 'node:crypto'
import { Refusal, type ProtectionWanted } from '../../../../shared/contract/index.ts'
import type { FileFacts } from '../../../../shared/model/index.ts'
import { ageRecipientsSealing, agePassphraseSealing } from './age.ts'
import { digestOf, openPartial, openSource, putSignature, type PartialFile, type SourceFile } from './file.ts'
import { makePassphrase } from './passphrase.ts'
import type { HandOverParts, HandOverRequest, HandOverStep, MadeHandOver } from './ports.ts'
import { heldBundle, heldHandOver, type HeldBundle } from './records.ts'
import { streamOf, type Sealing } from './sealing.ts'
import { zipSealing } from './zip.ts'

/** See `HandOvers.make`. */
export async function makeHandOver(parts: HandOverParts, request: HandOverRequest): Promise<MadeHandOver> {
  const bundle = heldBundle(parts, request.case, request.number)
  const source = await openSource(request.path)
  try {
    const facts = { name: `${bundle.name}.zip`, bytes: source.bytes, sha256: bundle.sha256 }
    await checkSource(request, source, facts)
    const sealed = sealingFor(request.protection, bundle, facts)
    if (sealed === null) return { view: record(parts, request, bundle, facts, facts), path: request.path, signature: null, passphrase: null }
    try {
      return { ...(await encrypt({ parts, request, bundle, facts, source, sealing: sealed.sealing })), passphrase: sealed.passphrase }
    } finally {
      sealed.sealing.close()
    }
  } finally {
    await source.file.close()
  }
}

function unlessCancelled({ signal }: HandOverRequest): void {
  if (signal.aborted) throw new Refusal('job.cancelled')
}

/** Counts bytes towards a step's end, and is where a cancelled hand-over stops. */
function meter(request: HandOverRequest, step: HandOverStep, total: number): (length: number) => void {
  let done = 0
  request.onStep(step, 'running', 0, total)
  return (length) => {
    unlessCancelled(request)
    done += length
    request.onStep(step, 'running', done, total)
  }
}

/** The chosen file may be anything: it is the bundle only by its digest. */
async function checkSource(request: HandOverRequest, { file, bytes }: SourceFile, { name, sha256 }: FileFacts): Promise<void> {
  const found = await digestOf(file, bytes, meter(request, 'handover-check', bytes))
  if (found !== sha256) throw new Refusal('handover.other-file', { name })
  request.onStep('handover-check', 'done', bytes, bytes)
}

function sealingFor(wanted: ProtectionWanted, bundle: HeldBundle, { name, bytes }: FileFacts): { sealing: Sealing; passphrase: string | null } | null {
  if (wanted.kind === 'none') return null
  if (wanted.kind === 'age-recipients') return { sealing: ageRecipientsSealing([...new Set(wanted.recipients)]), passphrase: null }
  const passphrase = makePassphrase()
  const sealing = wanted.kind === 'age-passphrase' ? agePassphraseSealing(passphrase) : zipSealing({ name, bytes, at: new Date(bundle.exportedAt), passphrase })
  return { sealing, passphrase }
}

interface Encryption {
  parts: HandOverParts
  request: HandOverRequest
  bundle: HeldBundle
  facts: FileFacts
  source: SourceFile
  sealing: Sealing
}

/**
 * The entry comes after the file has its name: a process that dies in between leaves a file that no log speaks of, and whose
 * passphrase nobody saw, rather than a hand-over on record that never was.
 */
async function encrypt({ parts, request, bundle, facts, source, sealing }: Encryption): Promise<Omit<MadeHandOver, 'passphrase'>> {
  const before = parts.store.list(request.case).filter(({ number }) => number === request.number).length
  const partial = await openPartial(request.folder, `${bundle.name}-handover-${before + 1}`, sealing.ending)
  let undoSignature = () => Promise.resolve()
  try {
    const written = await seal(request, source, sealing, partial)
    await readBack(request, facts, sealing, partial, written)
    const signature = await putSignature(request.folder, facts.name, source, facts.sha256, parts.exportKey)
    undoSignature = signature.undo
    unlessCancelled(request)
    const { path, name } = await partial.finish()
    const view = record(parts, request, bundle, facts, { name, ...written })
    return { view, path, signature: signature.name }
  } catch (error) {
    await undoSignature()
    await partial.discard()
    throw error
  }
}

async function seal(request: HandOverRequest, { file, bytes }: SourceFile, sealing: Sealing, partial: PartialFile): Promise<{ bytes: number; sha256: string }> {
  let stopped: unknown = null
  const count = meter(request, 'handover-encrypt', bytes)
  const source = streamOf(file, bytes, (length) => {
    try {
      count(length)
    } catch (error) {
      stopped = error
      throw error
    }
  })
  try {
    await sealing.seal(source, partial.sink)
  } catch (error) {
    // The libraries between wrap what ended the stream, or tell of its end alone.
    throw stopped ?? partial.failure() ?? error
  }
  const written = await partial.written()
  request.onStep('handover-encrypt', 'done', bytes, bytes)
  return written
}

/** As it lies on the disk: the same bytes as were written, and what comes out of them is the bundle. */
async function readBack(request: HandOverRequest, facts: FileFacts, sealing: Sealing, partial: PartialFile, written: { bytes: number; sha256: string }): Promise<void> {
  const total = written.bytes + facts.bytes
  const count = meter(request, 'handover-verify', total)
  const file = await partial.reopen()
  try {
    const fault = (cause?: unknown) => new Refusal('handover.not-read-back', {}, cause)
    if ((await digestOf(file, written.bytes, count)) !== written.sha256) throw fault()
    const hash = createHash('sha256')
    let bytes = 0
    const sink = new WritableStream<Uint8Array>({
      write(chunk) {
        count(chunk.length)
        hash.update(chunk)
        bytes += chunk.length
      },
    })
    try {
      await sealing.unseal(file, written.bytes, sink)
    } catch (error) {
      unlessCancelled(request)
      throw fault(error)
    }
    if (bytes !== facts.bytes || hash.digest('hex') !== facts.sha256) throw fault()
    request.onStep('handover-verify', 'done', total, total)
  } finally {
    await file.close()
  }
}

function record(parts: HandOverParts, request: HandOverRequest, bundle: HeldBundle, facts: FileFacts, handed: FileFacts): MadeHandOver['view'] {
  const { case: chain, number, protection, receiver, receiverTitle, authority, reference, method, methodText, date } = request
  unlessCancelled(request)
  request.onStep('handover-record', 'running', 0, 0)
  const row = parts.ledger.commit(request.actor, (append) => {
    const { seq } = append(chain, {
      type: 'bundle.handed-over',
      case: chain,
      number,
      exported: bundle.seq,
      bundle: facts,
      handed,
      protection: protection.kind,
      recipients: protection.kind === 'age-recipients' ? [...new Set(protection.recipients)] : [],
      receiver,
      receiverTitle,
      authority,
      reference,
      method,
      methodText,
      date,
    })
    const made = { seq, case: chain, number, handed: handed.sha256 }
    parts.store.insert(made)
    return made
  })
  request.onStep('handover-record', 'done', 0, 0)
  return heldHandOver(parts, row)
}
