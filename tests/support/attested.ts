import { sha256Hex, utf8 } from '../../shared/encoding/index.ts'
import type { Comparison, ExhibitId, Payload, PersonId } from '../../shared/model/index.ts'

/** Statements of witnesses as a sitting makes them, for whoever needs one without a sitting. */

type Attested = Payload<'exhibit.attested'>
type Facts = Pick<Attested, 'exhibit' | 'number' | 'title' | 'case' | 'vault' | 'contentRoot' | 'head'> & {
  acquiredAt: string
  /** When it was drawn up. */
  at: string
  witness: { person: PersonId; name: string }
}

const random = (name: string) => sha256Hex(utf8(`attested ${name}`))

/** Somebody who was shown what was saved, of an exhibit without an address. `name` gives challenge and sitting. */
export function savedOnly(name: string, { acquiredAt, at, witness, ...facts }: Facts): Omit<Attested, 'v' | 'salt' | 'actor' | 'clock'> {
  const { exhibit, number, contentRoot: root } = facts
  return {
    type: 'exhibit.attested',
    ...facts,
    grade: 'saved-image-only',
    challenge: random(`challenge ${name}`),
    sitting: random(`sitting ${name}`),
    language: 'sv',
    statement: 'Jag har sett den sparade bilden.',
    times: { acquired: acquiredAt, began: at, loaded: null, looked: null, shown: at, stated: at },
    original: null,
    noOriginal: 'no-address',
    answers: null,
    found: null,
    agrees: null,
    reservation: '',
    shownBefore: null,
    list: [{ exhibit, number, contentRoot: root }],
    hand: null,
    witness: { ...witness, title: 'Kollega', contact: '', relation: { exposed: 'colleague', officer: 'none', words: '' } },
  }
}

const nothing = { saved: null, loaded: null }

/** The same of somebody who saw the original anew, before what was saved, and found it the same but for a line. */
export function originalSeen(name: string, facts: Facts, loaded: { exhibit: ExhibitId; number: number; contentRoot: string; comparison: Comparison }): ReturnType<typeof savedOnly> {
  const { exhibit, number, contentRoot: root, comparison } = loaded
  const { way, state } = comparison
  const seen = { how: 'typed' as const, value: 'å' }
  return {
    ...savedOnly(name, facts),
    grade: way === 'own' ? 'original-seen' : 'officer-session-seen',
    statement: 'Jag har sett originalet.',
    times: { acquired: facts.acquiredAt, began: comparison.load.at, loaded: comparison.load.at, looked: comparison.load.at, shown: facts.at, stated: facts.at },
    original: { exhibit, number, contentRoot: root, way, state, differences: { text: 1, picture: 0, posts: null } },
    noOriginal: null,
    answers: { present: 'yes', account: seen, words: seen, date: { how: 'not-seen', value: '' }, pictures: [], remark: '' },
    found: { account: nothing, words: { saved: true, loaded: true }, date: nothing },
    agrees: 'yes',
  }
}

/** What a load of the original found: one line of the text differs. */
export function comparisonOf(of: Comparison['of'], at: string, url: string): Comparison {
  return {
    v: 1,
    of,
    way: 'own',
    load: { at, requestedUrl: url, finalUrl: url, status: 200, refused: null, notes: [] },
    state: 'changed',
    text: { result: 'differs', why: null, total: 1, savedLines: 1, loadedLines: 2, list: [{ kind: 'new', saved: '', loaded: 'till', line: 2 }] },
    picture: { result: 'same', why: null, total: 0, saved: { width: 1, height: 1 }, loaded: { width: 1, height: 1 }, sameRows: 1, list: [] },
    posts: { result: 'not-compared', why: 'missing', total: 0, savedPosts: 0, loadedPosts: 0, list: [] },
  }
}
