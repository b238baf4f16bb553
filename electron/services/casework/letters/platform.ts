import { offenceOf, PLATFORMS } from '../../../../shared/law/index.ts'
import type { RecordContent } from '../../../../shared/model/index.ts'
import { heldOf } from '../guide/facts.ts'
import { capturedAt, type LetterFacts } from './facts.ts'
import { address, paper, type Pen } from './pen.ts'

/** A notice with everything that article 16(2) of Regulation (EU) 2022/2065 asks for, in the order of the article. */
export function platformReport(content: RecordContent<'platform-report'>, facts: LetterFacts, pen: Pen): string {
  const { platform: words } = pen.words
  const { officer, office } = facts
  const category = categoryOf(content, pen)
  const exhibits = [...new Set(capturedAt(facts, content.urls).flat())].toSorted((a, b) => a.number - b.number)
  return paper([
    ...pen.head(words.title, facts, pen.platform(content.platform)),
    words.act,
    '',
    words.lead,
    '',
    words.reasons,
    ...(category === '' ? [] : [pen.say(words.category, { category })]),
    words.concerned,
    words.seen,
    words.opinion,
    ...possible(facts, pen),
    '',
    words.where,
    ...content.urls.map((url, at) => `${at + 1}. ${address(url)}`),
    '',
    ...(exhibits.length === 0 ? [] : [words.secured, ...pen.points(exhibits.map(pen.exhibit)), pen.words.fingerprint, '']),
    words.sender,
    pen.say(words.name, { name: [officer.name, officer.title, office].filter((part) => part.trim() !== '').join(', ') }),
    words.mail,
    ...(officer.contact.trim() === '' ? [] : [pen.say(words.contact, { contact: officer.contact })]),
    '',
    words.faith,
    words.assurance,
    '',
    words.asks,
    ...pen.points([words.receipt, words.decision, words.redress, words.automated, words.private]),
    '',
    ...pen.signature(facts),
  ])
}

/** In the platform's own terms where it is one of them, else as the officer wrote it. */
function categoryOf({ platform, category }: RecordContent<'platform-report'>, pen: Pen): string {
  const known = [PLATFORMS.find(({ id }) => id === platform), ...PLATFORMS].flatMap((each) => each?.report.categories ?? []).find(({ id }) => id === category)
  return known === undefined ? category.trim() : pen.law(known.text)
}

/** What the officer wrote down as possible elsewhere in the case: a help for the reasons, in brackets until somebody stands for it. */
function possible(facts: LetterFacts, pen: Pen): string[] {
  const chosen = new Set(heldOf(facts, 'offence').map(({ content }) => content.offence))
  const known = [...chosen].map((id) => offenceOf(id)).filter((offence) => offence !== null)
  if (known.length === 0) return []
  const { platform: words } = pen.words
  return [words.possible, ...pen.points(known.map(({ name, cite }) => pen.say(words.possibleOne, { name: pen.law(name), cite: pen.law(cite) })))]
}
