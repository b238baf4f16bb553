import {
  type AnyEvent, type CallName, type CallOutput, type CallParsed, type ExhibitContent, type ExhibitView, type PersonView, Refusal, type SittingItem,
  type SittingStage, type SittingView,
} from '../../shared/contract/index.ts'
import { type Comparison, type ExhibitId, gradeOf, type OriginalLoad, type Relation, standingOf } from '../../shared/model/index.ts'
import { attestation, attested, comparisonOf, hex, originalOf, statementOf } from './fake-data.ts'

type Names = Extract<CallName, `sitting.${string}` | `receipt.${string}`>
type Handlers = { [N in Names]: (input: CallParsed<N>) => CallOutput<N> | Promise<CallOutput<N>> }

export interface FakeSittingOptions {
  /** What comes of a load in a browser of its own, `failed` a page with an error; in a tab of the officer's it always comes. */
  state: OriginalLoad['state'] | 'failed'
  tab: boolean
  emit(event: AnyEvent): void
  changed(): void
  work(job: string): Promise<void>
  person(id: string): PersonView
  passes(id: string, passphrase: Uint8Array): boolean
  officer: PersonView
  exhibit(id: string): ExhibitView
  content(view: ExhibitView): ExhibitContent
  signed(view: ExhibitView): void
}

interface Item extends SittingItem {
  comparison: Comparison | null
  answers: Parameters<typeof gradeOf>[0]['answers']
  shown: boolean
}

const STILL: readonly string[] = ['app.status', 'vault.touch', 'vault.lock', 'job.cancel', 'settings.change']
export const REFUSED_WHILE_SITTING = (name: CallName): boolean => !STILL.includes(name) && !/^(?:sitting|receipt|dialog)\./.test(name)

/** Hostile on purpose where strangers wrote it. */
export const CHOICES = {
  accounts: ['Kalle K · kalle_k_71', 'Anonym granne'],
  words: ['Vem är hon egentligen? Hon som sitter på enheten och bestämmer över andras liv.', 'Någon som vet var hon bor?'],
  dates: ['4 maj kl. 10:20'],
}

/** As long as a real one. */
export const codeOf = (seq: number): string => `BV1${`${hex(`receipt ${seq}`)}`.repeat(4).slice(0, 212).toUpperCase()}`

