import sodium from 'sodium-native'
import { view } from './memory.ts'

/** Bytes before the first chunk. */
export const STREAM_HEADER_BYTES = 24
/** Bytes that sealing adds to each chunk. */
export const STREAM_CHUNK_OVERHEAD = 17

const STATE_BYTES = 52
const MESSAGE = 0
const FINAL = 3

/** The binding as it is: plain memory for the state, a number for the tag; its published types are of an older one. */
interface Binding {
  crypto_secretstream_xchacha20poly1305_init_push(state: Buffer, header: Buffer, key: Buffer): void
  crypto_secretstream_xchacha20poly1305_init_pull(state: Buffer, header: Buffer, key: Buffer): void
  crypto_secretstream_xchacha20poly1305_push(
    state: Buffer,
    sealed: Buffer,
    chunk: Buffer,
    aad: Buffer,
    tag: number,
  ): void
  crypto_secretstream_xchacha20poly1305_pull(
    state: Buffer,
    chunk: Buffer,
    tag: Buffer,
    sealed: Buffer,
    aad: Buffer,
  ): void
}
const binding = sodium as unknown as Binding

export interface StreamSealer {
  readonly header: Uint8Array
  /** Writes the sealed chunk into `into` and returns that part of it: no allocation per chunk. */
  push(chunk: Uint8Array, final: boolean, into: Uint8Array): Uint8Array
  close(): void
}

export interface StreamOpener {
  /** The content, in `into` where that is given. Null where the seal doesn't hold: changed, reordered, repeated or of another stream. Hostile input. */
  pull(sealed: Uint8Array, into?: Buffer): { chunk: Buffer; final: boolean } | null
  close(): void
}

/**
 * libsodium's secretstream (XChaCha20-Poly1305 with a running state): each chunk is authenticated in its place, and
 * only the last one carries the final tag, so that a shortened stream is noticed. `aad` is bound to every chunk.
 */
export function createStreamSealer(key: Uint8Array, aad: Uint8Array): StreamSealer {
  const state = Buffer.alloc(STATE_BYTES)
  const header = Buffer.alloc(STREAM_HEADER_BYTES)
  binding.crypto_secretstream_xchacha20poly1305_init_push(state, header, view(key))
  return {
    header,
    push(chunk, final, into) {
      const sealed = view(into).subarray(0, chunk.length + STREAM_CHUNK_OVERHEAD)
      binding.crypto_secretstream_xchacha20poly1305_push(state, sealed, view(chunk), view(aad), final ? FINAL : MESSAGE)
      return sealed
    },
    close: () => sodium.sodium_memzero(state),
  }
}

export function createStreamOpener(key: Uint8Array, header: Uint8Array, aad: Uint8Array): StreamOpener {
  const state = Buffer.alloc(STATE_BYTES)
  const tag = Buffer.alloc(1)
  binding.crypto_secretstream_xchacha20poly1305_init_pull(state, view(header), view(key))
  return {
    pull(sealed, into) {
      if (sealed.length < STREAM_CHUNK_OVERHEAD) return null
      const length = sealed.length - STREAM_CHUNK_OVERHEAD
      const chunk = into?.subarray(0, length) ?? Buffer.allocUnsafeSlow(length)
      try {
        binding.crypto_secretstream_xchacha20poly1305_pull(state, chunk, tag, view(sealed), view(aad))
      } catch {
        return null
      }
      // Only the two tags that the sealer writes: the others would mean a stream of somebody else's making.
      if (tag[0] !== MESSAGE && tag[0] !== FINAL) return null
      return { chunk, final: tag[0] === FINAL }
    },
    close: () => sodium.sodium_memzero(state),
  }
}
