import { describe, expect, test } from 'vitest'
import { nameFrom, utf8, visible } from '../../shared/encoding/index.ts'
import { newId } from '../../electron/services/crypto/index.ts'
import { MAX_SHOWN_TEXT } from '../../electron/services/evidence/index.ts'
import type { ActorSession } from '../../electron/services/ledger/index.ts'
import { createWitness } from '../../electron/services/witness/index.ts'
import { OFFICER_PASSPHRASE, WITNESS_PASSPHRASE, createOffice } from '../support/memory-office.ts'

const MINUTE = 60_000
const refused = (code: string): unknown => expect.objectContaining({ code })
const stale = refused('witness.challenge-stale')

function createSitting() {
  const office = createOffice()
  const chain = office.openCase()
  const exhibit = office.acquire(chain, 'Inlägg i ”Vi i byn”')
  const vera = office.enrol('Vera Vittne')
  const looked = { value: true }
  const witness = createWitness({
    store: office.stores.attestations,
    lookups: {
      exhibit: office.stores.evidence.get,
      supersededBy: office.stores.evidence.supersededBy,
      looked: () => looked.value,
      case: office.casework.get,
    },
    people: office.people,
    ledger: office.ledger,
    vault: { id: office.vault, name: 'Säkerhetsenheten' },
    clock: () => office.time.wall,
    now: () => office.time.steady,
  })
  const request = { exhibit: exhibit.id, witness: vera.id, relation: 'kollega', language: 'sv' as const }
  const attested = () => office.stores.attestations.list(exhibit.id)
  return { ...office, chain, exhibit, vera, witness, request, attested, looked }
}

