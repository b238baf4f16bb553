import type { VaultAlarm } from '../../../shared/contract/index.ts'
import type { LogHead } from '../../../shared/model/index.ts'
import { extendsHead } from './outside.ts'
import type { LedgerStore } from './ports.ts'

/** Whether the log still extends the head that was last seen outside the vault. */
export function alarmFor(store: LedgerStore, head: LogHead, lastSeen: LogHead | null): VaultAlarm | null {
  if (lastSeen === null || extendsHead(store, head, lastSeen)) return null
  return { lastSeen, found: head }
}
