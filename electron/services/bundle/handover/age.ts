import { Decrypter, Encrypter, type Identity, type Recipient } from 'age-encryption'
import { Refusal } from '../../../../shared/contract/index.ts'
import { wipe } from '../../crypto/index.ts'
import { streamOf, type Sealing } from './sealing.ts'

/** scrypt with N = 2^18, as age itself does: about a second and 256 MiB. */
const WORK_FACTOR = 18

/** The age format, v1, for whoever knows the passphrase. The library takes it as text only, which can't be overwritten. */
export function agePassphraseSealing(passphrase: string): Sealing {
  return {
    ending: '.zip.age',
    seal(source, sink) {
      const encrypter = new Encrypter()
      encrypter.setScryptWorkFactor(WORK_FACTOR)
      encrypter.setPassphrase(passphrase)
      return pipe(encrypter, source, sink)
    },
    async unseal(file, bytes, sink) {
      const decrypter = new Decrypter()
      decrypter.addPassphrase(passphrase)
      await (await decrypter.decrypt(streamOf(file, bytes, () => undefined))).pipeTo(sink)
    },
    close: () => undefined,
  }
}

/**
 * The same to public keys. Nobody here has the keys that open it, so the file's own key is kept until it was read back: a
 * recipient that leaves no trace in the file takes it, and it is overwritten.
 *
 * @throws Refusal `handover.recipient` for a key whose checksum doesn't hold
 */
export function ageRecipientsSealing(recipients: readonly string[]): Sealing {
  let fileKey: Uint8Array | null = null
  const witness: Recipient = {
    wrapFileKey(key) {
      fileKey = Uint8Array.from(key)
      return []
    },
  }
  const own: Identity = { unwrapFileKey: () => (fileKey === null ? null : Uint8Array.from(fileKey)) }
  const encrypter = new Encrypter()
  for (const recipient of recipients) {
    try {
      encrypter.addRecipient(recipient)
    } catch (error) {
      throw new Refusal('handover.recipient', { name: recipient.slice(0, 16) }, error)
    }
  }
  encrypter.addRecipient(witness)
  return {
    ending: '.zip.age',
    seal: (source, sink) => pipe(encrypter, source, sink),
    async unseal(file, bytes, sink) {
      const decrypter = new Decrypter()
      decrypter.addIdentity(own)
      await (await decrypter.decrypt(streamOf(file, bytes, () => undefined))).pipeTo(sink)
    },
    close() {
      if (fileKey !== null) wipe(fileKey)
      fileKey = null
    },
  }
}

async function pipe(encrypter: Encrypter, source: ReadableStream<Uint8Array>, sink: WritableStream<Uint8Array>): Promise<void> {
  await (await encrypter.encrypt(source)).pipeTo(sink)
}
