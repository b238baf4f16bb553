import sodium from 'sodium-native'

/** The same bytes as a Buffer, which is what sodium-native's types ask for; nothing is copied. */
export function view(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** Overwrites with zeros in a way that no optimiser removes. */
export function wipe(...secrets: Uint8Array[]): void {
  for (const secret of secrets) sodium.sodium_memzero(view(secret))
}

/**
 * Zeroed memory for a key that lives as long as a vault is open, kept out of the swap file where the system allows
 * it. Never `sodium_malloc`: that makes external buffers, which Electron's memory cage forbids. Give it back with
 * `releaseSecret`.
 */
export function holdSecret(length: number): Buffer {
  const memory = Buffer.alloc(length)
  try {
    sodium.sodium_mlock(memory)
  } catch {
    // The system's limit for locked memory is reached: the key works just as well, and is wiped just the same.
  }
  return memory
}

/** Overwrites and unlocks what `holdSecret` gave. */
export function releaseSecret(memory: Buffer): void {
  try {
    sodium.sodium_munlock(memory)
  } catch {
    sodium.sodium_memzero(memory)
  }
}
