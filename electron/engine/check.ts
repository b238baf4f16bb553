import type { CheckReport, CheckResult, ErrorCode } from '../../shared/contract/index.ts'
import { Refusal } from '../../shared/contract/index.ts'
import { checkLedger, checkStamps } from '../services/ledger/index.ts'
import { checkWithoutKeys } from '../services/vault/index.ts'
import type { Progress } from './jobs.ts'
import { checkRecords } from './records.ts'
import type { Session } from './session.ts'
import { checkStatements } from './statements.ts'

/** What a keyless check names as not checked: what takes the keys. */
const WITH_KEYS = new Set(['vault-database', 'vault-contents'])
/** A vault without them lacks nothing that it promises. */
const NOT_EVERYWHERE = new Set(['timestamps'])

/**
 * `failed` outranks everything. What can only be judged with the keys is named as not checked and doesn't by itself
 * make a keyless check incomplete: it isn't something that the check set out to do.
 */
export function verdictOf(checks: CheckResult[]): CheckReport {
  const failed = checks.some(({ result }) => result === 'fail')
  const missing = checks.some(({ name, result }) => result === 'not-checked' && !WITH_KEYS.has(name) && !NOT_EVERYWHERE.has(name))
  return { verdict: failed ? 'failed' : missing ? 'incomplete' : 'ok', checks }
}

/** Everything: what can be seen without keys, the database, the whole log, and every byte of every exhibit. */
export async function checkVault(session: Session, progress: Progress, signal: AbortSignal): Promise<CheckReport> {
  const { vault, ledger, people, heads } = session
  progress('check', 'running')
  const complaints = vault.integrity()
  const mirror = vault.checkMirror()
  // With the keys the same is judged by more, under the same name.
  const again = new Set([...WITH_KEYS, ...mirror.map(({ name }) => name)])
  const checks = checkWithoutKeys(vault.folder).filter(({ name }) => !again.has(name))
  checks.push(
    ...mirror,
    complaints.length === 0
      ? { name: 'vault-database', result: 'pass', detail: 'integrity_check and foreign keys', item: null }
      : { name: 'vault-database', result: 'fail', detail: complaints.slice(0, 5).join('; '), item: 'vault.db' },
  )
  progress('check', 'done')
  const log = await checkLedger({
    store: vault.ledger,
    origin: vault.origin,
    logPublicKey: vault.logKey.publicKey,
    publicKey: (kid) => people.publicKey(kid),
    lastSeen: heads.read(vault.origin),
    signal,
    progress: (done, total) => progress('check-ledger', 'running', done, total),
  })
  progress('check-ledger', 'done')
  checks.push(
    ...log.map(unlessForgotten),
    await checkStamps(vault.stamps, signal),
    checkRecords(session),
    await checkStatements(session, signal),
    await checkEvidence(session, progress, signal),
  )
  progress('check-objects', 'done')
  if (ledger.alarm() !== null && !checks.some(({ result }) => result === 'fail')) {
    checks.push({ name: 'log-last-seen', result: 'fail', detail: 'the vault does not extend the head last seen outside it', item: null })
  }
  return verdictOf(checks)

  /** What is remembered now was noted after the memory had been spoilt: that the log extends it says too little. */
  function unlessForgotten(check: CheckResult): CheckResult {
    if (check.name !== 'log-last-seen' || check.result !== 'pass' || !heads.damaged(vault.origin)) return check
    return { ...check, result: 'not-checked', detail: 'what was remembered outside the vault before could not be read' }
  }
}

/** Plain words for what reading an exhibit may be refused with. */
const FAULTS: Partial<Record<ErrorCode, string>> = {
  'evidence.damaged': "missing, damaged or changed: it isn't what the ledger says",
  'artefact.not-found': 'the ledger names it and the database has no such file',
  'vault.io': "the disk couldn't be read",
}

async function checkEvidence({ casework, evidence }: Session, progress: Progress, signal: AbortSignal): Promise<CheckResult> {
  const exhibits = casework.list().flatMap(({ id }) => evidence.list(id))
  const total = exhibits.reduce((sum, { bytes }) => sum + bytes, 0)
  let done = 0
  let artefacts = 0
  for (const exhibit of exhibits) {
    let item = `exhibit ${exhibit.number}`
    try {
      for (const artefact of evidence.artefacts(exhibit)) {
        if (signal.aborted) throw new Refusal('job.cancelled')
        item = `exhibit ${exhibit.number}: ${artefact.name}`
        await evidence.verify(exhibit, artefact.name)
        done += artefact.bytes
        artefacts += 1
        progress('check-objects', 'running', done, total)
      }
      item = `exhibit ${exhibit.number}: pictures`
      for (const preview of evidence.previews(exhibit)) for await (const chunk of evidence.readPreview(preview)) void chunk
    } catch (error) {
      // Locking ends the reading too; that says nothing about the exhibit.
      if (signal.aborted) throw new Refusal('job.cancelled', {}, error)
      if (error instanceof Refusal) {
        return { name: 'evidence', result: 'fail', detail: FAULTS[error.code] ?? `refused: ${error.code}`, item }
      }
      throw error
    }
  }
  return { name: 'evidence', result: 'pass', detail: `${exhibits.length} exhibits, ${artefacts} artefacts read whole`, item: null }
}
