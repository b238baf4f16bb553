import { constants, type Stats } from 'node:fs'
import { chown, lstat, mkdir, open, readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { CDPSession, Protocol } from 'puppeteer-core'
import { z } from 'zod'

/** Most that is kept of a login, bytes of its files and cookies together. */
export const LOGIN_BYTES = 64 * 1024 * 1024
/** Most files that are kept of a login. */
export const LOGIN_FILES = 5000
/** Most that a packed login may be: the files, and for each its name twice with what a zip says about it. */
export const PACKED_LOGIN_BYTES = LOGIN_BYTES + LOGIN_FILES * 1024
const COOKIES = 5000
const NAME_LENGTH = 400

/** One database of LevelDB, in which both stores lie; its lock and its log of what it did aren't needed. */
const TABLE = String.raw`(?:\d{1,20}\.(?:log|ldb|sst)|MANIFEST-\d{1,20}|CURRENT)`
/**
 * All that is taken of a profile, and all that is put into one: what sites keep in `localStorage` and in IndexedDB.
 * Names with forward slashes, from the profile's folder. None can lead out of it.
 */
const ALLOWED = [
  new RegExp(`^Default/Local Storage/leveldb/${TABLE}$`),
  new RegExp(String.raw`^Default/IndexedDB/[\w.@^~\[\]-]{1,200}\.indexeddb\.leveldb/${TABLE}$`),
  /^Default\/IndexedDB\/[\w.@^~[\]-]{1,200}\.indexeddb\.blob\/[0-9a-f]{1,8}\/[0-9a-f]{1,8}\/[0-9a-f]{1,8}$/,
]
const STORES = ['Default/Local Storage/leveldb', 'Default/IndexedDB']
const DEPTH = 3
const COOKIE_FILE = 'cookies.json'

const isAllowed = (name: string): boolean => name.length <= NAME_LENGTH && ALLOWED.some((pattern) => pattern.test(name))

/** A cookie as the browser tells it and takes it again (Chrome DevTools Protocol, `Network.Cookie`); what else it tells is left out. */
const Cookie = z.object({
  name: z.string().max(8192),
  value: z.string().max(8192),
  domain: z.string().min(1).max(1000),
  path: z.string().max(8192),
  /** Seconds since 1970; -1: until the browser is closed. */
  expires: z.number(),
  httpOnly: z.boolean(),
  secure: z.boolean(),
  sameSite: z.enum(['Strict', 'Lax', 'None']).optional(),
  priority: z.enum(['Low', 'Medium', 'High']).optional(),
  sourceScheme: z.enum(['Unset', 'NonSecure', 'Secure']).optional(),
  sourcePort: z.int().optional(),
  partitionKey: z.strictObject({ topLevelSite: z.string().max(2000), hasCrossSiteAncestor: z.boolean() }).optional(),
})
const Cookies = z.array(Cookie).max(COOKIES)
export type KeptCookie = z.infer<typeof Cookie>

/** Why nothing is kept: more than is kept of a login, or something in the profile that isn't a plain file. */
export type NotPacked = 'too-large' | 'too-many' | 'unreadable'

class NotPackedError extends Error {
  readonly why: NotPacked

  constructor(why: NotPacked) {
    super(`a login was not packed: ${why}`)
    this.why = why
  }
}

/** Asked of the browser itself: no page is attached to. Those that it can't tell in full are left out. */
export async function readCookies(control: CDPSession): Promise<KeptCookie[]> {
  const { cookies } = await control.send('Storage.getCookies')
  return cookies.flatMap((cookie) => Cookie.safeParse(cookie).data ?? [])
}

/** One at a time: one that the browser doesn't take any more shouldn't cost the others. */
export async function setCookies(control: CDPSession, cookies: readonly KeptCookie[]): Promise<void> {
  await Promise.allSettled(
    cookies.map(({ expires, ...cookie }) => {
      const lasting = expires >= 0 ? { ...cookie, expires } : cookie
      return control.send('Storage.setCookies', { cookies: [lasting as Protocol.Network.CookieParam] })
    }),
  )
}

/**
 * Packs what is kept of a login: its cookies, and of the profile what the allow-list names. The browser must have ended.
 * What lies in the folder is hostile: links aren't followed, and only files that have no second name are read.
 *
 * @returns a zip (stored, not compressed), or why there is none
 */
export async function packLogin(profile: string, cookies: readonly KeptCookie[]): Promise<Uint8Array | NotPacked> {
  try {
    if (cookies.length > COOKIES) return 'too-many'
    const files = new Map<string, Uint8Array>([[COOKIE_FILE, Buffer.from(JSON.stringify(cookies))]])
    let bytes = files.get(COOKIE_FILE)?.length ?? 0
    for (const store of STORES) {
      for await (const name of filesBelow(profile, store, DEPTH)) {
        if (!isAllowed(name)) continue
        if (files.size > LOGIN_FILES) return 'too-many'
        const content = await readPlain(join(profile, name), LOGIN_BYTES - bytes)
        bytes += content.length
        files.set(name, content)
      }
    }
    if (bytes > LOGIN_BYTES) return 'too-large'
    return await zipped(files)
  } catch (error) {
    return error instanceof NotPackedError ? error.why : 'unreadable'
  }
}

/**
 * Puts a packed login into a fresh profile before its browser starts. Everything is checked before anything is written;
 * what is there already isn't overwritten.
 *
 * @returns the cookies, for {@link setCookies}; null where it isn't what {@link packLogin} made
 */
export async function unpackLogin(packed: Uint8Array, profile: string, owner: { uid: number; gid: number } | null): Promise<KeptCookie[] | null> {
  const files = await unzipped(packed).catch(() => null)
  const list = files?.get(COOKIE_FILE)
  if (!files || !list) return null
  const cookies = Cookies.safeParse(parsed(list))
  if (!cookies.success) return null
  files.delete(COOKIE_FILE)
  const own = async (path: string) => owner && chown(path, owner.uid, owner.gid)
  const made = new Set(['Default'])
  const folder = async (name: string): Promise<void> => {
    if (made.has(name)) return
    await folder(dirname(name))
    await mkdir(join(profile, name), { mode: 0o700 })
    await own(join(profile, name))
    made.add(name)
  }
  for (const [name, content] of files) {
    await folder(dirname(name))
    const file = await open(join(profile, name), 'wx', 0o600)
    try {
      await file.writeFile(content)
    } finally {
      await file.close()
    }
    await own(join(profile, name))
  }
  return cookies.data
}

async function* filesBelow(profile: string, folder: string, depth: number): AsyncGenerator<string> {
  // Each part of the way, so that no link in the middle of it is followed.
  const parts = folder.split('/')
  for (let length = 1; length <= parts.length; length += 1) {
    const found = await statOf(join(profile, ...parts.slice(0, length)))
    if (found === null) return
    if (!found.isDirectory()) throw new NotPackedError('unreadable')
  }
  for (const entry of await readdir(join(profile, folder), { withFileTypes: true })) {
    const name = `${folder}/${entry.name}`
    if (entry.isDirectory() && depth > 0) yield* filesBelow(profile, name, depth - 1)
    else if (!entry.isDirectory()) yield name
  }
}

async function statOf(path: string): Promise<Stats | null> {
  try {
    return await lstat(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

async function readPlain(path: string, room: number): Promise<Buffer> {
  const found = await lstat(path)
  if (!found.isFile()) throw new NotPackedError('unreadable')
  // Without waiting: what was a file a moment ago could be a pipe now.
  const file = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0))
  try {
    const { size, nlink, ino } = await file.stat()
    if (nlink !== 1 || ino !== found.ino) throw new NotPackedError('unreadable')
    if (size > room) throw new NotPackedError('too-large')
    const content = Buffer.alloc(size)
    const { bytesRead } = await file.read(content, 0, size, 0)
    if (bytesRead !== size) throw new NotPackedError('unreadable')
    return content
  } finally {
    await file.close()
  }
}

/** Loaded only where a login is kept. */
const zipLibrary = () => import('@zip.js/zip.js')

async function zipped(files: ReadonlyMap<string, Uint8Array>): Promise<Uint8Array> {
  const { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } = await zipLibrary()
  const zip = new ZipWriter(new Uint8ArrayWriter(), { level: 0, compressionMethod: 0, dataDescriptor: false, useWebWorkers: false, extendedTimestamp: false })
  for (const [name, content] of files) await zip.add(name, new Uint8ArrayReader(content))
  return zip.close()
}

/** Null for anything but stored files with names of the allow-list, each once, within the bounds. */
async function unzipped(packed: Uint8Array): Promise<Map<string, Uint8Array> | null> {
  if (packed.length > PACKED_LOGIN_BYTES) return null
  const { Uint8ArrayReader, Uint8ArrayWriter, ZipReader } = await zipLibrary()
  const zip = new ZipReader(new Uint8ArrayReader(packed), { strictness: 'strict', useWebWorkers: false, checkSignature: true })
  try {
    const entries = await zip.getEntries()
    if (entries.length > LOGIN_FILES + 1) return null
    const files = new Map<string, Uint8Array>()
    let room = LOGIN_BYTES
    for (const entry of entries) {
      const { filename, directory, encrypted, compressionMethod, uncompressedSize } = entry
      room -= uncompressedSize
      const isOurs = !directory && !encrypted && compressionMethod === 0 && room >= 0 && !files.has(filename)
      if (!isOurs || (filename !== COOKIE_FILE && !isAllowed(filename))) return null
      files.set(filename, await entry.getData(new Uint8ArrayWriter()))
    }
    return files
  } finally {
    await zip.close()
  }
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'))
  } catch {
    return null
  }
}
