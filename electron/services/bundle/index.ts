export type * from './ports.ts'
export { createBundles, type Bundles } from './bundles.ts'
export { verifyBundle } from './verify.ts'
