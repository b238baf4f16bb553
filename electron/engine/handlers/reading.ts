import { Refusal, type CorrectionView, type ReadingView } from '../../../shared/contract/index.ts'
import { parseReading, type ExhibitId, type Reading } from '../../../shared/model/index.ts'
import type { ExhibitRow } from '../../services/evidence/index.ts'
import type { Context } from '../context.ts'
import type { Handlers } from '../dispatch.ts'
import { said } from '../said.ts'
import type { Session } from '../session.ts'

/** As many posts as a window shows at once; the file holds all. */
const SHOWN = 200

export function readingHandlers(context: Context): Pick<Handlers, 'reading.correct'> {
  return {
    'reading.correct': ({ exhibit, post, field, value, reason }) =>
      context.during(async (session) => {
        const { evidence, ledger, actor } = session
        const row = evidence.get(exhibit)
        const reading = await readingOf(session, row)
        const found = reading?.posts[post]
        if (found === undefined) throw new Refusal('artefact.not-found')
        const read = found.fields[field]?.value ?? null
        ledger.commit(actor, (append) => append(row.case, { type: 'reading.corrected', exhibit, number: row.number, post, field, read, value, reason }))
        return corrections(session, row.case, exhibit)
      }),
  }
}

/** What the tool read of an exhibit; null where it read nothing, or in a form that isn't known. */
async function readingOf({ evidence }: Session, row: ExhibitRow): Promise<Reading | null> {
  if (!evidence.artefacts(row).some(({ name }) => name === 'posts.json')) return null
  const { text, truncated } = await evidence.text(row, 'posts.json')
  return truncated ? null : parseReading(text)
}

export async function readingView(session: Session, row: ExhibitRow): Promise<ReadingView | null> {
  const reading = await readingOf(session, row)
  return reading && { reader: reading.reader, page: reading.page, posts: reading.posts.slice(0, SHOWN), total: reading.posts.length, cut: reading.cut }
}

/** All that were signed for an exhibit, in order: the ledger alone says which. */
export function corrections({ ledger }: Session, chain: ExhibitRow['case'], exhibit: ExhibitId): CorrectionView[] {
  return [...said(ledger, chain)].flatMap(({ seq, at, payload }) =>
    payload.type === 'reading.corrected' && payload.exhibit === exhibit
      ? [{ seq, at, by: payload.actor.name, post: payload.post, field: payload.field, value: payload.value, reason: payload.reason }]
      : [],
  )
}
