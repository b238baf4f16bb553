import { dynamicText } from '../../../../shared/locales/index.ts'
import type { ExhibitInBundle } from '../contents.ts'
import { clocksOf, earliestOf, isRead, readProvenance, type Provenance } from './provenance.ts'
import type { Sheet } from './sheet.ts'
import type { Fact } from './style.ts'
import type { PartRequest } from './types.ts'
import { NOTICED, type Words } from './words.ts'

/** Of hosts whose clocks are named, hops on the way, changed elements. The whole file lies in the bundle. */
const SHOWN = { clocks: 6, hops: 12, elements: 10 }

/** Where an exhibit comes from: first as a person would tell it, then the figures behind it. */
export async function provenancePart(sheet: Sheet, words: Words, { parts }: PartRequest, exhibit: ExhibitInBundle): Promise<void> {
  const { t } = words
  const { kind, source } = exhibit.acquired
  sheet.heading(t('report.provenance.title'))
  if (kind === 'note') return sheet.paragraph(t('report.provenance.note'))
  if (kind === 'file') return sheet.paragraph(t(source !== null && 'modifiedAt' in source && source.modifiedAt !== null ? 'report.provenance.fileDated' : 'report.provenance.file'))
  const provenance = await readProvenance(parts, exhibit)
  if (!isRead(provenance)) return sheet.paragraph(t(`report.provenance.${provenance === 'absent' && exhibit.masked !== null ? 'leftOut' : provenance}`))
  sheet.bullets(told(words, provenance))
  sheet.subheading(t('report.provenance.technical'))
  sheet.paragraph(t('report.provenance.technicalLead'), 'small')
  sheet.facts(facts(words, provenance).map((fact) => ({ ...fact, style: 'mono' })))
  const hops = provenance.page.hops
  if (hops.length > 1) way(sheet, words, hops)
}

type Told = (string | null | false | undefined)[]
const said = (lines: Told): string[] => lines.filter((line): line is string => typeof line === 'string')

function told(words: Words, provenance: Provenance): string[] {
  return [...fetched(words, provenance), ...timed(words, provenance), ...did(words, provenance), ...lost(words, provenance)]
}

function fetched({ t }: Words, { way: how, recordedFrom, profile, page, browser }: Provenance): string[] {
  const { hops, requestedUrl, finalUrl, security, status } = page
  const sent = hops.filter(({ by }) => by !== 'final').length
  const came = how === 'session' ? (recordedFrom === 'capture' ? 'sessionLate' : 'session') : how
  return said([
    came !== null && t(`report.provenance.way.${came}`),
    profile === 'kept' && t('report.provenance.kept'),
    requestedUrl !== '' && (requestedUrl === finalUrl ? t('report.provenance.sameAddress') : t('report.provenance.otherAddress', { count: sent })),
    status !== null && t(status >= 200 && status < 300 ? 'report.provenance.answered' : 'report.provenance.answeredBadly', { status }),
    security !== null
      ? t('report.provenance.encrypted', { subject: security.subjectName, issuer: security.issuer, protocol: security.protocol })
      : /^http:/i.test(finalUrl) && t('report.provenance.inClear'),
    browser.name !== '' && t('report.provenance.browser', { name: browser.name, version: browser.version }),
    browser.sandbox === 'off' && t('report.provenance.sandboxOff'),
  ])
}

function timed(words: Words, provenance: Provenance): string[] {
  const { t, moment, seconds } = words
  const { clock } = provenance
  const [best] = clocksOf(provenance)
  const earliest = earliestOf(provenance)
  const seen = clock.seenAt ?? clock.endedAt
  const off = best === undefined ? null : t(`report.provenance.${Math.abs(best.offsetMs) < NOTICED ? 'clockLevel' : best.offsetMs > 0 ? 'clockBehind' : 'clockAhead'}`, {
    host: best.host,
    seconds: seconds(Math.abs(best.offsetMs)),
    uncertainty: best.uncertaintyMs === null ? t('report.provenance.aboutASecond') : t('report.provenance.plusMinus', { seconds: seconds(Math.max(NOTICED, best.uncertaintyMs)) }),
  })
  return said([
    !Number.isNaN(Date.parse(seen)) && t('report.provenance.seen', { at: moment(seen).replace('\n', ', ') }),
    off ?? t('report.provenance.noClock'),
    earliest === null ? t('report.provenance.noEarliest') : t(earliest.round === null ? 'report.provenance.earliest' : 'report.provenance.earliestRound', { ...earliest, round: earliest.round ?? '', at: words.utc(earliest.receivedAt) }),
  ])
}

/** What the tool did to the page beyond loading it: whoever attacks the picture asks for this first. */
function did({ t }: Words, { steps, alterations, events, region }: Provenance): string[] {
  const scrolls = steps.filter(({ step }) => step === 'scroll').length
  const elements = alterations?.elements ?? []
  const banner = alterations?.bannerAnswered ?? null
  return said([
    scrolls > 0 && t('report.provenance.scrolled', { count: scrolls }),
    elements.length > 0 && t('report.provenance.altered', { count: elements.length }),
    banner !== null && t('report.provenance.banner', { clicked: banner.clicked }),
    (alterations?.scriptsStopped ?? 0) > 0 && t('report.provenance.scripts', { count: alterations?.scriptsStopped ?? 0 }),
    (events?.dialogsTotal ?? 0) > 0 && t('report.provenance.dialogs', { count: events?.dialogsTotal ?? 0 }),
    (events?.writesBlockedTotal ?? 0) > 0 && t('report.provenance.writes', { count: events?.writesBlockedTotal ?? 0 }),
    region !== null && t('report.provenance.region'),
    alterations !== null && scrolls === 0 && elements.length === 0 && banner === null && t('report.provenance.nothing'),
  ])
}

