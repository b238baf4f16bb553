import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import jsQR from 'jsqr'
import sharp from 'sharp'

/** Prints a PDF as a printer would and reads the QR symbols with somebody else's program, page by page; null: none was read. */
export async function scanned(pdf: Uint8Array, dpi = 150): Promise<(string | null)[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bevisvalv-receipt-'))
  try {
    writeFileSync(join(folder, 'receipt.pdf'), pdf)
    execFileSync('pdftoppm', ['-r', String(dpi), '-gray', '-png', join(folder, 'receipt.pdf'), join(folder, 'page')])
    const pages = readdirSync(folder).filter((name) => name.endsWith('.png')).toSorted()
    const codes: (string | null)[] = []
    for (const name of pages) {
      const { data, info } = await sharp(readFileSync(join(folder, name))).ensureAlpha().toColourspace('srgb').raw().toBuffer({ resolveWithObject: true })
      codes.push(jsQR.default(new Uint8ClampedArray(data), info.width, info.height)?.data ?? null)
    }
    return codes
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
