import type { RecordContent } from '../../../../shared/model/index.ts'
import type { LetterFacts } from './facts.ts'
import { address, paper, written, type Pen } from './pen.ts'

/** Asks a search engine not to show results on searches for a name (GDPR art. 17). */
export function deindexing(content: RecordContent<'deindexing'>, facts: LetterFacts, pen: Pen): string {
  const { deindexing: words } = pen.words
  return paper([
    ...pen.head(words.title, facts, pen.engine(content.engine)),
    words.lead,
    '',
    words.concerned,
    words.role,
    words.mandate,
    '',
    words.ask,
    words.words,
    ...pen.points(content.words),
    '',
    words.results,
    ...content.results.flatMap(({ url, reason }, at) => [`${at + 1}. ${address(url)}`, ...reasonOf(reason, pen).map((line) => `   ${line}`)]),
    '',
    words.weigh,
    '',
    words.answer,
    words.imy,
    '',
    ...pen.signature(facts),
  ])
}

function reasonOf(reason: string, pen: Pen): string[] {
  const { deindexing: words } = pen.words
  const [first, ...rest] = written(reason)
  return first === undefined ? [words.noReason] : [pen.say(words.reason, { reason: first }), ...rest]
}
