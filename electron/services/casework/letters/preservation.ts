import type { RecordContent } from '../../../../shared/model/index.ts'
import { heldOf, newest } from '../guide/facts.ts'
import { capturedAt, type LetterFacts } from './facts.ts'
import { address, paper, type Pen } from './pen.ts'

/** Asks whoever leads the investigation to have data kept (RB 27:16, 16 a). */
export function preservationRequest(content: RecordContent<'preservation-request'>, facts: LetterFacts, pen: Pen): string {
  const { preservation: words } = pen.words
  const reference = newest(heldOf(facts, 'police-report').filter((report) => report.content.reference.trim() !== ''))?.content.reference ?? null
  const captured = capturedAt(facts, content.urls)
  return paper([
    ...pen.head(words.title, facts, content.to),
    reference === null ? words.noReport : pen.say(words.report, { reference }),
    '',
    words.lead,
    words.order,
    words.only,
    '',
    words.why,
    '',
    ...(content.accounts.length === 0 ? [words.noAccounts] : [words.accounts, ...pen.points(content.accounts)]),
    '',
    ...(content.urls.length === 0 ? [words.noUrls] : [words.urls]),
    ...content.urls.flatMap((url, at) => {
      const exhibits = (captured[at] ?? []).map(({ number, acquiredAt }) => pen.say(words.captured, { number, at: pen.moment(acquiredAt) }))
      return [`${at + 1}. ${address(url)}`, ...(exhibits.length === 0 ? [words.notCaptured] : exhibits).map((line) => `   ${line}`)]
    }),
    '',
    words.what,
    '',
    words.answer,
    '',
    ...pen.signature(facts),
  ])
}
