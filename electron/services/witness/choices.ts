import type { Answers, AnswersFound, Reading } from '../../../shared/model/index.ts'
import type { SittingChoices } from '../../../shared/contract/index.ts'
import { nameFrom } from '../../../shared/encoding/index.ts'

const MOST = 12
/** Lines of a page that are worth offering as words that somebody read, in UTF-16 units. */
const SHORTEST = 20

/** Text of a page as the program holds it against an answer. `whole`: nothing of it was left out. */
export interface PageText {
  text: string
  whole: boolean
}

/**
 * What a witness may choose from, as it was read from the page that was loaded for them. Everything in it was written by
 * strangers: hostile input, shown as text only.
 */
export function choicesFrom(reading: Reading | null, page: PageText | null): SittingChoices {
  const posts = reading?.posts ?? []
  const accounts = posts.map(({ fields }) => [fields.name?.value, fields.handle?.value].filter(Boolean).join(' · '))
  const owner = [reading?.page.author?.value, reading?.page.authorHandle?.value].filter(Boolean).join(' · ')
  const said = posts.flatMap(({ fields }) => fields.text?.value ?? [])
  const lines = (page?.text ?? '').split('\n').filter((line) => line.trim().length >= SHORTEST)
  const dates = posts.flatMap(({ fields }) => fields.shownTime?.value ?? fields.time?.value ?? [])
  return {
    accounts: offered([...accounts, owner], 300),
    words: offered(said.length > 0 ? said : lines, 500),
    dates: offered([...dates, reading?.page.published?.value ?? ''], 200),
  }
}

export const NO_CHOICES: SittingChoices = { accounts: [], words: [], dates: [] }

function offered(texts: readonly string[], max: number): string[] {
  const plain = texts.map((text) => nameFrom(text, max)).filter((text) => text !== '')
  return [...new Set(plain)].slice(0, MOST)
}

/** Looks each answer up in what was saved and in what was loaded, word for word but for case, spacing and ways to write a letter. */
export function findAnswers(answers: Answers, saved: PageText | null, loaded: PageText | null): AnswersFound {
  const find = ({ how, value }: Answers['account']) => ({ saved: stands(how, value, saved), loaded: stands(how, value, loaded) })
  return { account: find(answers.account), words: find(answers.words), date: find(answers.date) }
}

/** An account is offered as name and handle together; each part has to stand there. */
function stands(how: Answers['account']['how'], value: string, page: PageText | null): boolean | null {
  const parts = value.split(' · ').map(plain).filter((part) => part !== '')
  if (how === 'not-seen' || page === null || parts.length === 0) return null
  const text = plain(page.text)
  // What isn't in the beginning of a long text may stand further down.
  return parts.every((part) => text.includes(part)) || (page.whole ? false : null)
}

/** Words as they are held against each other. */
export const plain = (text: string): string => text.normalize('NFKC').replace(/\s+/gu, ' ').trim().toLowerCase()
