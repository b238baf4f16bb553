export type * from './ports.ts'
export { createBundles, type Bundles } from './bundles.ts'
export { receiptFacts, type ReceiptFacts } from './receipt/facts.ts'

/** Loaded when the first bundle is verified, so that the program's start needn't wait for it. */
export const verifyBundle: typeof import('./verify.ts').verifyBundle = async (...given) =>
  (await import('./verify.ts')).verifyBundle(...given)

/** See `receiveBundle`; loaded when the first bundle comes from elsewhere. */
export const receiveBundle: typeof import('./receive/index.ts').receiveBundle = async (...given) =>
  (await import('./receive/index.ts')).receiveBundle(...given)

/** See `renderReceipts`; loaded when the first receipt is made. */
export async function* renderReceipts(...given: Parameters<typeof import('./receipt/render.ts').renderReceipts>): AsyncGenerator<Uint8Array> {
  yield* (await import('./receipt/render.ts')).renderReceipts(...given)
}
