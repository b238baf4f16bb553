import type { ReactNode } from 'react'
import { createPortal } from 'react-dom'

/** Unseen on the screen; the only thing on paper while it is there. */
export function PrintSheet({ children }: { children: ReactNode }) {
  return createPortal(<div className="bv-print">{children}</div>, document.body)
}
