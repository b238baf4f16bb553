import type { Kid } from '../../../shared/model/index.ts'

/** An Ed25519 key that can sign (RFC 8032). `close` overwrites the secret half; a closed signer throws. */
export interface Signer {
  readonly kid: Kid
  /** 32 bytes. */
  readonly publicKey: Uint8Array
  /** 64 bytes over the message as it is, no pre-hash. */
  sign(message: Uint8Array): Uint8Array
  close(): void
}
