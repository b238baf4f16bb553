import { mkdir } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { Refusal, type BundlePreview, type BundleView, type ExhibitSummary, type ExportProfile, type Selection } from '../../../shared/contract/index.ts'
import { visible } from '../../../shared/encoding/index.ts'
import type { Translate } from '../../../shared/locales/index.ts'
import { findCase, newJob, unlockToWrite, type Office, type WriterOptions } from '../office.ts'
import { EXIT, systemCode, WrongUse, type Outcome } from '../usage.ts'
import { authoritiesOf } from './time.ts'

export interface ExportOptions extends WriterOptions {
  case: string
  profile: ExportProfile
  out: string
  language?: string
  tsa?: string[]
  /** Numbers or ids of what is shown whole, and of what is shown masked. */
  exhibits?: string[]
  mask?: string[]
  reason?: string
  title?: string
  hideWitnesses?: boolean
}

export async function exportBundle(office: Office, options: ExportOptions, t: Translate): Promise<Outcome> {
  const { profile } = options
  checkUse(options)
  const timestampUrls = authoritiesOf(options)
  await mkdir(options.out, { recursive: true }).catch((error: unknown) => {
    throw new Refusal('bundle.write-failed', { name: basename(options.out), reason: systemCode(error) ?? 'unknown' }, error)
  })
  const { token } = await office.engine.grant(resolve(options.out), 'bundle-folder')
  await unlockToWrite(office, options)
  const home = await findCase(office, options.case)
  const selection = profile === 'police' ? null : selectionOf(options, await office.call('exhibit.list', { case: home }))
  const preview = selection === null ? null : await office.call('bundle.preview', { case: home, profile, selection })
  const bundle = await office.call('bundle.export', { job: newJob(), case: home, profile, selection, language: options.language === 'en' || options.language === 'both' ? options.language : 'sv', folder: token, timestampUrls })
  const path = join(resolve(options.out), bundle.name)
  return {
    json: {
      bundle: path,
      profile,
      fingerprint: bundle.fingerprint,
      sha256: bundle.sha256,
      bytes: bundle.bytes,
      timestamp: bundle.timestamp,
      timestampTrust: bundle.timestampShows?.trust ?? null,
      timestampFailures: bundle.timestampFailures,
      verdict: bundle.verdict,
      ...(preview !== null && { leftOut: numbers(preview.leftOut), masked: numbers(preview.masked), added: numbers(preview.added), uncovered: preview.uncovered }),
      ...(preview?.witnessesHidden === true && { namedAnyway: preview.witnesses, received: numbers(preview.received) }),
    },
    lines: [
      path,
      `SHA-256 ${bundle.sha256}`,
      `Fingerprint, to be copied onto paper: ${bundle.fingerprint}`,
      `Verified after writing: ${bundle.verdict}`,
      ...(preview === null ? [] : derivedLines(preview)),
      ...timestampLines(bundle, t),
    ],
    exit: bundle.verdict === 'ok' ? EXIT.ok : EXIT.checkFailed,
  }
}

/** Said before the vault is opened. */
function checkUse({ profile, exhibits = [], mask = [], reason, title, hideWitnesses }: ExportOptions): void {
  const given = [...exhibits, ...mask]
  if (profile !== 'masked' && hideWitnesses === true) throw new WrongUse('--hide-witnesses is for --profile masked')
  if (profile === 'police') {
    if (given.length > 0 || reason !== undefined || title !== undefined) throw new WrongUse('--exhibits, --mask, --reason and --title are not for --profile police, which is the whole case')
    return
  }
  if (given.length === 0) throw new WrongUse(`--profile ${profile} needs --exhibits${profile === 'masked' ? ' or --mask' : ''}`)
  if (reason === undefined || reason.trim() === '') throw new WrongUse(`--profile ${profile} needs --reason, which the receiver reads`)
  if (profile === 'civil' && (mask.length > 0 || title !== undefined)) throw new WrongUse('--mask and --title are for --profile masked')
  if (profile === 'masked' && (title === undefined || title.trim() === '')) throw new WrongUse('--profile masked needs --title: what the case is called there')
}

function selectionOf({ profile, exhibits = [], mask = [], reason = '', title = '', hideWitnesses = false }: ExportOptions, known: readonly ExhibitSummary[]): Selection {
  const pick = (masked: boolean) => (given: string) => {
    const found = known.find(({ id, number }) => id === given || String(number) === given)
    if (found === undefined) throw new WrongUse(`the case has no exhibit ${given}`)
    return { exhibit: found.id, masked }
  }
  const chosen = [...exhibits.map(pick(false)), ...mask.map(pick(true))]
  if (new Set(chosen.map(({ exhibit }) => exhibit)).size !== chosen.length) throw new WrongUse('an exhibit is named twice in --exhibits and --mask')
  return { exhibits: chosen, reason, title: profile === 'masked' ? title : null, hideWitnesses }
}

const numbers = (named: BundlePreview['masked']): number[] => named.map(({ number }) => number)

/** What of an export that isn't the whole case somebody should know before it is handed over. */
export function derivedLines({ leftOut, masked, added, witnesses, witnessesHidden, received, uncovered }: BundlePreview): string[] {
  const listed = (what: string, named: BundlePreview['masked']) => (named.length === 0 ? [] : [`${what}: ${numbers(named).join(', ')}`])
  return [
    ...listed('Masked', masked),
    ...listed('Added for a witness', added),
    ...listed('Left out', leftOut),
    ...(witnessesHidden && witnesses.length > 0 ? [`Witnesses who are named all the same, since they did something else too, or make this export: ${witnesses.map((name) => visible(name)).join(', ')}`] : []),
    ...listed('Bundles made elsewhere, whole, with the names of the witnesses in them', received),
    ...uncovered.map(({ word, exhibit, where }) => `To stay hidden and readable: ${word} (${exhibit === null ? 'title of the case or reason' : `exhibit ${exhibit}, ${where}`})`),
  ]
}

/** At the end, where it is read: a bundle without the stamp that was asked for is whole, and still not what was asked for. */
function timestampLines({ timestamp, timestampShows: shows, timestampFailures }: BundleView, t: Translate): string[] {
  if (timestamp !== null) return [`Timestamp: ${timestamp}`, ...(shows === null ? [] : [`  ${shows.authority}: ${t(`bundle.timestamp.trust.${shows.trust}`)}`])]
  return [
    'Timestamp: none. The bundle has no timestamp.',
    ...timestampFailures.map(({ host, fault, detail }) => `  ${host}: ${t(`bundle.timestamp.faults.${fault}`)} (${detail})`),
  ]
}
