import { mkdir, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Refusal, type HandOverKnown } from '../../../shared/contract/index.ts'
import { translator } from '../../../shared/locales/index.ts'
import type { Language } from '../../../shared/model/index.ts'
import { digestOfFile, renderHandOverReceipt, type HandOverReceipt } from '../../services/bundle/index.ts'
import type { Context } from '../context.ts'
import type { Handlers } from '../dispatch.ts'
import type { Session } from '../session.ts'
import { label } from '../tokens.ts'
import { saveBeside } from './beside.ts'
import { importFile } from './import.ts'

type Names = Extract<keyof Handlers, `handover.${string}`>

export function handOverHandlers(context: Context): Pick<Handlers, Names> {
  const { options, tokens, jobs, handles } = context

  /** Where files go: a folder that was chosen, or the only one that the door knows. */
  async function placeOf(folder: string | null): Promise<string> {
    if (folder !== null) return tokens.path(folder, 'bundle-folder')
    await mkdir(options.documents, { recursive: true })
    return options.documents
  }

  return {
    async 'handover.find'({ case: id, number }) {
      const { vault } = context.session()
      const row = vault.bundles.list(id).find((one) => one.number === number)
      if (row === undefined) throw new Refusal('handover.no-bundle')
      for (const path of [context.exported.get(row.sha256), join(options.documents, `${row.name}.zip`)]) {
        if (path === undefined || (await stat(path).catch(() => null))?.isFile() !== true) continue
        const { token, name, bytes } = await tokens.grant(path, 'bundle')
        return { token, name, bytes, label: label(dirname(path)) }
      }
      return null
    },

    'handover.make': ({ job, bundle, folder, ...request }) =>
      jobs.run(job, async (progress, signal) => {
        const { handOvers, actor } = context.session()
        const place = request.protection.kind === 'none' ? dirname(tokens.path(bundle, 'bundle')) : await placeOf(folder)
        const made = await handOvers.make({ ...request, path: tokens.path(bundle, 'bundle'), folder: place, actor, onStep: progress, signal })
        return { view: made.view, place: label(place), signature: made.signature, passphrase: made.passphrase }
      }),

    'handover.list': ({ case: id }) => {
      const { casework, handOvers } = context.session()
      casework.get(id)
      return handOvers.list(id)
    },

    'handover.which': ({ sha256 }) => known(context.session(), sha256),

    'handover.which-file': ({ job, chosen }) =>
      jobs.run(job, async (progress, signal) => {
        const session = context.session()
        const sha256 = await digestOfFile(tokens.path(chosen, 'bundle', 'import'), (done, total) => {
          if (signal.aborted) throw new Refusal('job.cancelled')
          progress('handover-digest', 'running', done, total)
        })
        progress('handover-digest', 'done')
        return { sha256, known: known(session, sha256) }
      }),

    'handover.receipt': ({ entry, language }) =>
      context.during(async ({ handOvers }) => {
        const pdf = await page(handOvers.receipt(entry), language)
        return { handle: handles.give(() => ({ bytes: pdf.length, mediaType: 'application/pdf', chunks: once(pdf) })), bytes: pdf.length }
      }),

    'handover.save-receipt': ({ entry, language, folder }) =>
      context.during(async ({ handOvers }) => {
        const facts = handOvers.receipt(entry)
        const stem = translator(language)('handover.receipt.file', { case: facts.case.number, bundle: facts.view.number, seq: entry })
        return { name: await saveBeside(await placeOf(folder), stem, await page(facts, language)) }
      }),

    'handover.attach': ({ job, entry, scan }) =>
      jobs.run(job, async (progress, signal) => {
        const session = context.session()
        const { handOvers, evidence, actor } = session
        // Before anything is saved: it must be one that is there.
        const { case: id } = handOvers.get(entry)
        const exhibit = 'exhibit' in scan ? scan.exhibit : (await importFile(session, tokens.path(scan.token, 'import'), { case: id, progress, signal })).id
        if ('token' in scan) progress('import', 'done', 1, 1, basename(tokens.path(scan.token, 'import')))
        return handOvers.attach(actor, entry, evidence.get(exhibit))
      }),
  }
}

function known({ handOvers, casework }: Session, sha256: string): HandOverKnown | null {
  const found = handOvers.which(sha256)
  if (found === null) return null
  const { id, number, title, reference } = casework.get(found.case)
  return { sha256, ...found, case: { id, number, title, reference } }
}

async function page(facts: HandOverReceipt, language: Language): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const part of renderHandOverReceipt(facts, language)) parts.push(part)
  return Buffer.concat(parts)
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