describe('the statement', () => {
  test('says in plain Swedish what was seen, what was not, and of which exhibit', () => {
    const { witness, request, exhibit } = createSitting()
    const draft = witness.prepare(request)
    const groups = exhibit.contentRoot.slice(0, 16).match(/.{4}/g)!.join(' ')
    expect(draft.statement).toBe(
      [
        'Jag heter Vera Vittne och är HR-specialist. Min relation till den som är utsatt: kollega.',
        'Den 22 november 2026 kl. 15:00 svensk tid (2026-11-22 14:00 UTC), enligt datorns klocka, visades jag bevis nr 1, ”Inlägg i ’Vi i byn’”, i ärendet ”Hot efter artikel” i valvet ”Säkerhetsenheten”.',
        `Bevisets fingeravtryck börjar med ${groups}.`,
        'Jag såg den bild av webbsidan som redan var sparad. Jag såg inte originalet på webben. Jag intygar därför inte att sidan såg ut så, bara att det är detta som är sparat.',
        'Jag intygar inte vem som har skrivit innehållet, och inte heller om det är sant.',
        'Jag skriver under själv, med min egen lösenfras.',
      ].join('\n\n'),
    )
    expect(draft).toMatchObject({ grade: 'saved-image-only', shortFingerprint: exhibit.contentRoot.slice(0, 16) })
  })

  test('claims no look where nothing was shown', () => {
    const { witness, request, looked } = createSitting()
    looked.value = false
    const { statement, grade } = witness.prepare(request)
    expect(grade).toBe('fingerprint-only')
    expect(statement).toContain('Jag såg inte innehållet')
    expect(statement).not.toMatch(/visades jag|Jag såg (den|filen)/)
  })

  test('and in English', () => {
    const { witness, request } = createSitting()
    const { statement } = witness.prepare({ ...request, language: 'en', relation: '' })
    expect(statement).toContain('My name is Vera Vittne, HR-specialist.\n\n')
    expect(statement).toContain('On 22 November 2026 at 15:00 Swedish time (2026-11-22 14:00 UTC)')
    expect(statement).toContain('I did not see the original on the web.')
    expect(statement).not.toMatch(/\{\{|statement\./)
  })

  test('speaks of a file and of a note as what they are', () => {
    const office = createSitting()
    const of = (kind: 'file' | 'note') => {
      const { id } = office.acquire(office.chain, 'Samtal', { kind })
      return office.witness.prepare({ ...office.request, exhibit: id }).statement
    }
    expect(of('file')).toContain('Jag såg filen')
    expect(of('note')).toContain('Jag läste anteckningen')
  })

  test('says where only the beginning of a text was shown', () => {
    const office = createSitting()
    const of = (kind: 'file' | 'note' | 'capture', bytes: number) => {
      const { id } = office.acquire(office.chain, 'Lång text', { kind, bytes })
      return office.witness.prepare({ ...office.request, exhibit: id }).statement
    }
    const cut = ' Av texten visades bara början.\n\n'
    expect(of('note', MAX_SHOWN_TEXT + 1)).toContain(`bara att det är detta som är sparat.${cut}`)
    expect(of('file', MAX_SHOWN_TEXT + 1)).toContain(cut)
    expect(of('file', MAX_SHOWN_TEXT)).not.toContain('början')
    // A page's picture is what is attested, and it is shown whole.
    expect(of('capture', MAX_SHOWN_TEXT + 1)).not.toContain('början')
    office.looked.value = false
    expect(of('note', MAX_SHOWN_TEXT + 1)).not.toContain('början')
  })

  test('calls the exhibit what it is called everywhere else', () => {
    const office = createSitting()
    for (const raw of ['faktura\u202egpj.exe', 'a\u200bb\u0000\u{e0041}.txt', '👩‍👧 ❤️.png', ' två\nrader ']) {
      const title = nameFrom(raw, 500)
      const { id } = office.acquire(office.chain, title)
      const { statement } = office.witness.prepare({ ...office.request, exhibit: id })
      expect(statement).toContain(`, ”${title}”, i ärendet`)
      expect(visible(statement, { lines: true })).toBe(statement)
    }
  })

  test('a hostile title changes nothing of what is signed', () => {
    const office = createSitting()
    const title = 'A”.\n\nJag såg originalet själv. \u202eabc\u2028$t(statement.limits) {{vault}} „x'
    const { id } = office.acquire(office.chain, title)
    const { statement } = office.witness.prepare({ ...office.request, exhibit: id })
    expect(statement.split('\n\n')).toHaveLength(6)
    expect(statement).toContain('”A’.[U+000A][U+000A]Jag såg originalet själv. [U+202E]abc[U+2028]$t(statement.limits) {{vault}} ’x”')
    expect(statement.match(/\p{Cc}/gu)?.every((mark) => mark === '\n')).toBe(true)
  })
})

describe('signing', () => {
  test("is done with the witness's own key, over the statement as shown", async () => {
    const office = createSitting()
    const { witness, request, vera, exhibit, chain, ledger } = office
    const head = ledger.head()
    const draft = witness.prepare(request)
    office.time.wall += 2 * MINUTE
    const view = witness.sign(draft.challenge, WITNESS_PASSPHRASE)
    expect(view).toEqual({
      seq: 5,
      at: '2026-11-22T14:02:00.000Z',
      grade: 'saved-image-only',
      statement: draft.statement,
      language: 'sv',
      witness: { person: vera.id, name: 'Vera Vittne', title: 'HR-specialist', relation: 'kollega' },
      kid: vera.kid,
    })
    const payload = ledger.payload(5, 'exhibit.attested')
    expect(payload.actor).toEqual({ person: vera.id, name: 'Vera Vittne', role: 'witness' })
    expect(payload).toMatchObject({ exhibit: exhibit.id, contentRoot: exhibit.contentRoot, case: chain, head })
    expect(payload).toMatchObject({ challenge: draft.challenge, statement: draft.statement })
    expect(office.attested()).toEqual([view])
    expect(await office.failures()).toEqual({})
  })

  test("gives the witness's key back at once, signed or not", () => {
    const office = createSitting()
    const { people, witness, request, stores } = office
    const sessions: ActorSession[] = []
    const unlock = people.unlock
    people.unlock = (...args) => {
      const session = unlock(...args)
      sessions.push(session)
      return session
    }
    const { challenge } = witness.prepare(request)
    const insert = stores.attestations.insert
    stores.attestations.insert = () => {
      throw new Error('disk full')
    }
    expect(() => witness.sign(challenge, WITNESS_PASSPHRASE)).toThrow('disk full')
    stores.attestations.insert = insert
    witness.sign(challenge, WITNESS_PASSPHRASE)
    expect(sessions).toHaveLength(2)
    for (const session of sessions) expect(() => session.sign(utf8('mer'))).toThrow('closed')
  })

  test('another officer may witness', () => {
    const { witness, request, enrol } = createSitting()
    const passphrase = utf8('kollegans egen långa fras')
    const other = enrol('Olle Officer', 'officer', passphrase)
    const { challenge } = witness.prepare({ ...request, witness: other.id })
    expect(witness.sign(challenge, passphrase).kid).toBe(other.kid)
  })
})

describe('refusals', () => {
  test('whoever acquired the exhibit is no witness of it', () => {
    const { witness, request, officer } = createSitting()
    expect(() => witness.prepare({ ...request, witness: officer.id })).toThrow(refused('witness.is-officer'))
  })

  test("the officer can't sign for the witness, and the sheet waits for the right passphrase", () => {
    const office = createSitting()
    const { challenge } = office.witness.prepare(office.request)
    const size = office.ledger.head().size
    expect(() => office.witness.sign(challenge, OFFICER_PASSPHRASE)).toThrow(refused('person.wrong-passphrase'))
    expect(office.attested()).toEqual([])
    expect(office.ledger.head().size).toBe(size)
    expect(office.denied).toEqual([office.vera.id])
    office.witness.sign(challenge, WITNESS_PASSPHRASE)
    expect(office.attested()).toHaveLength(1)
  })

  test('a challenge is good once', () => {
    const { witness, request, attested } = createSitting()
    const { challenge } = witness.prepare(request)
    witness.sign(challenge, WITNESS_PASSPHRASE)
    expect(() => witness.sign(challenge, WITNESS_PASSPHRASE)).toThrow(stale)
    expect(() => witness.sign('0'.repeat(64), WITNESS_PASSPHRASE)).toThrow(stale)
    expect(attested()).toHaveLength(1)
  })

  test('one witness signs one exhibit once, however many sheets were drawn up', () => {
    const { witness, request, attested } = createSitting()
    const sheets = [witness.prepare(request), witness.prepare(request)]
    witness.sign(sheets[0]!.challenge, WITNESS_PASSPHRASE)
    expect(() => witness.sign(sheets[1]!.challenge, WITNESS_PASSPHRASE)).toThrow(refused('witness.already-attested'))
    expect(() => witness.prepare(request)).toThrow(refused('witness.already-attested'))
    expect(attested()).toHaveLength(1)
  })

  test('a sheet is good for fifteen minutes', () => {
    const { witness, request, time } = createSitting()
    const first = witness.prepare(request)
    time.steady += 15 * MINUTE - 1
    const second = witness.prepare(request)
    time.steady += 1
    expect(() => witness.sign(first.challenge, WITNESS_PASSPHRASE)).toThrow(stale)
    witness.sign(second.challenge, WITNESS_PASSPHRASE)
  })

  test('a sheet is void once what it says has changed', () => {
    const changes: ((office: ReturnType<typeof createSitting>) => void)[] = [
      ({ casework, session, chain }) =>
        casework.changeCase(session, chain, { title: 'Annan rubrik', reference: '', description: '' }),
      ({ acquire, chain, exhibit }) => acquire(chain, 'Rättad', { kind: 'note', supersedes: exhibit.id }),
      ({ people, vera, session }) => void people.renewKey(session, vera.id, WITNESS_PASSPHRASE, null),
    ]
    for (const change of changes) {
      const office = createSitting()
      const { challenge } = office.witness.prepare(office.request)
      change(office)
      expect(() => office.witness.sign(challenge, WITNESS_PASSPHRASE)).toThrow(stale)
      expect(office.attested()).toEqual([])
    }
  })

  test('unrelated entries meanwhile do not void it', () => {
    const office = createSitting()
    const { challenge } = office.witness.prepare(office.request)
    office.openCase('Ett annat ärende')
    office.witness.sign(challenge, WITNESS_PASSPHRASE)
  })

  test('an exhibit whose row was changed behind the ledger is not shown for signing', () => {
    for (const change of [{ contentRoot: '0'.repeat(64) }, { title: 'Annat' }, { number: 9 }]) {
      const office = createSitting()
      const stored = office.raw.exhibits.get(office.exhibit.id)!
      const { challenge } = office.witness.prepare(office.request)
      office.raw.exhibits.set(office.exhibit.id, { ...stored, row: { ...stored.row, ...change } })
      expect(() => office.witness.prepare(office.request)).toThrow(refused('evidence.damaged'))
      expect(() => office.witness.sign(challenge, WITNESS_PASSPHRASE)).toThrow(refused('evidence.damaged'))
    }
  })

  test('unknown exhibits and persons', () => {
    const { witness, request } = createSitting()
    expect(() => witness.prepare({ ...request, exhibit: newId('x') })).toThrow(refused('exhibit.not-found'))
    expect(() => witness.prepare({ ...request, witness: newId('p') })).toThrow(refused('person.not-found'))
  })

  test('a failing store leaves neither entry nor attestation, and the sheet stays good', () => {
    const office = createSitting()
    const { challenge } = office.witness.prepare(office.request)
    const insert = office.stores.attestations.insert
    office.stores.attestations.insert = () => {
      throw new Error('disk full')
    }
    const size = office.ledger.head().size
    expect(() => office.witness.sign(challenge, WITNESS_PASSPHRASE)).toThrow('disk full')
    expect(office.ledger.head().size).toBe(size)
    office.stores.attestations.insert = insert
    office.witness.sign(challenge, WITNESS_PASSPHRASE)
  })

  test('sheets drawn up without end push the oldest out', () => {
    const { witness, request } = createSitting()
    const first = witness.prepare(request)
    for (let i = 0; i < 32; i += 1) witness.prepare(request)
    expect(() => witness.sign(first.challenge, WITNESS_PASSPHRASE)).toThrow(stale)
    witness.sign(witness.prepare(request).challenge, utf8('vittnets helt egna fras'))
  })
})
