import { Refusal } from '../../../shared/contract/index.ts'
import type { Handlers } from '../dispatch.ts'

/** Receipts as files aren't made yet: the window prints them. */
export function receiptHandlers(): Pick<Handlers, 'receipt.save'> {
  return {
    'receipt.save': () => {
      throw new Refusal('bundle.write-failed', { name: 'receipt.pdf', reason: 'unavailable' })
    },
  }
}
