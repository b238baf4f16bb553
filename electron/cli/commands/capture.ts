import { open } from 'node:fs/promises'
import { Refusal, type Failure, type QueueAdded, type QueueRowView, type QueueView } from '../../../shared/contract/index.ts'
import { dynamicText, type Translate } from '../../../shared/locales/index.ts'
import type { CaseId } from '../../../shared/model/index.ts'
import { existing, findCase, newJob, unlockToWrite, type Office, type WriterOptions } from '../office.ts'
import { EXIT, systemCode, WrongUse, type Outcome } from '../usage.ts'

/** What one call takes; a list of 500 links is a tenth of it. */
const LIST_BYTES = 500_000

type CaptureOptions = WriterOptions & { case: string; allowPrivate?: boolean; cookies?: 'leave' | 'reject' | 'accept'; record?: boolean }

const choicesOf = ({ cookies = 'leave', record = false }: CaptureOptions) => ({ banner: cookies, record })

export async function captureOne(office: Office, url: string, options: CaptureOptions & { list?: string; continue?: boolean }, t: Translate): Promise<Outcome> {
  if (options.list !== undefined || options.continue === true) throw new WrongUse('either an address, or --list, or --continue')
  await unlockToWrite(office, options)
  const exhibit = await office.call('capture.start', {
    job: newJob(),
    case: await findCase(office, options.case),
    url,
    allowPrivate: options.allowPrivate === true,
    ...choicesOf(options),
  })
  const artefacts = exhibit.artefacts.map(({ name, bytes, sha256 }) => ({ name, bytes, sha256 }))
  return {
    json: { exhibit: exhibit.id, number: exhibit.number, contentRoot: exhibit.contentRoot, artefacts, completeness: exhibit.completeness },
    lines: [
      `Exhibit ${exhibit.number}: ${exhibit.title} (${exhibit.id})`,
      ...artefacts.map(({ name, bytes, sha256 }) => `  ${sha256}  ${name}  ${bytes} bytes`),
      `Completeness: ${exhibit.completeness?.verdict ?? 'not judged'}`,
      ...(exhibit.completeness?.notes ?? []).map(({ code, detail }) => `  ${dynamicText(t, `notes.${code}`)}${detail === '' ? '' : ` (${detail})`}`),
    ],
  }
}

/**
 * Works off the list of a case, the same that the window shows: what is interrupted waits, and `--continue` goes on. Ends
 * with 3 where a page failed, or a line of the file was none.
 */
export async function captureList(office: Office, options: CaptureOptions & { list?: string; continue?: boolean }, t: Translate): Promise<Outcome> {
  if (options.list === undefined && options.continue !== true) throw new WrongUse('an address, or --list, or --continue')
  const text = options.list === undefined ? null : await listText(options.list)
  await unlockToWrite(office, options)
  const chain = await findCase(office, options.case)
  const added = text === null ? null : await office.call('queue.add', { case: chain, text })
  const before = new Set((added?.queue ?? (await office.call('queue.list', { case: chain }))).rows.filter(({ state }) => state !== 'waiting').map(({ row }) => row))
  const queue = await workOff(office, chain, choicesOf(options))
  const rows = queue.rows.filter(({ row }) => !before.has(row))
  const untaken = (added?.findings ?? []).filter(({ outcome }) => !['added', 'queued', 'repeated'].includes(outcome))
  const isWhole = queue.stopped === null && untaken.length === 0 && added?.cut !== true && rows.every(({ state }) => state === 'done')
  return {
    json: {
      pages: rows.map(({ url, state, exhibit, failure }) => ({ url, state, exhibit: exhibit?.id ?? null, failure: failure?.code ?? null })),
      untaken: untaken.map(({ line, text: quoted, outcome }) => ({ line, text: quoted, outcome })),
      cut: added?.cut ?? false,
      stopped: queue.stopped?.code ?? null,
    },
    lines: [...rows.map((row) => rowLine(row, t)), ...untakenLines(untaken, added, t), ...(queue.stopped === null ? [] : [words(queue.stopped, t)])],
    ...(isWhole ? {} : { exit: EXIT.failed }),
  }
}

async function listText(path: string): Promise<string> {
  const file = await open(await existing(path)).catch((error: unknown) => {
    throw new Refusal('import.unreadable', { name: path, reason: systemCode(error) ?? 'unknown' }, error)
  })
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(LIST_BYTES + 1))
    if (bytesRead > LIST_BYTES) throw new WrongUse(`${path} is longer than ${LIST_BYTES} bytes`)
    return buffer.toString('utf8', 0, bytesRead)
  } finally {
    await file.close()
  }
}

/** Until nothing waits any more, or the list has stopped by itself. */
async function workOff(office: Office, chain: CaseId, choices: ReturnType<typeof choicesOf>): Promise<QueueView> {
  let wake = () => {}
  const leave = office.engine.on(({ name }) => {
    if (name === 'queue.changed') wake()
  })
  try {
    let queue = await office.call('queue.start', { case: chain, ...choices })
    while (queue.phase !== 'idle') {
      const changed = new Promise<void>((resolve) => (wake = resolve))
      queue = await office.call('queue.list', { case: chain })
      if (queue.phase !== 'idle') await changed
      queue = await office.call('queue.list', { case: chain })
    }
    return queue
  } finally {
    leave()
  }
}

const words = ({ code, params }: Failure, t: Translate): string => `${dynamicText(t, `errors.${code}.what`, params)} (${code})`

function rowLine({ url, exhibit, failure, state }: QueueRowView, t: Translate): string {
  if (exhibit !== null) return `Exhibit ${exhibit.number}: ${url} (${exhibit.id})`
  return failure === null ? `${state}: ${url}` : `Not captured: ${url}: ${words(failure, t)}`
}

function untakenLines(untaken: QueueAdded['findings'], added: QueueAdded | null, t: Translate): string[] {
  const lines = untaken.map(({ line, text, outcome }) => `Line ${line}: ${text}: ${dynamicText(t, `queue.report.outcome.${outcome}`)}`)
  return added?.cut === true ? [...lines, 'The file holds more than was looked at.'] : lines
}
