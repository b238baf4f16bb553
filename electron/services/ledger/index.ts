export type * from './ports.ts'
export { createLedger, type Ledger, type LedgerNotice } from './ledger.ts'
export { checkLedger } from './check.ts'
export { LEDGER_CHECKS } from './findings.ts'
