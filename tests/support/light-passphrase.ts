import sodium from 'sodium-native'

/**
 * Preloaded into command lines that a test starts: a passphrase costs them almost nothing, whatever their vault says.
 * Two thirds of what such a command takes is Argon2id otherwise, and there are hundreds. The demo's test, the window's and the door's pay the real
 * cost; what refuses a lower one is tested for itself.
 */
const { crypto_pwhash: stretch, crypto_pwhash_OPSLIMIT_MIN: ops, crypto_pwhash_MEMLIMIT_MIN: memory } = sodium
Object.assign(sodium, {
  crypto_pwhash: (out: Buffer, passphrase: Buffer, salt: Buffer, _ops: number, _memory: number, algorithm: number) =>
    stretch(out, passphrase, salt, ops, memory, algorithm),
})
