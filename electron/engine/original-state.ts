import { GONE_STATUS, WALL_NOTES, type Comparison, type Completeness, type OriginalState } from '../../shared/model/index.ts'

/** Words by which an error page says that it couldn't answer, and not that something is gone. */
const FAILED = /något gick fel|went wrong|\b50[0-9]\b|\b403\b|server error|service unavailable/i

/** How a page came, the saved one or the one that was loaded anew. */
interface Came {
  status: number | null
  notes: Completeness['notes']
}

/**
 * What can be told of the original by the way it came. What stood there when it was saved too, an error or a wall, is no difference by
 * itself. A page that is otherwise the same but has a part that lives, a clock or an advertisement, has changed: what differs is listed
 * and never weighed. What couldn't be compared isn't called the same either.
 */
export function stateOf(saved: Came, loaded: Came & { refused: string | null }, compared: Pick<Comparison, 'text' | 'picture' | 'posts'>): OriginalState {
  const { refused, status, notes } = loaded
  const { text, picture, posts } = compared
  if (refused !== null) return 'unreachable'
  if (text.result === 'same' && picture.result === 'same' && posts.result !== 'differs') return 'same'
  const found = (code: string) => (saved.notes.some((note) => note.code === code) ? undefined : notes.find((note) => note.code === code))
  const isOtherStatus = status !== null && status !== saved.status
  if (isOtherStatus && GONE_STATUS.includes(status)) return 'gone'
  // A wall may answer with any status.
  if (WALL_NOTES.some((wall) => found(wall) !== undefined)) return 'walled'
  if (isOtherStatus && status >= 400) return 'unreachable'
  const error = found('error-page')
  if (error === undefined) return 'changed'
  return FAILED.test(error.detail) ? 'unreachable' : 'gone'
}
