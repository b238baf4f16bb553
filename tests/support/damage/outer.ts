import { checkDeclaration, checkFileSet, checkManifest, checkTagSignature, checkZip, openBag } from '../../../shared/verify/bag.ts'
import { Mismatch } from '../../../shared/verify/findings.ts'
import { type BagReader, type VerifyCrypto, createSha256 } from '../../../shared/verify/index.ts'
import { BAG_NAME, zipSource } from '../bag-zip.ts'
import { ZIP_NAME } from './bundle.ts'

/**
 * The outermost checks by themselves, in their order, up to the first that fails. Whatever lies further in can't come before it
 * in a report, so for damage that nobody has signed over they give a report's first item, at a hundredth of the cost. Samples are
 * held against whole reports.
 */
export interface First {
  check: string
  item: string
}

const none = () => undefined

export async function firstOfBag(reader: BagReader, crypto: VerifyCrypto): Promise<First | null> {
  const bag = await openBag(reader, crypto)
  return firstOf([
    ['tag-manifest-signature', 'tagmanifest-sha256.txt', () => checkTagSignature(bag)],
    ['tag-manifest', 'tagmanifest-sha256.txt', () => checkManifest(bag, 'tag-manifest', none)],
    ['manifest', 'manifest-sha256.txt', () => checkManifest(bag, 'manifest', none)],
    ['file-set', '.', () => checkFileSet(bag)],
    ['bag-declaration', 'bagit.txt', () => checkDeclaration(bag)],
  ])
}

/**
 * `files`: what lies in the zip, for the key that comes with it. Taken as one that could be opened: where it can't, the same check says
 * so, of the same item.
 */
export async function firstOfZip(zip: Uint8Array, signature: Uint8Array, files: BagReader, crypto: VerifyCrypto): Promise<First | null> {
  const bag = await openBag(files, crypto)
  const source = { ...zipSource(zip, ZIP_NAME), read: async () => zip }
  return firstOf([['zip-signature', ZIP_NAME, () => checkZip(bag, { source, folder: BAG_NAME, signature, fault: null, createSha256 })]])
}

async function firstOf(checks: readonly (readonly [check: string, item: string, run: () => unknown])[]): Promise<First | null> {
  for (const [check, item, run] of checks) {
    try {
      await run()
    } catch (error) {
      return { check, item: error instanceof Mismatch ? error.item : item }
    }
  }
  return null
}
