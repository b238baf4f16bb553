import { createHash } from 'node:crypto'
import { BlobReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js'
import { WARCParser, type WARCRecord } from 'warcio'

/** A WACZ (1.1.1) read by programs of others: its files, and the records in them. */

export async function waczFiles(wacz: Uint8Array): Promise<Map<string, Buffer>> {
  const zip = new ZipReader(new BlobReader(new Blob([new Uint8Array(wacz)])))
  const found = new Map<string, Buffer>()
  for (const entry of await zip.getEntries()) if (!entry.directory) found.set(entry.filename, Buffer.from(await entry.getData(new Uint8ArrayWriter())))
  return found
}

export async function warcRecords(files: Map<string, Buffer>): Promise<{ record: WARCRecord; payload: Buffer }[]> {
  const parser = new WARCParser([files.get('archive/data.warc.gz') ?? Buffer.alloc(0)], { keepHeadersCase: true })
  const found: { record: WARCRecord; payload: Buffer }[] = []
  for await (const record of parser) found.push({ record, payload: Buffer.from(await record.readFully(false)) })
  return found
}

export const sha256 = (bytes: Uint8Array) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`

/** What doesn't hold: a file that the package describes otherwise or not at all, a digest, a payload. Empty: all does. */
export async function waczFaults(wacz: Uint8Array): Promise<string[]> {
  const files = await waczFiles(wacz)
  const faults: string[] = []
  const text = files.get('datapackage.json') ?? Buffer.alloc(0)
  const digest = JSON.parse(files.get('datapackage-digest.json')?.toString() ?? '{}') as { hash?: string }
  if (digest.hash !== sha256(text)) faults.push('datapackage-digest.json')
  const { resources } = JSON.parse(text.toString()) as { resources: { path: string; hash: string; bytes: number }[] }
  for (const { path, hash, bytes } of resources) {
    const file = files.get(path)
    if (!file || sha256(file) !== hash || file.length !== bytes) faults.push(path)
  }
  for (const path of files.keys()) if (!/^datapackage(-digest)?\.json$/.test(path) && !resources.some((each) => each.path === path)) faults.push(`${path}: not described`)
  const records = await warcRecords(files)
  if (records.length < 3) faults.push(`${records.length} records`)
  for (const { record, payload } of records) {
    if (record.warcType === 'response' && record.warcPayloadDigest !== sha256(payload)) faults.push(`payload of ${record.warcTargetURI}`)
  }
  return faults
}
