import { fromUtf8, utf8 } from '../../../shared/encoding/index.ts'
import { type VerifyCrypto, verifyBag, verifyZip } from '../../../shared/verify/index.ts'
import type { Files } from '../bag-fixture.ts'
import { BAG_NAME, signZip, zipOf, zipSource } from '../bag-zip.ts'
import { type Bundle, SIZE, ZIP_NAME, flipped, quickCrypto, quickReader, resealed } from './bundle.ts'
import { type First, firstOfBag, firstOfZip } from './outer.ts'

/** Every kind of damage to a bundle, numbered, so that a part of them can be tried here and the rest elsewhere. */

/** Nothing wrong: null. */
export type Trial = (n: number) => Promise<string | null>

export interface Kind {
  name: string
  /** Numbers that a trial takes. One that names no damage of its kind (a bit of the zip's headers, of files) passes. */
  count: number
  trial: Trial
  /** How many of them the short form tries. */
  short: number
}

/**
 * What the holder of the export key, which is whoever hands out the bundle, can change without anything in it speaking
 * against it: what is written for the reader. It is said in docs/threat-model.md.
 */
const FOR_THE_READER: readonly string[] = ['LAS-MIG.txt', 'README.txt', 'verify.html', 'verify.sh', 'bag-info.txt']
/** Made anew by who seals. */
const SEALS: readonly string[] = ['manifest-sha256.txt', 'manifest-sha256.txt.sshsig', 'tagmanifest-sha256.txt', 'tagmanifest-sha256.txt.sig']

export function kindsOf(bundle: Bundle, crypto: VerifyCrypto = quickCrypto()): Kind[] {
  const { files, zip, signature, spans } = bundle
  const paths = [...files.keys()]
  const bits = SIZE * 8
  const placeOf = (bit: number) => spans.find(({ start, end }) => bit >> 3 >= start && bit >> 3 < end) ?? null
  /** The files with that bit of the zip flipped, where it lies in one. */
  const changedAt = (bit: number): { path: string; changed: Files } | null => {
    const place = placeOf(bit)
    return place === null ? null : { path: place.path, changed: new Map(files).set(place.path, flipped(files.get(place.path)!, bit - place.start * 8)) }
  }
  const report = (changed: Files) => verifyBag(quickReader(changed), crypto)
  const zipReport = (changed: Uint8Array, sig = signature) => verifyZip(zipSource(changed, ZIP_NAME), sig, crypto)

  return [
    {
      name: 'bit of the zip, with its signature',
      count: bits,
      short: 60,
      async trial(bit) {
        const first = await firstOfZip(flipped(zip, bit), signature, quickReader(changedAt(bit)?.changed ?? files), crypto)
        return told(first, ZIP_NAME, `bit ${bit}`)
      },
    },
    {
      name: 'bit of an unpacked file',
      count: bits,
      short: 300,
      async trial(bit) {
        const at = changedAt(bit)
        // Headers and directory of the zip are not there once it is unpacked.
        return at === null ? null : told(await firstOfBag(quickReader(at.changed), crypto), at.path, `bit ${bit} of the zip, in ${at.path}`)
      },
    },
    {
      name: 'bit, whole report of the zip',
      count: bits / 128,
      short: 10,
      async trial(n) {
        const bit = n * 128 + (n % 128)
        return verdictOf(await zipReport(flipped(zip, bit)), ZIP_NAME, `bit ${bit}`)
      },
    },
    {
      name: 'bit, whole report of the files',
      count: bits / 32,
      short: 60,
      async trial(n) {
        const at = changedAt(n * 32 + (n % 32))
        return at === null ? null : verdictOf(await report(at.changed), at.path, `bit ${n * 32 + (n % 32)} of the zip, in ${at.path}`)
      },
    },
    {
      name: 'length of the zip',
      count: SIZE,
      short: 60,
      trial: async (length) => verdictOf(await zipReport(zip.subarray(0, length)), ZIP_NAME, `${length} bytes`),
    },
    {
      name: 'bit, signed anew by who holds the export key',
      count: SIZE,
      short: 120,
      async trial(byte) {
        const at = changedAt(byte * 8 + (byte % 8))
        if (at === null || SEALS.includes(at.path)) return null
        const { verdict, checks } = await report(resealed(at.changed))
        const what = `bit ${byte * 8 + (byte % 8)} of the zip, in ${at.path}, sealed`
        if (verdict !== 'failed') return FOR_THE_READER.includes(at.path) ? null : `${what}: ${verdict}`
        return nameOf(at.path).test(checks[0]?.item ?? '') ? null : `${what}: ${checks[0]?.item} is named`
      },
    },
    ...fileKinds(paths, files, report, zipReport),
    ...entryKinds(files, report),
  ]
}

type Report = Awaited<ReturnType<typeof verifyBag>>
type ReportOf = (changed: Files) => Promise<Report>

