export type * from './ports.ts'
export { createWitness, type Witness } from './witness.ts'
