export * from './bytes.ts'
export * from './canonical.ts'
export * from './content-root.ts'
export * from './covering.ts'
export { csvCell } from './csv.ts'
export { cosign, cosignedAt, cosignerName, signersOf } from './cosignature.ts'
export * from './entry.ts'
export * from './hash.ts'
export { allowedSigner, fingerprintOf, kidOf, parseSpkiPem, spkiPem } from './keys.ts'
export * from './masking.ts'
export * from './merkle.ts'
export {
  checkpointBody,
  openCheckpoint,
  parseCheckpointBody,
  parseVkey,
  signCheckpoint,
  vkey,
  type VerifyEd25519,
} from './note.ts'
export { type Picture, inflateStream, readPicture } from './png.ts'
export * from './proof.ts'
export { type Receipt, parseReceipt, receiptCode, receiptGroups } from './receipt.ts'
export { SSH_NAMESPACE, holdsSshSignature, sshSignature, sshSigningBytes } from './sshsig.ts'
export { byNumber, nameFrom, visible } from './visible.ts'
