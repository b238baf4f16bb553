import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Bundle, ZIP_NAME, bundleOf64KiB, flipped } from '../support/damage/bundle.ts'
import type { Chance } from '../support/seed.ts'
import { putPage, judgedBy, launchFor, openPage } from '../support/verifier-page.ts'

/** Flipped bits, by chance, before verify.html as a person uses it, and before verify.sh. */

const SCRIPT = fileURLToPath(new URL('../../shared/verify/by-hand.sh', import.meta.url))

export interface JudgeTally {
  tried: number
  seconds: number
  problems: string[]
}

/** One page, whose file field is given one zip after the other, each with its signature. */
export async function damageBeforePage(count: number, { below }: Chance): Promise<JudgeTally> {
  const started = performance.now()
  const { zip, signature, spans } = await bundleOf64KiB()
  const folder = mkdtempSync(join(tmpdir(), 'bevisvalv-damage-'))
  const problems: string[] = []
  const browser = await launchFor('chromium')
  try {
    const page = await openPage(browser, putPage(folder))
    const [place, beside] = [join(folder, ZIP_NAME), join(folder, `${ZIP_NAME}.sig`)]
    writeFileSync(beside, signature)
    for (let n = 0; n < count; n++) {
      const bit = below(zip.length * 8)
      writeFileSync(place, flipped(zip, bit))
      const { verdict, checks } = await judgedBy(page, { files: [place, beside] })
      const inside = spans.find(({ start, end }) => bit >> 3 >= start && bit >> 3 < end)?.path ?? null
      const [first, second] = checks
      // The zip's own signature comes first, and then the file that the bit lies in.
      const isRight = first?.result === 'fail' && first.item === ZIP_NAME && (inside === null || second?.item === inside)
      if (verdict !== 'failed' || !isRight) problems.push(`bit ${bit} (${inside ?? 'of the zip'}): ${verdict}, ${first?.item}, ${second?.item}`)
    }
  } finally {
    await browser.close()
    rmSync(folder, { recursive: true, force: true })
  }
  return { tried: count, seconds: (performance.now() - started) / 1000, problems }
}

/** In unpacked folders: the script looks at nothing else. */
export async function damageBeforeScript(count: number, chance: Chance): Promise<JudgeTally> {
  const started = performance.now()
  const bundle = await bundleOf64KiB()
  const folder = mkdtempSync(join(tmpdir(), 'bevisvalv-damage-'))
  const problems: string[] = []
  try {
    put(bundle, folder)
    for (let n = 0; n < count; n++) {
      const { path, start, end } = chance.pick(bundle.spans)
      const bytes = bundle.files.get(path)!
      const bit = chance.below((end - start) * 8)
      writeFileSync(join(folder, path), flipped(bytes, bit))
      const { status, stdout } = spawnSync('bash', [SCRIPT, folder], { encoding: 'utf8' })
      const named = stdout.split('\n').filter((line) => line.startsWith('FAIL'))
      if (status !== 1 || !named.join('\n').includes(path)) problems.push(`bit ${bit} of ${path}: ${status}, ${named.join('; ')}`)
      writeFileSync(join(folder, path), bytes)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  return { tried: count, seconds: (performance.now() - started) / 1000, problems }
}

function put({ files }: Bundle, folder: string): void {
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), bytes)
  }
}
