import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Refusal, type ExhibitContent, type ExhibitView } from '../../../shared/contract/index.ts'
import { parseComparison, textArtefact, type Comparison, type ExhibitId, type Payload } from '../../../shared/model/index.ts'
import type { ExhibitRow } from '../../services/evidence/index.ts'
import type { Context } from '../context.ts'
import type { Handlers } from '../dispatch.ts'
import type { Session } from '../session.ts'
import { capturePage } from './capture.ts'
import { importFiles } from './import.ts'
import { corrections, readingView } from './reading.ts'
import { attestations, summary } from './summary.ts'

type Names =
  | 'exhibit.list'
  | 'exhibit.get'
  | 'exhibit.view'
  | 'exhibit.artefact'
  | 'exhibit.save-artefact'
  | 'capture.start'
  | 'import.files'
  | 'note.add'
  | 'note.correct'

export function exhibitHandlers(context: Context): Pick<Handlers, Names> {
  const { tokens, handles, jobs } = context

  return {
    'exhibit.list': ({ case: id }) => {
      const session = context.session()
      session.casework.get(id)
      return session.evidence.list(id).map((row) => summary(session, row))
    },
    'exhibit.get': ({ exhibit }) => {
      const session = context.session()
      return detail(session, session.evidence.get(exhibit))
    },

    'exhibit.view': ({ exhibit }) => context.during((session) => viewContent(context, session, exhibit)),

    'exhibit.artefact': ({ exhibit, name }) =>
      context.during(async (session) => {
        const { evidence } = session
        const row = evidence.get(exhibit)
        const { bytes, mediaType } = await evidence.verify(row, name)
        recordCopy(session, row, name)
        const handle = handles.give(() => ({ bytes, mediaType, chunks: evidence.read(row, name) }))
        return { handle, bytes, mediaType }
      }),

    'exhibit.save-artefact': ({ exhibit, name, folder }) =>
      context.during(async (session) => {
        const row = session.evidence.get(exhibit)
        await session.evidence.verify(row, name)
        recordCopy(session, row, name)
        const saved = basename(`${session.casework.get(row.case).number}-${row.number}-${name}`)
        await saveAs(tokens.path(folder, 'bundle-folder'), saved, session.evidence.read(row, name))
        return { name: saved }
      }),

    'capture.start': ({ job, ...request }) =>
      jobs.run(job, async (progress, signal) => {
        const session = context.session()
        return detail(session, await capturePage(context, session, { ...request, progress, signal }))
      }),

    'import.files': ({ job, case: id, files }, caller) =>
      jobs.run(job, (progress, signal) => importFiles(context, context.session(), { case: id, files, caller, progress, signal })),

    'note.add': ({ case: id, title, text }) =>
      context.during(async (session) => {
        session.casework.get(id)
        return summary(session, await session.evidence.writeNote(session.actor, { case: id, title, text, supersedes: null }))
      }),
    'note.correct': ({ exhibit, title, text }) =>
      context.during(async (session) => {
        const { case: id } = session.evidence.get(exhibit)
        return summary(session, await session.evidence.writeNote(session.actor, { case: id, title, text, supersedes: exhibit }))
      }),
  }
}

/** Writes a copy where the person wanted it; half of one isn't left. Throws `bundle.write-failed`. */
export async function saveAs(folder: string, name: string, content: AsyncIterable<Uint8Array>): Promise<void> {
  const path = join(folder, name)
  try {
    // `wx`: a file that is there already isn't ours to overwrite.
    await pipeline(content, createWriteStream(path, { flags: 'wx', mode: 0o600 }))
  } catch (error) {
    const reason = error instanceof Error && 'syscall' in error && 'code' in error ? String(error.code) : null
    if (reason !== 'EEXIST') await rm(path, { force: true })
    throw reason === null ? error : new Refusal('bundle.write-failed', { name, reason: reason === 'EEXIST' ? 'exists' : reason }, error)
  }
}

/** Before the first byte leaves: a copy that fails half-way was a copy all the same. */
function recordCopy({ ledger, actor }: Session, { id, case: chain, number }: ExhibitRow, artefact: string): void {
  ledger.commit(actor, (append) => append(chain, { type: 'exhibit.copied', exhibit: id, number, artefact }))
}

/** What is shown of an exhibit. The look is on record where `isShown`: where something is given out. `witness`: to whom, where that isn't the officer. */
export async function viewContent(context: Context, session: Session, exhibit: ExhibitId, isShown: (content: ExhibitContent) => boolean = () => true, witness?: Payload<'exhibit.viewed'>['witness']): Promise<ExhibitContent> {
  const { evidence, ledger, actor } = session
  const row = evidence.get(exhibit)
  const content = await read(context, session, row)
  if (isShown(content)) ledger.commit(actor, (append) => append(row.case, { type: 'exhibit.viewed', exhibit, number: row.number, ...(witness && { witness }) }))
  return content
}

export function detail(session: Session, row: ExhibitRow): ExhibitView {
  const { evidence } = session
  const artefacts = evidence.artefacts(row)
  return {
    ...summary(session, row),
    seq: row.seq,
    artefacts,
    attestations: attestations(session, row),
    acquiredBy: row.acquiredBy,
    preview: { pictures: evidence.previews(row).length, text: textArtefact(artefacts) !== null },
  }
}

async function read({ handles }: Context, session: Session, row: ExhibitRow): Promise<ExhibitContent> {
  const { evidence } = session
  const artefacts = evidence.artefacts(row)
  const shown = textArtefact(artefacts)
  const text = shown === null ? null : await evidence.text(row, shown.name)
  const hasProvenance = artefacts.some(({ name }) => name === 'provenance.json')
  const previews = evidence.previews(row)
  return {
    artefact: previews[0]?.of ?? shown?.name ?? null,
    slices: previews.map((preview) => ({
      handle: handles.give(() => ({ bytes: preview.object.bytes, mediaType: 'image/jpeg', chunks: evidence.readPreview(preview) })),
      of: preview.of,
      width: preview.width,
      height: preview.height,
      top: preview.top,
    })),
    text: text?.text ?? null,
    textTruncated: text?.truncated ?? false,
    provenance: hasProvenance ? (await evidence.text(row, 'provenance.json')).text : null,
    reading: await readingView(session, row),
    comparison: await comparison(session, row),
    corrections: corrections(session, row.case, row.id),
  }
}

/** As the engine wrote it when the original was loaded; its lists are bounded. */
async function comparison({ evidence }: Session, row: ExhibitRow): Promise<Comparison | null> {
  if (row.kind !== 'comparison') return null
  const chunks: Uint8Array[] = []
  for await (const chunk of evidence.read(row, 'comparison.json')) chunks.push(chunk)
  return parseComparison(Buffer.concat(chunks).toString('utf8'))
}
