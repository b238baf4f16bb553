export * from './evidence.ts'
export type * from './ports.ts'
