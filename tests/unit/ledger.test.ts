import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import {
  fromHex,
  leafHash,
  openCheckpoint,
  parseCanonical,
  parseEntryLine,
  parseTlogProof,
  spkiPem,
  toBase64,
  toHex,
  utf8,
  verifyConsistency,
  verifyInclusion,
  vkey,
} from '../../shared/encoding/index.ts'
import { generateSigner, newId, verifyEd25519 } from '../../electron/services/crypto/index.ts'
import type { Append } from '../../electron/services/ledger/index.ts'
import { createOffice, type Office } from '../support/memory-office.ts'
import { lacks } from '../support/tools.ts'
import { savedOnly } from '../support/attested.ts'

const MINUTE = 60_000

function snapshot({ raw, mirror, heads, ledger }: Office) {
  return structuredClone({
    entries: raw.entries,
    nodes: raw.nodes,
    checkpoints: raw.checkpoints,
    cases: raw.cases,
    lines: mirror.lines,
    heads: heads.heads,
    head: ledger.head(),
    note: ledger.checkpoint(),
  })
}

function someEntries(office: Office) {
  const chain = office.openCase()
  const exhibits = ['Inlägg i gruppen', 'Kommentar', 'Bild'].map((title) => office.acquire(chain, title))
  return { chain, exhibits }
}

describe('founding', () => {
  test('two entries on the vault chain, both by the first officer', () => {
    const { ledger, raw, officer, mirror, heads, origin, session } = createOffice()
    const entries = raw.entries.map(({ line }) => parseEntryLine(line))
    expect(entries.map(({ seq, n, type, case: chain, kid }) => ({ seq, n, type, chain, kid }))).toEqual([
      { seq: 0, n: 0, type: 'vault.created', chain: null, kid: officer.kid },
      { seq: 1, n: 1, type: 'person.enrolled', chain: null, kid: officer.kid },
    ])
    expect(entries[1]?.prev).toBe(`sha256:${toHex(leafHash(utf8(raw.entries[0]!.line)))}`)
    expect(ledger.head().size).toBe(2)
    // One commit, one checkpoint.
    expect([...raw.checkpoints.keys()]).toEqual([2])
    expect(mirror.lines).toEqual(raw.entries.map(({ line }) => line))
    expect([...mirror.keys]).toEqual([toHex(session.publicKey)])
    expect(heads.read(origin)).toEqual(ledger.head())
  })

  test('no name, title or address stands in a line', () => {
    const office = createOffice()
    someEntries(office)
    for (const line of office.mirror.lines) expect(line).not.toMatch(/[^\x20-\x7e]|Inl|Komm|kommunen|Hot/)
  })

  test('each payload has a salt of its own, so that equal content has unequal commitments', () => {
    const { ledger, session } = createOffice()
    const denied = { type: 'access.denied', reason: 'wrong-passphrase', person: null } as const
    const twins = ledger.commit(session, (append) => [append(null, denied), append(null, denied)])
    expect(new Set(twins.map(({ entry }) => entry.payload)).size).toBe(2)
  })
})

