import { type ReactNode, useEffect, useRef } from 'react'

/**
 * What came in the place of a button that was pressed: it takes the focus, which would be nowhere otherwise. Where a whole step is
 * new, its heading takes it instead.
 */
export function Arrived({ label, children }: { label: string; children: ReactNode }) {
  const here = useRef<HTMLElement>(null)
  useEffect(() => {
    here.current?.focus()
  }, [])
  return (
    <section aria-label={label} tabIndex={-1} ref={here}>
      {children}
    </section>
  )
}
