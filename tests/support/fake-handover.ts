import { type CallName, type CallOutput, type CallParsed, type CaseSummary, type HandOverView, Refusal } from '../../shared/contract/index.ts'
import type { CaseId, ExhibitId } from '../../shared/model/index.ts'
import { at, hex, OFFICER, token } from './fake-data.ts'

/** The passphrase of each hand-over. */
export const HAND_OVER_WORDS = 'abandon-ability-able-about-above-absent-absorb-abstract-absurd-abuse'
/** Digest of the bundle that the fake exported. */
export const HANDED_BUNDLE = hex('zip')

type Names = Extract<CallName, `handover.${string}`>
type Handlers = { [N in Names]: (input: CallParsed<N>) => CallOutput<N> | Promise<CallOutput<N>> }

interface Around {
  caseOf(id: string): CaseSummary
  work(job: string, steps: readonly string[]): Promise<void>
  changed(): void
  /** A file comes in as an exhibit. */
  add(home: CaseId): { id: ExhibitId; number: number }
  /** The bundle doesn't lie where it was put. */
  gone: boolean
}

/** Hand-overs in memory. */
export function fakeHandOvers({ caseOf, work, changed, add, gone }: Around): Handlers {
  let made: HandOverView[] = []
  const file = (name: string, bytes: number, sha256: string) => ({ name, bytes, sha256 })
  const of = (entry: number) => made.find(({ seq }) => seq === entry) ?? refuse()
  return {
    'handover.find': ({ case: id, number }) =>
      gone ? null : { token: token('bundle'), name: nameOf(caseOf(id), number), bytes: 9_402_113, label: 'Dokument/Utlämnat' },
    'handover.make': async ({ job, bundle: _bundle, folder: _folder, protection, case: id, number, ...to }) => {
      await work(job, ['handover-check', 'handover-encrypt', 'handover-verify', 'handover-record'])
      const name = nameOf(caseOf(id), number)
      const bundle = file(name, 9_402_113, HANDED_BUNDLE)
      const ending = protection.kind === 'zip-aes256' ? '.encrypted.zip' : '.zip.age'
      const handed = protection.kind === 'none' ? bundle : file(name.replace('.zip', `-handover-${made.length + 1}${ending}`), 9_402_307, hex(`handed ${made.length}`))
      const view: HandOverView = {
        seq: 60 + made.length, at: at(130 + made.length), by: OFFICER.name, case: id, number, bundle, handed, protection: protection.kind,
        recipients: protection.kind === 'age-recipients' ? protection.recipients : [], ...to, receipts: [],
      }
      made = [view, ...made]
      changed()
      const secret = protection.kind === 'zip-aes256' || protection.kind === 'age-passphrase'
      return { view, place: 'Dokument/Utlämnat', signature: protection.kind === 'none' ? null : `${name}.sig`, passphrase: secret ? HAND_OVER_WORDS : null }
    },
    'handover.list': ({ case: id }) => made.filter((one) => one.case === id),
    'handover.which': ({ sha256 }) => known(sha256),
    'handover.which-file': async ({ job }) => {
      await work(job, ['handover-digest'])
      return { sha256: HANDED_BUNDLE, known: known(HANDED_BUNDLE) }
    },
    'handover.receipt': () => ({ handle: `h-${hex('page', 32)}`, bytes: 30_000 }),
    'handover.save-receipt': ({ entry }) => ({ name: `kvitto-overlamning-post-${entry}.pdf` }),
    'handover.attach': async ({ job, entry }) => {
      await work(job, ['import'])
      const view = of(entry)
      const { id, number } = add(view.case)
      const next = { ...view, receipts: [...view.receipts, { seq: entry + 100, at: at(200), exhibit: id, number }] }
      made = made.map((one) => (one === view ? next : one))
      changed()
      return next
    },
  }

  function known(sha256: string): CallOutput<'handover.which'> {
    const own = made.filter(({ bundle, handed }) => bundle.sha256 === sha256 || handed.sha256 === sha256)
    const [first] = own
    if (first === undefined) return null
    const { id, number, title, reference } = caseOf(first.case)
    const bundle = { number: first.number, name: first.bundle.name, profile: 'police' as const, exportedAt: at(120), exportedBy: OFFICER.name }
    return { sha256, as: first.bundle.sha256 === sha256 ? 'bundle' : 'encrypted', case: { id, number, title, reference }, bundle, handOvers: own }
  }
}

const nameOf = ({ number: home }: CaseSummary, number: number) => `bundle-${home}-${String(number).padStart(2, '0')}.zip`

function refuse(): never {
  throw new Refusal('handover.not-found')
}
