export type { Acquisition } from './acquisition.ts'
export * from './evidence.ts'
export type * from './ports.ts'
