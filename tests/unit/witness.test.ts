import { describe, expect, test } from 'vitest'
import { nameFrom, utf8, visible } from '../../shared/encoding/index.ts'
import type { Answers, Comparison, Relation } from '../../shared/model/index.ts'
import { newId } from '../../electron/services/crypto/index.ts'
import { MAX_SHOWN_TEXT } from '../../electron/services/evidence/index.ts'
import type { ActorSession } from '../../electron/services/ledger/index.ts'
import { OFFICER_PASSPHRASE, WITNESS_PASSPHRASE } from '../support/memory-office.ts'
import { COLLEAGUE, NOTHING, URL_OF_POST, createSitting } from '../support/sitting.ts'

const MINUTE = 60_000
const refused = (code: string): unknown => expect.objectContaining({ code })
const stale = refused('witness.challenge-stale')
const early = refused('sitting.out-of-order')

const SEEN: Answers = {
  present: 'yes',
  account: { how: 'picked', value: 'Arga Kalle · @arga' },
  words: { how: 'typed', value: 'vi vet  VAR du bor' },
  date: { how: 'not-seen', value: '' },
  pictures: ['people'],
  remark: '',
}

describe('the statement', () => {
  test('of somebody who saw the original says how it came, what was answered before, and what differs', () => {
    const { begin, load, witness, exhibit, draft, time } = createSitting()
    time.wall += 90 * MINUTE
    begin()
    load({
      state: 'changed',
      text: {
        result: 'differs', why: null, total: 2, savedLines: 3, loadedLines: 3,
        list: [{ kind: 'edited', saved: 'Vi vet var du bor', loaded: 'Vi vet var du jobbar', line: 3 }, { kind: 'new', saved: '', loaded: 'Ny kommentar', line: 4 }],
      },
      posts: { result: 'not-compared', why: 'missing', total: 0, savedPosts: 0, loadedPosts: 0, list: [] },
    })
    witness.answer(exhibit.id, SEEN)
    witness.shown(exhibit.id)
    const sheet = draft(exhibit.id, { agrees: 'no', reservation: 'Det stod ”jobbar”, inte ”bor”.' })
    const groups = exhibit.contentRoot.slice(0, 16).match(/.{4}/g)!.join(' ')
    expect(sheet.statement.split('\n\n')).toEqual([
      'Jag heter Vera Vittne och är HR-specialist. Jag är kollega till den som är utsatt. Jag har ingen särskild relation till handläggaren Åsa Öberg.',
      `Intyget gäller bevis nr 1, ”Inlägg i ’Vi i byn’”, i ärendet ”Hot efter artikel” i valvet ”Säkerhetsenheten”. Enligt programmet säkrades det den 22 november 2026 kl. 15:00. Fingeravtrycket börjar med ${groups}.`,
      `Den 22 november 2026 kl. 16:30 hämtade programmet sidan på nytt från ${URL_OF_POST}, enligt programmet i en ny, tom webbläsare, innan jag fick se det sparade. Jag såg sidan, så som programmet visade den, och det jag blev ombedd att bevittna fanns där. Jag läste kontonamnet ”Arga Kalle · @arga”. Jag läste orden ”vi vet VAR du bor”. Jag såg inget datum. Bilderna visade: en eller flera människor.`,
      'Efter mina svar, den 22 november 2026 kl. 16:30, fick jag se det sparade. Det stämmer inte med det jag såg på sidan.',
      'Enligt programmets jämförelse: text 2 skillnader, bild ingen skillnad, vem som skrev vad kunde inte jämföras. Sidan som kom och det som skiljer är sparade som bevis nr 2.',
      'Mitt förbehåll: ”Det stod ’jobbar’, inte ’bor’.”.',
      'Jag intygar inte vem som har skrivit innehållet eller om det är sant. Tiderna är svensk tid enligt datorns klocka. Jag skriver under själv, med min egen lösenfras.',
    ])
    expect(sheet).toMatchObject({ grade: 'original-seen', noOriginal: null, standing: 'outside', shortFingerprint: exhibit.contentRoot.slice(0, 16) })
  })

  test('of somebody who saw only what was saved says so, and why', () => {
    const said = (prepare: (sitting: ReturnType<typeof createSitting>) => void) => {
      const sitting = createSitting()
      sitting.begin()
      prepare(sitting)
      sitting.witness.shown(sitting.exhibit.id)
      const { statement, grade, noOriginal } = sitting.draft()
      expect(grade).toBe('saved-image-only')
      expect(statement).toContain('intygar jag bara att programmet visade det här som det sparade')
      expect(statement).not.toContain('och det jag blev ombedd att bevittna fanns där')
      return { statement, noOriginal }
    }
    const answered = (of: Partial<Comparison>, present: Answers['present']) => (sitting: ReturnType<typeof createSitting>) => {
      sitting.load(of)
      sitting.witness.answer(sitting.exhibit.id, { ...SEEN, present })
    }
    const load = { at: '2026-11-22T14:00:00.000Z', requestedUrl: URL_OF_POST, finalUrl: null, status: null, refused: 'capture.unreachable', notes: [] as string[] }
    expect(said(({ witness, exhibit }) => witness.passOver(exhibit.id))).toMatchObject({ noOriginal: 'not-loaded', statement: expect.stringContaining('Originalet hämtades inte på nytt.') })
    // Whatever they answer: what isn't there can't have been seen.
    expect(said(answered({ state: 'gone', load: { ...load, status: 404, refused: null } }, 'yes'))).toMatchObject({ noOriginal: 'gone', statement: expect.stringContaining('svarade webbplatsen att innehållet inte fanns kvar. Jag svarade att det jag blev ombedd att bevittna syntes.') })
    expect(said(answered({ state: 'walled' }, 'yes'))).toMatchObject({ noOriginal: 'walled', statement: expect.stringContaining('framför innehållet. Jag svarade') })
    expect(said(({ load: loadNow }) => loadNow({ state: 'unreachable', load }))).toMatchObject({ noOriginal: 'unreachable', statement: expect.stringContaining('försökte programmet hämta') })
    expect(said(answered({ state: 'unreachable', load: { ...load, status: 503, refused: null } }, 'no'))).toMatchObject({ noOriginal: 'unreachable', statement: expect.stringContaining('svarade webbplatsen med ett fel') })
    expect(said(answered({}, 'no'))).toMatchObject({ noOriginal: 'not-seen', statement: expect.stringContaining('fanns inte där') })
    expect(said(answered({}, 'no')).statement).not.toContain('Jag såg inget datum')
    expect(said(answered({}, 'unsure'))).toMatchObject({ noOriginal: 'not-seen', statement: expect.stringContaining('är osäker på om') })
  })

  test('says in one breath that nothing differs, but only where all of it was compared', () => {
    const said = (of: Partial<Comparison>) => {
      const { begin, load, witness, exhibit, draft } = createSitting()
      begin()
      load(of)
      witness.answer(exhibit.id, SEEN)
      witness.shown(exhibit.id)
      return draft(exhibit.id, { agrees: 'yes', reservation: '' }).statement
    }
    const inOne = 'Programmets jämförelse av text, bild och vem som skrev vad fann ingen skillnad. Sidan som kom är sparad som bevis nr 2.'
    expect(said({})).toContain(inOne)
    const lacking = said({ posts: { result: 'not-compared', why: 'missing', total: 0, savedPosts: 0, loadedPosts: 0, list: [] } })
    expect(lacking).not.toContain('fann ingen skillnad')
    expect(lacking).toContain('text ingen skillnad, bild ingen skillnad, vem som skrev vad kunde inte jämföras.')
  })

  test('names the session of the officer where it was seen there', () => {
    const { begin, load, witness, exhibit, draft } = createSitting()
    begin()
    load({ way: 'officer-session' })
    witness.answer(exhibit.id, SEEN)
    witness.shown(exhibit.id)
    const { grade, statement } = draft(exhibit.id, { agrees: 'yes', reservation: '' })
    expect(grade).toBe('officer-session-seen')
    expect(statement).toContain('i handläggarens inloggade webbläsare')
  })

  test('claims no look where nothing was shown', () => {
    const { statement, grade } = createSitting().quick({ shown: false })
    expect(grade).toBe('fingerprint-only')
    expect(statement).toContain('Inget av det sparade visades för mig den här gången.')
    expect(statement).not.toMatch(/fick jag se|Jag såg filen/)
  })

  test('says that the page came before what was saved only where that was shown afterwards', () => {
    const { begin, load, witness, exhibit, draft } = createSitting()
    begin()
    load({})
    witness.answer(exhibit.id, SEEN)
    const without = draft(exhibit.id, { agrees: null, reservation: '' })
    expect(without).toMatchObject({ grade: 'original-seen', statement: expect.stringContaining('Det sparade visades inte för mig den här gången.') })
    expect(without.statement).not.toContain('innan jag fick se')
    witness.shown(exhibit.id)
    expect(draft(exhibit.id, { agrees: 'yes', reservation: '' }).statement).toContain(', innan jag fick se det sparade.')
  })

  test('and in English', () => {
    const sitting = createSitting()
    sitting.begin({ language: 'en' })
    sitting.load({ state: 'changed', text: { result: 'differs', why: null, total: 1, savedLines: 1, loadedLines: 1, list: [{ kind: 'gone', saved: 'a', loaded: '', line: 1 }] } })
    sitting.witness.answer(sitting.exhibit.id, { ...SEEN, remark: 'x' })
    sitting.witness.shown(sitting.exhibit.id)
    const { statement } = sitting.draft(sitting.exhibit.id, { agrees: 'unsure', reservation: 'y' })
    expect(statement).toContain('My name is Vera Vittne, HR-specialist.')
    expect(statement).toContain('On 22 November 2026 at 15:00 the program loaded the page again')
    expect(statement).toContain('what I was asked to witness was there')
    expect(statement).not.toMatch(/\{\{|statement\./)
  })

  test('says whose word it is', () => {
    const said = (relation: Relation, role: 'officer' | 'witness' = 'witness') => {
      const sitting = createSitting()
      const by = role === 'officer' ? sitting.enrol('Olle Officer', 'officer', utf8('kollegans egen långa fras')).id : sitting.vera.id
      return sitting.quick({ relation, by })
    }
    expect(said({ ...COLLEAGUE, exposed: 'self' })).toMatchObject({ standing: 'exposed', statement: expect.stringContaining('Jag är själv den som är utsatt.') })
    expect(said(COLLEAGUE, 'officer')).toMatchObject({ standing: 'officer', statement: expect.stringContaining('Jag är själv handläggare i det här valvet') })
    expect(said({ exposed: 'other', officer: 'other', words: 'Granne ”från förr”' })).toMatchObject({ standing: 'outside', statement: expect.stringContaining('Med mina ord: ”Granne ’från förr’”.') })
  })

  test('speaks of a file and of a note as what they are, and of no address', () => {
    const of = (kind: 'file' | 'note') => {
      const sitting = createSitting()
      const { id } = sitting.acquire(sitting.chain, 'Samtal', { kind })
      return sitting.quick({ exhibits: [id] })
    }
    expect(of('file')).toMatchObject({ noOriginal: 'no-address', statement: expect.stringContaining('Jag såg filen') })
    expect(of('note').statement).toContain('Jag läste anteckningen')
  })

  test('says where only the beginning of a text was shown', () => {
    const of = (kind: 'file' | 'note' | 'capture', bytes: number, shown = true) => {
      const sitting = createSitting()
      const { id } = sitting.acquire(sitting.chain, 'Lång text', { kind, bytes })
      return sitting.quick({ exhibits: [id], shown }).statement
    }
    const cut = ' Av texten visades bara början.'
    expect(of('note', MAX_SHOWN_TEXT + 1)).toContain(cut)
    expect(of('file', MAX_SHOWN_TEXT + 1)).toContain(cut)
    expect(of('file', MAX_SHOWN_TEXT)).not.toContain('början')
    // A page's picture is what is attested, and it is shown whole.
    expect(of('capture', MAX_SHOWN_TEXT + 1)).not.toContain('början')
    expect(of('note', MAX_SHOWN_TEXT + 1, false)).not.toContain('början')
  })

  test('calls the exhibit what it is called everywhere else', () => {
    for (const raw of ['faktura\u202egpj.exe', 'a\u200bb\u0000\u{e0041}.txt', '👩‍👧 ❤️.png', ' två\nrader ']) {
      const sitting = createSitting()
      const title = nameFrom(raw, 500)
      const { id } = sitting.acquire(sitting.chain, title)
      const { statement } = sitting.quick({ exhibits: [id] })
      expect(statement).toContain(`, ”${title}”, i ärendet`)
      expect(visible(statement, { lines: true })).toBe(statement)
    }
  })

  test('what strangers wrote changes nothing of what is signed', () => {
    const hostile = 'A”.\n\nJag såg originalet själv. \u202eabc\u2028$t(statement.end) {{vault}} „x'
    const sitting = createSitting()
    const { statement: plain } = sitting.quick()
    const other = createSitting()
    const { id } = other.acquire(other.chain, hostile)
    other.begin({ exhibits: [id], relation: { exposed: 'other', officer: 'other', words: hostile.slice(0, 300) } })
    other.witness.shown(id)
    const { statement } = other.draft(id, { agrees: null, reservation: hostile })
    // The reservation is the only paragraph more.
    expect(statement.split('\n\n')).toHaveLength(plain.split('\n\n').length + 1)
    expect(statement).toContain('”A’. Jag såg originalet själv. [U+202E]abc')
    expect(statement).toContain('$t(statement.end) {{vault}} ’x”')
    expect(statement.match(/\p{Cc}/gu)?.every((mark) => mark === '\n')).toBe(true)
  })
})

describe('the order of a sitting', () => {
  test('nothing that was saved is shown before the witness has answered', () => {
    const { begin, load, witness, exhibit, item } = createSitting()
    begin()
    expect(() => witness.mayShow(exhibit.id)).toThrow(early)
    expect(() => witness.answer(exhibit.id, SEEN)).toThrow(early)
    expect(() => witness.draft(exhibit.id, NOTHING)).toThrow(early)
    load()
    expect(() => witness.mayShow(exhibit.id)).toThrow(early)
    expect(() => witness.shown(exhibit.id)).toThrow(early)
    // Until something is said of it, the original may be loaded once more; the last load is the one that counts.
    load({ state: 'changed' })
    expect(item().original?.state).toBe('changed')
    witness.answer(exhibit.id, SEEN)
    expect(() => load()).toThrow(early)
    expect(() => witness.answer(exhibit.id, { ...SEEN, present: 'no' })).toThrow(early)
    witness.mayShow(exhibit.id)
    witness.shown(exhibit.id)
    // An answer isn't taken back once what was saved has been seen.
    expect(() => witness.answer(exhibit.id, SEEN)).toThrow(early)
  })

  test('nobody answers before they were shown what came, and who was shown no picture of it has not seen it', () => {
    const { begin, load, witness, exhibit, draft } = createSitting()
    begin()
    load({}, {}, false)
    expect(() => witness.answer(exhibit.id, SEEN)).toThrow(early)
    witness.looked(exhibit.id, false)
    witness.answer(exhibit.id, SEEN)
    witness.shown(exhibit.id)
    expect(draft(exhibit.id)).toMatchObject({ grade: 'saved-image-only', noOriginal: 'not-seen', statement: expect.stringContaining('kunde inte visas för mig som bild') })
  })

  test('a statement drawn up before something was shown is void afterwards, and nothing agrees with what was not shown', () => {
    const { begin, load, witness, exhibit, draft, item, ledger } = createSitting()
    begin()
    load()
    witness.answer(exhibit.id, SEEN)
    const { challenge } = draft(exhibit.id, { agrees: 'yes', reservation: '' })
    witness.shown(exhibit.id)
    expect(() => witness.sign([challenge], WITNESS_PASSPHRASE, null)).toThrow(stale)
    expect(item().draft).toBeNull()
    const other = createSitting()
    other.begin()
    other.load()
    other.witness.answer(other.exhibit.id, SEEN)
    other.witness.sign([other.draft(other.exhibit.id, { agrees: 'yes', reservation: '' }).challenge], WITNESS_PASSPHRASE, null)
    expect(other.item().attestation).toMatchObject({ grade: 'original-seen', agrees: null })
    expect(ledger.head().size).toBeGreaterThan(0)
  })

  test('what an officer who witnesses had looked at in their own work is told as well', () => {
    const { begin, load, witness, exhibit, draft, enrol, people, ledger, chain } = createSitting()
    const passphrase = utf8('kollegans egen långa fras')
    const other = enrol('Olle Officer', 'officer', passphrase)
    const work = people.unlock(other.id, passphrase)
    ledger.commit(work, (append) => append(chain, { type: 'exhibit.viewed', exhibit: exhibit.id, number: 1 }))
    work.close()
    begin({ by: other.id })
    load()
    witness.answer(exhibit.id, SEEN)
    witness.shown(exhibit.id)
    const { statement } = draft(exhibit.id, { agrees: 'yes', reservation: '' })
    expect(statement).toContain('Jag hade fått se det sparade redan tidigare')
    expect(statement).not.toContain('innan jag fick se det sparade')
  })

  test('what was shown in an earlier sitting is told, and not unseen by beginning anew', () => {
    const { begin, load, witness, exhibit, draft, vera, ledger, session, chain, time } = createSitting()
    const shown = { type: 'exhibit.viewed', exhibit: exhibit.id, number: 1, witness: { person: vera.id, sitting: '7'.repeat(64) } } as const
    ledger.commit(session, (append) => append(chain, shown))
    time.wall += 60 * MINUTE
    begin()
    load()
    witness.answer(exhibit.id, SEEN)
    witness.shown(exhibit.id)
    const { statement, challenge } = draft(exhibit.id, { agrees: 'yes', reservation: '' })
    expect(statement).not.toContain('innan jag fick se det sparade')
    expect(statement).toContain('Jag hade fått se det sparade redan tidigare, den 22 november 2026 kl. 15:00.')
    witness.sign([challenge], WITNESS_PASSPHRASE, null)
    expect(ledger.payload(ledger.head().size - 1, 'exhibit.attested').shownBefore).toBe('2026-11-22T14:00:00.000Z')
  })

  test('answers are looked up in what was saved and in what was loaded', () => {
    const { begin, load, witness, exhibit, draft, ledger } = createSitting()
    begin()
    load({ state: 'changed' }, { saved: { text: 'Arga Kalle (@arga)\nNågot annat', whole: true }, loaded: { text: 'Arga Kalle @arga: Vi vet var du bor', whole: false } })
    witness.answer(exhibit.id, { ...SEEN, date: { how: 'typed', value: '3 mars' } })
    witness.shown(exhibit.id)
    witness.sign([draft(exhibit.id, { agrees: 'no', reservation: '' }).challenge], WITNESS_PASSPHRASE, null)
    expect(ledger.payload(ledger.head().size - 1, 'exhibit.attested').found).toEqual({
      account: { saved: true, loaded: true },
      words: { saved: false, loaded: true },
      // It may stand in what was cut off.
      date: { saved: false, loaded: null },
    })
  })

  test('one at a time, of one case, and of nothing that was loaded for a witness', () => {
    const sitting = createSitting()
    const other = sitting.acquire(sitting.openCase('Ett annat ärende'), 'Annat')
    const compared = sitting.acquire(sitting.chain, 'Inlägg', { kind: 'comparison', compares: sitting.exhibit.id })
    expect(() => sitting.begin({ exhibits: [sitting.exhibit.id, other.id] })).toThrow(refused('input.invalid'))
    expect(() => sitting.begin({ exhibits: [compared.id] })).toThrow(refused('input.invalid'))
    expect(sitting.witness.view()).toBeNull()
    sitting.begin()
    expect(() => sitting.begin()).toThrow(refused('sitting.open'))
    sitting.witness.end()
    expect(() => sitting.witness.end()).toThrow(refused('sitting.none'))
    expect(() => sitting.witness.draft(sitting.exhibit.id, NOTHING)).toThrow(refused('sitting.none'))
  })

  test('what the sitting is not about stays out of reach', () => {
    const sitting = createSitting()
    const other = sitting.acquire(sitting.chain, 'Annat')
    sitting.begin()
    for (const step of [() => sitting.witness.mayShow(other.id), () => sitting.witness.original(other.id), () => sitting.witness.draft(other.id, NOTHING)]) {
      expect(step).toThrow(refused('exhibit.not-found'))
    }
  })

  test('a witness may leave one out, and it is not signed', () => {
    const sitting = createSitting()
    const { challenge } = sitting.quick()
    sitting.witness.decline(sitting.exhibit.id)
    expect(sitting.item().stage).toBe('declined')
    expect(() => sitting.witness.sign([challenge], WITNESS_PASSPHRASE, null)).toThrow(stale)
    expect(sitting.attested()).toEqual([])
  })
})

describe('signing', () => {
  test("is done with the witness's own key, over the statement as shown", async () => {
    const sitting = createSitting()
    const { witness, vera, exhibit, chain, ledger } = sitting
    const head = ledger.head()
    const draft = sitting.quick()
    sitting.time.wall += 2 * MINUTE
    witness.sign([draft.challenge], WITNESS_PASSPHRASE, '1,2 3,4')
    const view = sitting.item().attestation
    expect(view).toMatchObject({
      seq: 5,
      at: '2026-11-22T14:02:00.000Z',
      exhibit: exhibit.id,
      grade: 'saved-image-only',
      standing: 'outside',
      statement: draft.statement,
      language: 'sv',
      witness: { person: vera.id, name: 'Vera Vittne', title: 'HR-specialist', relation: COLLEAGUE },
      hand: '1,2 3,4',
      kid: vera.kid,
    })
    const payload = ledger.payload(5, 'exhibit.attested')
    expect(payload.actor).toEqual({ person: vera.id, name: 'Vera Vittne', role: 'witness' })
    expect(payload).toMatchObject({ exhibit: exhibit.id, contentRoot: exhibit.contentRoot, case: chain, head })
    expect(payload).toMatchObject({ challenge: draft.challenge, statement: draft.statement, sitting: witness.id() })
    expect(payload.list).toEqual([{ exhibit: exhibit.id, number: 1, contentRoot: exhibit.contentRoot }])
    expect(sitting.attested()).toEqual([{ seq: 5, person: vera.id }])
    expect(await sitting.failures()).toEqual({})
  })

  test('several are signed together, each naming all that were listed, and nothing that was not', () => {
    const sitting = createSitting()
    const more = ['Andra', 'Tredje'].map((title) => sitting.acquire(sitting.chain, title))
    const all = [sitting.exhibit, ...more]
    sitting.begin({ exhibits: all.map(({ id }) => id) })
    const challenges = all.map(({ id }) => {
      if (sitting.item(id).stage === 'waiting') sitting.witness.passOver(id)
      return sitting.draft(id).challenge
    })
    const before = sitting.ledger.head().size
    sitting.witness.sign(challenges.slice(0, 2), WITNESS_PASSPHRASE, null)
    expect(sitting.ledger.head().size).toBe(before + 2)
    const signed = [before, before + 1].map((seq) => sitting.ledger.payload(seq, 'exhibit.attested'))
    expect(signed.map(({ list }) => list.map(({ number }) => number))).toEqual([[1, 2], [1, 2]])
    expect(new Set(signed.map(({ challenge }) => challenge)).size).toBe(2)
    expect(sitting.item(more[1]!.id)).toMatchObject({ stage: 'stated', attestation: null })
    sitting.witness.sign([challenges[2]!], WITNESS_PASSPHRASE, null)
    expect(sitting.witness.view()?.items.map(({ stage }) => stage)).toEqual(['signed', 'signed', 'signed'])
  })

  test("the exposed employee's own word makes no witness", () => {
    const sitting = createSitting()
    const { challenge } = sitting.quick({ relation: { ...COLLEAGUE, exposed: 'self' } })
    sitting.witness.sign([challenge], WITNESS_PASSPHRASE, null)
    expect(sitting.item().attestation).toMatchObject({ standing: 'exposed' })
    expect(sitting.casework.get(sitting.chain).unwitnessed).toBe(1)
    const other = createSitting()
    other.witness.sign([other.quick().challenge], WITNESS_PASSPHRASE, null)
    expect(other.casework.get(other.chain).unwitnessed).toBe(0)
  })

  test("gives the witness's key back at once, signed or not", () => {
    const sitting = createSitting()
    const { people, witness, stores } = sitting
    const sessions: ActorSession[] = []
    const unlock = people.unlock
    people.unlock = (...args) => {
      const session = unlock(...args)
      sessions.push(session)
      return session
    }
    const { challenge } = sitting.quick()
    const insert = stores.attestations.insert
    stores.attestations.insert = () => {
      throw new Error('disk full')
    }
    expect(() => witness.sign([challenge], WITNESS_PASSPHRASE, null)).toThrow('disk full')
    stores.attestations.insert = insert
    witness.sign([challenge], WITNESS_PASSPHRASE, null)
    expect(sessions).toHaveLength(2)
    for (const session of sessions) expect(() => session.sign(utf8('mer'))).toThrow('closed')
  })

  test('another officer may witness', () => {
    const sitting = createSitting()
    const passphrase = utf8('kollegans egen långa fras')
    const other = sitting.enrol('Olle Officer', 'officer', passphrase)
    const { challenge } = sitting.quick({ by: other.id })
    sitting.witness.sign([challenge], passphrase, null)
    expect(sitting.item().attestation).toMatchObject({ kid: other.kid, standing: 'officer' })
  })
})

describe('refusals', () => {
  test('whoever acquired the exhibit is no witness of it', () => {
    const { begin, officer } = createSitting()
    expect(() => begin({ by: officer.id })).toThrow(refused('witness.is-officer'))
  })

  test("the officer can't sign for the witness, and the sheet waits for the right passphrase", () => {
    const sitting = createSitting()
    const { challenge } = sitting.quick()
    const size = sitting.ledger.head().size
    expect(() => sitting.witness.sign([challenge], OFFICER_PASSPHRASE, null)).toThrow(refused('person.wrong-passphrase'))
    expect(sitting.attested()).toEqual([])
    expect(sitting.ledger.head().size).toBe(size)
    expect(sitting.denied).toEqual([sitting.vera.id])
    sitting.witness.sign([challenge], WITNESS_PASSPHRASE, null)
    expect(sitting.attested()).toHaveLength(1)
  })

  test('a challenge is good once', () => {
    const sitting = createSitting()
    const { challenge } = sitting.quick()
    sitting.witness.sign([challenge], WITNESS_PASSPHRASE, null)
    expect(() => sitting.witness.sign([challenge], WITNESS_PASSPHRASE, null)).toThrow(stale)
    expect(() => sitting.witness.sign(['0'.repeat(64)], WITNESS_PASSPHRASE, null)).toThrow(stale)
    expect(sitting.attested()).toHaveLength(1)
  })

  test('a sheet drawn up anew takes the place of the one before', () => {
    const sitting = createSitting()
    const first = sitting.quick()
    const second = sitting.draft()
    expect(() => sitting.witness.sign([first.challenge], WITNESS_PASSPHRASE, null)).toThrow(stale)
    sitting.witness.sign([second.challenge], WITNESS_PASSPHRASE, null)
    expect(sitting.attested()).toHaveLength(1)
  })

  test('one witness signs one exhibit once', () => {
    const sitting = createSitting()
    sitting.witness.sign([sitting.quick().challenge], WITNESS_PASSPHRASE, null)
    sitting.witness.end()
    expect(() => sitting.begin()).toThrow(refused('witness.already-attested'))
  })

  test('a sheet is good for an hour', () => {
    const sitting = createSitting()
    const first = sitting.quick()
    const pass = (ms: number) => {
      sitting.time.steady += ms
      sitting.time.wall += ms
    }
    pass(60 * MINUTE)
    expect(() => sitting.witness.sign([first.challenge], WITNESS_PASSPHRASE, null)).toThrow(stale)
    const second = sitting.draft()
    pass(60 * MINUTE - 1)
    sitting.witness.sign([second.challenge], WITNESS_PASSPHRASE, null)
  })

  test('what is too old is drawn up again all at once, not one after the other', () => {
    const { begin, draft, witness, acquire, chain, exhibit, time } = createSitting()
    const second = acquire(chain, 'Bild', { kind: 'file' })
    begin({ exhibits: [exhibit.id, second.id] })
    witness.passOver(exhibit.id)
    const all = [draft(exhibit.id), draft(second.id)].map(({ challenge }) => challenge)
    time.steady += 60 * MINUTE
    time.wall += 60 * MINUTE
    expect(() => witness.sign(all, WITNESS_PASSPHRASE, null)).toThrow(stale)
    expect(witness.view()?.items.map(({ stage, draft: left }) => [stage, left])).toEqual([['answered', null], ['answered', null]])
    witness.sign([draft(exhibit.id), draft(second.id)].map(({ challenge }) => challenge), WITNESS_PASSPHRASE, null)
    expect(witness.view()?.items.map(({ stage }) => stage)).toEqual(['signed', 'signed'])
  })

  test('a clock that is set during the sitting ends it: nothing that a verifier would refuse is signed', () => {
    for (const step of [-11 * MINUTE, 25 * 60 * MINUTE]) {
      const sitting = createSitting()
      const { challenge } = sitting.quick()
      const size = sitting.ledger.head().size
      sitting.time.wall += step
      expect(() => sitting.witness.sign([challenge], WITNESS_PASSPHRASE, null)).toThrow(refused('sitting.clock'))
      expect(() => sitting.draft()).toThrow(refused('sitting.clock'))
      // What was refused does not stand there as if it could be signed: it is as it was.
      expect(sitting.witness.view()?.items[0]?.draft?.challenge).toBe(challenge)
      expect(sitting.ledger.head().size).toBe(size)
    }
    const late = createSitting()
    late.time.wall -= 11 * MINUTE
    late.begin()
    // Right again before anything is signed: the log tells of no clock that went back, and the sitting began before its exhibit was there.
    late.time.wall += 11 * MINUTE
    late.witness.passOver(late.exhibit.id)
    expect(() => late.draft()).toThrow(refused('sitting.clock'))
    const before = createSitting()
    before.time.wall -= 11 * MINUTE
    // The clock had gone back before it began: the entry says so, and the statement holds.
    before.witness.sign([before.quick().challenge], WITNESS_PASSPHRASE, null)
    expect(before.attested()).toHaveLength(1)
  })

  test('a sheet is void once what it says has changed, and can be drawn up anew', () => {
    const changes: ((sitting: ReturnType<typeof createSitting>) => void)[] = [
      ({ casework, session, chain }) =>
        casework.changeCase(session, chain, { title: 'Annan rubrik', reference: '', description: '' }),
      ({ acquire, chain, exhibit }) => acquire(chain, 'Rättad', { kind: 'note', supersedes: exhibit.id }),
      ({ people, vera, session }) => void people.renewKey(session, vera.id, WITNESS_PASSPHRASE, null),
    ]
    for (const change of changes) {
      const sitting = createSitting()
      const { challenge } = sitting.quick()
      change(sitting)
      expect(() => sitting.witness.sign([challenge], WITNESS_PASSPHRASE, null)).toThrow(stale)
      expect(sitting.attested()).toEqual([])
      sitting.witness.sign([sitting.draft().challenge], WITNESS_PASSPHRASE, null)
      expect(sitting.attested()).toHaveLength(1)
    }
  })

  test('unrelated entries meanwhile do not void it', () => {
    const sitting = createSitting()
    const { challenge } = sitting.quick()
    sitting.openCase('Ett annat ärende')
    sitting.witness.sign([challenge], WITNESS_PASSPHRASE, null)
  })

  test('an exhibit whose row was changed behind the ledger is not shown for signing', () => {
    for (const change of [{ contentRoot: '0'.repeat(64) }, { title: 'Annat' }, { number: 9 }]) {
      const sitting = createSitting()
      const stored = sitting.raw.exhibits.get(sitting.exhibit.id)!
      const { challenge } = sitting.quick()
      sitting.raw.exhibits.set(sitting.exhibit.id, { ...stored, row: { ...stored.row, ...change } })
      expect(() => sitting.draft()).toThrow(refused('evidence.damaged'))
      expect(() => sitting.witness.sign([challenge], WITNESS_PASSPHRASE, null)).toThrow(refused('evidence.damaged'))
    }
  })

  test('what is wrong with a time, though no clock was set, is not put down to the clock', () => {
    const sitting = createSitting()
    const { challenge } = sitting.quick()
    const stored = sitting.raw.exhibits.get(sitting.exhibit.id)!
    sitting.raw.exhibits.set(sitting.exhibit.id, { ...stored, row: { ...stored.row, acquiredAt: '2026-11-20T10:00:00.000Z' } })
    expect(() => sitting.draft()).toThrow('would refuse: says that the exhibit was acquired at another time')
    sitting.witness.sign([challenge], WITNESS_PASSPHRASE, null)
    const anew = createSitting()
    const { challenge: old } = anew.quick()
    const { head } = anew.ledger
    // The log is shorter than the state that the statement names.
    anew.ledger.head = () => ({ ...head(), size: 1 })
    expect(() => anew.witness.sign([old], WITNESS_PASSPHRASE, null)).toThrow('would refuse: made at another time than it says')
  })

  test('unknown exhibits and persons', () => {
    const { begin } = createSitting()
    expect(() => begin({ exhibits: [newId('x')] })).toThrow(refused('exhibit.not-found'))
    expect(() => begin({ by: newId('p') })).toThrow(refused('person.not-found'))
  })

  test('a failing store leaves neither entry nor attestation, and the sheets stay good', () => {
    const sitting = createSitting()
    const { challenge } = sitting.quick()
    const insert = sitting.stores.attestations.insert
    sitting.stores.attestations.insert = () => {
      throw new Error('disk full')
    }
    const size = sitting.ledger.head().size
    expect(() => sitting.witness.sign([challenge], WITNESS_PASSPHRASE, null)).toThrow('disk full')
    expect(sitting.ledger.head().size).toBe(size)
    sitting.stores.attestations.insert = insert
    sitting.witness.sign([challenge], WITNESS_PASSPHRASE, null)
  })
})
