import { expect, test } from 'vitest'
import { stateOf } from '../../electron/engine/original-state.ts'
import type { OriginalState } from '../../shared/model/index.ts'

type Result = 'same' | 'differs' | 'not-compared'
const compared = (text: Result, picture: Result = text, posts: Result = 'not-compared'): Parameters<typeof stateOf>[2] => {
  const found = (result: Result) => ({ result, why: null, total: 0 })
  return {
    text: { ...found(text), savedLines: 1, loadedLines: 1, list: [] },
    picture: { ...found(picture), saved: null, loaded: null, sameRows: 0, list: [] },
    posts: { ...found(posts), savedPosts: 0, loadedPosts: 0, list: [] },
  }
}
interface Came {
  status?: number | null
  notes?: string[]
  says?: string
  refused?: string
}
const came = ({ status = 200, notes = [], says = '', refused }: Came) => ({
  status,
  notes: notes.map((code) => ({ code, detail: says })),
  refused: refused ?? null,
})

test.each<[string, Came, Came, ReturnType<typeof compared>, OriginalState]>([
  ['nothing differs', {}, {}, compared('same'), 'same'],
  ['nothing differs, posts included', {}, {}, compared('same', 'same', 'same'), 'same'],
  ['no more than the text differs', {}, {}, compared('differs', 'same'), 'changed'],
  ['no more than the picture differs', {}, {}, compared('same', 'differs'), 'changed'],
  ['no more than a post differs', {}, {}, compared('same', 'same', 'differs'), 'changed'],
  ['the picture could not be compared', {}, {}, compared('same', 'not-compared'), 'changed'],
  ['it was refused', {}, { refused: 'capture.unreachable', status: null }, compared('not-compared'), 'unreachable'],
  ['it was refused, whatever had come by then', {}, { refused: 'capture.timeout', status: null }, compared('same'), 'unreachable'],

  ['the site answers that it is not there', {}, { status: 404 }, compared('differs'), 'gone'],
  ['the site answers that it is there no more', {}, { status: 410 }, compared('differs'), 'gone'],
  ['the site answers that it may not be shown', {}, { status: 451 }, compared('differs'), 'gone'],
  ['the page says that it was removed', {}, { notes: ['error-page'], says: '”Inlägget har tagits bort”' }, compared('differs'), 'gone'],
  ['it was not there when it was saved, and says so in the same words', { status: 404 }, { status: 404 }, compared('same'), 'same'],
  ['it was not there when it was saved, and says so in other words', { status: 404 }, { status: 404 }, compared('differs'), 'changed'],
  ['it said so when it was saved', { notes: ['error-page'] }, { notes: ['error-page'], says: '”Sidan finns inte”' }, compared('differs'), 'changed'],

  ['the server fails', {}, { status: 503 }, compared('differs'), 'unreachable'],
  ['the server refuses', {}, { status: 403 }, compared('differs'), 'unreachable'],
  ['the page says that something failed', {}, { notes: ['error-page'], says: '”Något gick fel”' }, compared('differs'), 'unreachable'],
  ['the server failed when it was saved too', { status: 503 }, { status: 503 }, compared('differs'), 'changed'],

  ['a login stands before it', {}, { notes: ['login-wall'] }, compared('differs'), 'walled'],
  ['a login answers 401', {}, { status: 401, notes: ['login-wall', 'http-status'] }, compared('differs'), 'walled'],
  ['a challenge answers 503', {}, { status: 503, notes: ['challenge-page'] }, compared('differs'), 'walled'],
  ['a question about cookies covers it', {}, { notes: ['cookie-wall'] }, compared('differs'), 'walled'],
  ['a login says that it is not available', {}, { notes: ['error-page', 'login-wall'], says: '”Innehållet är inte tillgängligt”' }, compared('differs'), 'walled'],
  ['the same wall stood there when it was saved', { notes: ['cookie-wall'] }, { notes: ['cookie-wall'] }, compared('differs'), 'changed'],
  ['another wall stood there when it was saved', { notes: ['cookie-wall'] }, { notes: ['cookie-wall', 'login-wall'] }, compared('differs'), 'walled'],
])('where %s', (_, saved, loaded, found, state) => {
  expect(stateOf(came(saved), came(loaded), found)).toBe(state)
})