function lost({ t }: Words, { timings, archive }: Provenance): string[] {
  const failed = timings.filter(({ state }) => state === 'failed').map(({ step }) => dynamicText(t, `steps.${step}`))
  const missing = archive?.bodiesMissing ?? 0
  const stripped = (archive?.headersStripped ?? 0) + (archive?.parametersStripped ?? 0)
  return said([
    timings.length > 0 && (failed.length === 0 ? t('report.provenance.noneFailed') : t('report.provenance.failed', { steps: failed.join('; ') })),
    archive === null ? t('report.provenance.noArchive') : t('report.provenance.archive', { count: archive.exchanges }),
    missing > 0 && t('report.provenance.bodiesMissing', { count: missing }),
    stripped > 0 && t('report.provenance.stripped', { count: stripped }),
  ])
}

function facts(words: Words, provenance: Provenance): Fact[] {
  const { t, count, seconds } = words
  const { tool, page, clock, browser, exchangesTotal, blockedTotal, alterations } = provenance
  const known = (key: Parameters<typeof factLabel>[1], value: string | null): Fact[] => (value === null || value === '' ? [] : [{ label: factLabel(words, key), value }])
  const { security } = page
  const until = (at: number | null) => (at === null ? '?' : new Date(at * 1000).toISOString().slice(0, 10))
  const clocks = clocksOf(provenance).slice(0, SHOWN.clocks)
  const offset = (ms: number) => `${Math.abs(ms) < NOTICED ? '' : ms < 0 ? '−' : '+'}${seconds(Math.abs(ms))} s`
  const elements = (alterations?.elements ?? []).slice(0, SHOWN.elements)
  const value = clock.publicValue
  return [
    ...known('requested', page.requestedUrl),
    ...known('final', page.finalUrl),
    ...known('status', page.status === null ? null : String(page.status)),
    ...known('address', page.hops.at(-1)?.remoteAddress ?? null),
    ...known('protocol', page.hops.at(-1)?.protocol ?? null),
    ...known('certificate', security === null ? null : t('report.provenance.certificateOf', { subject: security.subjectName, issuer: security.issuer, from: until(security.validFrom), to: until(security.validTo) })),
    ...known('cipher', security === null ? null : [security.protocol, security.cipher].filter(Boolean).join(', ')),
    ...known('started', clock.startedAt),
    ...known('seen', clock.seenAt),
    ...known('ended', clock.endedAt),
    ...known('clocks', clocks.map((each) => `${each.host}: ${each.date} (${offset(each.offsetMs)}${each.uncertaintyMs === null ? '' : ` ± ${seconds(Math.max(NOTICED, each.uncertaintyMs))} s`})`).join('\n')),
    ...known('publicValue', value === null ? null : `${value.source}, ${value.receivedAt}`),
    ...known('browser', `${browser.name} ${browser.version}`.trim()),
    ...known('userAgent', browser.userAgent),
    ...known('sandbox', browser.sandbox === null ? null : t(`report.provenance.sandboxes.${browser.sandbox}`)),
    ...known('viewport', browser.viewport === null ? null : `${count(browser.viewport.width)} × ${count(browser.viewport.height)} px`),
    ...known('zone', browser.timeZone),
    ...known('languages', browser.languages.slice(0, 8).join(', ')),
    ...known('exchanges', exchangesTotal === null ? null : count(exchangesTotal)),
    ...known('blocked', blockedTotal === null ? null : count(blockedTotal)),
    ...known('elements', elements.map(({ element, action }) => `${element}: ${action}`).join('\n')),
    ...known('tool', tool?.version ?? null),
  ]
}

const factLabel = ({ t }: Words, key: keyof typeof import('../../../../shared/locales/sv/reportOrigin.ts').provenance.facts): string => t(`report.provenance.facts.${key}`)

function way(sheet: Sheet, { t }: Words, hops: Provenance['page']['hops']): void {
  sheet.subheading(t('report.provenance.hops'))
  sheet.table(
    [
      { title: t('report.provenance.hopAddress'), width: 270, style: 'mono' },
      { title: t('report.provenance.hopStatus'), width: 45, style: 'label' },
      { title: t('report.provenance.hopBy'), width: 78, style: 'label' },
      { title: t('report.provenance.hopRemote'), width: 90, style: 'mono' },
    ],
    hops.slice(0, SHOWN.hops).map(({ url, status, by, remoteAddress }) => [
      url.length > 400 ? `${url.slice(0, 399).toWellFormed()}…` : url,
      status === null ? '–' : String(status),
      by === 'http' || by === 'page' || by === 'final' ? t(`report.provenance.by.${by}`) : by,
      remoteAddress ?? '–',
    ]),
  )
  if (hops.length > SHOWN.hops) sheet.paragraph(t('report.provenance.hopsMore', { count: hops.length - SHOWN.hops }), 'small')
}

