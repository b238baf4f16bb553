import { Refusal, type CallOutput, type CallParsed, type CaseSummary, type DisposalView, type ExhibitView, type HoldView, type RetentionView } from '../../shared/contract/index.ts'
import type { CaseId } from '../../shared/model/index.ts'
import { OFFICER, at, hex } from './fake-data.ts'

type Name =
  | 'retention.list'
  | 'retention.decide'
  | 'retention.due'
  | 'hold.list'
  | 'hold.place'
  | 'hold.lift'
  | 'disposal.list'
  | 'disposal.cases'
  | 'disposal.plan'
  | 'disposal.carry-out'
  | 'disposal.certificate'
type Handlers = { [N in Name]: (input: CallParsed<N>) => CallOutput<N> }

export interface FakeDisposalParts {
  cases: () => readonly CaseSummary[]
  exhibits: (chain: CaseId) => readonly ExhibitView[]
  forget: (exhibits: readonly string[] | null, chain: CaseId) => void
  changed: () => void
}

/** Keeping and forgetting in memory. `notes`: what was written down before. */
export function fakeDisposal({ cases, exhibits, forget, changed }: FakeDisposalParts): Handlers {
  let decisions: RetentionView[] = [
    { authority: 'Kommunstyrelsen i Provköping', number: 'KS 2024/118', decidedOn: '2024-05-02', months: 60, scope: 'Ärenden om hot mot anställda', seq: 3, at: at(1), by: OFFICER.name },
  ]
  let holds: (HoldView & { case: CaseId })[] = []
  const gone: (DisposalView & { number: number })[] = []
  const closing = (chain: CaseId) => cases().find(({ id }) => id === chain)?.closedAt ?? null

  return {
    'retention.list': () => decisions,
    'retention.decide'(fields) {
      const decision = { ...fields, seq: 100 + decisions.length, at: at(97), by: OFFICER.name }
      decisions = [decision, ...decisions]
      changed()
      return decision
    },
    'retention.due': () =>
      cases().flatMap(({ id, number, title, closedAt }) =>
        closedAt === null ? [] : [{ case: id, number, title, closedOn: closedAt.slice(0, 10), from: `${Number(closedAt.slice(0, 4)) + 5}${closedAt.slice(4, 10)}`, isDue: false, held: false }],
      ),
    'hold.list': ({ case: chain }) => holds.filter((one) => one.case === chain).map(({ case: _, ...hold }) => hold),
    'hold.place'({ case: chain, authority, reference, reason }) {
      const hold = { placed: 200 + holds.length, at: at(98), by: OFFICER.name, authority, reference, reason, lifted: null }
      holds = [...holds, { ...hold, case: chain }]
      changed()
      return hold
    },
    'hold.lift'({ placed, reason }) {
      const found = holds.find((one) => one.placed === placed)
      if (found === undefined) throw new Refusal('hold.not-standing')
      const { case: chain, ...hold } = { ...found, lifted: { at: at(99), by: OFFICER.name, reason } }
      holds = holds.map((one) => (one.placed === placed ? { ...hold, case: chain } : one))
      changed()
      return hold
    },
    'disposal.list': ({ case: chain }) => gone.filter((one) => one.case === chain).map(({ number: _, ...one }) => one),
    'disposal.cases': () => gone.filter(({ scope }) => scope === 'case'),
    'disposal.plan'({ case: chain, exhibits: chosen }) {
      const all = exhibits(chain)
      const going = all.filter(({ id, supersedes }) => chosen === null || chosen.includes(id) || (supersedes !== null && chosen.includes(supersedes)))
      return {
        exhibits: going.map(({ id, number, title, kind }) => ({ exhibit: id, number, title, kind, with: chosen !== null && !chosen.includes(id) })),
        files: going.reduce((sum, one) => sum + one.artefacts.length, 0),
        bytes: going.reduce((sum, one) => sum + one.bytes, 0),
        attestations: going.reduce((sum, one) => sum + one.attestations.length, 0),
        entries: going.length + 2,
        stays: chosen === null ? { sightings: 0, listed: 0, records: 0, bundles: [1] } : { sightings: 1, listed: 0, records: 2, bundles: [1] },
        mark: hex(`plan ${going.map(({ id }) => id).join()}`),
        receipts: [],
        holds: holds.filter((one) => one.case === chain && one.lifted === null).length,
      }
    },
    'disposal.carry-out'({ case: chain, exhibits: chosen, decision }) {
      if (holds.some((one) => one.case === chain && one.lifted === null)) throw new Refusal('disposal.held', { holds: 1 })
      if (chosen === null && closing(chain) === null) throw new Refusal('disposal.case-open')
      const going = exhibits(chain).filter(({ id }) => chosen?.includes(id) ?? true)
      const disposal: DisposalView = {
        seq: 300 + gone.length, at: at(99), scope: chosen === null ? 'case' : 'exhibits', case: chain, numbers: chosen === null ? [] : going.map(({ number }) => number), exhibits: going.length,
        entries: going.length + 2, files: 4, bytes: 4096, decision, by: OFFICER.name, approvedBy: 'Per Arkivsson',
      }
      gone.push({ ...disposal, number: cases().find(({ id }) => id === chain)?.number ?? 0 })
      forget(chosen, chain)
      changed()
      return { disposal, left: 0, journal: false }
    },
    'disposal.certificate'({ language }) {
      return { name: `${language === 'sv' ? 'Gallringsbevis' : 'Disposal-certificate'}-1-2026-03-05.pdf` }
    },
  }
}
