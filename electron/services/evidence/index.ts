export type { Acquisition } from './acquisition.ts'
export * from './evidence.ts'
export { createMasking, type MaskedExhibit, type Masking } from './masking.ts'
export type * from './ports.ts'
