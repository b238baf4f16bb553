export type * from './ports.ts'
export { createCasework, type Casework } from './casework.ts'
export { createCaptureQueue, type CaptureQueue } from './queue.ts'
export { createKeptLogins, type KeptLogins } from './kept-logins.ts'
