import { visible } from '../../../shared/encoding/index.ts'
import { translator } from '../../../shared/locales/index.ts'
import type { ExhibitKind, Language } from '../../../shared/model/index.ts'

/** Everything that a statement names. Titles and names may come from a captured page: hostile input. */
export interface StatementFacts {
  language: Language
  kind: ExhibitKind
  grade: 'saved-image-only' | 'fingerprint-only'
  number: number
  title: string
  /** Whether no more than the beginning of its text could be shown; counts only where something was. */
  textCut: boolean
  /** Hex. */
  contentRoot: string
  caseTitle: string
  vaultName: string
  witness: { name: string; title: string; relation: string }
  /** ms since 1970 UTC, by the local clock. */
  now: number
}

const SHORT_FINGERPRINT = 16
/** Where the office is; the statement also gives UTC, so nothing hangs on the machine's own setting. */
const TIME_ZONE = 'Europe/Stockholm'

/** First 16 hex digits of a content root: short enough to read aloud and compare. */
export function shortFingerprint(contentRoot: string): string {
  return contentRoot.slice(0, SHORT_FINGERPRINT)
}

/** The statement in plain words, paragraphs apart by an empty line. It says no more than the grade. */
export function composeStatement(facts: StatementFacts): string {
  const t = translator(facts.language)
  const { name, title, relation } = facts.witness
  // A text must not add paragraphs to what a person signs, nor turn the writing direction of the rest, and the exhibit
  // has to be called what it is called everywhere else.
  const witness = { name: visible(name), title: visible(title), relation: visible(relation) }
  const shown = {
    date: spokenDate(facts.now, facts.language),
    utc: new Date(facts.now).toISOString().slice(0, 16).replace('T', ' '),
    number: facts.number,
    title: quotable(facts.title),
    caseTitle: quotable(facts.caseTitle),
    vault: quotable(facts.vaultName),
  }
  const who = witness.title === '' ? t('statement.who', witness) : t('statement.whoWithTitle', witness)
  const related = witness.relation === '' ? '' : ` ${t('statement.relation', witness)}`
  const cut = facts.textCut ? ` ${t('statement.beginning')}` : ''
  const groups = shortFingerprint(facts.contentRoot).match(/.{4}/g) ?? []
  return [
    who + related,
    t(facts.grade === 'fingerprint-only' ? 'statement.named' : 'statement.shown', shown),
    t('statement.fingerprint', { fingerprint: groups.join(' ') }),
    facts.grade === 'fingerprint-only' ? t('statement.fingerprint-only') : t(`statement.saved-image-only.${facts.kind}`) + cut,
    t('statement.limits'),
    t('statement.signing'),
  ].join('\n\n')
}

function spokenDate(now: number, language: Language): string {
  const locale = language === 'sv' ? 'sv-SE' : 'en-GB'
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: TIME_ZONE }).format(now)
}

/** For between quotation marks, which the text can't close from within: its own become single ones. */
function quotable(text: string): string {
  return visible(text).trim().replace(/["“”„‟«»]/gu, '’') || '–'
}
