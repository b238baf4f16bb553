import { latestOf, type TimestampTrust, type TimestampView } from '../contract/timestamp.ts'

/** What a person types to check the timestamp with openssl; the last line prints what it says. */
export const TIMESTAMP_COMMANDS = [
  'openssl ts -verify -partial_chain -in ledger/checkpoint.tsr -data ledger/checkpoint \\',
  '  -CAfile keys/tsa-ca.pem',
  "openssl ts -reply -in ledger/checkpoint.tsr -text | grep 'Time stamp'",
] as const

/** The same for the earlier states of the log that were stamped. */
export const PRIOR_TIMESTAMP_COMMANDS = [
  'for t in ledger/prior/*.tsr; do',
  '  openssl ts -verify -partial_chain -in $t -data ${t%.tsr}.checkpoint -CAfile $t.pem',
  "  openssl ts -reply -in $t -text | grep 'Time stamp'",
  'done',
] as const

const ENDS: Record<TimestampTrust, string> = {
  'listed-root': 'a root that browsers know',
  'other-root': 'a root that browsers do not know',
  'unlisted-root': 'a root that was held against no list here',
  'no-root': 'not a root',
}

/** Its own quotation marks would let a name pretend to be the rest of the sentence. */
const quoted = (name: string): string => `“${name.replace(/[“”]/g, '"')}”`

/** A timestamp as the detail of a check: a sentence for logs. */
export function tellTimestamp({ at, accuracyMs, authority, vouchedBy, root, trust }: TimestampView): string {
  const accuracy = accuracyMs === null ? '' : ` (${at} in the token, give or take ${accuracyMs / 1000} s)`
  const vouched = vouchedBy === null ? 'by itself' : `by ${quoted(vouchedBy)}`
  return [
    `the log was in this state no later than ${latestOf({ at, accuracyMs })}${accuracy}, says ${quoted(authority)}, vouched for ${vouched}`,
    `(SHA-256 ${root}, ${ENDS[trust]}); whether to trust that authority is for the reader to decide`,
  ].join(' ')
}
