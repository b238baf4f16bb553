import { ed25519 } from '@noble/curves/ed25519.js'
import { describe, expect, it } from 'vitest'
import { verifyEd25519 } from '../../electron/services/crypto/index.ts'
import { concat, fromHex, utf8 } from '../../shared/encoding/index.ts'
import { verifyCrypto } from '../../shared/verify/index.ts'
import { CRAFTED, VECTORS } from '../support/ed25519.ts'

/** The app's judge is libsodium, the verifier page's is JavaScript: what one accepts, the other must. */
const JUDGES = [
  ['the app', verifyEd25519],
  ['the verifier alone', verifyCrypto.verifyEd25519],
] as const

describe.each(JUDGES)('Wycheproof: %s', (_, verify) => {
  it('accepts exactly what is valid', () => {
    const verdicts = VECTORS.map(([number, key, message, signature]) => [number, verify(fromHex(signature), fromHex(message), fromHex(key))])
    expect(verdicts).toEqual(VECTORS.map(([number, , , , valid]) => [number, valid]))
    expect(VECTORS.filter(([, , , , valid]) => valid)).toHaveLength(88)
    expect(VECTORS).toHaveLength(151)
  })

  it('accepts none of the valid ones with a bit flipped in the signature', () => {
    const accepted = VECTORS.filter(([, , , , valid]) => valid).flatMap(([number, key, message, signature]) =>
      [0, 100, 255, 256, 400, 508].filter((bit) => {
        const changed = fromHex(signature)
        changed[bit >> 3]! ^= 1 << (bit & 7)
        return verify(changed, fromHex(message), fromHex(key))
      }).map((bit) => `${number}: ${bit}`),
    )
    expect(accepted).toEqual([])
  })
})

describe('signatures crafted by the holder of a key', () => {
  it('are judged alike by both', () => {
    const verdicts = JUDGES.map(([, verify]) => CRAFTED.map(([what, { key, message, signature }]) => [what, verify(signature, message, key)]))
    expect(verdicts[1]).toEqual(verdicts[0])
  })

  it('hold only where the key and R are of full order and the equation holds without the cofactor', () => {
    const accepted = (kind: string) =>
      CRAFTED.filter(([what]) => what.startsWith(kind)).map(([what, { key, message, signature }]) => [what.at(-1), verifyEd25519(signature, message, key)])
    for (const kind of ['key of small', 'key and R of small', 'R of small']) {
      expect(accepted(kind).filter(([, is]) => is), kind).toEqual([])
    }
    for (const [order, is] of accepted('R with something')) expect(is).toBe(order === '0')
    // Where the message happens to take what was added away, both equations hold.
    for (const [order, is] of accepted('key with something')) if (order === '0') expect(is).toBe(true)
  })

  it('are of a kind that the library by itself accepts: the rule is not an empty one', () => {
    const differ = CRAFTED.filter(([, { key, message, signature }]) => ed25519.verify(signature, message, key, { zip215: false }) !== verifyEd25519(signature, message, key))
    expect(differ.length).toBeGreaterThan(100)
  })

  it('another spelling of the same point is no key', () => {
    // y = p + 1 is y = 1 once more, in 255 bits.
    const other = fromHex(`ee${'ff'.repeat(30)}7f`)
    for (const [, verify] of JUDGES) expect(verify(concat(other, new Uint8Array(32)), utf8('x'), other)).toBe(false)
  })
})
