import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

/**
 * `verify.sh` of every bundle. It lies in `shared/verify`; a build that moves this file puts a copy beside it. That one
 * comes first: seen from there, the other place would lie outside the program.
 */
export async function byHandScript(): Promise<Uint8Array> {
  const source = fileURLToPath(new URL('../../../shared/verify/by-hand.sh', import.meta.url))
  const built = fileURLToPath(new URL('by-hand.sh', import.meta.url))
  return readFile(built).catch(() => readFile(source))
}
