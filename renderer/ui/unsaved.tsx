import { createContext, useContext, useLayoutEffect } from 'react'
import { askBeforeLeaving, go } from '../client/paths.ts'

/** Asks whether what was typed may be thrown away, and goes on if so. */
type Guard = (go: () => void) => void

let guard: Guard | null = null

export const hasUnsaved = (): boolean => guard !== null

/** Does what would throw away text in an open dialog, once that was answered for; at once where there is none. */
export function leave(go: () => void): void {
  if (guard === null) go()
  else guard(go)
}

/** What was typed is saved, or gone with the lock: nothing is to be asked about it any more. */
export function settled(): void {
  guard = null
}

/**
 * For the dialog: guards its text for as long as there is any, also from leaving the page by keys or the mouse. Not after
 * painting, as a quick hand comes before that.
 */
export function useGuard(own: Guard, needed: boolean, onClose: () => void): void {
  useLayoutEffect(() => {
    if (!needed) return
    guard = own
    // The page stays; where to go is chosen again once the dialog is closed.
    const end = askBeforeLeaving(() => {
      const held = guard === own
      if (held) own(onClose)
      return held
    })
    return () => {
      end()
      guard = null
    }
  }, [own, needed, onClose])
}

/** The same for a page: once it may be thrown away, what was chosen is gone to. */
export function usePageGuard(own: Guard, needed: boolean): void {
  useLayoutEffect(() => {
    if (!needed) return
    guard = own
    const end = askBeforeLeaving((to) => {
      const held = guard === own
      if (held) own(() => go(to))
      return held
    })
    return () => {
      end()
      guard = null
    }
  }, [own, needed])
}

const Unsaved = createContext<(unsaved: boolean) => void>(() => undefined)
export const UnsavedProvider = Unsaved.Provider

/** For a form in a dialog: whether something was typed that isn't saved. */
export function useUnsaved(unsaved: boolean): void {
  const tell = useContext(Unsaved)
  useLayoutEffect(() => {
    tell(unsaved)
    return () => tell(false)
  }, [tell, unsaved])
}
