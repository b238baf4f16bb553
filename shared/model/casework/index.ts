export * from './kinds.ts'
export * from './record.ts'
export * from './sighting.ts'
export * from './steps.ts'
