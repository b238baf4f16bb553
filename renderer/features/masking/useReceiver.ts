import { useState } from 'react'
import type { MaskingView } from '../../../shared/contract/index.ts'

/** What the receiver reads of the exhibit beside what is shown of it. */
export interface ReceiverText {
  title: string
  /** Kept while it is left out, so that it can be put in again. */
  address: string
  withAddress: boolean
  reason: string
}

export interface Receiver extends ReceiverText {
  set(change: Partial<ReceiverText>): void
  changed: boolean
}

export function useReceiver({ title, address, ownAddress, reason }: MaskingView): Receiver {
  const [first] = useState<ReceiverText>({ title, address: address ?? ownAddress ?? '', withAddress: address !== null, reason })
  const [now, setNow] = useState(first)
  return { ...now, set: (change) => setNow((before) => ({ ...before, ...change })), changed: JSON.stringify(now) !== JSON.stringify(first) }
}
