export type * from './ports.ts'
export { createLedger, type Ledger } from './ledger.ts'
export { checkLedger } from './check.ts'
export { entryOf, placed } from './placed.ts'
export { checkStamps, stampsOver, type HeldStamp } from './stamps.ts'
export { createStamping, type Stamping, type StampingOptions, type Timer } from './stamping.ts'
export { askInTurn, type InTurnListener } from './time/in-turn.ts'
export { createCosigners, type Cosigners } from './cosigners.ts'
export { LEDGER_CHECKS } from './findings.ts'
export type { Timestamp, TimestampRequest } from './time/request.ts'
export { TimestampError } from '../../../shared/verify/time/error.ts'

// Loaded when the first timestamp is asked for or checked: certificates take many modules to read.
export const requestTimestamp: typeof import('./time/request.ts').requestTimestamp = async (...given) =>
  (await import('./time/request.ts')).requestTimestamp(...given)
export const verifyTimestamp: typeof import('./time/roots.ts').verifyTimestamp = async (...given) =>
  (await import('./time/roots.ts')).verifyTimestamp(...given)
