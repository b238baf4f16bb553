import { describe, expect, test } from 'vitest'
import {
  cosign,
  cosignerName,
  canonicalJson,
  entryLeaf,
  entryLine,
  entrySigningBytes,
  parseEntryLine,
  sha256Hex,
  signCheckpoint,
  toBase64,
  utf8,
} from '../../shared/encoding/index.ts'
import { generateSigner, newId } from '../../electron/services/crypto/index.ts'
import { LEDGER_CHECKS, checkLedger, type ActorSession } from '../../electron/services/ledger/index.ts'
import { createOffice, WITNESS_PASSPHRASE, type Office } from '../support/memory-office.ts'
import { savedOnly } from '../support/attested.ts'

/** Ten entries: two of the founding, a case with three exhibits, a second case with one, a witness, a view. */
function createFilledOffice() {
  const office = createOffice()
  const chain = office.openCase()
  const exhibits = ['Inlägg', 'Kommentar', 'Bild'].map((title) => office.acquire(chain, title))
  const other = office.openCase('Uthängning')
  office.acquire(other, 'Skärmbild')
  const witness = office.enrol('Vera Vittne')
  const first = exhibits[0]!
  office.ledger.commit(office.session, (append) => append(chain, { type: 'exhibit.viewed', exhibit: first.id, number: 1 }))
  return { ...office, chain, other, first, witness }
}
type Filled = ReturnType<typeof createFilledOffice>

/** Changes an entry and signs it anew with a key, as somebody with that key and the database would. */
function resign(office: Office, seq: number, change: Record<string, unknown>, key: Pick<ActorSession, 'sign'>) {
  const row = office.raw.entries[seq]!
  const { sig: _, ...unsigned } = { ...parseEntryLine(row.line), ...change }
  const line = entryLine({ ...unsigned, sig: toBase64(key.sign(entrySigningBytes(unsigned))) })
  Object.assign(row, { line, leaf: entryLeaf(line) })
}

function changePayload(office: Office, seq: number, change: Record<string, unknown>) {
  const row = office.raw.entries[seq]!
  row.payload = canonicalJson({ ...(JSON.parse(row.payload!) as object), ...change })
  return { payload: `sha256:${sha256Hex(utf8(row.payload))}` }
}

/** A checkpoint that the log key signed although it isn't true. */
function lie({ raw, logKey, origin }: Office, size: number, head: { size: number; root: string }) {
  raw.checkpoints.set(size, signCheckpoint({ origin, ...head }, logKey.sign, logKey.publicKey))
}

test('a sound log passes every check, with counts', async () => {
  const office = createFilledOffice()
  const { stores, origin, logKey, people } = office
  const publicKey = people.publicKey
  const lastSeen = office.heads.read(origin)
  const seen: number[] = []
  const progress = (done: number, total: number) => void seen.push(done, total)
  const options = { store: stores.ledger, origin, logPublicKey: logKey.publicKey, publicKey, lastSeen, progress }
  const results = await checkLedger(options)
  expect(results.map(({ name, result }) => [name, result])).toEqual(LEDGER_CHECKS.map((name) => [name, 'pass']))
  const counts = Object.fromEntries(results.map(({ name, detail }) => [name, detail]))
  // 10 leaves, 5 + 2 + 1 inner nodes; one checkpoint a commit, of which the founding made one for two entries.
  expect(counts).toEqual({
    'log-lines': '10 checked',
    'log-chains': '10 checked',
    'log-signatures': '10 checked',
    'log-actors': '10 checked',
    'log-payloads': '10 checked',
    'log-tree': '18 checked',
    'log-checkpoints': '9 checked',
    'log-last-seen': '1 checked',
  })
  expect(seen).toEqual([10, 10])
  const unseen = await checkLedger({ ...options, lastSeen: null })
  expect(unseen.at(-1)).toMatchObject({ name: 'log-last-seen', result: 'not-checked' })
})

