import { canonicalJson } from '../../shared/encoding/index.ts'
import type { BundleLanguage, Derived, CaseId, ExhibitId } from '../../shared/model/index.ts'
import { readContents, type CaseContents } from '../../electron/services/bundle/contents.ts'
import type { LeftOut, PriorStamp } from '../../electron/services/bundle/index.ts'
import { renderReport } from '../../electron/services/bundle/report/index.ts'
import type { BundleCase } from './bundle-case.ts'

/** Captures as the report reads them: with what was written down beside each, made up but of the true form. */

export const FINGERPRINT = 'a1b2c3d4e5f60718'.repeat(4)
export const BEACON = 'beacon.example'

export function provenanceOf(url: string, at: string, changes: object = {}) {
  const later = (ms: number) => new Date(Date.parse(at) + ms).toISOString()
  return {
    v: 2,
    tool: { name: 'Bevisvalv', version: 'Bevisvalv 0.1.0' },
    way: 'link',
    recordedFrom: 'load',
    profile: 'fresh',
    page: {
      requestedUrl: `${url}?ref=delning`,
      finalUrl: url,
      title: 'Sanningen om kommunen',
      status: 200,
      privateAddressesAllowed: false,
      hops: [
        { url: `${url}?ref=delning`, status: 302, by: 'http', protocol: 'h2', remoteAddress: '192.0.2.7:443', headersAre: 'raw', headers: [] },
        { url, status: 200, by: 'final', protocol: 'h2', remoteAddress: '192.0.2.7:443', headersAre: 'raw', headers: [] },
      ],
      security: { protocol: 'TLS 1.3', cipher: 'AES_128_GCM', subjectName: 'sanningen.example', issuer: 'Exempel CA', validFrom: 1_780_000_000, validTo: 1_800_000_000 },
    },
    clock: {
      startedAt: at,
      seenAt: later(1200),
      endedAt: later(4000),
      elapsedMs: 4000,
      serverDates: [{ host: 'sanningen.example', date: new Date(Date.parse(at) + 1000).toUTCString(), receivedAt: later(300) }],
      otherClocks: [{ host: 'tid.example', date: new Date(Date.parse(at)).toUTCString(), receivedAt: later(200), offsetMs: 2700, uncertaintyMs: 620 }],
      publicValue: { source: `https://${BEACON}/public/latest`, value: '{"round":4711,"randomness":"00ff"}', receivedAt: later(100) },
    },
    browser: {
      name: 'Chromium',
      version: '156.0',
      product: 'Chrome/156.0',
      userAgent: 'Mozilla/5.0 (X11; Linux x86_64)',
      origin: 'system',
      sandbox: 'on',
      flags: [],
      viewport: { width: 1280, height: 2000, deviceScaleFactor: 1 },
      timeZone: 'Europe/Stockholm',
      languages: ['sv-SE', 'sv'],
    },
    alterations: { elements: [{ element: 'header', position: 'sticky', action: 'unstuck' }], scriptsStopped: 0, bannerAnswered: null },
    region: null,
    steps: Array.from({ length: 7 }, (_, index) => ({ atMs: 100 * index, step: 'scroll', y: 2000 * index, height: 14_000, detail: '' })),
    timings: [{ step: 'load', ms: 900, state: 'done' }, { step: 'mhtml', ms: 12, state: 'failed' }],
    events: { dialogs: [], dialogsTotal: 2, windowsClosed: 0, navigationsStopped: [], downloadsStopped: [], downloadsKept: [], writesBlocked: [], writesBlockedTotal: 0, socketsStopped: [], pageCrashed: false },
    exchanges: [],
    exchangesTotal: 48,
    archive: { exchanges: 48, resources: 0, bodiesMissing: 1, bodiesAsText: 0, headersStripped: 5, parametersStripped: 1, leftOut: 0 },
    media: [],
    blocked: [],
    blockedTotal: 0,
    headersStripped: 5,
    parametersStripped: 1,
    notes: [],
    ...changes,
  }
}

