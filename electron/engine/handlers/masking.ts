import { Refusal, type MaskingInput, type MaskingView } from '../../../shared/contract/index.ts'
import { coveredPieces, coveredTiles } from '../../../shared/encoding/index.ts'
import type { ExhibitId, MaskPart, Payload } from '../../../shared/model/index.ts'
import type { Context } from '../context.ts'
import type { Handlers } from '../dispatch.ts'
import type { Session } from '../session.ts'
import { viewContent } from './exhibits.ts'

export function maskingHandlers(context: Context): Pick<Handlers, 'masking.open' | 'masking.record'> {
  return {
    'masking.open': ({ exhibit }) => context.during((session) => open(context, session, exhibit)),
    'masking.record': (input) =>
      context.during(async ({ evidence, masking, ledger, actor }) => {
        const row = evidence.get(input.exhibit)
        const { kind, acquiredAt } = evidence.committed(row)
        const parts = [...masking().parts(row)]
        if (!fits(parts, input)) throw new Refusal('masking.not-possible')
        const { exhibit, title, address, reason, shown } = input
        const draft = { type: 'exhibit.redacted' as const, exhibit, number: row.number, acquired: row.seq, kind, title, acquiredAt, address, parts, shown, reason }
        return { seq: ledger.commit(actor, (append) => append(row.case, draft)).seq }
      }),
  }
}

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
  const parts = masking.parts(row)
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
