import { contentRoot } from '../../../shared/encoding/index.ts'
import { Refusal } from '../../../shared/contract/index.ts'
import { isShownTo, type CaptureSource, type Derived, type ExhibitId } from '../../../shared/model/index.ts'
import type { MaskedExhibit, Masking } from '../evidence/index.ts'
import { attester, type Attestation, type Attester, type CaseContents, type CustodyItem, type ExhibitInBundle } from './contents.ts'
import { planOf, type Plan, type Redacted } from './plan.ts'
import type { BundleParts, ExportRequest, LeftOut, Selection } from './ports.ts'

/** What a bundle says that doesn't say all of the case. Everything that is written comes from `contents`, so nothing else can get into it. */
export interface Derivation {
  contents: CaseContents
  /** For the signed statement of the export; null: it is the whole case. */
  derived: Derived | null
  /** Of the whole case: entries (`seq`) whose payload is for the office alone. */
  office: readonly number[]
  /** Reads what `contents` holds, and nothing that was left out or covered. */
  evidence: BundleParts['evidence']
  /** Whether what an entry says may be read: also of one that is written while the bundle is made. */
  shows(item: CustodyItem): boolean
}

/**
 * Draws what is masked, which takes time, and leaves out what isn't to be seen.
 *
 * @throws Refusal `exhibit.not-found`, `bundle.empty`, `bundle.not-masked`, `evidence.damaged`
 */
export async function derive(parts: BundleParts, masking: Masking, whole: CaseContents, { selection, profile, signal }: Pick<ExportRequest, 'selection' | 'profile' | 'signal'>): Promise<Derivation> {
  if (selection === null) return withoutOffice(parts, whole)
  const plan = planOf(whole, selection, profile)
  const without = whole.exhibits.find(({ row }) => plan.how(row.id) === 'masked' && !plan.redacted.has(row.id))
  if (without !== undefined) throw new Refusal('bundle.not-masked', { number: without.row.number })
  const exhibits: ExhibitInBundle[] = []
  const drawn = new Map<ExhibitId, MaskedExhibit>()
  for (const exhibit of whole.exhibits) {
    const how = plan.how(exhibit.row.id)
    if (how === 'whole') exhibits.push(withoutUnshown(exhibit, plan))
    if (how === 'left-out') continue
    const redacted = plan.redacted.get(exhibit.row.id)
    if (redacted === undefined) continue
    unlessCancelled({ signal })
    const result = await masking.apply(exhibit.row, redacted.payload)
    drawn.set(exhibit.row.id, result)
    exhibits.push(maskedExhibit(exhibit, redacted, result, plan))
  }
  const custody = whole.custody.map((item) => (item.payload === null || plan.shows(item.payload.value, item) ? item : { ...item, payload: null, withheld: true }))
  const facts = selection.title === null ? whole.facts : { ...whole.facts, title: selection.title, reference: '', description: '' }
  const contents: CaseContents = { ...whole, facts, exhibits, custody, leftOut: leftOut(whole, plan, selection), hidesWitnesses: plan.hidesWitnesses }
  const derived: Derived = {
    reason: selection.reason,
    title: selection.title,
    leftOut: whole.exhibits.filter(({ row }) => plan.how(row.id) === 'left-out').map(({ row }) => row.number),
    withheld: custody.filter(({ withheld }) => withheld).map(({ entry }) => entry.seq),
    attested: exhibits.flatMap(({ row, unshown }) => (unshown.length === 0 ? [] : [{ number: row.number, entries: unshown.map(({ seq }) => seq) }])),
    masked: exhibits.flatMap(({ row, masked, artefacts }) => (masked === null ? [] : [{ exhibit: row.id, number: row.number, redacted: masked.redacted, artefacts }])),
  }
  return { contents, derived, office: [], evidence: readerOf(parts.evidence, drawn), shows: (item) => item.payload === null || plan.shows(item.payload.value, item) }
}

/** All of the case but what by its kind stays in the office: what somebody needs help with is nothing for a preliminary investigation. */
function withoutOffice(parts: BundleParts, whole: CaseContents): Derivation {
  const custody = whole.custody.map((item) => (isForOffice(item) ? { ...item, payload: null, withheld: true } : item))
  const office = custody.filter(({ withheld }) => withheld).map(({ entry }) => entry.seq)
  return { contents: { ...whole, custody }, derived: null, office, evidence: parts.evidence, shows: (item) => !isForOffice(item) }
}