const value = (text: string) => ({ value: text, from: 'json-ld' })

/** One post of a named account, a comment of another a day later, and one without either. */
export function readingOf(url: string, account = 'Sanningssägaren'): object {
  return {
    v: 1,
    url,
    readAt: '2026-11-22T14:00:03.000Z',
    reader: null,
    page: {},
    posts: [
      { kind: 'post', y: 200, fields: { name: value(account), handle: value('@sanning'), authorId: value('100042'), time: value('2026-11-19T17:12:00Z'), shownTime: value('19 november kl. 18:12'), text: value('Hela kommunhuset ska få veta var hon bor.'), permalink: value(`${url}#1`) } },
      { kind: 'comment', y: 400, fields: { name: value('Medborgare \u202eikstad'), time: value('2026-11-21T08:00:00Z'), text: value('Vi ses.') } },
      { kind: 'comment', y: null, fields: { text: value('Utan namn.') } },
    ],
    seen: 5,
    cut: false,
  }
}

const json = (content: object) => ({ mediaType: 'application/json', content: canonicalJson(content) })

/** A capture with everything that the report reads. `heights`: of the stretches of its picture, px. */
export async function captured(office: BundleCase, chain: CaseId, wanted: { title: string; host?: string; heights?: readonly number[]; width?: number; account?: string; provenance?: object | null; note?: string }) {
  const url = `https://${wanted.host ?? 'sanningen.example'}/inlagg/99`
  const at = new Date(office.time.wall).toISOString()
  const row = await office.acquire(chain, {
    kind: 'capture',
    title: wanted.title,
    files: {
      'screenshot.png': { mediaType: 'image/png', content: Buffer.from(`${wanted.title} png`) },
      'page.txt': { mediaType: 'text/plain', content: 'Hela kommunhuset ska få veta var hon bor.\nVi ses.\n' },
      'posts.json': json(readingOf(url, wanted.account)),
      ...(wanted.provenance === null ? {} : { 'provenance.json': json(wanted.provenance ?? provenanceOf(url, at)) }),
    },
    source: { requestedUrl: `${url}?ref=delning`, finalUrl: url, pageTitle: 'Sanningen om kommunen', status: 200 },
    completeness: wanted.note === undefined ? { verdict: 'complete', notes: [] } : { verdict: 'partial', notes: [{ code: 'comments-hidden', detail: wanted.note }] },
    pictures: { of: 'screenshot.png', width: wanted.width ?? 1280, heights: wanted.heights ?? [900] },
  })
  office.time.wall += 61_000
  return row
}

/** An officer holds the first post to be of somebody else. */
export function correct(office: BundleCase, chain: CaseId, exhibit: ExhibitId, number: number): void {
  office.ledger.commit(office.officer, (append) =>
    append(chain, { type: 'reading.corrected', exhibit, number, post: 0, field: 'name', read: 'Sanningssägaren', value: 'Rut Rättad', reason: 'Står så i profilen.' }),
  )
}

export interface Wanted {
  language?: BundleLanguage
  stamps?: readonly PriorStamp[]
  leftOut?: readonly LeftOut[]
  derived?: Derived | null
  profile?: 'police' | 'civil' | 'masked'
  change?: (contents: CaseContents) => CaseContents
}

export function reportOf({ parts, officer }: BundleCase, chain: CaseId, { language = 'sv', stamps = [], leftOut = [], derived = null, profile = 'police', change = (same) => same }: Wanted = {}): AsyncGenerator<Uint8Array> {
  return renderReport({
    parts,
    contents: change(readContents(parts, chain)),
    language,
    request: { profile },
    name: 'bundle-1-01',
    fingerprint: FINGERPRINT,
    at: new Date('2026-11-22T16:05:00Z'),
    actor: officer.actor,
    stamps,
    leftOut,
    derived,
  })
}

export async function wholeReport(...given: Parameters<typeof reportOf>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of reportOf(...given)) chunks.push(chunk)
  return Buffer.concat(chunks)
}