describe('signatures', () => {
  test.skipIf(lacks('bash', 'jq', 'openssl'))('openssl accepts an entry by the printed recipe, and no changed one', () => {
    const { raw, session } = createOffice()
    const folder = mkdtempSync(join(tmpdir(), 'ledger-'))
    try {
      writeFileSync(join(folder, 'line'), raw.entries[1]!.line)
      writeFileSync(join(folder, 'key.pem'), spkiPem(session.publicKey))
      const recipe = `jq -cSj 'del(.sig)' line >b && jq -r .sig line | base64 -d >s &&
        openssl pkeyutl -verify -rawin -pubin -inkey key.pem -in b -sigfile s`
      const run = () => execFileSync('bash', ['-c', recipe], { cwd: folder, stdio: 'pipe' }).toString()
      expect(run()).toContain('Signature Verified Successfully')
      writeFileSync(join(folder, 'line'), raw.entries[1]!.line.replace('"n":1', '"n":2'))
      expect(run).toThrow()
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  test('a closed session signs nothing and leaves nothing', () => {
    const office = createOffice()
    office.session.close()
    const before = snapshot(office)
    expect(() => office.openCase()).toThrow('closed')
    expect(snapshot(office)).toEqual(before)
  })
})

describe('time', () => {
  test('a clock that went back is kept as a claim and the log does not follow it', async () => {
    const office = createOffice()
    const { ledger, raw, time } = office
    const last = raw.entries[1]!.at
    time.wall -= 10 * MINUTE
    const chain = office.openCase()
    expect(raw.entries[2]!.at).toBe(last)
    const clock = { claimed: '2026-11-22T13:50:00.000Z', wentBack: true }
    expect(ledger.payload(2, 'case.opened').clock).toEqual(clock)
    time.wall += 20 * MINUTE
    const { seq } = office.acquire(chain, 'Efteråt')
    expect(raw.entries[seq]!.at).toBe('2026-11-22T14:10:00.000Z')
    expect(ledger.payload(seq, 'exhibit.acquired')).not.toHaveProperty('clock')
    expect(await office.failures()).toEqual({})
  })

  test('the same millisecond twice is no going back', () => {
    const office = createOffice()
    office.openCase()
    expect(office.ledger.payload(2, 'case.opened')).not.toHaveProperty('clock')
  })
})

describe('one transaction', () => {
  test('appends of one commit continue each other, in each chain', () => {
    const office = createOffice()
    const { ledger, session } = office
    const [one, two] = [office.openCase(), office.openCase()]
    const viewed = { type: 'exhibit.viewed', exhibit: newId('x'), number: 1 } as const
    const done = ledger.commit(session, (append) => [one, two, one, two].map((chain) => append(chain, viewed)))
    expect(done.map(({ seq, entry }) => [seq, entry.n])).toEqual([[4, 1], [5, 1], [6, 2], [7, 2]])
    expect(done[2]!.entry.prev).toBe(`sha256:${toHex(done[0]!.leaf)}`)
    expect(ledger.head().size).toBe(8)
    expect([...ledger.chain(one)].map(({ seq }) => seq)).toEqual([2, 4, 6])
  })

  test('what throws leaves nothing, inside or outside', () => {
    const office = createOffice()
    const listener = vi.fn()
    office.ledger.onCommit(listener)
    const before = snapshot(office)
    const broken = () =>
      office.ledger.commit(office.session, (append) => {
        const id = newId('c')
        const { seq } = append(id, { type: 'case.opened', case: id, number: 1, title: 'Halv', reference: '', description: '' })
        office.stores.cases.insert({ id, number: 1, title: 'Halv', reference: '', description: '', openedAt: 'x', closedAt: null }, seq)
        throw new Error('disk full')
      })
    expect(broken).toThrow('disk full')
    expect(snapshot(office)).toEqual(before)
    expect(listener).not.toHaveBeenCalled()
    office.openCase()
    expect(office.ledger.head().size).toBe(3)
    expect(listener).toHaveBeenCalledExactlyOnceWith(office.ledger.head())
  })

  test('a commit that appends nothing makes no checkpoint', () => {
    const office = createOffice()
    const listener = vi.fn()
    office.ledger.onCommit(listener)
    const before = snapshot(office)
    expect(office.ledger.commit(office.session, () => 'read')).toBe('read')
    expect(snapshot(office)).toEqual(before)
    expect(listener).not.toHaveBeenCalled()
  })

  test('append outlives neither its commit nor an await', () => {
    const office = createOffice()
    const before = snapshot(office)
    const { ledger, session } = office
    let kept: Append | undefined
    ledger.commit(session, (append) => void (kept = append))
    const denied = { type: 'access.denied', reason: 'wrong-passphrase', person: null } as const
    expect(() => kept!(null, denied)).toThrow('after its commit')
    expect(() => ledger.commit(session, async (append) => append(null, denied))).toThrow('asynchronous')
    expect(() => ledger.commit(session, () => ledger.commit(session, () => 1))).toThrow('inside a commit')
    expect(snapshot(office)).toEqual(before)
  })

  test('a draft that does not fit its type is refused whole', () => {
    const office = createOffice()
    const before = snapshot(office)
    const draft = { type: 'access.denied', reason: 'curious', person: null }
    expect(() => office.ledger.commit(office.session, (append) => append(null, draft as never))).toThrow()
    expect(snapshot(office)).toEqual(before)
  })
})

describe('what follows a commit', () => {
  test('a mirror that fails takes nothing back, is told of, and gets everything later', () => {
    const office = createOffice()
    office.mirror.failing = true
    office.openCase()
    expect(office.ledger.head().size).toBe(3)
    expect(office.ledger.notices()).toEqual([{ code: 'mirror-behind', detail: 'the disk is full' }])
    office.mirror.failing = false
    office.openCase()
    expect(office.mirror.lines).toEqual(office.raw.entries.map(({ line }) => line))
    expect(office.mirror.checkpoint).toBe(office.ledger.checkpoint())
    expect(office.ledger.notices()).toEqual([])
  })

  test('a head that cannot be remembered is told of and raises no alarm later', () => {
    const office = createOffice()
    office.heads.failing = true
    office.openCase()
    expect(office.ledger.notices().map(({ code }) => code)).toEqual(['head-not-remembered'])
    office.heads.failing = false
    expect(office.openLedger().alarm()).toBeNull()
    expect(office.heads.read(office.origin)?.size).toBe(3)
  })

  test('a listener that throws disturbs nobody', () => {
    const office = createOffice()
    const second = vi.fn()
    office.ledger.onCommit(() => {
      throw new Error('window gone')
    })
    const end = office.ledger.onCommit(second)
    office.openCase()
    end()
    office.openCase()
    expect(second).toHaveBeenCalledTimes(1)
    expect(office.ledger.notices()).toEqual([{ code: 'listener-failed', detail: 'window gone' }])
  })
})

describe('proofs', () => {
  test('each entry is shown to stand under the checkpoint', () => {
    const office = createOffice()
    someEntries(office)
    const { ledger, raw, origin, logKey } = office
    for (const { seq, line } of raw.entries) {
      const { index, proof, checkpoint } = parseTlogProof(ledger.proof(seq))
      const head = openCheckpoint(checkpoint, vkey(origin, logKey.publicKey), verifyEd25519)
      expect(head).toEqual(ledger.head())
      expect(index).toBe(seq)
      expect(verifyInclusion(leafHash(utf8(line)), seq, head.size, proof, fromHex(head.root))).toBe(true)
    }
    expect(() => ledger.proof(raw.entries.length)).toThrow(RangeError)
    expect(() => ledger.proof(-1)).toThrow(RangeError)
  })

  test('each earlier head is shown to be continued', () => {
    const office = createOffice()
    const seen = [office.ledger.head()]
    office.ledger.onCommit((head) => seen.push(head))
    someEntries(office)
    const now = office.ledger.head()
    for (const then of seen) {
      const { root, proof } = office.ledger.consistency(then.size)
      expect(root).toBe(then.root)
      expect(verifyConsistency(then.size, now.size, fromHex(root), fromHex(now.root), proof.map(fromHex))).toBe(true)
    }
    expect(() => office.ledger.consistency(0)).toThrow(RangeError)
  })
})

describe('reading a payload', () => {
  const damaged = expect.objectContaining({ code: 'evidence.damaged' })

  test('gives back what was committed', () => {
    const office = createOffice()
    const { chain } = someEntries(office)
    expect(office.ledger.payload(2, 'case.opened')).toMatchObject({ case: chain, number: 1, title: 'Hot efter artikel' })
    expect(() => office.ledger.payload(2, 'case.changed')).toThrow('not case.changed')
    expect(() => office.ledger.payload(99, 'case.opened')).toThrow(RangeError)
  })

  const tricks: Record<string, (office: Office) => void> = {
    'a changed payload': ({ raw }) => {
      raw.entries[3]!.payload = raw.entries[3]!.payload!.replace('gruppen', 'tråden.')
    },
    'the payload of another entry': ({ raw }) => void (raw.entries[3]!.payload = raw.entries[4]!.payload),
    'a payload that is gone': ({ raw }) => void (raw.entries[3]!.payload = null),
    'a changed line': ({ raw }) => void (raw.entries[3]!.line = raw.entries[3]!.line.replace('"v":1', '"v":2')),
    'line and payload of another entry': ({ raw }) => {
      raw.entries[3] = { ...raw.entries[4]!, seq: 3 }
    },
    'a changed leaf in the tree': ({ raw }) => void raw.nodes.set('0/2', new Uint8Array(32)),
    'line, payload and leaf of another entry': ({ raw }) => {
      raw.entries[3] = { ...raw.entries[4]!, seq: 3 }
      raw.nodes.set('0/3', raw.nodes.get('0/4')!)
    },
    'a row that is gone': ({ raw }) => void Reflect.deleteProperty(raw.entries, 3),
  }
  for (const [name, trick] of Object.entries(tricks)) {
    test(`finds ${name}`, () => {
      const office = createOffice()
      someEntries(office)
      expect(office.ledger.payload(3, 'exhibit.acquired').title).toBe('Inlägg i gruppen')
      trick(office)
      expect(() => office.ledger.payload(3, 'exhibit.acquired')).toThrow(damaged)
    })
  }
})

describe('opening a log', () => {
  const broken = expect.objectContaining({ code: 'vault.database-damaged' })

  test('refuses one whose last checkpoint, tree and entries do not fit', () => {
    const tricks: ((office: Office) => void)[] = [
      ({ raw }) => raw.checkpoints.clear(),
      ({ raw }) => raw.checkpoints.delete(raw.entries.length),
      ({ raw }) => void raw.checkpoints.set(7, raw.checkpoints.get(6)!),
      ({ raw }) => void raw.entries.pop(),
      ({ raw }) => raw.entries.splice(0),
      ({ raw }) => void raw.nodes.set('2/0', new Uint8Array(32)),
      ({ raw }) => void raw.nodes.delete('2/0'),
      (office) => void office.raw.checkpoints.set(6, createOffice().ledger.checkpoint()),
    ]
    for (const trick of tricks) {
      const office = createOffice()
      someEntries(office)
      expect(office.openLedger().head()).toEqual(office.ledger.head())
      trick(office)
      expect(() => office.openLedger()).toThrow(broken)
    }
  })

  test('an old vault put back raises the alarm and the head outside stays, until a restore is recorded', async () => {
    const office = createOffice()
    const { heads, origin, session, raw } = office
    const old = structuredClone(raw)
    someEntries(office)
    const seen = heads.read(origin)!
    raw.entries.splice(0, raw.entries.length, ...old.entries)
    raw.nodes.clear()
    for (const [key, hash] of old.nodes) raw.nodes.set(key, hash)
    raw.checkpoints.clear()
    for (const [size, note] of old.checkpoints) raw.checkpoints.set(size, note)

    const ledger = office.openLedger()
    expect(ledger.alarm()).toEqual({ lastSeen: seen, found: ledger.head() })
    expect(await office.failures()).toEqual({ 'log-last-seen': `checkpoint ${seen.size}` })
    ledger.commit(session, (append) => append(null, { type: 'access.denied', reason: 'wrong-passphrase', person: null }))
    expect(heads.read(origin)).toEqual(seen)
    // Growing past the size that was seen makes it no better.
    for (let i = 0; i < 5; i += 1) {
      ledger.commit(session, (append) => append(null, { type: 'access.denied', reason: 'wrong-passphrase', person: null }))
    }
    expect(ledger.head().size).toBeGreaterThan(seen.size)
    expect(office.openLedger().alarm()?.lastSeen).toEqual(seen)
    expect(await office.failures()).toEqual({ 'log-last-seen': `checkpoint ${seen.size}` })

    const { lastSeen, found } = ledger.alarm()!
    const restored = { type: 'vault.restored', reason: 'Disken byttes', found } as const
    const invented = { ...lastSeen, root: '0'.repeat(64) }
    expect(() => ledger.commit(session, (append) => append(null, { ...restored, lastSeen: invented }))).toThrow('no alarm')
    expect(ledger.alarm()).not.toBeNull()
    ledger.commit(session, (append) => append(null, { ...restored, lastSeen }))
    expect(ledger.alarm()).toBeNull()
    expect(heads.read(origin)).toEqual(ledger.head())
    expect(office.openLedger().alarm()).toBeNull()
    expect(await office.failures()).toEqual({})
    expect(() => ledger.commit(session, (append) => append(null, { ...restored, lastSeen }))).toThrow('no alarm')
  })

  test('a log rebuilt around the old inner nodes raises it too', () => {
    const office = createOffice()
    office.openCase()
    const seen = office.ledger.head()
    expect(seen.size).toBe(3)
    const kept = ['1/0', '0/2'].map((key) => [key, office.raw.nodes.get(key)!] as const)
    // The same log key and origin, other entries: what an insider with the whole vault can make.
    const { raw } = office
    raw.entries.splice(0)
    raw.nodes.clear()
    raw.checkpoints.clear()
    office.heads.heads.clear()
    const rebuilt = office.openLedger()
    const denied = { type: 'access.denied', reason: 'wrong-passphrase', person: null } as const
    for (let i = 0; i < 4; i += 1) rebuilt.commit(office.session, (append) => append(null, denied))
    for (const [key, hash] of kept) raw.nodes.set(key, hash)
    office.heads.heads.set(office.origin, seen)
    expect(office.openLedger().alarm()?.lastSeen).toEqual(seen)
  })

  test('another log of the same size raises it, and so does a head of another origin', () => {
    const office = createOffice()
    const head = office.ledger.head()
    for (const seen of [{ ...head, root: '0'.repeat(64) }, { ...head, origin: 'bevisvalv.invalid/other' }]) {
      office.heads.heads.set(office.origin, seen)
      expect(office.openLedger().alarm()).toEqual({ lastSeen: seen, found: head })
    }
  })

  test('a vault seen for the first time is remembered from now on', () => {
    const office = createOffice()
    office.heads.heads.clear()
    expect(office.openLedger().alarm()).toBeNull()
    expect(office.heads.read(office.origin)).toEqual(office.ledger.head())
  })
})

describe('what an entry may say', () => {
  test('nobody signs for somebody else, nor in the wrong chain', () => {
    const office = createOffice()
    const chain = office.openCase()
    const exhibit = office.acquire(chain, 'Inlägg')
    const witness = office.enrol('Vera Vittne')
    const { ledger, session, vault } = office
    const before = snapshot(office)
    const statement = savedOnly('forged', {
      exhibit: exhibit.id, number: 1, title: 'Inlägg', case: chain, vault, contentRoot: exhibit.contentRoot, head: ledger.head(),
      acquiredAt: exhibit.acquiredAt, at: exhibit.acquiredAt, witness: { person: witness.id, name: witness.name },
    })
    expect(() => ledger.commit(session, (append) => append(chain, statement))).toThrow('somebody else')
    const changed = { type: 'passphrase.changed', person: witness.id } as const
    expect(() => ledger.commit(session, (append) => append(null, changed))).toThrow('somebody else')
    const viewed = { type: 'exhibit.viewed', exhibit: exhibit.id, number: 1 } as const
    expect(() => ledger.commit(session, (append) => append(null, viewed))).toThrow('wrong chain')
    const elsewhere = { type: 'case.changed', case: newId('c'), title: 'X', reference: '', description: '' } as const
    expect(() => ledger.commit(session, (append) => append(chain, elsewhere))).toThrow('another case')
    expect(parseCanonical(office.raw.entries[0]!.payload!)).toMatchObject({ type: 'vault.created' })
    expect(snapshot(office)).toEqual(before)
  })

  test('a key comes with its own id, and follows another only by signing itself in', () => {
    const { ledger, session, officer } = createOffice()
    const { kid, publicKey } = generateSigner().signer
    const key = toBase64(publicKey)
    const person = { person: newId('p'), name: 'Ny', title: '', contact: '', role: 'witness', publicKey: key } as const
    const enrolled = { type: 'person.enrolled', ...person, kid: officer.kid } as const
    expect(() => ledger.commit(session, (append) => append(null, enrolled))).toThrow('do not belong together')
    const succession = { person: officer.id, oldKid: officer.kid, kid, publicKey: key, reason: 'recovery' } as const
    const succeeded = { type: 'key.succeeded', ...succession } as const
    expect(() => ledger.commit(session, (append) => append(null, succeeded))).toThrow('by the new key')
  })

  test("a witness's key is for nothing but attestations", () => {
    const office = createOffice()
    const witness = office.enrol('Vera Vittne')
    const session = office.people.unlock(witness.id, utf8('vittnets helt egna fras'))
    expect(() => office.casework.openCase(session, { title: 'X', reference: '', description: '' })).toThrow('witness')
  })
})
