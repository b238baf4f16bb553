import type { BundleReport, CallInput, CallOutput, ExhibitView, KinshipReport, ReceivedExhibit, Verification } from '../../shared/contract/index.ts'
import { RECEIVED_ARTEFACTS } from '../../shared/model/index.ts'
import { caseId, exhibitId, hex, report, WITNESS } from './fake-data.ts'

/** A bundle that came from an invented school's own office, and one compared with it. */

const at = (minutes: number): string => new Date(Date.UTC(2026, 1, 20, 13, minutes)).toISOString()

const claim = (number: number, title: string, more: Partial<ReceivedExhibit> = {}): ReceivedExhibit => ({
  exhibit: exhibitId(`theirs ${number}`),
  number,
  contentRoot: hex(`theirs ${number}`),
  title,
  kind: 'capture',
  acquiredAt: at(number),
  acquiredBy: 'Malin Sjö',
  complete: true,
  witnesses: [],
  unshown: 0,
  ...more,
})

export function verification(verdict: BundleReport['verdict'], reason = ''): Verification {
  const { checks } = report(verdict)
  return {
    v: 1,
    tool: 'Bevisvalv 0.1.0',
    checkedAt: at(600),
    bundle: { name: 'bundle-7-02.zip', bytes: 9_402_113, sha256: hex('their zip') },
    signature: { bytes: 64, kept: true },
    compared: { fingerprint: null, receipt: null },
    reason,
    verdict,
    checks,
    fingerprint: hex('their export key'),
    timestamp: null,
    noLaterThan: [],
    origin: `bevisvalv.invalid/v-${hex('their vault', 32)}`,
    head: { origin: `bevisvalv.invalid/v-${hex('their vault', 32)}`, size: 211, root: hex('their head') },
    case: caseId('theirs'),
    caseTitle: 'Hot mot rektorn vid Åsskolan',
    exported: { number: 2, profile: 'police', at: at(500) },
    exhibits: [
      claim(1, 'Inlägg i gruppen Åsskolans föräldrar', { witnesses: [{ name: WITNESS.name, grade: 'original-seen', standing: 'outside', at: at(90), key: WITNESS.kid }] }),
      claim(2, 'Kommentarer till inlägget', { complete: false }),
      claim(3, 'Samtal till växeln', { kind: 'note', complete: null }),
      claim(4, 'Brev till skolan', { contentRoot: null, complete: null, unshown: 2 }),
    ],
    total: 4,
  }
}

/** The exhibit as which such a bundle is kept. */
export function receivedExhibit(like: ExhibitView, number: number, found: Verification): ExhibitView {
  const artefact = (name: string, bytes: number, mediaType: string) => ({ name, bytes, sha256: hex(name), mediaType })
  return {
    ...like,
    id: exhibitId(`received ${found.verdict}`),
    number,
    kind: 'received',
    title: found.bundle.name,
    acquiredAt: found.checkedAt,
    bytes: found.bundle.bytes,
    contentRoot: hex(`received ${found.verdict}`),
    completeness: null,
    witnessed: [],
    attestations: [],
    compares: null,
    supersedes: null,
    supersededBy: null,
    source: { bundle: found.bundle.name, verdict: found.verdict, fingerprint: found.fingerprint, paper: 'none', reason: found.reason },
    seq: 70 + number,
    artefacts: [artefact(RECEIVED_ARTEFACTS.bundle, found.bundle.bytes, 'application/zip'), artefact(RECEIVED_ARTEFACTS.signature, 64, 'application/octet-stream'), artefact(RECEIVED_ARTEFACTS.verification, 5120, 'application/json')],
    preview: { pictures: 0, text: false },
  }
}

const KIN: KinshipReport['checks'] = ['kin-first', 'kin-second', 'kin-log', 'kin-case', 'kin-entries', 'kin-growth', 'kin-exhibits', 'kin-masking'].map((name) => ({ name, result: 'pass', detail: 'as expected', item: null }))

export function kinshipReport(verdict: KinshipReport['verdict']): KinshipReport {
  const checks = KIN.map((check): KinshipReport['checks'][number] => {
    if (verdict === 'failed' && check.name === 'kin-entries') return { ...check, result: 'fail', detail: 'not the entry that the first bundle has in its place (12): one of the two was written anew', item: 'entry 12' }
    if (verdict === 'failed' && check.name === 'kin-exhibits') return { ...check, result: 'fail', detail: 'does not have the same content in both', item: 'exhibit 3' }
    if (verdict !== 'ok' && check.name === 'kin-growth') return { ...check, result: 'not-checked', detail: 'the later bundle does not hold the state of 17 entries' }
    return check
  })
  return {
    verdict,
    checks,
    later: 'second',
    exhibits: [
      { number: 1, title: 'Vem är hon egentligen? – Ortsnytt', in: 'both', same: true, masked: 'second' },
      { number: 2, title: 'Kommentarer till inlägget', in: 'first', same: false, masked: 'none' },
      { number: 3, title: 'Skärmdump från telefon', in: 'both', same: verdict !== 'failed', masked: 'none' },
    ],
  }
}

interface Hands {
  verdict: BundleReport['verdict']
  work(job: string): Promise<void>
  report(): CallOutput<'bundle.verify'>
  exhibits(): readonly ExhibitView[]
  add(exhibit: ExhibitView): CallOutput<'bundle.receive'>['exhibit']
}

/** The engine's answers about bundles of others. */
export function fakeReceived({ verdict, work, report: checked, exhibits, add }: Hands) {
  const kept = new Map<string, Verification>()
  return {
    'bundle.compare': async ({ job }: CallInput<'bundle.compare'>): Promise<CallOutput<'bundle.compare'>> => {
      await work(job)
      return { first: checked(), second: checked(), kinship: kinshipReport(verdict) }
    },
    'bundle.receive': async ({ job, reason = null }: CallInput<'bundle.receive'>): Promise<CallOutput<'bundle.receive'>> => {
      await work(job)
      const found = verification(verdict, reason ?? '')
      const [like] = exhibits()
      if (like === undefined) throw new Error('there is no case to receive it into')
      const view = receivedExhibit(like, exhibits().length + 1, found)
      kept.set(view.id, found)
      return { exhibit: add(view), report: checked() }
    },
    'bundle.received': ({ exhibit }: CallInput<'bundle.received'>): Verification => kept.get(exhibit) ?? verification(verdict),
  }
}
