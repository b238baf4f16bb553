export * from './evidence.ts'
export type { Acquisition } from './acquisition.ts'
export type * from './ports.ts'
