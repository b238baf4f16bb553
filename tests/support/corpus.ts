import type { IncomingMessage, ServerResponse } from 'node:http'
import { gunzipSync } from 'node:zlib'
import { BlobReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js'
import { PNG } from 'pngjs'
import { describe, expect, it } from 'vitest'
import type { NoteCode } from '../../electron/services/capture/types.ts'
import { Refusal } from '../../shared/contract/errors.ts'
import { parseReading } from '../../shared/model/index.ts'
import { lacksBrowser } from './full-browser.ts'
import { capturePage, type Captured, type CaptureTestOptions } from './capture.ts'
import { type PageServer, startPageServer } from './page-server.ts'
import { hasTurn } from './turns.ts'

type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** One page of the corpus: what is served, and everything that its capture must say. */
export interface CorpusPage {
  /** What is shown by it; unique. */
  name: string
  /**
   * Paths on a server of its own, on all of 127.0.0.0/8. In markup given as text `{{origin}}` and `{{other}}` (another
   * site, served alike) are filled in. `/picture/<n>.png` is there by itself.
   */
  routes: Record<string, string | Answer>
  /** Instead of `routes`, where it isn't a matter of answers over HTTP. */
  serve?: () => Promise<PageServer>
  /** Path, or a whole address with `{{origin}}` or `{{port}}` in it. Default `/`. */
  start?: string
  options?: CaptureTestOptions
  /** Needs a browser as people install it: see `lacksBrowser`. */
  full?: true
  expect: Expected | Refused
}

/** A capture that leaves an exhibit. */
export interface Expected {
  verdict: 'complete' | 'partial'
  /** Every note besides that of the private address, with its detail, or true where that says nothing to be sure of. */
  notes: Partial<Record<NoteCode, string | RegExp | true>>
  /** Notes that depend on what came first, so that either is right. */
  maybe?: readonly NoteCode[]
  status?: number
  title?: string
  finalPath?: string
  /** In `page.txt`. */
  text?: readonly string[]
  /** Not in `page.txt`. */
  lacks?: readonly string[]
  /** Of the joined picture, px. */
  height?: number
  /** Places in the joined picture, CSS px, and their colour. */
  pixels?: readonly (readonly [x: number, y: number, colour: readonly [number, number, number]])[]
  /** Artefacts beside {@link USUAL}, and those of them that are missing. */
  more?: readonly string[]
  without?: readonly string[]
  /** Words in artefacts; JSON and markup as text. */
  holds?: Readonly<Record<string, readonly string[]>>
  /** Pictures besides the joined one, by artefact. */
  pictures?: Readonly<Record<string, { width?: number; height: number; pixels?: Expected['pixels'] }>>
  /** Artefacts that must be there byte for byte. */
  bytes?: Readonly<Record<string, Buffer>>
  /** Status by path of what the archive must have. */
  archive?: Readonly<Record<string, number>>
  /** How often each path was asked for, as the server counted. */
  asked?: Readonly<Record<string, number>>
  /** Who wrote the posts that were read, in order. */
  posts?: readonly string[]
  /** The way to the page: path, status and what led on from there. */
  hops?: readonly (readonly [path: string, status: number, by: 'http' | 'page' | 'final'])[]
  /** Values of the provenance by their path (`events.dialogsTotal`); addresses without the server's origin. */
  told?: Readonly<Record<string, unknown>>
  /** Words that must not be in artefacts. */
  lacking?: Readonly<Record<string, readonly string[]>>
  /** Words or bytes in what the archive holds, unpacked. */
  archived?: readonly (string | Buffer)[]
  /** Words that must be in no artefact, the archive unpacked, nor in anything else that the acquisition says. */
  nowhere?: readonly string[]
}

/** A capture that is refused, and leaves nothing. */
export interface Refused {
  refused: string
  detail?: RegExp
  /** Further values for the message. */
  params?: Readonly<Record<string, string | number>>
  /** How often each path was asked for. */
  asked?: Readonly<Record<string, number>>
}

/** What every page leaves; one with frames also `frames.json`. */
export const USUAL = [
  'accessibility.json',
  'capture.wacz',
  'page.html',
  'page.mhtml',
  'page.pdf',
  'page.txt',
  'posts.json',
  'provenance.json',
  'screenshot.png',
  'steps.json',
  'window.png',
] as const

/** Markup of a page with a Swedish title; `style` is added to what takes margins away. */
export function page(title: string, body: string, style = ''): string {
  return `<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>${title}</title><style>html,body{margin:0;font:16px/1.5 sans-serif}${style}</style></head><body>${body}</body></html>`
}

/** A text of ordinary length, so that a page isn't taken for a notice or a wall. */
export const ARTICLE = `<h1>Mötet i tisdags</h1>${'<p>Nämnden gick igenom höstens arbete med trygghet i förvaltningen, och beslutade om nya rutiner till våren.</p>'.repeat(12)}`

/** Answers with these bytes or this text, nothing else added. */
export function answer(status: number, headers: Record<string, string>, body: string | Buffer = ''): Answer {
  return (_, response) => void response.writeHead(status, headers).end(body)
}

/** Thousands of pieces take a while to be printed, and a slow machine isn't a fault. */
const PAGE_MS = 60_000

/** A test for each page: captured the whole way, and compared with all that is expected of it. They take turns (`npm run corpus`: all). */
export function testCorpus(title: string, pages: readonly CorpusPage[]): void {
  describe(title, () => {
    const left = pages.some(({ full }) => full) && lacksBrowser()
    pages.forEach((each, index) => {
      it.skipIf(!hasTurn(index, 6) || (each.full && left))(each.name, () => compared(each), PAGE_MS)
    })
  })
}

async function compared(each: CorpusPage): Promise<void> {
  const { server, close } = await serve(each)
  try {
    const start = (each.start ?? '/').replace('{{origin}}', server.origin).replace('{{port}}', String(server.port))
    const taken = capturePage(start.startsWith('/') ? `${server.origin}${start}` : start, each.options)
    if ('refused' in each.expect) expect(await refusalOf(taken, each.expect, server)).toEqual({ ...each.expect, detail: matching(each.expect.detail) })
    else expect(await found(await taken, each.expect, server)).toEqual(wanted(each.expect))
  } finally {
    await close()
  }
}

async function serve({ routes, serve: special }: CorpusPage): Promise<{ server: PageServer; close(): Promise<void> }> {
  if (special) {
    const server = await special()
    return { server, close: () => server.close() }
  }
  let names: Record<string, string> = {}
  const filled = (text: string) => text.replace(/\{\{(origin|other|port)\}\}/g, (_, name: string) => names[name] ?? '')
  const served = Object.entries(routes).map(([path, told]): [string, Answer] => [
    path,
    typeof told === 'function' ? told : answerWith(() => filled(told)),
  ])
  const server = await startPageServer(Object.fromEntries(served))
  names = { origin: server.origin, other: `http://127.0.0.2:${server.port}`, port: String(server.port) }
  return { server, close: () => server.close() }
}

const answerWith = (text: () => string): Answer => (_, response) => void response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(text())

async function refusalOf(taken: Promise<Captured>, each: Refused, server: PageServer): Promise<Record<string, unknown>> {
  const error = await taken.then(({ outcome }) => `not refused: ${JSON.stringify(outcome.completeness)}`, (thrown: unknown) => thrown)
  if (!(error instanceof Refusal)) throw error
  return {
    refused: error.code,
    detail: String(error.params['detail'] ?? ''),
    ...(each.params && { params: Object.fromEntries(Object.keys(each.params).map((name) => [name, error.params[name]])) }),
    ...(each.asked && { asked: timesAsked(each.asked, server) }),
  }
}

function timesAsked(asked: Readonly<Record<string, number>>, { requests }: PageServer): Record<string, number> {
  return Object.fromEntries(Object.keys(asked).map((path) => [path, requests.filter((each) => each.replace(/^[^/]*/, '') === path).length]))
}

const matching = (detail: string | RegExp | true | undefined): unknown =>
  detail === undefined || detail === true ? expect.any(String) : typeof detail === 'string' ? detail : expect.stringMatching(detail)

/** What is expected, in the form that {@link found} has. */
function wanted(each: Expected): Record<string, unknown> {
  const { notes, maybe: _, text = [], lacks = [], more = [], without = [], pixels = [], holds = {}, ...same } = each
  return {
    ...same,
    notes: Object.fromEntries(Object.entries(notes).map(([code, detail]) => [code, matching(detail)])),
    artefacts: [...USUAL.filter((name) => !without.includes(name)), ...more].sort(),
    text,
    lacks,
    pixels,
    holds,
  }
}

/** Of each expectation what really is there: only the parts that were found of `text`, `holds` and the like. */
async function found(captured: Captured, each: Expected, server: PageServer): Promise<Record<string, unknown>> {
  const { outcome, artefacts } = captured
  const notes = outcome.completeness.notes.filter(({ code }) => code !== 'private-address' && !each.maybe?.some((known) => known === code))
  const textOf = (name: string) => artefacts.get(name)?.toString() ?? ''
  const all: Record<string, unknown> = {
    verdict: outcome.completeness.verdict,
    notes: Object.fromEntries(notes.map(({ code, detail }) => [code, detail])),
    artefacts: [...artefacts.keys()].sort(),
    text: each.text?.filter((part) => textOf('page.txt').includes(part)) ?? [],
    lacks: each.lacks?.filter((part) => !textOf('page.txt').includes(part)) ?? [],
    holds: Object.fromEntries(Object.entries(each.holds ?? {}).map(([name, parts]) => [name, parts.filter((part) => textOf(name).includes(part))])),
    status: outcome.source.status,
    title: outcome.source.pageTitle,
    finalPath: outcome.source.finalUrl.replace(server.origin, ''),
    ...pictured(artefacts.get('screenshot.png'), each.pixels),
    pictures: Object.fromEntries(Object.entries(each.pictures ?? {}).map(([name, told]) => [name, measured(artefacts.get(name), told)])),
    bytes: Object.fromEntries(Object.keys(each.bytes ?? {}).map((name) => [name, artefacts.get(name)])),
    posts: parseReading(textOf('posts.json'))?.posts.map(({ fields }) => fields.name?.value ?? fields.handle?.value ?? ''),
    asked: timesAsked(each.asked ?? {}, server),
    hops: captured.provenance.page.hops.map(({ url, status, by }) => [url.replace(server.origin, ''), status, by]),
    told: Object.fromEntries(Object.keys(each.told ?? {}).map((path) => [path, valueAt(captured, path, server)])),
    lacking: Object.fromEntries(Object.entries(each.lacking ?? {}).map(([name, parts]) => [name, parts.filter((part) => !textOf(name).includes(part))])),
  }
  const files = await unpacked(artefacts.get('capture.wacz'))
  if (each.archive) all['archive'] = indexed(files, Object.keys(each.archive))
  if (each.archived) all['archived'] = each.archived.filter((part) => files.some(({ bytes }) => bytes.includes(part)))
  const everything = [...artefacts.values(), ...files.map(({ bytes }) => bytes), Buffer.from(JSON.stringify([outcome, captured.steps]))]
  all['nowhere'] = each.nowhere?.filter((part) => !everything.some((bytes) => bytes.includes(part)))
  // Whoever reads of a body that nobody expected to be missing wants to know which, and why.
  if (notes.some(({ code }) => code === 'archive-partial') && !('archive-partial' in each.notes)) all['lost'] = lostIn(files)
  const always = new Set(['verdict', 'notes', 'artefacts', 'text', 'lacks', 'holds', 'pixels', 'lost'])
  return Object.fromEntries(Object.entries(all).filter(([name]) => always.has(name) || name in each))
}

function pictured(picture: Buffer | undefined, pixels: Expected['pixels'] = []): { width: number; height: number; pixels: unknown[] } {
  if (!picture) return { width: 0, height: 0, pixels: [] }
  const { width, height, data } = PNG.sync.read(picture)
  return { width, height, pixels: pixels.map(([x, y]) => [x, y, [...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 3)]]) }
}

