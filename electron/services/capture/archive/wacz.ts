import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { ZipWriter } from '@zip.js/zip.js'

export interface WaczPage {
  url: string
  title: string
  at: Date
  /** Readable, for a search within the replay. */
  text: string
}

export interface WaczParts {
  records: readonly Buffer[]
  index: string
  page: WaczPage
  software: string
  createdAt: Date
}

/** A file of the package. */
interface Part {
  path: string
  pieces: readonly Uint8Array[]
}

/**
 * Packs a WACZ 1.1.1 (Web Archive Collection Zipped): the records, an index into them, the page, and a list of all with
 * their hashes. Stored, not packed again, because replay programs read single records out of the middle.
 */
export async function* packWacz({ records, index, page, software, createdAt }: WaczParts): AsyncGenerator<Uint8Array> {
  const files: Part[] = [
    { path: 'archive/data.warc.gz', pieces: records },
    { path: 'indexes/index.cdx', pieces: [Buffer.from(index)] },
    { path: 'pages/pages.jsonl', pieces: [Buffer.from(pagesJsonl(page))] },
  ]
  const description = Buffer.from(`${JSON.stringify(dataPackage(files, page, software, createdAt), null, 2)}\n`)
  const digest = { path: 'datapackage.json', hash: `sha256:${sha256([description])}` }
  files.push({ path: 'datapackage.json', pieces: [description] })
  files.push({ path: 'datapackage-digest.json', pieces: [Buffer.from(`${JSON.stringify(digest, null, 2)}\n`)] })

  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
  const writing = zipAll(files, writable, createdAt)
  writing.catch(() => undefined)
  for await (const chunk of readable) yield chunk
  await writing
}

async function zipAll(files: readonly Part[], writable: WritableStream<Uint8Array>, at: Date): Promise<void> {
  const zip = new ZipWriter(writable, {
    level: 0,
    compressionMethod: 0,
    passThrough: true,
    dataDescriptor: false,
    keepOrder: true,
    useWebWorkers: false,
    extendedTimestamp: false,
    rawLastModDate: dosTime(at),
  })
  for (const { path, pieces } of files) {
    const size = pieces.reduce((sum, piece) => sum + piece.length, 0)
    const signature = pieces.reduce((crc, piece) => crc32(piece, crc), 0)
    await zip.add(path, { readable: asStream(pieces), size }, { uncompressedSize: size, crc32: signature })
  }
  await zip.close()
}

function pagesJsonl({ url, title, at, text }: WaczPage): string {
  const head = { format: 'json-pages-1.0', id: 'pages', title: 'Pages', hasText: true }
  const page = { id: 'page-1', url, ts: at.toISOString(), title: title.toWellFormed(), text: text.toWellFormed() }
  return `${JSON.stringify(head)}\n${JSON.stringify(page)}\n`
}

function dataPackage(files: readonly Part[], page: WaczPage, software: string, createdAt: Date): object {
  return {
    profile: 'data-package',
    wacz_version: '1.1.1',
    title: page.title.toWellFormed(),
    software,
    created: createdAt.toISOString(),
    mainPageUrl: page.url,
    mainPageDate: page.at.toISOString(),
    resources: files.map(({ path, pieces }) => ({
      name: path.split('/').at(-1),
      path,
      hash: `sha256:${sha256(pieces)}`,
      bytes: pieces.reduce((sum, piece) => sum + piece.length, 0),
    })),
  }
}

function sha256(pieces: readonly Uint8Array[]): string {
  const hash = createHash('sha256')
  for (const piece of pieces) hash.update(piece)
  return hash.digest('hex')
}

function asStream(pieces: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  const left = pieces.values()
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      for (const piece of left) if (piece.length > 0) return controller.enqueue(piece)
      controller.close()
    },
  })
}

/** UTC in the form of MS-DOS, so that the machine's time zone doesn't show. */
function dosTime(at: Date): number {
  const date = ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate()
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1)
  return ((date << 16) | time) >>> 0
}
