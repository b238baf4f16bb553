import { Refusal, Verification, type CallOutput, type CallParsed } from '../../../shared/contract/index.ts'
import { RECEIVED_ARTEFACTS, type ExhibitId } from '../../../shared/model/index.ts'
import { compareBundles, receiveBundle } from '../../services/bundle/index.ts'
import { drawnRoot } from '../../services/evidence/index.ts'
import type { Context } from '../context.ts'
import type { Progress } from '../jobs.ts'
import type { Session } from '../session.ts'
import { readReceipt } from '../receipts.ts'
import { summary } from './summary.ts'

type Without<N extends 'bundle.compare' | 'bundle.receive'> = Omit<CallParsed<N>, 'job'>

export async function compare(
  { tokens, host }: Context,
  { first, second, fingerprint }: Without<'bundle.compare'>,
  progress: Progress,
  signal: AbortSignal,
): Promise<CallOutput<'bundle.compare'>> {
  const found = await compareBundles(tokens.path(first, 'bundle'), tokens.path(second, 'bundle'), {
    fingerprint,
    signal,
    onBytes: (done, total) => progress('bundle-verify', 'running', done, total),
    draw: (original, seed) => drawnRoot(host.spawnChild, { ...original, signal }, seed),
  })
  progress('bundle-verify', 'done')
  return found
}

export async function receive(
  context: Context,
  { case: id, bundle, fingerprint, receipt, reason }: Without<'bundle.receive'>,
  progress: Progress,
  signal: AbortSignal,
): Promise<CallOutput<'bundle.receive'>> {
  const session = context.session()
  session.casework.get(id)
  if (receipt !== null) readReceipt(receipt)
  const { evidence, actor } = session
  const { row, report } = await receiveBundle(
    { evidence, toolVersion: `Bevisvalv ${context.options.version}`, clock: Date.now },
    {
      case: id,
      path: context.tokens.path(bundle, 'bundle'),
      actor,
      fingerprint,
      receipt,
      reason,
      onBytes: (done, total) => progress('import', 'running', done, total),
      onProgress: ({ done, total }) => progress('bundle-verify', 'running', done, total),
      signal,
    },
  )
  progress('bundle-verify', 'done')
  return { exhibit: summary(session, row), report }
}

/** As it was written when the bundle came. The look is on record before anything is given out. */
export async function received({ evidence, ledger, actor }: Session, id: ExhibitId): Promise<Verification> {
  const row = evidence.get(id)
  if (row.kind !== 'received') throw new Refusal('exhibit.not-found')
  const chunks: Uint8Array[] = []
  for await (const chunk of evidence.read(row, RECEIVED_ARTEFACTS.verification)) chunks.push(chunk)
  const found = Verification.parse(JSON.parse(Buffer.concat(chunks).toString('utf8')))
  ledger.commit(actor, (append) => append(row.case, { type: 'exhibit.viewed', exhibit: id, number: row.number }))
  return found
}
