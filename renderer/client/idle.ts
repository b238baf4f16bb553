import { useEffect, useState } from 'react'
import { call, onEvent } from './bridge.ts'

/** The engine is told at most this often that somebody is at work, in ms. */
const TOUCH_INTERVAL = 10_000
/** The countdown is shown for this long before the lock, in seconds. */
const WARN_SECONDS = 60
const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const

/**
 * Tells the engine that somebody is at work. The engine locks by its own clock; this one only warns.
 * @returns seconds left when the lock is near, else null
 */
export function useIdleLock(minutes: number): number | null {
  const [left, setLeft] = useState<number | null>(null)
  useEffect(() => {
    let lastSign = Date.now()
    let lastTouch = 0
    const active = () => {
      lastSign = Date.now()
      if (lastSign - lastTouch < TOUCH_INTERVAL) return
      lastTouch = lastSign
      // Refused only when just locked, which the event tells.
      call('vault.touch', {}).catch(() => undefined)
    }
    for (const sign of SIGNS) window.addEventListener(sign, active, { passive: true, capture: true })
    // Work in progress holds the lock off on the engine's side.
    const offJobs = onEvent('job.progress', () => (lastSign = Date.now()))
    const timer = setInterval(() => {
      const seconds = Math.ceil((lastSign + minutes * 60_000 - Date.now()) / 1000)
      setLeft(seconds <= WARN_SECONDS ? Math.max(0, seconds) : null)
    }, 1000)
    return () => {
      for (const sign of SIGNS) window.removeEventListener(sign, active, { capture: true })
      offJobs()
      clearInterval(timer)
    }
  }, [minutes])
  return left
}
