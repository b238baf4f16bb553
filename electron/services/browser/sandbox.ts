import { readFileSync } from 'node:fs'
import type { BrowserSandbox } from './types.ts'

/** One way to start the browser. Without `user` it runs as whoever we are. */
export interface SandboxAttempt {
  state: BrowserSandbox
  user: { uid: number; gid: number } | null
}

/**
 * The ways to try, in order. An ordinary user gets exactly one, with the sandbox on: a page of unknown people is
 * never opened without it. Root can't have it (the browser refuses), so the browser is started as an unprivileged
 * user; only where that fails too, as in some containers, does it run without, and the acquisition says so.
 */
export function sandboxPlan(uid: number | undefined = process.getuid?.()): SandboxAttempt[] {
  if (uid !== 0) return [{ state: 'on', user: null }]
  const user = unprivileged()
  return [
    { state: 'on-as-other-user', user },
    { state: 'off', user },
    { state: 'off', user: null },
  ]
}

function unprivileged(): { uid: number; gid: number } {
  try {
    const row = readFileSync('/etc/passwd', 'utf8').split('\n').find((line) => line.startsWith('nobody:'))
    const [, , uid, gid] = row?.split(':') ?? []
    if (Number(uid) > 0 && Number(gid) > 0) return { uid: Number(uid), gid: Number(gid) }
  } catch {
    // No such file on this system: the number that most systems give to nobody.
  }
  return { uid: 65534, gid: 65534 }
}

/** Whether the browser's last words say that no sandbox can be had here. */
export function saysNoSandbox(stderr: string): boolean {
  return /No usable sandbox|without --no-sandbox is not supported|SUID sandbox|Failed to move to new namespace/.test(stderr)
}
