import { Refusal } from '../../../../shared/contract/index.ts'
import { readCsv } from './csv.ts'
import { MAX_FILE, type Table } from './table.ts'
import { readXlsx } from './xlsx.ts'

/** Begins Excel's format until 2003, and whatever Office encrypts (MS-CFB, MS-OFFCRYPTO). */
const COMPOUND = Buffer.from('d0cf11e0a1b11ae1', 'hex')
const ENCRYPTED = Buffer.from('EncryptedPackage', 'utf16le')
const ZIP = Buffer.from('PK\x03\x04', 'latin1')

/**
 * Reads a list out of hostile bytes; what kind it is they say themselves, `name` only stands in refusals. Meant for a process
 * without keys. Throws nothing but `table.empty`, `table.too-large` (more than 32 MiB, or 128 MiB unpacked), `table.old-format`,
 * `table.protected` and, for all else that can't be read, `table.unreadable`.
 */
export async function readTable(bytes: Uint8Array, name: string): Promise<Table> {
  try {
    if (bytes.length === 0) throw new Refusal('table.empty', { name })
    if (bytes.length > MAX_FILE) throw new Refusal('table.too-large', { name })
    const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    const begins = (mark: Buffer) => content.subarray(0, mark.length).equals(mark)
    if (begins(COMPOUND)) throw new Refusal(content.includes(ENCRYPTED) ? 'table.protected' : 'table.old-format', { name })
    return begins(ZIP) ? await readXlsx(bytes, name) : readCsv(bytes, name)
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal('table.unreadable', { name }, error)
  }
}
