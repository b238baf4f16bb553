import { describe, expect, it } from 'vitest'
import { verifyBag, verifyCrypto, verifyZip } from '../../shared/verify/index.ts'
import { buildBag, memoryReader, rememberingCrypto } from '../support/bag-fixture.ts'
import { signZip, zipOf, zipSource } from '../support/bag-zip.ts'

const crypto = rememberingCrypto(verifyCrypto)
const ENDED = new Error('ended by whoever runs it')

/** Pauses that end the verification at the `n`th. */
function endingAt(n: number) {
  const pauses = { count: 0 }
  const pause = () => ((pauses.count += 1) === n ? Promise.reject(ENDED) : Promise.resolve())
  return { pauses, pause }
}

describe('a verification', () => {
  it('ends at whichever pause it is ended, with that and no report', async () => {
    const whole = endingAt(0)
    expect((await verifyBag(memoryReader(buildBag()), crypto, { pause: whole.pause })).verdict).toBe('ok')
    // One before each check and one a turn: entries read and verified, proofs, payloads, exhibits, files of both manifests.
    expect(whole.pauses.count).toBeGreaterThan(60)
    for (let n = 1; n <= whole.pauses.count; n += 1) {
      const { pauses, pause } = endingAt(n)
      await expect(verifyBag(memoryReader(buildBag()), crypto, { pause })).rejects.toBe(ENDED)
      expect(pauses.count).toBe(n)
    }
  })

  it('of a zip ends the same way', async () => {
    const zip = await zipOf(buildBag())
    const { pause } = endingAt(1)
    await expect(verifyZip(zipSource(zip), signZip(zip), crypto, { pause })).rejects.toBe(ENDED)
  })
})
