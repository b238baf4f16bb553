export type * from './ports.ts'
export type * from './handover/ports.ts'
export { createBundles, type Bundles } from './bundles.ts'
export { createHandOvers } from './handover/hand-overs.ts'
export { heldHandOver } from './handover/records.ts'
export { receiptFacts, type ReceiptFacts } from './receipt/facts.ts'

/** Loaded when the first bundle is verified, so that the program's start needn't wait for it. */
export const verifyBundle: typeof import('./verify.ts').verifyBundle = async (...given) =>
  (await import('./verify.ts')).verifyBundle(...given)

/** See `compareBundles`; loaded when the first two are compared. */
export const compareBundles: typeof import('./verify.ts').compareBundles = async (...given) => (await import('./verify.ts')).compareBundles(...given)

/** See `receiveBundle`; loaded when the first bundle comes from elsewhere. */
export const receiveBundle: typeof import('./receive/index.ts').receiveBundle = async (...given) =>
  (await import('./receive/index.ts')).receiveBundle(...given)

/** See `renderHandOverReceipt`; loaded when the first is made. */
export async function* renderHandOverReceipt(...given: Parameters<typeof import('./handover/receipt.ts').renderHandOverReceipt>): AsyncGenerator<Uint8Array> {
  yield* (await import('./handover/receipt.ts')).renderHandOverReceipt(...given)
}

/** See `digestOfFile`; loaded when the first file is looked up. */
export const digestOfFile: typeof import('./handover/file.ts').digestOfFile = async (...given) => (await import('./handover/file.ts')).digestOfFile(...given)

/** See `renderReceipts`; loaded when the first receipt is made. */
export async function* renderReceipts(...given: Parameters<typeof import('./receipt/render.ts').renderReceipts>): AsyncGenerator<Uint8Array> {
  yield* (await import('./receipt/render.ts')).renderReceipts(...given)
}

/** See `renderLetter`; loaded when the first letter is printed. */
export async function* renderLetter(...given: Parameters<typeof import('./letter.ts').renderLetter>): AsyncGenerator<Uint8Array> {
  yield* (await import('./letter.ts')).renderLetter(...given)
}