const isForOffice = ({ payload }: CustodyItem): boolean => payload?.value.type === 'step.recorded' && !isShownTo(payload.value.content.kind, 'police')

function withoutUnshown(exhibit: ExhibitInBundle, plan: Plan): ExhibitInBundle {
  const shown = exhibit.attestations.filter(({ payload, item }) => plan.shows(payload, item))
  return { ...exhibit, attestations: shown, unshown: unshownOf(exhibit.attestations.filter((one) => !shown.includes(one)), plan) }
}

const unshownOf = (attestations: readonly Attestation[], { hidesWitnesses }: Plan): Attester[] =>
  attestations.map(attester).map((one) => (hidesWitnesses ? { ...one, name: null } : one))

/** Between two pieces of work of an export. @throws Refusal `job.cancelled` */
export function unlessCancelled({ signal }: Pick<ExportRequest, 'signal'>): void {
  if (signal.aborted) throw new Refusal('job.cancelled')
}

function maskedExhibit(exhibit: ExhibitInBundle, { seq, payload }: Redacted, { files, previews, coverings }: MaskedExhibit, plan: Plan): ExhibitInBundle {
  const artefacts = files.map(({ artefact }) => artefact)
  const { address, title } = payload
  const source: CaptureSource | null = address === null ? null : { requestedUrl: address, finalUrl: address, pageTitle: '', status: null }
  const { completeness, masking: _seed, ...acquired } = exhibit.acquired
  const told = { ...acquired, title, source, artefacts, contentRoot: contentRoot(artefacts), previewRoot: null, completeness: completeness && { verdict: completeness.verdict, notes: [] } }
  return {
    ...exhibit,
    row: { ...exhibit.row, title, source, contentRoot: told.contentRoot, completeness: told.completeness, bytes: artefacts.reduce((sum, { bytes }) => sum + bytes, 0) },
    acquired: told,
    artefacts,
    previews,
    // What they signed quotes the exhibit, or holds hashes of it.
    attestations: [],
    unshown: unshownOf(exhibit.attestations, plan),
    masked: {
      redacted: seq,
      reason: payload.reason,
      files,
      coverings,
      never: exhibit.artefacts.flatMap(({ name }) => (coverings.some((one) => one.name === name) ? [] : [name])),
    },
  }
}

function leftOut(whole: CaseContents, plan: Plan, { reason }: Selection): LeftOut[] {
  return whole.exhibits.flatMap(({ row, artefacts, attestations }): LeftOut[] => {
    const how = plan.how(row.id)
    if (how === 'left-out') return [{ exhibit: row.number, what: 'exhibit', names: [], reason }]
    const redacted = plan.redacted.get(row.id)
    const unshown = attestations.filter(({ payload, item }) => !plan.shows(payload, item))
    const names = plan.hidesWitnesses ? [] : unshown.map(({ payload }) => payload.witness.name)
    const statement = (why: string): LeftOut[] => (unshown.length === 0 ? [] : [{ exhibit: row.number, what: 'statement', names, reason: why }])
    if (how === 'whole' || redacted === undefined) return statement(reason)
    const shown = new Set(redacted.payload.shown.map(({ name }) => name))
    const rest = artefacts.flatMap(({ name }) => (shown.has(name) ? [] : [name]))
    const all: LeftOut[] = [
      { exhibit: row.number, what: 'masked', names: redacted.payload.shown.flatMap(({ name, covered }) => (covered.length === 0 ? [] : [name])), reason: redacted.payload.reason },
      { exhibit: row.number, what: 'files', names: rest, reason: redacted.payload.reason },
    ]
    return [...all.filter((one) => one.names.length > 0), ...statement(redacted.payload.reason)]
  })
}

/** The report asks by exhibit and name: of a masked one it gets what was masked, or nothing. */
function readerOf(evidence: BundleParts['evidence'], drawn: ReadonlyMap<ExhibitId, MaskedExhibit>): BundleParts['evidence'] {
  const refuse = (name: string): never => {
    throw new Refusal('artefact.not-found', { name })
  }
  return {
    ...evidence,
    read: (row, name) => (drawn.has(row.id) ? refuse(name) : evidence.read(row, name)),
    readSealed: (row, name) => (drawn.has(row.id) ? refuse(name) : evidence.readSealed(row, name)),
    text(row, name) {
      const masked = drawn.get(row.id)
      if (masked === undefined) return evidence.text(row, name)
      const text = masked.texts.get(name)
      return text === undefined ? refuse(name) : Promise.resolve({ text, truncated: false })
    },
  }
}
