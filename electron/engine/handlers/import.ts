import { basename } from 'node:path'
import { Refusal, type ExhibitSummary, type Failure, type ImportReport } from '../../../shared/contract/index.ts'
import type { CaseId } from '../../../shared/model/index.ts'
import type { Context } from '../context.ts'
import { report } from '../dispatch.ts'
import type { Progress } from '../jobs.ts'
import type { Session } from '../session.ts'
import { summary } from './summary.ts'

interface ImportRequest {
  case: CaseId
  /** Tokens. */
  files: readonly string[]
  caller: string
  progress: Progress
  signal: AbortSignal
}

/**
 * One file after the other, each acknowledged by its own entry. What has been saved stays saved, so once there is
 * anything the answer says which files are exhibits and which aren't; a refusal would hide it. Where nothing was saved,
 * the first failure is the answer.
 */
export async function importFiles(context: Context, session: Session, request: ImportRequest): Promise<ImportReport> {
  const { files, progress } = request
  session.casework.get(request.case)
  // A token that isn't one is a mistake of the window, found before anything is done.
  const paths = files.map((token) => context.tokens.path(token, 'import'))
  const exhibits: ExhibitSummary[] = []
  const failures: ImportReport['failures'] = []
  /** Set once no further file can fare better. */
  let end: { failure: Failure; error: unknown } | null = null
  let first: unknown = null
  for (const path of paths) {
    const name = basename(path)
    let saved = false
    try {
      if (end === null) {
        exhibits.push(await importFile(session, path, request))
        saved = true
      }
    } catch (error) {
      const failure = failureOf(error)
      first ??= error
      if (isOfTheFile(failure)) failures.push({ name, ...failure })
      else end = { failure, error }
    }
    if (end !== null) failures.push({ name, ...end.failure })
    progress('import', saved ? 'done' : 'failed', exhibits.length, files.length, name)
  }
  if (exhibits.length === 0) throw first
  // Not thrown, for the sake of what was saved, and a bug all the same.
  if (end?.failure.code === 'internal') report({ name: 'import.files', caller: request.caller, code: 'internal', error: end.error })
  return { exhibits, failures }
}

/** One file, as an exhibit of its own. */
export async function importFile(session: Session, path: string, { case: id, progress, signal }: Pick<ImportRequest, 'case' | 'progress' | 'signal'>): Promise<ExhibitSummary> {
  if (signal.aborted) throw new Refusal('job.cancelled')
  const row = await session.evidence.importFile(session.actor, {
    case: id,
    path,
    fileName: basename(path),
    onBytes: (bytes, total) => progress('import', 'running', bytes, total, basename(path)),
    signal,
  })
  return summary(session, row)
}

/** Locking ends an import like its cancelling does: see `jobs.run`. */
function failureOf(error: unknown): Failure {
  if (!(error instanceof Refusal)) return { code: 'internal', params: {} }
  return { code: error.code === 'vault.not-open' ? 'job.cancelled' : error.code, params: error.params }
}

const isOfTheFile = ({ code }: Failure): boolean => code.startsWith('import.')
