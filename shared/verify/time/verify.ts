import type { CheckTimestamp } from '../types.ts'
import { isSame, readCertificates } from './certificates.ts'
import { TimestampError } from './error.ts'
import { judgeToken } from './judge.ts'
import { viewOf, type KnownRoots } from './view.ts'

/**
 * Checks a token over `content` with the certificates (PEM, one each) that came with it, and says what it shows. All of
 * them come from whoever made the bundle: that the chain holds together says nothing of whether its authority is to
 * be trusted, and the words say so. What it returns rejects with TimestampError where the token doesn't hold.
 */
export const createTimestampCheck =
  (known: KnownRoots): CheckTimestamp =>
  async (token, content, certificates) => {
    const given = readCertificates(certificates)
    const judged = await judgeToken(token, content, { certificates: given, nonce: null })
    const chain = judged.chain.certificates
    const top = chain.at(-1)
    if (top === undefined || !given.some((each) => isSame(each, top))) {
      throw new TimestampError('the certificates of its authority are missing')
    }
    const stranger = given.find((each) => !chain.some((link) => isSame(link, each)))
    if (stranger !== undefined)
      throw new TimestampError(`the certificate of ${stranger.name} has nothing to do with the token`)
    return viewOf(judged, known)
  }
