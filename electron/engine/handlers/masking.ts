import { Refusal, type MaskingInput, type MaskingView } from '../../../shared/contract/index.ts'
import { coveredPieces, coveredTiles } from '../../../shared/encoding/index.ts'
import { isForWitness, type ExhibitId, type MaskPart, type Payload } from '../../../shared/model/index.ts'
import type { ExhibitRow } from '../../services/evidence/index.ts'
import type { Context } from '../context.ts'
import type { Handlers } from '../dispatch.ts'
import type { Session } from '../session.ts'
import { viewContent } from './exhibits.ts'

export function maskingHandlers(context: Context): Pick<Handlers, 'masking.possible' | 'masking.open' | 'masking.record'> {
  return {
    'masking.possible': ({ case: id }) =>
      context.during(async (session) =>
        session.evidence.list(id).flatMap((row) => {
          const parts = partsOf(session, row)
          const texts = parts.filter(({ kind }) => kind === 'text').length
          return parts.length === 0 ? [] : [{ exhibit: row.id, pictures: parts.length - texts, texts }]
        }),
      ),
    'masking.open': ({ exhibit }) => context.during((session) => open(context, session, exhibit)),
    'masking.record': (input) =>
      context.during(async (session) => {
        const { evidence, ledger, actor } = session
        const row = evidence.get(input.exhibit)
        const { kind, acquiredAt } = evidence.committed(row)
        const parts = [...partsOf(session, row)]
        if (!fits(parts, input)) throw new Refusal('masking.not-possible')
        const { exhibit, title, address, reason, shown } = input
        const draft = { type: 'exhibit.redacted' as const, exhibit, number: row.number, acquired: row.seq, kind, title, acquiredAt, address, parts, shown, reason }
        return { seq: ledger.commit(actor, (append) => append(row.case, draft)).seq }
      }),
  }
}

/** What was acquired elsewhere, or loaded for a witness, goes whole or not at all, though its pictures were committed to like any others. */
const partsOf = (session: Session, row: ExhibitRow): readonly MaskPart[] => (isForWitness(row.kind) ? session.masking().parts(row) : [])

/** Every artefact once, of its own kind, and nothing covered beyond its edges. */
function fits(parts: readonly MaskPart[], { shown }: MaskingInput): boolean {
  if (new Set(shown.map(({ name }) => name)).size !== shown.length) return false
  return shown.every((cover) => {
    const part = parts.find(({ name }) => name === cover.name)
    try {
      if (cover.kind === 'picture' && part?.kind === 'picture') return coveredTiles(part.width, part.height, cover.covered).length > 0
      return cover.kind === 'text' && part?.kind === 'text' && coveredPieces(part.pieces, cover.covered).length > 0
    } catch {
      return false
    }
  })
}

async function open(context: Context, session: Session, exhibit: ExhibitId): Promise<MaskingView> {
  const { evidence } = session
  const masking = session.masking()
  const row = evidence.get(exhibit)
  const parts = partsOf(session, row)
  if (parts.length === 0) throw new Refusal('masking.not-possible')
  const last = lastMasking(session, exhibit)
  const coverOf = (name: string) => last?.payload.shown.find((cover) => cover.name === name)
  const { slices } = await viewContent(context, session, exhibit)
  const pictures: MaskingView['pictures'] = []
  const texts: MaskingView['texts'] = []
  for (const part of parts) {
    const cover = coverOf(part.name)
    const shown = last === null || cover !== undefined
    if (part.kind === 'picture') {
      const covered = cover?.kind === 'picture' ? cover.covered : []
      pictures.push({ name: part.name, width: part.width, height: part.height, shown, covered })
    } else {
      const covered = cover?.kind === 'text' ? cover.covered : []
      texts.push({ name: part.name, pieces: [...(await masking.pieces(row, part.name))], shown, covered })
    }
  }
  const ownAddress = row.source !== null && 'finalUrl' in row.source ? row.source.finalUrl : null
  return {
    exhibit,
    number: row.number,
    title: last?.payload.title ?? row.title,
    address: last === null ? ownAddress : last.payload.address,
    ownAddress,
    reason: last?.payload.reason ?? '',
    at: last?.at ?? null,
    pictures,
    slices: slices.filter(({ of }) => pictures.some(({ name }) => name === of)),
    texts,
    others: evidence.artefacts(row).flatMap(({ name }) => (parts.some((part) => part.name === name) ? [] : [name])),
  }
}

function lastMasking({ evidence, ledger }: Session, exhibit: ExhibitId): { payload: Payload<'exhibit.redacted'>; at: string } | null {
  const row = evidence.get(exhibit)
  const found = [...ledger.chain(row.case)].filter(({ type }) => type === 'exhibit.redacted').toReversed()
  for (const { seq, at } of found) {
    const payload = ledger.payload(seq, 'exhibit.redacted')
    if (payload.exhibit === exhibit) return { payload, at }
  }
  return null
}
