export type * from './ports.ts'
export { attestationView, createWitness, type Loaded, type Witness } from './witness.ts'
