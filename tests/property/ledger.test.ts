import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  entryLeaf,
  fromHex,
  openCheckpoint,
  parseTlogProof,
  verifyConsistency,
  verifyInclusion,
  vkey,
} from '../../shared/encoding/index.ts'
import type { LogHead } from '../../shared/model/index.ts'
import { newId, verifyEd25519 } from '../../electron/services/crypto/index.ts'
import { createOffice } from '../support/memory-office.ts'

/** One commit: into which of four cases each append goes, whether it throws, how the clock moves before it (ms). */
const commit = fc.record({
  chains: fc.array(fc.nat({ max: 3 }), { maxLength: 6 }),
  fails: fc.boolean(),
  tick: fc.integer({ min: -5000, max: 5000 }),
})

test('whatever is committed, every proof holds and every check passes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(commit, { maxLength: 12 }), async (commits) => {
      const office = createOffice()
      const { ledger, session, raw, origin, logKey } = office
      const chains = [0, 1, 2, 3].map(() => office.openCase())
      const heads: LogHead[] = [ledger.head()]
      let expected = ledger.head().size
      for (const { chains: targets, fails, tick } of commits) {
        office.time.wall += tick
        const write = () =>
          ledger.commit(session, (append) => {
            for (const target of targets) {
              append(chains[target]!, { type: 'exhibit.viewed', exhibit: newId('x'), number: 1 })
            }
            if (fails) throw new Error('stop')
          })
        if (fails) expect(write).toThrow('stop')
        else {
          write()
          expected += targets.length
        }
        heads.push(ledger.head())
      }
      const now = ledger.head()
      expect(now.size).toBe(expected)
      expect(raw.entries.length).toBe(expected)
      for (const { seq, line } of raw.entries) {
        const { index, proof, checkpoint } = parseTlogProof(ledger.proof(seq))
        const head = openCheckpoint(checkpoint, vkey(origin, logKey.publicKey), verifyEd25519)
        expect(verifyInclusion(entryLeaf(line), index, head.size, proof, fromHex(head.root))).toBe(true)
      }
      for (const then of heads) {
        const { root, proof } = ledger.consistency(then.size)
        expect(root).toBe(then.root)
        expect(verifyConsistency(then.size, now.size, fromHex(root), fromHex(now.root), proof.map(fromHex))).toBe(true)
      }
      expect(await office.failures()).toEqual({})
      expect(office.openLedger().head()).toEqual(now)
      expect(office.mirror.lines).toEqual(raw.entries.map(({ line }) => line))
    }),
    { numRuns: 40 },
  )
})

test('any single changed character of what is stored is found', async () => {
  const office = createOffice()
  const chain = office.openCase()
  for (const title of ['Inlägg', 'Kommentar', 'Bild']) office.acquire(chain, title)
  const { raw } = office
  const place = fc.record({
    seq: fc.nat({ max: raw.entries.length - 1 }),
    field: fc.constantFrom('line' as const, 'payload' as const),
    at: fc.nat(),
    by: fc.integer({ min: 1, max: 94 }),
  })
  await fc.assert(
    fc.asyncProperty(place, async ({ seq, field, at, by }) => {
      const row = raw.entries[seq]!
      const before = row[field]!
      const position = at % before.length
      const code = ((before.charCodeAt(position) + by - 32) % 95) + 32
      row[field] = before.slice(0, position) + String.fromCharCode(code) + before.slice(position + 1)
      try {
        fc.pre(row[field] !== before)
        expect(Object.values(await office.failures())).toContain(`entry ${seq}`)
      } finally {
        row[field] = before
      }
    }),
    { numRuns: 200 },
  )
})
