import { readFileSync } from 'node:fs'

/**
 * Greatest resident memory of this process so far, bytes. Not `maxRSS`: Linux lets a program that was started from another
 * begin with that one's.
 */
export function peakBytes(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS * 1024
  const kib = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]
  if (kib === undefined) throw new Error('no VmHWM in /proc/self/status')
  return Number(kib) * 1024
}
