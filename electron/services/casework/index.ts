export type * from './ports.ts'
export { createCasework, type Casework } from './casework.ts'
