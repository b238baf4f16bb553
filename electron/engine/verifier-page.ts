import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

/**
 * The built `verify.html` that goes into every bundle. `npm ci` builds it; an installed app has it beside its program.
 */
export async function builtVerifier(): Promise<Uint8Array> {
  const places = ['../../out/verify.html', '../verify.html']
  for (const place of places) {
    const page = await readFile(fileURLToPath(new URL(place, import.meta.url))).catch(() => null)
    if (page !== null) return page
  }
  throw new Error('verify.html has not been built: run `npm run build:web`')
}
