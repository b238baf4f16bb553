import { createHash } from 'node:crypto'
import { verifyEd25519 } from '../../../electron/services/crypto/index.ts'
import { sha256 } from '../../../shared/encoding/index.ts'
import { type BagReader, type VerifyCrypto } from '../../../shared/verify/index.ts'
import { type Files, buildBag, memoryReader, seal } from '../bag-fixture.ts'
import { BAG_NAME, signZip, zipOf } from '../bag-zip.ts'

/** A bundle of exactly 64 KiB with its signature: 524,288 bits to flip. */

export const SIZE = 64 * 1024
export const ZIP_NAME = `${BAG_NAME}.zip`

export interface Bundle {
  files: Files
  zip: Uint8Array
  signature: Uint8Array
  /** Where the content of each file lies in the zip. */
  spans: readonly { path: string; start: number; end: number }[]
}

export async function bundleOf64KiB(): Promise<Bundle> {
  const padded = (length: number) => buildBag({ original: true, files: (files) => files.set('verify.html', new Uint8Array(length).fill(0x20)) })
  // A stored zip grows as its content does.
  const files = padded(SIZE - (await zipOf(padded(0))).length)
  const zip = await zipOf(files)
  if (zip.length !== SIZE) throw new Error(`a bundle of ${zip.length} bytes`)
  return { files, zip, signature: signZip(zip), spans: spansOf(zip) }
}

/** From the local headers (APPNOTE 4.3.7): stored, without descriptors. */
function spansOf(zip: Uint8Array): Bundle['spans'] {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength)
  const spans: { path: string; start: number; end: number }[] = []
  for (let at = 0; view.getUint32(at, true) === 0x04034b50; ) {
    const nameLength = view.getUint16(at + 26, true)
    const start = at + 30 + nameLength + view.getUint16(at + 28, true)
    const name = Buffer.from(zip.subarray(at + 30, at + 30 + nameLength)).toString()
    const end = start + view.getUint32(at + 18, true)
    spans.push({ path: name.slice(BAG_NAME.length + 1), start, end })
    at = end
  }
  return spans
}

export function flipped(bytes: Uint8Array, bit: number): Uint8Array {
  const changed = new Uint8Array(bytes)
  changed[bit >> 3]! ^= 1 << (bit & 7)
  return changed
}

const digests = new WeakMap<Uint8Array, string>()
const digestOf = (bytes: Uint8Array): string => {
  const known = digests.get(bytes) ?? createHash('sha256').update(bytes).digest('hex')
  digests.set(bytes, known)
  return known
}

/** Hashes each array once: what a change leaves alone is the same array, and is never written to. */
export function quickReader(files: Files): BagReader {
  return {
    ...memoryReader(files),
    async digest(path) {
      const bytes = files.get(path)
      if (bytes === undefined) throw new Error('no such file')
      return digestOf(bytes)
    },
  }
}

/** Answers a question that was asked before as before: most signatures are over what wasn't changed. All three parts make the question. */
export function quickCrypto(): VerifyCrypto {
  const known = new Map<string, boolean>()
  return {
    sha256: (bytes) => (bytes.length < 256 ? sha256(bytes) : new Uint8Array(createHash('sha256').update(bytes).digest())),
    verifyEd25519(signature, message, publicKey) {
      const question = createHash('sha256').update(`${signature.length} ${message.length} `).update(signature).update(message).update(publicKey).digest('base64')
      const answer = known.get(question) ?? verifyEd25519(signature, message, publicKey)
      if (known.size < 10_000) known.set(question, answer)
      return answer
    },
  }
}

/** What an insider with the export key does after a change: every manifest and the outermost signature fit again. */
export const resealed = (files: Files): Files => seal(new Map(files))
