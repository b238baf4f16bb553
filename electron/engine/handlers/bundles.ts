import { mkdir } from 'node:fs/promises'
import { basename } from 'node:path'
import { Refusal, type BundleView, type TimestampFailure, type TimestampView } from '../../../shared/contract/index.ts'
import type { CaseId } from '../../../shared/model/index.ts'
import { label } from '../tokens.ts'
import { verifyBundle, type ExportedBundle } from '../../services/bundle/index.ts'
import { checkVault } from '../check.ts'
import type { Context } from '../context.ts'
import type { Handlers } from '../dispatch.ts'
import type { Progress } from '../jobs.ts'
import { createTimestamper } from '../timestamper.ts'
import { readReceipt } from '../receipts.ts'
import { compare, receive, received } from './receive.ts'

type Names = 'bundle.preview' | 'bundle.export' | 'bundle.verify' | 'bundle.compare' | 'bundle.receive' | 'bundle.received' | 'vault.check'

export function bundleHandlers(context: Context): Pick<Handlers, Names> {
  const { options, preferences, tokens, jobs } = context
  /** Cases whose export is under way: a second one would write to the same file. */
  const exporting = new Set<CaseId>()

  async function alone<T>(id: CaseId, work: () => Promise<T>): Promise<T> {
    if (exporting.has(id)) throw new Refusal('bundle.write-failed', { name: 'zip', reason: 'busy' })
    exporting.add(id)
    try {
      return await work()
    } finally {
      exporting.delete(id)
    }
  }

  return {
    'bundle.preview': ({ case: id, ...request }) => context.during(({ bundles, actor }) => bundles.preview(id, { ...request, actor })),

    'bundle.export': ({ job, folder, timestampUrls, ...request }) =>
      jobs.run(job, async (progress, signal) => {
        const { bundles, actor, stamping } = context.session()
        if (folder === null) await mkdir(options.documents, { recursive: true })
        const place = folder === null ? options.documents : tokens.path(folder, 'bundle-folder')
        const failures: TimestampFailure[] = []
        let shows: TimestampView | null = null
        const timestamp = createTimestamper(timestampUrls ?? preferences.get().timestampUrls, {
          asking: (host) => progress('bundle-timestamp', 'running', 0, 0, host),
          failed: (failure) => failures.push(failure),
          taken(taken, url, content) {
            shows = taken.shows
            stamping.keep(url, content, taken)
          },
        })
        const vain = () => failures.map(({ host, detail }) => `${host}: ${detail}`).join('; ')
        const made = await alone(request.case, () =>
          bundles.export({
            ...request,
            folder: place,
            actor,
            timestamp,
            onStep: (step, state, done, total) =>
              progress(step, state, done, total, step === 'bundle-timestamp' ? vain() : ''),
            signal,
          }),
        )
        context.exported.set(made.sha256, made.path)
        // Read back from disk by the verifier that a receiver would use, before anybody is told that it is done.
        const verdict = await readBack(made, progress, signal)
        return {
          number: made.number,
          name: basename(made.path),
          place: label(place),
          bytes: made.bytes,
          sha256: made.sha256,
          fingerprint: made.fingerprint,
          timestamp: made.timestamp,
          timestampShows: shows,
          timestampFailures: failures,
          verdict,
        }
      }),

    'bundle.verify': ({ job, bundle, fingerprint, receipt }) =>
      jobs.run(job, async (progress, signal) => {
        if (receipt !== null) readReceipt(receipt)
        const report = await verifyBundle(tokens.path(bundle, 'bundle'), {
          fingerprint,
          receipt,
          signal,
          onProgress: ({ done, total }) => progress('bundle-verify', 'running', done, total),
        })
        progress('bundle-verify', 'done')
        return report
      }),

    'bundle.compare': ({ job, ...request }) => jobs.run(job, (progress, signal) => compare(context, request, progress, signal)),

    'bundle.receive': ({ job, ...request }) => jobs.run(job, (progress, signal) => receive(context, request, progress, signal)),

    'bundle.received': ({ exhibit }) => context.during((session) => received(session, exhibit)),

    'vault.check': ({ job }) =>
      jobs.run(job, (progress, signal) => checkVault(context.session(), progress, signal)),
  }
}

/**
 * Cancelled here, the bundle is no less made: it lies in the folder under its name, is signed and stands in the log. So
 * it is told of like any other, as one of which not everything was checked.
 */
async function readBack(made: ExportedBundle, progress: Progress, signal: AbortSignal): Promise<BundleView['verdict']> {
  try {
    const { verdict } = await verifyBundle(made.path, {
      fingerprint: made.fingerprint,
      onProgress: ({ done, total }) => progress('bundle-verify', 'running', done, total),
      signal,
    })
    progress('bundle-verify', 'done')
    return verdict
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'job.cancelled') throw error
    progress('bundle-verify', 'skipped')
    return 'incomplete'
  }
}
