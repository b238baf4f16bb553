/** Records of a zip of stored files (PKWARE APPNOTE 6.3.10, 4.3), as Info-ZIP writes them on Unix. */

export interface ZipEntry {
  name: Uint8Array
  /** MS-DOS date and time. */
  time: number
  bytes: number
  crc32: number
  executable: boolean
  /** Of the local header. */
  offset: number
}

/** What a field of 32 bits can't hold, since all ones say that the value stands in a Zip64 record. */
export const NEEDS_ZIP64 = 0xffff_ffff
const MOST_ENTRIES = 0xffff
const ELSEWHERE = 0xffff_ffff

const FILE = 0o100644
const PROGRAM = 0o100755
const UNIX = 3 << 8
const STORED = 10
const ZIP64 = 45
/** The name is UTF-8. */
const UTF8 = 0x0800
const ZIP64_FIELD = 1

const LOCAL_BYTES = 30
const LOCAL_ZIP64_BYTES = 20

export const localHeaderBytes = ({ name, bytes }: Pick<ZipEntry, 'name' | 'bytes'>, limit: number): number =>
  LOCAL_BYTES + name.length + (bytes >= limit ? LOCAL_ZIP64_BYTES : 0)

export function localHeader(entry: ZipEntry, limit: number): Buffer {
  const { name, bytes } = entry
  const isLong = bytes >= limit
  const extra = isLong ? zip64Field([bytes, bytes]) : Buffer.alloc(0)
  const fixed = Buffer.alloc(LOCAL_BYTES)
  fixed.writeUInt32LE(0x04034b50, 0)
  common(entry, fixed, { at: 4, size: isLong ? ELSEWHERE : bytes, version: isLong ? ZIP64 : STORED, extra: extra.length })
  return Buffer.concat([fixed, name, extra])
}

export function centralHeader(entry: ZipEntry, limit: number): Buffer {
  const { name, bytes, offset, executable } = entry
  const [isLong, isFar] = [bytes >= limit, offset >= limit]
  const far = [...(isLong ? [bytes, bytes] : []), ...(isFar ? [offset] : [])]
  const extra = far.length > 0 ? zip64Field(far) : Buffer.alloc(0)
  const version = far.length > 0 ? ZIP64 : STORED
  const fixed = Buffer.alloc(46)
  fixed.writeUInt32LE(0x02014b50, 0)
  fixed.writeUInt16LE(UNIX, 4)
  common(entry, fixed, { at: 6, size: isLong ? ELSEWHERE : bytes, version, extra: extra.length })
  fixed.writeUInt32LE(((executable ? PROGRAM : FILE) << 16) >>> 0, 38)
  fixed.writeUInt32LE(isFar ? ELSEWHERE : offset, 42)
  return Buffer.concat([fixed, name, extra])
}

/** What both headers of a file say of it, from the version needed to unpack on. */
function common({ name, time, crc32 }: ZipEntry, into: Buffer, { at, size, version, extra }: { at: number; size: number; version: number; extra: number }): void {
  into.writeUInt16LE(version, at)
  into.writeUInt16LE(name.some((byte) => byte > 0x7f) ? UTF8 : 0, at + 2)
  into.writeUInt32LE(time, at + 6)
  into.writeUInt32LE(crc32, at + 10)
  into.writeUInt32LE(size, at + 14)
  into.writeUInt32LE(size, at + 18)
  into.writeUInt16LE(name.length, at + 22)
  into.writeUInt16LE(extra, at + 24)
}

function zip64Field(values: readonly number[]): Buffer {
  const field = Buffer.alloc(4 + 8 * values.length)
  field.writeUInt16LE(ZIP64_FIELD, 0)
  field.writeUInt16LE(8 * values.length, 2)
  values.forEach((value, index) => field.writeBigUInt64LE(BigInt(value), 4 + 8 * index))
  return field
}

/** What stands behind the directory, which has `bytes` and begins at `from`. */
export function directoryEnd({ entries, from, bytes }: { entries: number; from: number; bytes: number }, limit: number): Buffer {
  const isLong = entries >= MOST_ENTRIES || from >= limit || bytes >= limit
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(Math.min(entries, MOST_ENTRIES), 8)
  end.writeUInt16LE(Math.min(entries, MOST_ENTRIES), 10)
  end.writeUInt32LE(bytes >= limit ? ELSEWHERE : bytes, 12)
  end.writeUInt32LE(from >= limit ? ELSEWHERE : from, 16)
  if (!isLong) return end
  const long = Buffer.alloc(56)
  long.writeUInt32LE(0x06064b50, 0)
  long.writeBigUInt64LE(BigInt(long.length - 12), 4)
  long.writeUInt16LE(UNIX | ZIP64, 12)
  long.writeUInt16LE(ZIP64, 14)
  for (const at of [24, 32]) long.writeBigUInt64LE(BigInt(entries), at)
  long.writeBigUInt64LE(BigInt(bytes), 40)
  long.writeBigUInt64LE(BigInt(from), 48)
  const locator = Buffer.alloc(20)
  locator.writeUInt32LE(0x07064b50, 0)
  locator.writeBigUInt64LE(BigInt(from + bytes), 8)
  locator.writeUInt32LE(1, 16)
  return Buffer.concat([long, locator, end])
}
