import { visible } from '../../../shared/encoding/index.ts'
import { translator, type Translate } from '../../../shared/locales/index.ts'
import type { Comparison, ExhibitKind, Language, Payload, PersonRole } from '../../../shared/model/index.ts'

type Attested = Payload<'exhibit.attested'>

/** Everything that a statement says. Titles, names and texts may come from a captured page: hostile input. */
export interface StatementFacts
  extends Pick<Attested, 'language' | 'grade' | 'number' | 'title' | 'contentRoot' | 'times' | 'original' | 'noOriginal' | 'answers' | 'agrees' | 'reservation' | 'shownBefore' | 'witness'> {
  kind: ExhibitKind
  role: PersonRole
  /** Who acquired the exhibit. */
  officer: string
  /** Whether no more than the beginning of its text could be shown; counts only where something was. */
  textCut: boolean
  caseTitle: string
  vaultName: string
  comparison: Comparison | null
}

const SHORT_FINGERPRINT = 16
/** Where the office is. The statement says so; UTC stands in what is signed with it. */
const TIME_ZONE = 'Europe/Stockholm'

/** First 16 hex digits of a content root: short enough to read aloud and compare. */
export function shortFingerprint(contentRoot: string): string {
  return contentRoot.slice(0, SHORT_FINGERPRINT)
}

/**
 * The statement in plain words, paragraphs apart by an empty line: short enough to be read in a minute. It says no more than
 * the grade, and what only the program knows it tells as the program's word.
 */
export function composeStatement(facts: StatementFacts): string {
  const t = translator(facts.language)
  const paragraphs = [
    [who(t, facts), ...relation(t, facts)],
    [about(t, facts), t('statement.fingerprint', { fingerprint: inFours(shortFingerprint(facts.contentRoot)) })],
    [...original(t, facts), ...answered(t, facts)],
    saved(t, facts),
    compared(t, facts),
    facts.reservation === '' ? [] : [t('statement.reservation', { text: quotable(facts.reservation) })],
    [t('statement.end')],
  ]
  return paragraphs.map((sentences) => sentences.filter((each) => each !== '').join(' ')).filter((each) => each !== '').join('\n\n')
}

function who(t: Translate, { witness }: StatementFacts): string {
  // A text must not add paragraphs to what a person signs, nor turn the writing direction of the rest.
  const shown = { name: visible(witness.name), title: visible(witness.title) }
  return witness.title === '' ? t('statement.who', shown) : t('statement.whoWithTitle', shown)
}

function relation(t: Translate, { witness: { relation: of }, role, officer }: StatementFacts): string[] {
  return [
    t(`statement.exposed.${of.exposed}`),
    t(`statement.officer.${of.officer}`, { officer: visible(officer) }),
    of.words === '' ? '' : t('statement.inMyWords', { words: quotable(of.words) }),
    role === 'officer' ? t('statement.isOfficer') : '',
  ]
}

function about(t: Translate, { number, title, caseTitle, vaultName, times, language }: StatementFacts): string {
  const shown = { number, title: quotable(title), caseTitle: quotable(caseTitle), vault: quotable(vaultName) }
  return t('statement.about', { ...shown, date: moment(times.acquired, language) })
}

/** How the original came, and what is attested of it. */
function original(t: Translate, facts: StatementFacts): string[] {
  const { noOriginal, comparison, times, language, answers } = facts
  if (comparison === null || times.loaded === null) return [t(`statement.original.${noOriginal === 'no-address' ? 'no-address' : 'not-loaded'}`)]
  const { load, way } = comparison
  // Said only of somebody who was shown it afterwards, and not before.
  const before = facts.shownBefore === null && times.shown !== null ? t('statement.before') : ''
  const shown = { date: moment(times.loaded, language), address: quotable(load.requestedUrl, 300), before }
  if (load.refused !== null) return [t('statement.tried', shown)]
  const came = t(`statement.loaded.${way}`, shown)
  switch (noOriginal) {
    case null:
      return [came, t('statement.seen')]
    case 'gone':
    case 'walled':
    case 'unreachable':
      // What the witness holds stands beside what the program makes of it, whichever of them is right.
      return [came, t(`statement.outcome.${noOriginal}`), answers === null ? '' : t(`statement.said.${answers.present}`)]
    default:
      if (times.looked === null) return [came, t('statement.original.not-shown')]
      return [came, t(`statement.original.${answers?.present === 'no' ? 'not-there' : 'not-sure'}`)]
  }
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
    pictures.length > 0 ? t('statement.answers.pictures', { kinds: pictures.join(', ') }) : '',
    answers.remark === '' ? '' : t('statement.answers.remark', { text: quotable(answers.remark) }),
  ]
}

function saved(t: Translate, { times, language, kind, grade, textCut, answers, agrees, shownBefore }: StatementFacts): string[] {
  const earlier = shownBefore === null ? '' : t('statement.shownBefore', { date: moment(shownBefore, language) })
  if (times.shown === null) return [earlier, t(grade === 'fingerprint-only' ? 'statement.fingerprint-only' : 'statement.savedNotShown')]
  const only = grade === 'saved-image-only' ? t(`statement.saved-image-only.${kind === 'file' || kind === 'note' ? kind : 'capture'}`) : ''
  return [
    earlier,
    t(answers === null ? 'statement.shown' : 'statement.shownAfter', { date: moment(times.shown, language) }),
    agrees === null ? '' : t(`statement.agrees.${agrees}`),
    only,
    textCut ? t('statement.beginning') : '',
  ]
}

/** What the program found, told as the program's own finding; what differs stands in the exhibit that is named. */
function compared(t: Translate, { comparison, original: load }: StatementFacts): string[] {
  if (comparison === null || load === null || comparison.load.refused !== null) return []
  const found = ({ result, total }: { result: string; total: number }) => {
    if (result === 'not-compared') return t('statement.found.not')
    return total === 0 ? t('statement.found.same') : t('statement.found.differences', { count: total })
  }
  const { text, picture, posts } = comparison
  if ([text, picture, posts].every(({ result, total }) => result === 'same' && total === 0)) return [t('statement.comparedSame', { number: load.number })]
  return [t('statement.compared', { text: found(text), picture: found(picture), posts: found(posts), number: load.number })]
}

const inFours = (hex: string): string => (hex.match(/.{4}/g) ?? []).join(' ')

function moment(instant: string, language: Language): string {
  const locale = language === 'sv' ? 'sv-SE' : 'en-GB'
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: TIME_ZONE }).format(new Date(instant))
}

/** For between quotation marks, which the text can't close from within: its own become single ones. */
function quotable(text: string, max = 2000): string {
  const shown = visible(text.replace(/\s+/gu, ' ')).trim().replace(/["“”„‟«»]/gu, '’')
  return shown === '' ? '–' : shown.length > max ? `${shown.slice(0, max).toWellFormed()}…` : shown
}