test('a cancelled check ends soon and says so', async () => {
  const office = createFilledOffice()
  office.ledger.commit(office.session, (append) => {
    for (let i = 0; i < 1000; i += 1) append(office.chain, { type: 'exhibit.viewed', exhibit: office.first.id, number: 1 })
  })
  const { stores, origin, logKey, people } = office
  const options = { store: stores.ledger, origin, logPublicKey: logKey.publicKey, publicKey: people.publicKey, lastSeen: null }
  const abort = new AbortController()
  const seen: number[] = []
  const progress = (done: number) => {
    seen.push(done)
    abort.abort()
  }
  const cancelled = checkLedger({ ...options, signal: abort.signal, progress })
  await expect(cancelled).rejects.toMatchObject({ code: 'job.cancelled' })
  expect(seen).toEqual([256])
})

describe('tampering is found and named', () => {
  const tricks: Record<string, [trick: (office: Filled) => void, check: string, item: string]> = {
    'a changed payload': [(office) => void changePayload(office, 3, { title: 'Annat' }), 'log-payloads', 'entry 3'],
    'a payload of the wrong shape, properly committed to': [
      (office) => resign(office, 3, changePayload(office, 3, { number: 0 }), office.session),
      'log-payloads',
      'entry 3',
    ],
    'a payload that is gone': [({ raw }) => void (raw.entries[3]!.payload = null), 'log-payloads', 'entry 3'],
    'a line that is not canonical': [
      ({ raw }) => void (raw.entries[3]!.line = raw.entries[3]!.line.replace('{', '{ ')),
      'log-lines',
      'entry 3',
    ],
    'a changed line': [
      ({ raw }) => void (raw.entries[3]!.line = raw.entries[3]!.line.replace('"n":1', '"n":2')),
      'log-signatures',
      'entry 3',
    ],
    'a stored leaf that is not the line': [({ raw }) => void (raw.entries[3]!.leaf = new Uint8Array(32)), 'log-lines', 'entry 3'],
    'a row that says otherwise than its line': [({ raw }) => void (raw.entries[3]!.type = 'exhibit.viewed'), 'log-lines', 'entry 3'],
    'a line of another log': [
      (office) => resign(office, 3, { log: 'bevisvalv.invalid/other' }, office.session),
      'log-lines',
      'entry 3',
    ],
    'time that runs backwards': [
      (office) => {
        resign(office, 3, { at: '2026-11-22T13:00:00.000Z' }, office.session)
        office.raw.entries[3]!.at = '2026-11-22T13:00:00.000Z'
      },
      'log-lines',
      'entry 3',
    ],
    'an entry signed anew after a change': [
      (office) => resign(office, 3, changePayload(office, 3, { title: 'Annat' }), office.session),
      'log-tree',
      'entry 3',
    ],
    'two entries that changed places': [
      ({ raw }) => {
        const [a, b] = [raw.entries[3]!, raw.entries[4]!]
        raw.entries.splice(3, 2, { ...b, seq: 3 }, { ...a, seq: 4 })
      },
      'log-chains',
      'entry 4',
    ],
    'a number left out of a chain': [
      (office) => {
        resign(office, 3, { n: 2 }, office.session)
        office.raw.entries[3]!.n = 2
      },
      'log-chains',
      'entry 3',
    ],
    'an entry tied to another than the one before': [
      (office) => resign(office, 3, { prev: `sha256:${'0'.repeat(64)}` }, office.session),
      'log-chains',
      'entry 3',
    ],
    'an entry taken out and the rest moved up': [
      ({ raw }) => {
        raw.entries.splice(4, 1)
        raw.entries.forEach((row, seq) => void (row.seq = seq))
      },
      'log-chains',
      'entry 5',
    ],
    'a changed leaf in the tree': [({ raw }) => void raw.nodes.set('0/5', new Uint8Array(32)), 'log-tree', 'entry 5'],
    'a changed inner node': [({ raw }) => void raw.nodes.set('2/1', new Uint8Array(32)), 'log-tree', 'entry 7'],
    'a missing inner node': [({ raw }) => void raw.nodes.delete('1/0'), 'log-tree', 'entry 1'],
    'an earlier checkpoint of another tree': [
      ({ raw }) => void raw.checkpoints.set(4, raw.checkpoints.get(5)!),
      'log-checkpoints',
      'checkpoint 4',
    ],
    'a checkpoint of a root that never was, signed by the log': [
      (office) => lie(office, 4, { size: 4, root: '0'.repeat(64) }),
      'log-checkpoints',
      'checkpoint 4',
    ],
    'a checkpoint that names another size, signed by the log': [
      (office) => lie(office, 10, { size: 9, root: office.ledger.head().root }),
      'log-checkpoints',
      'checkpoint 10',
    ],
    'a checkpoint that somebody else signed': [
      ({ raw }) => {
        const forged = createFilledOffice()
        raw.checkpoints.set(10, forged.raw.checkpoints.get(10)!)
      },
      'log-checkpoints',
      'checkpoint 10',
    ],
    'a missing last checkpoint': [({ raw }) => void raw.checkpoints.delete(10), 'log-checkpoints', 'checkpoint 10'],
    'entries cut off at the end': [({ raw }) => void raw.entries.pop(), 'log-checkpoints', 'checkpoint 10'],
    'a key that is stored otherwise than enrolled': [
      ({ raw, witness }) => void raw.keys.set(witness.kid, generateSigner().signer.publicKey),
      'log-actors',
      'entry 8',
    ],
    'a key that nobody has': [({ raw, officer }) => void raw.keys.delete(officer.kid), 'log-signatures', 'entry 0'],
    'a head seen outside that this log does not continue': [
      ({ heads, origin }) => void heads.heads.set(origin, { origin, size: 5, root: '0'.repeat(64) }),
      'log-last-seen',
      'checkpoint 5',
    ],
  }
  for (const [name, [trick, check, item]] of Object.entries(tricks)) {
    test(name, async () => {
      const office = createFilledOffice()
      trick(office)
      expect(await office.failures()).toMatchObject({ [check]: item })
    })
  }

  test('a hole stops the check, and nothing behind it counts as checked', async () => {
    const office = createFilledOffice()
    office.stores.ledger.entries = function* (from) {
      for (const row of office.raw.entries) if (row.seq >= from && row.seq !== 6) yield row
    }
    const failures = await office.failures()
    expect(failures['log-lines']).toBe('entry 6')
    const rest = LEDGER_CHECKS.filter((name) => name !== 'log-lines')
    for (const name of rest) expect(failures[name], name).toBe('not-checked')
  })

  test('further mismatches of a kind are counted', async () => {
    const office = createFilledOffice()
    for (const seq of [3, 4, 5]) changePayload(office, seq, { title: 'Annat' })
    const { stores, origin, logKey, people } = office
    const options = { store: stores.ledger, origin, logPublicKey: logKey.publicKey, publicKey: people.publicKey, lastSeen: null }
    const results = await checkLedger(options)
    const payloads = results.find(({ name }) => name === 'log-payloads')
    expect(payloads).toMatchObject({ result: 'fail', item: 'entry 3', detail: expect.stringContaining('and 2 more') })
  })

  test('a page read again and again gives the same as one read', async () => {
    const office = createOffice()
    const chain = office.openCase()
    for (let i = 0; i < 300; i += 1) {
      office.ledger.commit(office.session, (append) => {
        append(chain, { type: 'exhibit.viewed', exhibit: newId('x'), number: 1 })
        if (i % 7 === 0) append(chain, { type: 'exhibit.viewed', exhibit: newId('x'), number: 1 })
      })
    }
    expect(await office.failures()).toEqual({})
    const sizes = [...office.raw.checkpoints.keys()]
    for (const [index, size] of [...sizes.entries()].slice(250, 265)) {
      const note = office.raw.checkpoints.get(size)!
      office.raw.checkpoints.set(size, office.raw.checkpoints.get(sizes[index - 1]!)!)
      expect(await office.failures()).toEqual({ 'log-checkpoints': `checkpoint ${size}` })
      office.raw.checkpoints.set(size, note)
    }
  })
})