/** Witness mode in memory: the order of the steps is held as the engine holds it. */
export function fakeSitting(options: FakeSittingOptions) {
  let sitting: { witness: PersonView; relation: Relation; language: SittingView['language']; items: Item[] } | null = null
  const current = () => sitting ?? none()
  const at = (exhibit: ExhibitId, ...stages: SittingStage[]): Item => {
    const item = current().items.find((each) => each.exhibit === exhibit)
    if (item === undefined) throw new Refusal('exhibit.not-found')
    if (!stages.includes(item.stage)) throw new Refusal('sitting.out-of-order', { number: item.number })
    return item
  }
  const view = (): SittingView => {
    const { witness, relation, language, items } = current()
    return {
      witness: { person: witness.id, name: witness.name, title: witness.title, relation, standing: standingOf(relation, witness.role) },
      language,
      items: items.map(({ comparison: _, answers: __, shown: ___, ...item }) => item),
      tabs: options.tab ? [{ id: 'tab-1', url: 'https://forum.example/g/ortsnytt/trad/48211', title: 'Ortsnytt' }] : [],
    }
  }
  const step = (work: () => void): SittingView => {
    work()
    options.emit({ name: 'sitting.changed', payload: {} })
    return view()
  }

  const handlers: Handlers = {
    'sitting.begin': ({ exhibits, witness: id, relation, language }) =>
      step(() => {
        if (sitting !== null) throw new Refusal('sitting.open', { name: sitting.witness.name })
        const witness = options.person(id)
        const items = exhibits.map((each): Item => {
          const of = options.exhibit(each)
          if (of.acquiredBy === witness.name) throw new Refusal('witness.is-officer', { name: witness.name })
          const url = of.kind === 'capture' && of.source !== null && 'requestedUrl' in of.source ? of.source.requestedUrl : null
          return {
            exhibit: of.id, number: of.number, kind: of.kind, title: of.title, shortFingerprint: of.contentRoot.slice(0, 16), url, stage: 'waiting', original: null, load: null,
            choices: { accounts: [], words: [], dates: [] }, draft: null, attestation: null, comparison: null, answers: null, shown: false,
          }
        })
        sitting = { witness, relation, language, items }
      }),
    'sitting.state': () => (sitting === null ? null : view()),
    'sitting.load': async ({ job, exhibit, tab }) => {
      const item = at(exhibit, 'waiting', 'loaded', 'answered')
      await options.work(job)
      return step(() => {
        item.comparison = comparisonOf(options.exhibit(exhibit), tab !== null ? 'changed' : options.state === 'failed' ? 'unreachable' : options.state, tab === null ? 'own' : 'officer-session')
        if (options.state === 'failed' && tab === null) item.comparison.load = { ...item.comparison.load, refused: null, status: 503, finalUrl: item.comparison.load.requestedUrl }
        item.original = originalOf(options.exhibit(exhibit), item.comparison, item.number + 10)
        item.load = item.comparison.load
        item.choices = item.original.state === 'gone' ? { accounts: [], words: [], dates: [] } : CHOICES
        item.stage = item.load.refused === null ? 'loaded' : 'answered'
        options.changed()
      })
    },
    'sitting.pass-over': ({ exhibit }) => step(() => (at(exhibit, 'waiting').stage = 'answered')),
    'sitting.loaded': ({ exhibit }) => {
      at(exhibit, 'loaded', 'answered', 'shown', 'stated', 'signed')
      return { ...options.content(options.exhibit(exhibit)), text: 'Det som hämtades nyss.' }
    },
    'sitting.answer': ({ exhibit, answers }) =>
      step(() => {
        const item = at(exhibit, 'loaded')
        item.answers = answers
        item.stage = 'answered'
      }),
    'sitting.saved': ({ exhibit }) => {
      const item = at(exhibit, 'answered', 'shown', 'stated', 'signed')
      const content = { ...options.content(options.exhibit(exhibit)), text: 'HEMLIGT SPARAT' }
      // Of a page, its text alone doesn't count.
      item.shown = item.kind !== 'capture' || content.slices.length > 0
      if (item.shown && item.stage === 'answered') item.stage = 'shown'
      options.emit({ name: 'sitting.changed', payload: {} })
      return { content, comparison: item.comparison }
    },
    'sitting.draft': ({ exhibit }) =>
      step(() => {
        const item = at(exhibit, 'answered', 'shown', 'stated')
        const grade = gradeOf({ ...item, looked: true })
        item.draft = {
          challenge: hex(`challenge ${item.number}`), statement: statementOf(options.exhibit(exhibit), current().witness), grade,
          standing: view().witness.standing, noOriginal: grade === 'original-seen' || grade === 'officer-session-seen' ? null : item.original === null ? 'not-loaded' : 'not-seen', shortFingerprint: item.shortFingerprint,
        }
        item.stage = 'stated'
      }),
    'sitting.decline': ({ exhibit }) =>
      step(() => {
        const item = at(exhibit, 'waiting', 'loaded', 'answered', 'shown', 'stated')
        item.draft = null
        item.stage = 'declined'
      }),
    'sitting.sign': ({ challenges, passphrase, hand }) =>
      step(() => {
        const { items, witness, relation, language } = current()
        if (!options.passes(witness.id, passphrase)) throw new Refusal('person.wrong-passphrase')
        for (const item of items.filter(({ draft }) => draft !== null && challenges.includes(draft.challenge))) {
          const of = options.exhibit(item.exhibit)
          const told = { person: witness.id, name: witness.name, title: witness.title, relation }
          item.attestation = attestation(of, witness, { grade: item.draft?.grade ?? 'fingerprint-only', language, witness: told, original: item.original, noOriginal: item.draft?.noOriginal ?? null, hand })
          item.draft = null
          item.stage = 'signed'
          options.signed(attested(of, item.attestation))
        }
        options.changed()
      }),
    'sitting.end': ({ passphrase }) => {
      if (!options.passes(options.officer.id, passphrase)) throw new Refusal('person.wrong-passphrase')
      current()
      sitting = null
      options.emit({ name: 'sitting.changed', payload: {} })
      return {}
    },
    'receipt.make': ({ attestations }) => ({ handle: `h-${hex('receipt', 32)}`, bytes: 1000, codes: attestations.map((seq) => ({ seq, code: codeOf(seq) })) }),
    'receipt.save': () => ({ name: 'kvitto-1.pdf' }),
    'receipt.check': () => ({ verdict: 'ok', checks: [] }),
  }
  return { handlers, open: () => sitting !== null, forget: () => (sitting = null) }
}

function none(): never {
  throw new Refusal('sitting.none')
}
