import { visible } from '../../../../shared/encoding/index.ts'
import { ENGINES, PLATFORMS, type Text } from '../../../../shared/law/index.ts'
import { catalogues } from '../../../../shared/locales/index.ts'
import type { Instant, Language } from '../../../../shared/model/index.ts'
import type { LetterExhibit, LetterFacts } from './facts.ts'

const STOCKHOLM = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Stockholm', dateStyle: 'short', timeStyle: 'medium' })
const HOLE = /\{\{(\w+)\}\}/g

/** Writes in one language. What comes from people or captured pages goes through here, and nowhere else into a letter. */
export interface Pen {
  language: Language
  words: (typeof catalogues)[Language]['letters']
  /** Of the choices and kinds of records. */
  records: (typeof catalogues)[Language]['records']
  /** A line with what stands in it. */
  say(template: string, values: Readonly<Record<string, string | number>>): string
  law(text: Text): string
  moment(at: Instant): string
  platform(name: string): string
  engine(name: string): string
  /** The day, and the office's own reference. */
  dated(facts: LetterFacts): string[]
  /** Head of a letter: from whom, with what `dated` says. `to` null: nobody in particular. */
  head(title: string, facts: LetterFacts, to: string | null): string[]
  signature(facts: LetterFacts): string[]
  points(texts: readonly string[]): string[]
  exhibit(exhibit: LetterExhibit): string
}

export function createPen(language: Language): Pen {
  const { letters: words, records } = catalogues[language]

  /**
   * In one pass. i18next looks for the next hole in what it has filled in so far, so that a title which holds `{{url}}` would take
   * the address's place.
   */
  function say(template: string, values: Readonly<Record<string, string | number>>): string {
    return template.replace(HOLE, (_, name: string) => {
      const value = values[name]
      if (value === undefined) throw new RangeError(`nothing to put in ${name}`)
      return visible(String(value))
    })
  }

  const law = (text: Text): string => text[language]
  const sender = ({ officer, office }: LetterFacts) => [officer.name, officer.title, office].filter((part) => part.trim() !== '').join(', ')

  const pen: Pen = {
    language,
    words,
    records,
    say,
    law,
    moment: (at) => say(words.moment, { local: STOCKHOLM.format(new Date(at)), utc: at.slice(0, 19).replace('T', ' ') }),
    platform(name) {
      const known = PLATFORMS.find(({ id }) => id === name)
      return known === undefined ? name : law(known.name)
    },
    engine: (name) => ENGINES.find(({ id }) => id === name)?.name ?? name,
    dated: (facts) => [
      say(words.head.date, { day: facts.today }),
      // Never the case's title, which may name the person.
      say(words.head.reference, { reference: facts.case.reference.trim() || say(words.head.number, { number: facts.case.number }) }),
    ],
    head: (title, facts, to) => [
      title,
      '',
      ...(to === null ? [] : [say(words.head.to, { to })]),
      say(words.head.from, { from: sender(facts) }),
      ...pen.dated(facts),
      '',
    ],
    signature: ({ officer, office }) => [
      words.regards,
      ...[officer.name, officer.title, office, officer.contact].filter((part) => part.trim() !== '').map((part) => visible(part)),
    ],
    points: (texts) => texts.map((text) => say(words.point, { text })),
    exhibit: ({ number, acquiredAt, contentRoot }) => say(words.exhibit, { number, at: pen.moment(acquiredAt), fingerprint: shortFingerprint(contentRoot) }),
  }
  return pen
}

export const shortFingerprint = (contentRoot: string): string => (contentRoot.slice(0, 16).match(/.{4}/g) ?? []).join(' ')

/** Text of several lines that somebody wrote, as lines of the letter; none where nothing stands there. */
export function written(text: string): string[] {
  const shown = visible(text, { lines: true }).trim()
  return shown === '' ? [] : shown.split('\n')
}

/**
 * An address exactly as it was given. Only what can't be seen is changed, to what browsers make of it: line breaks and tabs go,
 * the rest is percent-encoded, so that no character turns the line around and the address still leads to the same place.
 */
export function address(url: string): string {
  const line = url.trim().replace(/[\t\n\r]/g, '')
  if (visible(line) === line) return line
  return Array.from(line.toWellFormed(), (character) => (visible(character) === character ? character : encodeURIComponent(character))).join('')
}

/** Lines as one text: never two empty ones together, none at the ends. */
export const paper = (lines: readonly string[]): string => `${lines.join('\n').replace(/\n{3,}/g, '\n\n').trim()}\n`