describe('an insider with the database and a key of their own', () => {
  /** Goes round the rules of the ledger's front door: the identity of one person, the key of another. */
  function borrowed(office: Filled, key: ActorSession): ActorSession {
    const { witness } = office
    return { ...key, actor: { person: witness.id, name: witness.name, role: witness.role } }
  }

  test("can't attest in a witness's name with the officer's key", async () => {
    const office = createFilledOffice()
    const { first, witness, chain, vault, ledger } = office
    const { seq } = ledger.commit(borrowed(office, office.session), (append) =>
      append(chain, savedOnly('forged', {
        exhibit: first.id, number: 1, title: first.title, case: chain, vault, contentRoot: first.contentRoot, head: ledger.head(),
        acquiredAt: first.acquiredAt, at: first.acquiredAt, witness: { person: witness.id, name: witness.name },
      })),
    )
    expect(await office.failures()).toEqual({ 'log-actors': `entry ${seq}` })
  })

  test("can't leave out that the witness cosigned the log, nor cosign in their place", async () => {
    const office = createFilledOffice()
    const { first, witness, chain, vault, ledger, people, raw, origin, session } = office
    const key = people.unlock(witness.id, WITNESS_PASSPHRASE)
    const facts = {
      exhibit: first.id, number: 1, title: first.title, case: chain, vault, contentRoot: first.contentRoot, head: ledger.head(),
      acquiredAt: first.acquiredAt, at: new Date(office.time.wall).toISOString(), witness: { person: witness.id, name: witness.name },
    }
    const { seq } = ledger.commit(key, (append) => append(chain, savedOnly('real', facts)))
    expect(await office.failures()).toEqual({})
    const note = raw.checkpoints.get(seq + 1)!
    const own = `${note.split('\n').slice(0, 5).join('\n')}\n`
    const seconds = Math.floor(office.time.wall / 1000)
    const forged = cosign(own, cosignerName(origin, witness.kid), seconds, (message) => session.sign(message), session.publicKey)
    const later = cosign(own, cosignerName(origin, witness.kid), seconds + 1, (message) => key.sign(message), key.publicKey)
    for (const other of [own, forged, later]) {
      raw.checkpoints.set(seq + 1, other)
      expect(await office.failures()).toEqual({ 'log-checkpoints': `checkpoint ${seq + 1}` })
    }
    raw.checkpoints.set(seq + 1, note)
    expect(await office.failures()).toEqual({})
  })

  test("can't put the witness's kid over a signature of their own", async () => {
    const office = createFilledOffice()
    const { first, witness, chain } = office
    const forged = { ...borrowed(office, office.session), kid: witness.kid }
    const { seq } = office.ledger.commit({ ...forged, actor: office.session.actor }, (append) =>
      append(chain, { type: 'exhibit.viewed', exhibit: first.id, number: 1 }),
    )
    const item = `entry ${seq}`
    expect(await office.failures()).toEqual({ 'log-actors': item, 'log-signatures': item })
  })

  test("can't bring a key that no entry introduced", async () => {
    const office = createFilledOffice()
    const { signer } = generateSigner()
    office.raw.keys.set(signer.kid, signer.publicKey)
    const stranger = { ...borrowed(office, office.session), kid: signer.kid, publicKey: signer.publicKey, sign: signer.sign }
    const { seq } = office.ledger.commit({ ...stranger, actor: office.session.actor }, (append) =>
      append(office.chain, { type: 'exhibit.viewed', exhibit: office.first.id, number: 1 }),
    )
    expect(await office.failures()).toEqual({ 'log-actors': `entry ${seq}` })
  })

  test('can give a witness a new key only for all to see, and the old one is dead then', async () => {
    const office = createFilledOffice()
    const { witness, people, ledger } = office
    const old = people.unlock(witness.id, WITNESS_PASSPHRASE)
    people.renewKey(office.session, witness.id, utf8('en annan lång lösenfras'), null)
    expect(office.raw.entries.at(-1)?.type).toBe('key.succeeded')
    expect(await office.failures()).toEqual({})
    const { seq } = ledger.commit(old, (append) => append(null, { type: 'passphrase.changed', person: witness.id }))
    expect(await office.failures()).toEqual({ 'log-actors': `entry ${seq}` })
  })

  test('neither enrols a key twice nor replaces the key of somebody else', async () => {
    const twice = createFilledOffice()
    const { witness, people, ledger, session } = twice
    const key = { kid: witness.kid, publicKey: toBase64(people.publicKey(witness.kid)!) }
    const again = { person: newId('p'), name: 'Igen', title: '', contact: '', role: 'officer', ...key } as const
    const enrolled = ledger.commit(session, (append) => append(null, { type: 'person.enrolled', ...again }))
    expect(await twice.failures()).toEqual({ 'log-actors': `entry ${enrolled.seq}` })

    const other = createFilledOffice()
    const colleague = other.enrol('Olle Officer', 'officer', utf8('kollegans egen fras'))
    const { signer } = generateSigner()
    other.raw.keys.set(signer.kid, signer.publicKey)
    const fresh = { ...other.session, kid: signer.kid, publicKey: signer.publicKey, sign: signer.sign }
    const { officer } = other
    const seized = { person: officer.id, oldKid: colleague.kid, kid: signer.kid, publicKey: toBase64(signer.publicKey) }
    const { seq } = other.ledger.commit(fresh, (append) =>
      append(null, { type: 'key.succeeded', ...seized, reason: 'recovery' }),
    )
    expect(await other.failures()).toEqual({ 'log-actors': `entry ${seq}` })
  })

  test("can't enrol a key by that key itself", async () => {
    const office = createFilledOffice()
    const { signer } = generateSigner()
    office.raw.keys.set(signer.kid, signer.publicKey)
    const person = newId('p')
    const actor = { person, name: 'Självutnämnd', role: 'officer' as const }
    const self = { actor, kid: signer.kid, publicKey: signer.publicKey, sign: signer.sign, close: signer.close }
    const key = { kid: signer.kid, publicKey: toBase64(signer.publicKey) }
    const { seq } = office.ledger.commit(self, (append) =>
      append(null, { type: 'person.enrolled', person, name: actor.name, title: '', contact: '', role: 'officer', ...key }),
    )
    expect(await office.failures()).toEqual({ 'log-actors': `entry ${seq}` })
  })

  test("can't make an officer of a witness by saying so", async () => {
    const office = createFilledOffice()
    const session = office.people.unlock(office.witness.id, WITNESS_PASSPHRASE)
    const promoted = { ...session, actor: { ...session.actor, role: 'officer' as const } }
    const { seq } = office.acquire(office.chain, 'Påhittat', { by: promoted })
    expect(await office.failures()).toEqual({ 'log-actors': `entry ${seq}` })
  })

  test('neither founds a vault whose founder is nobody nor founds it again', async () => {
    const office = createFilledOffice()
    const founding = office.ledger.payload(0, 'vault.created')
    const { v: _, salt: __, actor: ___, ...created } = founding
    const { signer } = generateSigner()
    office.raw.keys.set(signer.kid, signer.publicKey)
    const stranger = { ...office.session, kid: signer.kid, publicKey: signer.publicKey, sign: signer.sign }
    const { seq } = office.ledger.commit(stranger, (append) => append(null, created))
    expect(await office.failures()).toEqual({ 'log-actors': `entry ${seq}`, 'log-chains': `entry ${seq}` })

    const { raw, heads, origin } = office
    raw.entries.splice(0)
    raw.nodes.clear()
    raw.checkpoints.clear()
    heads.heads.clear()
    const anew = office.openLedger()
    office.stores.ledger.tail = () => null
    anew.commit(stranger, (append) => append(null, created))
    expect(anew.origin).toBe(origin)
    expect(await office.failures()).toEqual({ 'log-actors': 'entry 0' })
  })

  test("can't begin a case's chain in the middle", async () => {
    const office = createFilledOffice()
    const { seq } = office.ledger.commit(office.session, (append) =>
      append(newId('c'), { type: 'exhibit.viewed', exhibit: office.first.id, number: 1 }),
    )
    expect(await office.failures()).toEqual({ 'log-chains': `entry ${seq}` })
  })
})
