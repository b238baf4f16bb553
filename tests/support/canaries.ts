import { createReadStream, lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib'

/** Where a secret was found. `how` is the form it had there. */
export interface Leak {
  canary: string
  path: string
  how: string
}

interface Needle {
  canary: string
  how: string
  bytes: Buffer
}

const WHOLE_FILE = 8 << 20
const INFLATED = 64 << 20

/**
 * Every form in which a text may lie around unsealed: UTF-8, UTF-16 (Windows, Chromium's preferences), base64 in its
 * three alignments, percent-encoded and hexadecimal. Short texts would be found by chance, so they are refused.
 */
function needles(canaries: readonly string[]): Needle[] {
  const made: Needle[] = []
  for (const canary of canaries) {
    const utf8 = Buffer.from(canary, 'utf8')
    if (utf8.length < 8) throw new Error(`Canary too short to mean anything: ${canary}`)
    made.push({ canary, how: 'utf-8', bytes: utf8 })
    made.push({ canary, how: 'utf-16le', bytes: Buffer.from(canary, 'utf16le') })
    made.push({ canary, how: 'utf-16be', bytes: Buffer.from(canary, 'utf16le').swap16() })
    made.push({ canary, how: 'hex', bytes: Buffer.from(utf8.toString('hex')) })
    for (const shift of [0, 1, 2]) {
      // The characters at both ends depend on the neighbours, so they are left off.
      const text = Buffer.concat([Buffer.alloc(shift), utf8]).toString('base64').replaceAll('=', '')
      made.push({ canary, how: 'base64', bytes: Buffer.from(text.slice(shift === 0 ? 0 : shift + 1, -2)) })
    }
    const percent = encodeURIComponent(canary)
    if (percent !== canary) made.push({ canary, how: 'percent-encoded', bytes: Buffer.from(percent) })
  }
  return made
}

function* filesBelow(path: string): Generator<string> {
  let stat
  try {
    stat = lstatSync(path)
  } catch {
    // Gone since it was listed: temporary folders are alive.
    return
  }
  if (stat.isFile()) yield path
  if (!stat.isDirectory()) return
  let names: string[]
  try {
    names = readdirSync(path)
  } catch {
    return
  }
  for (const name of names) yield* filesBelow(join(path, name))
}

/** Contents of gzip, zlib, brotli and zip members inside `data`, as far as they open; what doesn't open is opaque. */
function* unpacked(data: Buffer): Generator<Buffer> {
  const attempt = (open: () => Buffer): Buffer | null => {
    try {
      return open()
    } catch {
      return null
    }
  }
  const limit = { maxOutputLength: INFLATED }
  const tries: (Buffer | null)[] = []
  if (data[0] === 0x1f && data[1] === 0x8b) tries.push(attempt(() => gunzipSync(data, limit)))
  else if (data[0] === 0x78) tries.push(attempt(() => inflateSync(data, limit)))
  for (let at = data.indexOf('PK\x03\x04', 0, 'latin1'); at >= 0; at = data.indexOf('PK\x03\x04', at + 4, 'latin1')) {
    if (at + 30 > data.length || data.readUInt16LE(at + 8) !== 8) continue
    const start = at + 30 + data.readUInt16LE(at + 26) + data.readUInt16LE(at + 28)
    tries.push(attempt(() => inflateRawSync(data.subarray(start), limit)))
  }
  // Chromium's caches keep bodies as they came: brotli has no signature, so only small files are tried.
  if (data.length > 0 && data.length < 1 << 20) tries.push(attempt(() => brotliDecompressSync(data, limit)))
  for (const found of tries) if (found !== null && found.length > 0) yield found
}

/**
 * Looks for each text in the names and contents of everything below `roots`, in clear and in the usual encodings,
 * also inside compressed content of files up to 8 MiB. Larger files are read in pieces.
 */
export async function findCanaries(roots: readonly string[], canaries: readonly string[]): Promise<Leak[]> {
  const wanted = needles(canaries)
  const overlap = Math.max(0, ...wanted.map((needle) => needle.bytes.length - 1))
  const leaks = new Map<string, Leak>()
  const look = (data: Buffer, path: string, packed: string): void => {
    for (const { canary, how, bytes } of wanted) {
      if (data.includes(bytes)) leaks.set(`${canary}\n${path}\n${how}`, { canary, path, how: packed + how })
    }
  }
  for (const path of roots.flatMap((root) => [...filesBelow(root)])) {
    look(Buffer.from(path), `${path} (its name)`, '')
    let tail = Buffer.alloc(0)
    let whole: Buffer[] | null = []
    let size = 0
    try {
      for await (const chunk of createReadStream(path, { highWaterMark: 4 << 20 }) as AsyncIterable<Buffer>) {
        const piece = Buffer.concat([tail, chunk])
        look(piece, path, '')
        tail = piece.subarray(Math.max(0, piece.length - overlap))
        size += chunk.length
        if (size > WHOLE_FILE) whole = null
        whole?.push(chunk)
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
      continue
    }
    if (whole !== null) for (const inner of unpacked(Buffer.concat(whole))) look(inner, path, 'compressed, ')
  }
  return [...leaks.values()]
}
