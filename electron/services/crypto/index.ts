export type * from './types.ts'
export type { KdfCost, Opened } from './passphrase.ts'
export { openWithSeed, sealForKey } from './box.ts'
export { deriveKey, equal, mac } from './keys.ts'
export { holdSecret, releaseSecret, wipe } from './memory.ts'
export {
  DEFAULT_COST,
  SealedByPassphrase,
  argon2id,
  assertPassphrase,
  openUnderPassphrase,
  passphraseOpen,
  passphraseSeal,
  sealUnderPassphrase,
} from './passphrase.ts'
export { newId, randomBytes } from './random.ts'
export { open, seal } from './seal.ts'
export { createSigner, generateSigner, verifyEd25519 } from './sign.ts'
export { STREAM_CHUNK_OVERHEAD, STREAM_HEADER_BYTES, createStreamOpener, createStreamSealer } from './stream.ts'
