/**
 * Every check of a bundle, from the outside in: what stands further down leans on what stands above. The list is
 * closed; each name has its title and explanation in the locale area `verify`.
 */
export const CHECK_NAMES = [
  'zip-signature',
  'tag-manifest-signature',
  'fingerprint',
  'tag-manifest',
  'manifest',
  'file-set',
  'bag-declaration',
  'keys',
  'entries',
  'chain',
  'completeness',
  'checkpoint',
  'inclusion',
  'prior-checkpoints',
  'payloads',
  'exhibits',
  'masking',
  'attestations',
  'cosignatures',
  'export-content',
  'timestamp',
  'receipt',
] as const

export type CheckName = (typeof CHECK_NAMES)[number]
