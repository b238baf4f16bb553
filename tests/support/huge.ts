import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

export const HUGE_SHORT = 256 * 1024 * 1024
export const HUGE_LONG = 2 * 1024 * 1024 * 1024

/** Imports a file of that size in a process of its own. `grownBy`: bytes by which its peak of memory grew. */
export async function importHuge(size: number): Promise<{ bytes: number; ms: number; grownBy: number }> {
  const child = fileURLToPath(new URL('huge-child.ts', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, [child, String(size)])
  return JSON.parse(stdout) as { bytes: number; ms: number; grownBy: number }
}
