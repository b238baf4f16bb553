import type { BundlePreview, Uncovered } from '../../../shared/contract/index.ts'
import { textPieces } from '../../../shared/encoding/index.ts'
import { textArtefact, type CaseId, type Payload } from '../../../shared/model/index.ts'
import type { Masking } from '../evidence/index.ts'
import { isPartial, isUnwitnessed, nextNumber, readContents, sizeOf, witnessesOf, type CaseContents, type ExhibitInBundle } from './contents.ts'
import { planOf, type Plan } from './plan.ts'
import type { BundleParts, ExportRequest } from './ports.ts'

/** Measured with the bench of bundles: bytes a second, and seconds for each exhibit's pages and pictures. */
const RATE = 40_000_000
const EACH = 0.15
const AROUND = 3

/** Shorter words are everywhere, unless they begin with a capital letter: names are short (Bo, Eva). */
const MIN_WORD = 4
const MIN_NAME = 2
const MAX_TOLD = 40

/** What an export would hold. @throws Refusal `case.not-found`, `evidence.damaged`, `exhibit.not-found` */
export async function previewOf(parts: BundleParts, id: CaseId, { selection, profile, actor }: Pick<ExportRequest, 'selection' | 'profile'> & Partial<Pick<ExportRequest, 'actor'>>): Promise<BundlePreview> {
  const whole = readContents(parts, id)
  const masking = parts.masking()
  const plan = selection === null ? null : planOf(whole, selection, profile)
  const how = (exhibit: ExhibitInBundle) => plan?.how(exhibit.row.id) ?? 'whole'
  const of = (wanted: string) => whole.exhibits.filter((exhibit) => how(exhibit) === wanted)
  const going = whole.exhibits.filter((exhibit) => how(exhibit) !== 'left-out')
  const titleOf = (exhibit: ExhibitInBundle) => (how(exhibit) === 'masked' ? plan?.redacted.get(exhibit.row.id)?.payload.title : undefined) ?? exhibit.row.title
  const named = (some: readonly ExhibitInBundle[]) => some.map((exhibit) => ({ number: exhibit.row.number, title: titleOf(exhibit) }))
  const shown = going.map((exhibit) => ({ ...exhibit, artefacts: shownOf(exhibit, plan) }))
  const chosen = new Set(selection?.exhibits.map(({ exhibit }) => exhibit))
  const bytes = sizeOf({ exhibits: shown })
  const witnesses = [...new Set(going.flatMap(witnessesOf).flatMap(({ name }) => name ?? []))]
  const anyway = plan?.hidesWitnesses === true ? namedAnyway(whole, going, plan, actor === undefined ? [] : [actor.actor]) : witnesses
  const hidden = witnesses.filter((name) => !anyway.includes(name))
  return {
    case: id,
    nextNumber: nextNumber(parts, whole),
    exhibits: going.length,
    artefacts: shown.reduce((sum, { artefacts }) => sum + artefacts.length, 0),
    bytes,
    seconds: Math.ceil(AROUND + bytes / RATE + going.length * EACH),
    unwitnessed: named(going.filter(isUnwitnessed)),
    partial: named(going.filter(isPartial)),
    leftOut: named(of('left-out')),
    masked: named(of('masked')),
    added: named(plan === null ? [] : of('whole').filter(({ row }) => !chosen.has(row.id))),
    notMasked: named(of('masked').filter(({ row }) => plan?.redacted.has(row.id) !== true)),
    wholeParts: of('masked').flatMap(({ row }) => (plan?.redacted.get(row.id)?.payload.shown ?? []).flatMap(({ name, covered }) => (covered.length === 0 ? [{ number: row.number, name }] : []))),
    witnesses: anyway,
    witnessesHidden: plan?.hidesWitnesses === true,
    received: named(plan?.hidesWitnesses === true ? of('whole').filter(({ row }) => row.kind === 'received') : []),
    uncovered: plan === null || selection === null ? [] : await uncovered(parts, masking, whole, plan, { hidden, ofCase: [selection.title ?? '', selection.reason] }),
  }
}