function fileKinds(paths: readonly string[], files: Files, report: ReportOf, zipReport: (zip: Uint8Array, signature: Uint8Array) => Promise<Report>): Kind[] {
  const each = (name: string, change: (path: string) => { changed: Files; item: (path: string) => string }): Kind => ({
    name,
    count: paths.length,
    short: paths.length,
    async trial(n) {
      const path = paths[n]!
      const { changed, item } = change(path)
      const found = await report(changed)
      const named = found.checks.filter(({ result }) => result === 'fail').map((check) => check.item)
      return found.verdict === 'failed' && named.includes(item(path)) ? null : `${name}, ${path}: ${found.verdict}, named ${named.join(', ')}`
    },
  })
  return [
    each('file dropped', (path) => ({ changed: without(files, path), item: () => path })),
    each('file renamed', (path) => ({ changed: without(files, path).set(`${path}.old`, files.get(path)!), item: () => path })),
    each('file beside each', (path) => ({ changed: new Map(files).set(`${path}.copy`, files.get(path)!), item: () => `${path}.copy` })),
    each('file in another case', (path) => ({ changed: new Map(files).set(swapCase(path), files.get(path)!), item: () => [path, swapCase(path)].sort()[1]! })),
    {
      name: 'file twice in the zip',
      count: paths.length,
      short: 4,
      async trial(n) {
        const path = paths[n]!
        // The library writes no name twice: the second gets one of the same length, which is then made the same.
        const other = path.replace(/.$/, (last) => (last === '~' ? '_' : '~'))
        const twice = await zipOf(new Map(files).set(other, files.get(path)!))
        const bytes = Buffer.from(Buffer.from(twice).toString('latin1').replaceAll(`${BAG_NAME}/${other}`, `${BAG_NAME}/${path}`), 'latin1')
        const zip = new Uint8Array(bytes)
        // Even where the export key has signed that zip.
        return verdictOf(await zipReport(zip, signZip(zip)), null, `${path} twice`)
      },
    },
  ]
}

function entryKinds(files: Files, report: ReportOf): Kind[] {
  const lines = fromUtf8(files.get(ENTRIES)!).trimEnd().split('\n')
  const count = lines.length
  const put = (changed: readonly string[]) => new Map(files).set(ENTRIES, utf8(changed.map((line) => `${line}\n`).join('')))
  const kind = (name: string, total: number, change: (n: number) => string[] | null): Kind => ({
    name,
    count: total,
    short: Math.min(total, 16),
    async trial(n) {
      const changed = change(n)
      if (changed === null) return null
      const plain = verdictOf(await report(put(changed)), ENTRIES, `${name} ${n}`)
      if (plain !== null) return plain
      const { verdict, checks } = await report(resealed(put(changed)))
      return verdict === 'failed' && ENTRY.test(checks[0]?.item ?? '') ? null : `${name} ${n}, sealed: ${verdict}, ${checks[0]?.item}`
    },
  })
  return [
    kind('entry dropped', count, (n) => lines.toSpliced(n, 1)),
    kind('entry repeated', count, (n) => lines.toSpliced(n, 0, lines[n]!)),
    kind('entries swapped', count * count, (n) => {
      const [a, b] = [Math.floor(n / count), n % count]
      return a === b ? null : lines.with(a, lines[b]!).with(b, lines[a]!)
    }),
    kind('entries cut off', count, (n) => lines.slice(0, n)),
  ]
}

const KEY = 'keys/export.pem'
const ENTRIES = 'ledger/entries.jsonl'
const ENTRY = /^ledger\/entries\.jsonl(:\d+)?$/

/** What may be named for a change of a file that was signed over: itself, or what speaks of it. */
function nameOf(path: string): RegExp {
  // An entry that names another key: that key is missing, and named.
  if (path === ENTRIES) return /^(ledger\/entries\.jsonl(:\d+)?|keys\/actor-[0-9a-f]{16}\.pem)$/
  // Covered as a whole, by the statement of the export.
  if (path === 'data/report.pdf' || path === 'data/case.jsonld') return ENTRY
  // Another key in its place: what it should have signed doesn't hold.
  if (path === KEY) return /^(keys\/export\.pem|tagmanifest-sha256\.txt\.sig)$/
  return new RegExp(`^${path.replaceAll('.', '\\.')}$`)
}

const without = (files: Files, path: string): Files => new Map([...files].filter(([other]) => other !== path))

const swapCase = (path: string): string => path.replace(/[a-z](?=[^a-z]*$)/i, (letter) => (letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()))

const told = (first: First | null, item: string, what: string): string | null =>
  first === null ? `${what}: unnoticed` : first.item === item ? null : `${what}: ${first.item} is named (${first.check})`

/** `item` null: whichever. */
function verdictOf({ verdict, checks }: Report, item: string | null, what: string): string | null {
  if (verdict !== 'failed') return `${what}: ${verdict}`
  const [first] = checks
  return first?.result === 'fail' && (item === null || first.item === item) ? null : `${what}: ${first?.item} is named`
}
