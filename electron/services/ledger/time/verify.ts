import type { CheckTimestamp } from '../../../../shared/verify/index.ts'
import { toHex } from '../../../../shared/encoding/index.ts'
import { hashOf, isSame, readCertificates } from './certificates.ts'
import { judgeToken } from './judge.ts'
import { TimestampError } from './token.ts'

/**
 * Checks a token over `content` with the certificates (PEM, one each) that came with it, and says what it shows. All of
 * them come from whoever made the bundle: that the chain holds together says nothing of whether its authority is to
 * be trusted, and the words say so.
 *
 * @throws TimestampError
 */
export const verifyTimestamp: CheckTimestamp = async (token, content, certificates) => {
  const given = readCertificates(certificates)
  const { at, accuracyMs, chain } = judgeToken(token, content, { certificates: given, nonce: null })
  const [signer] = chain
  const top = chain.at(-1)
  if (signer === undefined || top === undefined || !given.some((each) => isSame(each, top))) {
    throw new TimestampError("the authority's certificates are not in the bundle")
  }
  const stranger = given.find((each) => !chain.some((link) => isSame(link, each)))
  if (stranger !== undefined)
    throw new TimestampError(`the certificate of ${stranger.name} has nothing to do with the token`)
  const accuracy = accuracyMs === null ? '' : ` (give or take ${accuracyMs / 1000} s)`
  const vouched = top === signer ? 'by itself' : `by “${top.name}”`
  return [
    `the log was in this state no later than ${at.toISOString()}${accuracy}, says “${signer.name}”, vouched for ${vouched}`,
    `(SHA-256 ${toHex(hashOf('sha256', top.der))}); whether to trust that authority is for the reader to decide`,
  ].join(' ')
}
