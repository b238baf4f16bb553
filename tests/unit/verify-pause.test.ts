import { describe, expect, it } from 'vitest'
import { CHECK_NAMES, verifyBag, verifyCrypto, verifyZip } from '../../shared/verify/index.ts'
import { buildBag, entriesOf, memoryReader, rememberingCrypto } from '../support/bag-fixture.ts'
import { signZip, zipOf, zipSource } from '../support/bag-zip.ts'

const crypto = rememberingCrypto(verifyCrypto)
const ENDED = new Error('ended by whoever runs it')

/** Pauses that end the verification at the `n`th. */
function endingAt(n: number) {
  const pauses = { count: 0 }
  const pause = () => ((pauses.count += 1) === n ? Promise.reject(ENDED) : Promise.resolve())
  return { pauses, pause }
}

const bag = buildBag()
const zip = await zipOf(bag)

/** One before each check and one a turn of each loop, by what the bag holds. */
function pausesOf(): number {
  const paths = [...bag.keys()]
  const entries = entriesOf(bag)
  const exhibits = entries.filter(({ type }) => type === 'exhibit.acquired')
  const attested = entries.filter(({ type }) => type === 'exhibit.attested')
  const prior = paths.filter((path) => path.startsWith('ledger/prior/'))
  // The two manifests list every file between them, but for the outer one and its signature.
  const listed = paths.filter((path) => !path.startsWith('tagmanifest-sha256.txt'))
  // Each entry is read, held against its key, its proof and its payload; an attestation against its cosignature too.
  return CHECK_NAMES.length + 4 * entries.length + exhibits.length + attested.length + prior.length + listed.length
}

describe('a verification', () => {
  it.each([
    ['a folder', (pause: () => Promise<void>) => verifyBag(memoryReader(bag), crypto, { pause })],
    ['a zip', (pause: () => Promise<void>) => verifyZip(zipSource(zip), signZip(zip), crypto, { pause })],
  ])('of %s ends at whichever pause it is ended, with that and no report', async (_, verify) => {
    const whole = endingAt(0)
    expect((await verify(whole.pause)).verdict).toBe('ok')
    expect(whole.pauses.count).toBe(pausesOf())
    for (let n = 1; n <= whole.pauses.count; n += 1) {
      const { pauses, pause } = endingAt(n)
      await expect(verify(pause)).rejects.toBe(ENDED)
      expect(pauses.count).toBe(n)
    }
  })
})