/** Of a picture what is expected of it. */
function measured(picture: Buffer | undefined, told: { pixels?: Expected['pixels'] }): Record<string, unknown> {
  return Object.fromEntries(Object.entries(pictured(picture, told.pixels)).filter(([name]) => name in told))
}

/** A value in the provenance. */
function valueAt({ provenance }: Captured, path: string, server: PageServer): unknown {
  const text = JSON.stringify(provenance).replaceAll(server.origin, '')
  return path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], JSON.parse(text))
}

/** Everything in an archive, the records and the index unpacked too. */
async function unpacked(wacz: Buffer | undefined): Promise<{ name: string; bytes: Buffer }[]> {
  if (!wacz) return []
  const files: { name: string; bytes: Buffer }[] = []
  for (const entry of await new ZipReader(new BlobReader(new Blob([new Uint8Array(wacz)]))).getEntries()) {
    if (entry.directory) continue
    const bytes = Buffer.from(await entry.getData(new Uint8ArrayWriter()))
    files.push({ name: entry.filename, bytes: entry.filename.endsWith('.gz') ? gunzipSync(bytes) : bytes })
  }
  return files
}

/** Address and reason of the answers of which the archive has no body. */
function lostIn(files: readonly { name: string; bytes: Buffer }[]): string[] {
  const records = files.filter(({ name }) => name.startsWith('archive/')).flatMap(({ bytes }) => bytes.toString('latin1').split('WARC/1.1\r\n'))
  const value = (record: string, name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(record)?.[1]?.trim() ?? ''
  return records.filter((record) => value(record, 'WARC-Truncated') !== '').map((record) => `${value(record, 'WARC-Target-URI')} ${value(record, 'Bevisvalv-Body')}`)
}

/** Status by path, of those paths that were asked about, as the archive's index has them. */
function indexed(files: readonly { name: string; bytes: Buffer }[], paths: readonly string[]): Record<string, number> {
  const statuses: Record<string, number> = {}
  for (const { bytes } of files.filter(({ name }) => name.startsWith('indexes/'))) {
    for (const line of bytes.toString().split('\n')) {
      const told = /\{.*\}$/.exec(line)?.[0]
      if (told === undefined) continue
      const { url, status } = JSON.parse(told) as { url?: string; status?: string }
      const path = url === undefined || !URL.canParse(url) ? '' : new URL(url).pathname
      if (paths.includes(path)) statuses[path] = Number(status)
    }
  }
  return statuses
}
