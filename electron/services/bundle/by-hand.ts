import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

/**
 * `verify.sh` of every bundle. It lies in `shared/verify`; a build that moves this file puts a copy beside it.
 */
export async function byHandScript(): Promise<Uint8Array> {
  const source = fileURLToPath(new URL('../../../shared/verify/by-hand.sh', import.meta.url))
  const built = fileURLToPath(new URL('by-hand.sh', import.meta.url))
  return readFile(source).catch(() => readFile(built))
}
