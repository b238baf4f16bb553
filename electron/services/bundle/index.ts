export type * from './ports.ts'
export { createBundles, type Bundles } from './bundles.ts'

/** Loaded when the first bundle is verified, so that the program's start needn't wait for it. */
export const verifyBundle: typeof import('./verify.ts').verifyBundle = async (...given) =>
  (await import('./verify.ts')).verifyBundle(...given)
