import { visible } from '../../../shared/encoding/index.ts'
import { translator, type Translate } from '../../../shared/locales/index.ts'
import type { Comparison, ExhibitKind, Language, NoOriginal, Payload, PersonRole } from '../../../shared/model/index.ts'

type Attested = Payload<'exhibit.attested'>

/** Everything that a statement says. Titles, names and texts may come from a captured page: hostile input. */
export interface StatementFacts
  extends Pick<Attested, 'language' | 'grade' | 'number' | 'title' | 'contentRoot' | 'times' | 'original' | 'noOriginal' | 'answers' | 'agrees' | 'reservation' | 'witness'> {
  kind: ExhibitKind
  role: PersonRole
  /** Whether no more than the beginning of its text could be shown; counts only where something was. */
  textCut: boolean
  caseTitle: string
  vaultName: string
  comparison: Comparison | null
}

const SHORT_FINGERPRINT = 16
/** Differences of the text that are quoted; the rest is counted. */
const QUOTED = 3
const QUOTED_UNITS = 120
/** Where the office is; the statement also gives UTC, so nothing hangs on the machine's own setting. */
const TIME_ZONE = 'Europe/Stockholm'

/** First 16 hex digits of a content root: short enough to read aloud and compare. */
export function shortFingerprint(contentRoot: string): string {
  return contentRoot.slice(0, SHORT_FINGERPRINT)
}

/** The statement in plain words, paragraphs apart by an empty line. It says no more than the grade. */
export function composeStatement(facts: StatementFacts): string {
  const t = translator(facts.language)
  const paragraphs = [
    [who(t, facts), relation(t, facts)],
    [exhibit(t, facts), t('statement.fingerprint', { fingerprint: inFours(shortFingerprint(facts.contentRoot)) })],
    [original(t, facts), ...answered(t, facts)],
    saved(t, facts),
    differences(t, facts),
    [facts.reservation === '' ? '' : t('statement.reservation', { text: quotable(facts.reservation) })],
    [t('statement.limits')],
    [t('statement.signing')],
  ]
  return paragraphs.map((sentences) => sentences.filter((each) => each !== '').join(' ')).filter((each) => each !== '').join('\n\n')
}

function who(t: Translate, { witness }: StatementFacts): string {
  // A text must not add paragraphs to what a person signs, nor turn the writing direction of the rest.
  const shown = { name: visible(witness.name), title: visible(witness.title) }
  return witness.title === '' ? t('statement.who', shown) : t('statement.whoWithTitle', shown)
}

function relation(t: Translate, { witness: { relation: of }, role }: StatementFacts): string {
  return [
    t(`statement.exposed.${of.exposed}`),
    t(`statement.officer.${of.officer}`),
    of.words === '' ? '' : t('statement.inMyWords', { words: quotable(of.words) }),
    role === 'officer' ? t('statement.isOfficer') : '',
  ].filter(Boolean).join(' ')
}

function exhibit(t: Translate, { number, title, caseTitle, vaultName, times, language }: StatementFacts): string {
  return t('statement.about', {
    number,
    title: quotable(title),
    caseTitle: quotable(caseTitle),
    vault: quotable(vaultName),
    ...moment(times.acquired, language),
  })
}

function original(t: Translate, facts: StatementFacts): string {
  const { noOriginal, comparison, times, language } = facts
  if (comparison === null || times.loaded === null) return t(`statement.original.${noOriginal === 'no-address' ? 'no-address' : 'not-loaded'}`)
  const { load, way } = comparison
  const shown = { ...moment(times.loaded, language), address: address(load.requestedUrl), status: load.status ?? '–' }
  const how = t(`statement.loaded.${way}`, shown)
  const outcome = noOriginal === null ? t('statement.seen') : t(`statement.original.${outcomeOf(noOriginal, facts)}`, shown)
  return `${how} ${outcome}`
}

/** Why the original isn't attested, as it is told where it was loaded. */
function outcomeOf(noOriginal: NoOriginal, { answers }: StatementFacts) {
  if (noOriginal === 'not-seen') return answers?.present === 'no' ? 'not-there' : 'not-sure'
  return noOriginal
}

/** What they answered before they were shown anything that was saved. */
function answered(t: Translate, { answers }: StatementFacts): string[] {
  if (answers === null) return []
  const parts = (['account', 'words', 'date'] as const).map((of) => {
    const { how, value } = answers[of]
    if (how !== 'not-seen') return t(`statement.answers.${of}`, { value: quotable(value) })
    // Of what isn't there, nothing can have been missed.
    return answers.present === 'yes' ? t(`statement.answers.${of}NotSeen`) : ''
  })
  const pictures = answers.pictures.map((kind) => t(`statement.pictures.${kind}`))
  return [
    ...parts,
    ...(pictures.length > 0 ? [t('statement.answers.pictures', { kinds: pictures.join(', ') })] : []),
    ...(answers.remark === '' ? [] : [t('statement.answers.remark', { text: quotable(answers.remark) })]),
  ]
}

function saved(t: Translate, { times, language, kind, grade, textCut, agrees }: StatementFacts): string[] {
  if (times.shown === null) return [t(grade === 'fingerprint-only' ? 'statement.fingerprint-only' : 'statement.savedNotShown')]
  const only = grade === 'saved-image-only' ? t(`statement.saved-image-only.${kind}`) : t('statement.savedThen')
  return [
    t('statement.shown', moment(times.shown, language)),
    only,
    textCut ? t('statement.beginning') : '',
    agrees === null ? '' : t(`statement.agrees.${agrees}`),
  ]
}

/** What the program found, told as the program's own finding. */
function differences(t: Translate, { comparison, original: load }: StatementFacts): string[] {
  if (comparison === null || load === null || comparison.load.refused !== null) return []
  const { text, picture, posts } = comparison
  const counted = (['text', 'picture', 'posts'] as const).map((of) => {
    const { result, total } = comparison[of]
    if (result === 'not-compared') return t(`statement.compared.${of}Not`)
    return total === 0 ? t(`statement.compared.${of}Same`) : t(`statement.compared.${of}`, { count: total })
  })
  const some = text.list.slice(0, QUOTED).map((each) =>
    t(`statement.compared.${each.kind}`, { saved: quotable(each.saved, QUOTED_UNITS), loaded: quotable(each.loaded, QUOTED_UNITS) }),
  )
  const lead = text.total + picture.total + posts.total === 0 ? '' : t('statement.compared.where', { number: load.number })
  return [t('statement.compared.lead'), ...counted, ...some, lead]
}

const inFours = (hex: string): string => (hex.match(/.{4}/g) ?? []).join(' ')

/** An address as people read it, without what may be a key to something. */
function address(url: string): string {
  return quotable(url, 300)
}

function moment(instant: string, language: Language): { date: string; utc: string } {
  const locale = language === 'sv' ? 'sv-SE' : 'en-GB'
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: TIME_ZONE }).format(new Date(instant))
  return { date, utc: instant.slice(0, 16).replace('T', ' ') }
}

/** For between quotation marks, which the text can't close from within: its own become single ones. */
function quotable(text: string, max = 2000): string {
  const shown = visible(text.replace(/\s+/gu, ' ')).trim().replace(/["“”„‟«»]/gu, '’')
  return shown === '' ? '–' : shown.length > max ? `${shown.slice(0, max).toWellFormed()}…` : shown
}
