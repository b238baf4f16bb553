import { coveredPieces, coveredTiles, textPieces } from '../../shared/encoding/index.ts'
import { type BundlePreview, type CallOutput, type CallParsed, type CustodyEntry, type ExhibitView, Refusal } from '../../shared/contract/index.ts'
import { isForWitness, textArtefact } from '../../shared/model/index.ts'
import { at, hex, OFFICER } from './fake-data.ts'

type Name = 'masking.possible' | 'masking.open' | 'masking.record' | 'bundle.preview'
type Handlers = { [N in Name]: (input: CallParsed<N>) => CallOutput<N> }
type Recorded = CallParsed<'masking.record'>

export interface FakeMaskingParts {
  exhibit(id: string): ExhibitView
  /** Of a case, in order. */
  exhibits(home: string): readonly ExhibitView[]
  home(id: string): BundlePreview['case']
  text(view: ExhibitView): string | null
  changed(): void
}

/** Px: what the drawn slices of the sample show. */
const PICTURE = { width: 1000, height: 2100 }
const MIN_WORD = 4
const wordsOf = (text: string): string[] => (text.toLocaleLowerCase('sv').match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => word.length >= MIN_WORD)

/** Maskings of the contract in memory: what doesn't fit is refused, and a preview is told from what was recorded. */
export function fakeMasking({ exhibit, exhibits, home, text, changed }: FakeMaskingParts): { handlers: Handlers; log(home: string): CustodyEntry[] } {
  const recorded = new Map<string, Recorded>()
  const log: { home: string; entry: CustodyEntry }[] = []
  const picturesOf = (view: ExhibitView) => (view.kind === 'note' ? [] : view.artefacts.flatMap(({ name }) => (/^(screenshot|window)\.png$|^original\.jpg$/.test(name) ? [name] : [])))
  const textOf = (view: ExhibitView) => textArtefact(view.artefacts)?.name
  const piecesOf = (view: ExhibitView) => textPieces(text(view) ?? '')

  const open = (view: ExhibitView): CallOutput<'masking.open'> => {
    const last = recorded.get(view.id)
    const coverOf = (name: string) => last?.shown.find((cover) => cover.name === name)
    const shown = (name: string) => last === undefined || coverOf(name) !== undefined
    const [pictures, name] = [picturesOf(view), textOf(view)]
    if (pictures.length === 0 && name === undefined) throw new Refusal('masking.not-possible')
    const address = view.source !== null && 'finalUrl' in view.source ? view.source.finalUrl : null
    const rects = (of: string) => {
      const cover = coverOf(of)
      return cover?.kind === 'picture' ? cover.covered : []
    }
    const ranges = (of: string) => {
      const cover = coverOf(of)
      return cover?.kind === 'text' ? cover.covered : []
    }
    return {
      exhibit: view.id,
      number: view.number,
      title: last?.title ?? view.title,
      address: last === undefined ? address : last.address,
      ownAddress: address,
      reason: last?.reason ?? '',
      at: last === undefined ? null : at(96),
      pictures: pictures.map((of) => ({ name: of, ...PICTURE, shown: shown(of), covered: rects(of) })),
      slices: pictures.flatMap((of) => [0, 1, 2].map((i) => ({ handle: `h-${hex(`slice ${i}`, 32)}`, of, width: 1000, height: 700, top: i * 700 }))),
      texts: name === undefined ? [] : [{ name, pieces: piecesOf(view), shown: shown(name), covered: ranges(name) }],
      others: view.artefacts.flatMap((each) => (pictures.includes(each.name) || each.name === name ? [] : [each.name])),
    }
  }

  const record = (input: Recorded): CallOutput<'masking.record'> => {
    const view = exhibit(input.exhibit)
    const possible = open(view)
    for (const cover of input.shown) {
      const picture = possible.pictures.find(({ name }) => name === cover.name)
      const written = possible.texts.find(({ name }) => name === cover.name)
      // Both throw where something lies beyond the edges.
      if (cover.kind === 'picture' && picture !== undefined) coveredTiles(picture.width, picture.height, cover.covered)
      else if (cover.kind === 'text' && written !== undefined) coveredPieces(written.pieces.length, cover.covered)
      else throw new Refusal('masking.not-possible')
    }
    recorded.set(view.id, input)
    const seq = 60 + log.length
    log.push({ home: view.case, entry: { seq, n: seq, at: at(96), type: 'exhibit.redacted', actor: OFFICER.name, kid: OFFICER.kid, leaf: hex(`entry ${seq}`), subject: { number: view.number, exhibit: view.id }, content: 'here' } })
    changed()
    return { seq }
  }

  const preview = ({ case: id, selection }: CallParsed<'bundle.preview'>): BundlePreview => {
    const all = exhibits(id)
    const how = (view: ExhibitView) => {
      const chosen = selection?.exhibits.find((each) => each.exhibit === view.id)
      return selection === null ? 'whole' : chosen === undefined ? 'left-out' : chosen.masked ? 'masked' : 'whole'
    }
    const going = all.filter((view) => how(view) !== 'left-out')
    const named = (some: readonly ExhibitView[]) => some.map((view) => ({ number: view.number, title: (how(view) === 'masked' && recorded.get(view.id)?.title) || view.title }))
    const masked = all.filter((view) => how(view) === 'masked')
    const covered = new Set(
      masked.flatMap((view) => (recorded.get(view.id)?.shown ?? []).flatMap((cover) => (cover.kind === 'text' ? cover.covered.flatMap(([from, to]) => wordsOf(piecesOf(view).slice(from, to).join(''))) : []))),
    )
    const told = (exhibitNumber: number | null, where: BundlePreview['uncovered'][number]['where'], words: string) =>
      wordsOf(words).flatMap((word) => (covered.has(word) ? [{ word, exhibit: exhibitNumber, where }] : []))
    return {
      case: home(id), nextNumber: 2, exhibits: going.length,
      artefacts: going.reduce((sum, each) => sum + each.artefacts.length, 0),
      bytes: going.reduce((sum, each) => sum + each.bytes, 0),
      seconds: 12,
      unwitnessed: named(going.filter((each) => each.witnessed.length === 0)),
      partial: named(going.filter((each) => each.completeness?.verdict === 'partial')),
      leftOut: named(all.filter((each) => how(each) === 'left-out')),
      masked: named(masked),
      added: [],
      notMasked: named(masked.filter((view) => !recorded.has(view.id))),
      wholeParts: masked.flatMap((view) => (recorded.get(view.id)?.shown ?? []).flatMap(({ name, covered: of }) => (of.length === 0 ? [{ number: view.number, name }] : []))),
      witnesses: selection?.hideWitnesses === true ? [] : [...new Set(going.flatMap((each) => each.attestations.map(({ witness }) => witness.name)))],
      witnessesHidden: selection?.hideWitnesses === true,
      received: selection?.hideWitnesses === true ? named(going.filter((view) => view.kind === 'received' && how(view) === 'whole')) : [],
      uncovered: selection === null ? [] : [...told(null, 'title', `${selection.title ?? ''} ${selection.reason}`), ...masked.flatMap((view) => told(view.number, 'title', recorded.get(view.id)?.title ?? ''))],
    }
  }

  return {
    handlers: {
      'masking.possible': ({ case: id }) =>
        exhibits(id).flatMap((view) => {
          const [pictures, texts] = isForWitness(view.kind) ? [picturesOf(view).length, textOf(view) === undefined ? 0 : 1] : [0, 0]
          return pictures + texts === 0 ? [] : [{ exhibit: view.id, pictures, texts }]
        }),
      'masking.open': ({ exhibit: id }) => {
        const view = open(exhibit(id))
        changed()
        return view
      },
      'masking.record': record,
      'bundle.preview': preview,
    },
    log: (of) => log.flatMap((each) => (each.home === of ? [each.entry] : [])),
  }
}
