import Database from 'better-sqlite3'
import fc from 'fast-check'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { migrate } from '../../electron/services/vault/migrations/index.ts'
import { createSearchIndex, createSearchStore } from '../../electron/services/vault/stores/search.ts'
import { exhibitDocument } from '../../electron/services/casework/index.ts'
import { foldWords, readSearch, type CaseId } from '../../shared/model/index.ts'

const ALL = { case: null, kinds: [], step: null, from: null, to: null, platform: null, account: null, witness: null, partial: false } as const
const chain = 'c-1' as CaseId

let db: Database.Database
beforeAll(() => {
  db = new Database(':memory:')
  migrate(db)
  db.prepare("INSERT INTO cases (id, number, title, reference, description, opened_at) VALUES ('c-1', 1, 't', '', '', '2026-01-01')").run()
})
beforeEach(() => db.exec("DELETE FROM search; DELETE FROM documents; INSERT INTO search (search, rank) VALUES ('secure-delete', 1)"))

/** What would mean something to the index, if it ever got there. */
const SYNTAX = ['"', '""', 'AND', 'OR', 'NOT', 'NEAR(', ')', '*', '^', ':', '{text}', '-text', '+', "'", ';', '--', '\0', '“', '»', 'title:x', '(a OR', 'NEAR("a" "b", 5)', '\\', '%', '_', 'ſ', 'İ', 'ς', 'å', 'a\u030a', '\u200b', '\ud800', '👩‍👧']
const typed = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.array(fc.oneof(fc.constantFrom(...SYNTAX), fc.string({ unit: 'grapheme', maxLength: 6 })), { maxLength: 12 }).map((parts) => parts.join(' ')), fc.array(fc.constantFrom(...SYNTAX), { maxLength: 20 }).map((parts) => parts.join('')))

describe('what somebody types', () => {
  it('never reaches the index as its syntax: nothing throws, whatever it is', () => {
    const store = createSearchStore(db)
    fc.assert(
      fc.property(typed, (text) => {
        const { words } = readSearch(text)
        expect(words.every((word) => !word.includes('"') && [...word].length >= 3)).toBe(true)
        expect(store.find(words, ALL, null, 50)).toEqual({ rows: [], next: null })
        expect(store.inText('exhibit', 'x-1', words)).toEqual([])
      }),
      { numRuns: 1000 },
    )
  })

  it('finds exactly what holds all of it, as letters are compared', () => {
    const { put } = createSearchIndex(db)
    const store = createSearchStore(db)
    const letters = fc.string({ unit: fc.constantFrom('a', 'A', 'å', 'Å', 'a\u030a', 'ä', 'ö', 'é', 'ß', 'Σ', 'ς', ' ', '\n', '"', '😀', '\u00ad'), maxLength: 14 })
    fc.assert(
      fc.property(fc.array(fc.tuple(letters, letters), { minLength: 1, maxLength: 6 }), letters, (things, text) => {
        things.forEach(([title, said], at) => put(exhibitDocument({ exhibit: `x-${at}`, case: chain, seq: 0, kind: 'note', title, acquiredAt: '2026-01-01T00:00:00.000Z', source: null }, said)))
        const { words } = readSearch(text)
        const holds = ([title, said]: [string, string]) => words.every((word) => foldWords(title).includes(word) || foldWords(said).includes(word))
        const wanted = things.flatMap((thing, at) => (words.length > 0 && holds(thing) ? [`x-${at}`] : [])).toReversed()
        expect(words.length === 0 ? [] : store.find(words, ALL, null, 50).rows.map(({ id }) => id)).toEqual(wanted)
        things.forEach((_, at) => store.forget('exhibit', `x-${at}`))
      }),
      { numRuns: 400 },
    )
  })
})

describe('words', () => {
  it('are taken as they are typed, phrases in quotes of any kind, each once', () => {
    expect(readSearch('Hot  "vet var du bor" HOT')).toEqual({ words: ['hot', 'vet var du bor'], short: [] })
    expect(readSearch('”vet var” »du bor« “hej\nhopp”')).toEqual({ words: ['vet var', 'du bor', 'hej hopp'], short: [] })
    expect(readSearch('i skolan "på" K1')).toEqual({ words: ['skolan'], short: ['i', 'på', 'k1'] })
    expect(readSearch('öppet "citat utan slut')).toEqual({ words: ['öppet', 'citat', 'utan', 'slut'], short: [] })
    expect(readSearch(' "" \u200b ')).toEqual({ words: [], short: [] })
  })

  it('are letters: case, composition and what can not be seen make no difference, å, ä and ö do', () => {
    expect(['FÅR', 'fa\u030ar', 'f\u00adå\u200br'].map(foldWords)).toEqual(['får', 'får', 'får'])
    expect(foldWords('far')).not.toBe(foldWords('får'))
    expect(foldWords('hej\u00a0\n\tdär')).toBe('hej där')
  })

  it('are folded the same once and twice', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(foldWords(foldWords(text))).toBe(foldWords(text))
    }), { numRuns: 2000 })
  })
})