/** Who attested what goes, and is named by something else that they did, or by the export that they are about to make: all under one key. */
function namedAnyway({ custody }: CaseContents, going: readonly ExhibitInBundle[], plan: Plan, exporting: readonly Pick<Payload['actor'], 'person' | 'name'>[]): string[] {
  const attested = new Set(going.flatMap(({ attestations }) => attestations.map(({ payload }) => payload.actor.person as string)))
  const told = custody.flatMap((item) => (item.payload !== null && plan.shows(item.payload.value, item) ? [item.payload.value.actor] : []))
  return [...new Set([...told, ...exporting].filter(({ person }) => attested.has(person)).map(({ name }) => name))]
}

/** Of a masked one about what it had before: black takes less. */
function shownOf({ row, artefacts }: ExhibitInBundle, plan: Plan | null): ExhibitInBundle['artefacts'] {
  const redacted = plan?.how(row.id) === 'masked' ? plan.redacted.get(row.id) : undefined
  return redacted === undefined ? artefacts : artefacts.filter(({ name }) => redacted.payload.shown.some((cover) => cover.name === name))
}

interface Place extends Pick<Uncovered, 'exhibit' | 'where'> {
  words: Words
}

interface Sought {
  /** Names of witnesses that stay out. */
  hidden: readonly string[]
  /** What the bundle says of itself. */
  ofCase: readonly string[]
}

/** Covering a name in one text helps nobody where it stands in a title, or in the next exhibit. */
async function uncovered(parts: BundleParts, masking: Masking, whole: CaseContents, plan: Plan, { hidden: names, ofCase }: Sought): Promise<Uncovered[]> {
  const covered = new Map([...wordsOf(names)].filter(([, written]) => mayTell(written)))
  const places: Place[] = [{ exhibit: null, where: 'title', words: wordsOf(ofCase) }]
  for (const { row, artefacts, acquired } of whole.exhibits) {
    const how = plan.how(row.id)
    if (how === 'left-out') continue
    const redacted = plan.redacted.get(row.id)?.payload
    const text = textArtefact(artefacts)
    const place = (where: Place['where'], texts: readonly string[]) => places.push({ exhibit: row.number, where, words: wordsOf(texts) })
    if (how === 'whole') {
      const { source } = acquired
      place('title', [row.title, source !== null && 'pageTitle' in source ? source.pageTitle : ''])
      place('address', [source !== null && 'finalUrl' in source ? source.finalUrl : ''])
      if (text !== null) place('text', [(await parts.evidence.text(row, text.name)).text])
      continue
    }
    if (redacted === undefined) continue
    place('title', [redacted.title])
    place('address', [redacted.address ?? ''])
    place('reason', [redacted.reason])
    for (const cover of redacted.shown) {
      if (cover.kind !== 'text') continue
      const pieces = await masking.pieces(row, cover.name)
      const hidden = new Set(cover.covered.flatMap(([from, to]) => Array.from({ length: to - from }, (_, i) => from + i)))
      for (const [word, written] of wordsOf(pieces.filter((_, i) => hidden.has(i)))) if (mayTell(written)) keep(covered, word, written)
      place('text', pieces.filter((_, i) => !hidden.has(i)))
    }
  }
  const told: Uncovered[] = []
  for (const { exhibit, where, words } of places) {
    for (const word of words.keys()) {
      const written = covered.get(word)
      if (written !== undefined) told.push({ word: written, exhibit, where })
    }
  }
  // What may be a name is told before common words fill the list.
  return told.toSorted((a, b) => Number(isName(b.word)) - Number(isName(a.word))).slice(0, MAX_TOLD)
}

/** As people compare them, each as it was first written, with a capital letter where it has one anywhere. */
type Words = ReadonlyMap<string, string>

const isName = (word: string | undefined): boolean => word !== undefined && /^\p{Lu}/u.test(word)
const mayTell = (word: string): boolean => [...word].length >= (isName(word) ? MIN_NAME : MIN_WORD)

/** Letters and digits in a row. */
function wordsOf(texts: readonly string[]): Words {
  const words = new Map<string, string>()
  for (const word of texts.flatMap((text) => textPieces(text)).flatMap((piece) => piece.normalize('NFC').match(/[\p{L}\p{N}]+/gu) ?? [])) {
    keep(words, word.toLocaleLowerCase('sv'), word)
  }
  return words
}

function keep(words: Map<string, string>, low: string, written: string): void {
  if (!words.has(low) || (isName(written) && !isName(words.get(low)))) words.set(low, written)
}
