import type { RecordContent } from '../../../../shared/model/index.ts'
import { heldOf, newest, type Held } from '../guide/facts.ts'
import type { LetterFacts } from './facts.ts'
import { paper, written, type Pen } from './pen.ts'

const ACTIONS = ['read', 'saved', 'deleted', 'reported', 'blocked'] as const

/** A mandate to print and to sign by hand. It says what is done before anything is deleted, and holds no passwords. */
export function mandateText(content: RecordContent<'mandate'>, facts: LetterFacts, pen: Pen): string {
  const { mandate: words, handBack } = pen.words
  const limits = written(content.limits)
  const sign = (title: string) => [title, words.signLine, words.nameLine, words.placeLine, '']
  return paper([
    words.title,
    '',
    // Nobody sends it: it is between the two who sign.
    ...pen.dated(facts),
    '',
    pen.say(words.principal, { name: content.principal }),
    pen.say(words.holder, { name: content.holder }),
    '',
    words.gives,
    '',
    words.accounts,
    ...pen.points(content.accounts.map(({ platform, account }) => pen.say(handBack.account, { platform: pen.platform(platform), account }))),
    '',
    pen.say(words.period, { from: content.from, until: content.until }),
    '',
    words.may,
    ...pen.points(content.may.map((right) => words.right[right])),
    words.mayNot,
    '',
    ...(limits.length === 0 ? [words.noLimits] : [words.limits, ...limits]),
    '',
    words.terms,
    ...pen.points([words.secured, words.noted, words.secret, words.passwords, words.revoke, words.back]),
    '',
    ...sign(words.signGiver),
    ...sign(words.signHolder),
  ])
}

/** For the exposed employee when the accounts go back to them: how much was done, never what stood there. */
export function handBackText(mandate: RecordContent<'mandate'>, actions: readonly Held<'account-action'>[], facts: LetterFacts, pen: Pen): string {
  const { handBack: words } = pen.words
  const counted = (platform: string, account: string) =>
    ACTIONS.flatMap((action) => {
      const of = actions.filter(({ content }) => content.action === action && content.account.platform === platform && content.account.account === account)
      return of.length === 0 ? [] : [pen.say(words.action[action], { count: of.reduce((sum, { content }) => sum + content.count, 0) })]
    })
  const hasDeleted = actions.some(({ content }) => content.action === 'deleted')
  const contact = contactOf(facts)
  return paper([
    ...pen.head(words.title, facts, null),
    words.lead,
    '',
    pen.say(words.period, { from: mandate.from, until: mandate.endedOn ?? mandate.until }),
    '',
    ...mandate.accounts.flatMap(({ platform, account }) => {
      const lines = counted(platform, account)
      return [pen.say(words.account, { platform: pen.platform(platform), account }), ...pen.points(lines.length === 0 ? [words.nothing] : lines), '']
    }),
    ...(hasDeleted ? [words.secured, ''] : []),
    words.now,
    ...pen.points([words.over, words.password, words.code, words.spared]),
    '',
    contact === null ? words.noContact : pen.say(words.contact, { name: contact }),
    '',
    ...pen.signature(facts),
  ])
}

/** Whom the exposed employee talks to, as was written down last; null: nobody is named. */
export const contactOf = (facts: LetterFacts): string | null =>
  newest(heldOf(facts, 'support').filter(({ content }) => content.sort === 'contact-person' && content.who.trim() !== ''))?.content.who ?? null
