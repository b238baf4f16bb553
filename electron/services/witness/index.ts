export type * from './ports.ts'
export { plain as plainWords } from './choices.ts'
export { attestationView } from './views.ts'
export { createWitness, type Loaded, type Witness } from './witness.ts'
