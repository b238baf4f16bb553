import { readFile } from 'node:fs/promises'

/**
 * The built `verify.html` that goes into every bundle. `npm ci` builds it; in an installed app, where this program lies
 * in `out/main`, the same path leads to it.
 */
export async function builtVerifier(): Promise<Uint8Array> {
  const page = await readFile(new URL('../../out/verify.html', import.meta.url)).catch(() => null)
  if (page === null) throw new Error('verify.html has not been built: run `npm run build:web`')
  return page
}
