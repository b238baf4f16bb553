import { basename } from 'node:path'
import type { CheckReport } from '../../../shared/contract/index.ts'
import { existing, findCase, newJob, unlockToWrite, type Office, type WriterOptions } from '../office.ts'
import { receiptFrom, type ReceiptOptions } from '../receipt-code.ts'
import { EXIT, WrongUse, type Outcome } from '../usage.ts'
import { checked } from './vaults.ts'

/** As it stands on paper, with whatever spaces. Null: none was given. */
export function fingerprintFrom({ fingerprint: given }: { fingerprint?: string }): string | null {
  const fingerprint = given?.replaceAll(/\s/g, '').toLowerCase() ?? null
  if (fingerprint !== null && !/^[0-9a-f]{64}$/.test(fingerprint)) throw new WrongUse('--fingerprint is 64 hex digits')
  return fingerprint
}

/** One that fails is kept only with `--despite-failure`; then it ends with 1, since what was checked doesn't hold. */
export async function receiveBundle(
  office: Office,
  bundle: string,
  options: WriterOptions & ReceiptOptions & { case: string; fingerprint?: string; despiteFailure?: string },
): Promise<Outcome> {
  const fingerprint = fingerprintFrom(options)
  const reason = options.despiteFailure?.trim() ?? null
  if (reason === '') throw new WrongUse('--despite-failure wants the reason')
  const receipt = await receiptFrom(options)
  const { token } = await office.engine.grant(await existing(bundle), 'bundle')
  await unlockToWrite(office, options)
  const { exhibit, report } = await office.call('bundle.receive', { job: newJob(), case: await findCase(office, options.case), bundle: token, fingerprint, receipt, reason })
  const { json, lines, exit } = checked(report)
  const held = { ok: 'its check held', incomplete: 'not all of it could be checked', failed: 'ITS CHECK FAILED' }[report.verdict]
  return {
    json: { exhibit: exhibit.id, number: exhibit.number, compared: fingerprint !== null, reason: report.verdict === 'failed' ? reason : null, ...json },
    lines: [...lines, `Exhibit ${exhibit.number}: ${exhibit.title} (${exhibit.id}), received: ${held}. Nothing in it counts as acquired or witnessed here.`],
    exit: exit ?? EXIT.ok,
  }
}

/** Two bundles by themselves, and whether they come from the same case of the same log. */
export async function compareBundles(office: Office, bundle: string, options: { with: string; fingerprint?: string }): Promise<Outcome> {
  const fingerprint = fingerprintFrom(options)
  const grant = async (path: string) => (await office.engine.grant(await existing(path), 'bundle')).token
  const { first, second, kinship } = await office.call('bundle.compare', { job: newJob(), first: await grant(bundle), second: await grant(options.with), fingerprint })
  const part = (title: string, report: CheckReport) => [`${title}:`, ...checked(report).lines.map((line) => `  ${line}`)]
  const { json, exit } = checked(kinship)
  return {
    json: { ...json, later: kinship.later, exhibits: kinship.exhibits, first: checked(first).json, second: checked(second).json },
    lines: [
      ...part(basename(bundle), first),
      ...part(basename(options.with), second),
      ...part('side by side', kinship),
      ...kinship.exhibits.map(({ number, in: where, same, masked }) => `exhibit ${number}: ${where === 'both' ? `in both, ${same ? `the same ${masked === 'none' ? 'content' : 'acquisition'}` : 'DIFFERENT content'}` : `only in the ${where}`}${masked === 'none' ? '' : `, masked in ${masked === 'both' ? 'both' : `the ${masked}`}`}`),
    ],
    exit: exit ?? EXIT.ok,
  }
}
