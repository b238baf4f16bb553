import { LIST_SAMPLE, Refusal, WRONG_TOLD, type ListImport, type ListView } from '../../../shared/contract/index.ts'
import { platformNameOf, platformNamed } from '../../../shared/law/index.ts'
import type { CaseId, ExhibitId } from '../../../shared/model/index.ts'
import { guessMapping, mapRows, readTableApart } from '../../services/casework/index.ts'
import type { Context } from '../context.ts'
import type { Handlers } from '../dispatch.ts'
import type { Session } from '../session.ts'

/** A cell of the sample is for finding out what its column means. UTF-16 units. */
const SHOWN_CELL = 120
const SHOWN_COLUMNS = 30

/** Lists of sightings. The file is an exhibit first; it is read anew each time, in a process without keys. */
export function listHandlers(context: Context): Pick<Handlers, 'list.read' | 'list.import'> {
  const { jobs, host } = context

  function listOf({ evidence }: Session, chain: CaseId, exhibit: ExhibitId) {
    const row = evidence.get(exhibit)
    const [original] = row.case === chain && row.kind === 'file' ? evidence.artefacts(row) : []
    if (original === undefined) throw new Refusal('record.wrong-link')
    return { row, read: (signal: AbortSignal) => readTableApart(host.spawnChild, { name: row.title, chunks: evidence.read(row, original.name), signal }) }
  }

  return {
    'list.read': ({ job, case: chain, exhibit }) =>
      jobs.run(job, async (progress, signal) => {
        const session = context.session()
        const { row, read } = listOf(session, chain, exhibit)
        progress('list-read', 'running')
        const { rows, kind, sheet, otherSheets, cut } = await read(signal)
        // Some of it is shown now.
        session.ledger.commit(session.actor, (append) => append(chain, { type: 'exhibit.viewed', exhibit, number: row.number }))
        progress('list-read', 'done')
        const view: ListView = {
          exhibit: { id: row.id, number: row.number, title: row.title },
          kind,
          sheet,
          otherSheets,
          cut,
          rows: rows.length,
          columns: rows.reduce((most, { cells }) => Math.max(most, cells.length), 0),
          sample: rows.slice(0, LIST_SAMPLE).map(({ number, cells }) => ({ number, cells: cells.slice(0, SHOWN_COLUMNS).map(({ text, link }) => clipped(text === '' ? (link ?? '') : text)) })),
          formulas: rows.some(({ cells }) => cells.some(({ formula }) => formula === true)),
          guess: guessMapping({ rows }),
        }
        return view
      }),

    'list.import': ({ job, case: chain, exhibit, mapping, write }) =>
      jobs.run(job, async (progress, signal) => {
        const session = context.session()
        const { row, read } = listOf(session, chain, exhibit)
        progress('list-read', 'running')
        const table = await read(signal)
        progress('list-read', 'done')
        const additions = session.reference.list()
        const { sightings: good, wrong, repeated, empty } = mapRows(table, mapping, { today: session.today(), platformOf: (host) => platformNameOf(host, additions) })
        let imported: ListImport['imported'] = null
        if (write && good.length > 0) {
          if (signal.aborted) throw new Refusal('job.cancelled')
          progress('list-import', 'running')
          const drafts = good.map(({ key: _, platform, ...draft }) => ({ ...draft, platform: platformNamed(platform)?.id ?? platform }))
          const outcomes = session.sightings.add(session.actor, chain, { kind: 'list', exhibit: row.id, number: row.number }, drafts)
          const counted = (what: (typeof outcomes)[number]) => outcomes.filter((outcome) => outcome === what).length
          imported = { added: counted('added'), known: counted('known'), filled: counted('filled') }
          progress('list-import', 'done')
        }
        return { good: good.length, imported, wrongTotal: wrong.length, wrong: wrong.slice(0, WRONG_TOLD), repeated: repeated.length, empty, cut: table.cut }
      }),
  }
}

const clipped = (text: string): string => (text.length <= SHOWN_CELL ? text : `${text.slice(0, SHOWN_CELL).replace(/[\ud800-\udbff]$/, '')}…`)
