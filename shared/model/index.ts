export * from './ids.ts'
export * from './exhibit.ts'
export * from './entry.ts'
export * from './payload.ts'
