import { execFileSync } from 'node:child_process'
import { chownSync, existsSync, linkSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { tmpdir } from 'node:os'
import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader, ZipWriter } from '@zip.js/zip.js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type KeptCookie, LOGIN_BYTES, LOGIN_FILES, packLogin, unpackLogin } from '../../electron/services/browser/index.ts'

/** What is taken of a browser's profile, and what is put into one. */

const LOCAL = 'Default/Local Storage/leveldb'
const INDEXED = 'Default/IndexedDB/https_forum.example_0.indexeddb'
const COOKIE: KeptCookie = { name: 'sess', value: 'KAKA', domain: 'forum.example', path: '/', expires: -1, httpOnly: true, secure: true }
const GOOD: Record<string, string> = {
  [`${LOCAL}/000003.log`]: 'local',
  [`${LOCAL}/CURRENT`]: 'MANIFEST-000001',
  [`${INDEXED}.leveldb/000005.ldb`]: 'indexed',
  [`${INDEXED}.leveldb/MANIFEST-000001`]: 'manifest',
  [`${INDEXED}.blob/1/00/2a`]: 'blob',
}
const LEFT = ['Login Data', 'Web Data', 'History', 'Cookies', 'Preferences', 'Sessions/Tabs_1', 'Session Storage/000003.log', 'Cache/Cache_Data/index', 'Local Storage/leveldb/LOCK', 'Local Storage/leveldb/LOG', 'Local Storage/leveldb/000003.log.bak']

let base: string
let profile: string
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'bevisvalv-keep-'))
  profile = join(base, 'profile')
  mkdirSync(join(profile, 'Default'), { recursive: true })
})
afterEach(() => rmSync(base, { recursive: true }))

function put(name: string, content = 'x'): string {
  const path = join(profile, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
  return path
}
async function zip(files: [string, string][], level = 0): Promise<Uint8Array> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { level, useWebWorkers: false })
  for (const [name, content] of files) await writer.add(name, new Uint8ArrayReader(Buffer.from(content)))
  return writer.close()
}
async function packed(cookies = [COOKIE]): Promise<Uint8Array> {
  const login = await packLogin(profile, cookies)
  if (typeof login === 'string') throw new Error(login)
  return login
}
function linkStore(): void {
  const elsewhere = join(base, 'elsewhere')
  mkdirSync(join(elsewhere, 'leveldb'), { recursive: true })
  writeFileSync(join(elsewhere, 'leveldb', '000009.log'), 'x')
  symlinkSync(elsewhere, join(profile, 'Default', 'Local Storage'))
}
const names = async (login: Uint8Array) => (await new ZipReader(new Uint8ArrayReader(login), { useWebWorkers: false }).getEntries()).map(({ filename }) => filename).sort()
const below = (folder: string) => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => !entry.isDirectory())

describe('what is taken of a profile', () => {
  it('is what sites keep, and nothing else of it', async () => {
    for (const [name, content] of Object.entries(GOOD)) put(name, content)
    for (const name of LEFT) put(`Default/${name}`, 'LEFT-OUT')
    const login = await packed()
    expect(await names(login)).toEqual(['cookies.json', ...Object.keys(GOOD)].sort())
    expect(Buffer.from(login).includes('LEFT-OUT')).toBe(false)
  })

  it('may be cookies alone', async () => {
    expect(await names(await packed())).toEqual(['cookies.json'])
  })

  it.each([
    ['a link to a file', () => symlinkSync('/etc/passwd', put(`${LOCAL}/x`).replace(/x$/, '000009.log'))],
    ['a link to a folder', () => symlinkSync('/etc', join(profile, 'Default', 'IndexedDB'))],
    ['a link in the middle', () => linkStore()],
    ['a file with a second name', () => linkSync(put('secret'), put(`${LOCAL}/x`).replace(/x$/, '000009.log'))],
    ['a pipe', () => execFileSync('mkfifo', [put(`${LOCAL}/x`).replace(/x$/, '000009.log')])],
  ])('is nothing where there is %s', async (_what, make) => {
    make()
    expect(await packLogin(profile, [COOKIE])).toBe('unreadable')
  })

  it('is nothing where there is too much of it', async () => {
    truncateSync(put(`${LOCAL}/000001.log`), LOGIN_BYTES)
    expect(await packLogin(profile, [COOKIE])).toBe('too-large')
    truncateSync(put(`${LOCAL}/000001.log`), LOGIN_BYTES - 4096)
    expect(typeof (await packLogin(profile, [COOKIE]))).toBe('object')
    truncateSync(join(profile, LOCAL, '000001.log'), 0)
    for (let n = 2; n <= LOGIN_FILES; n += 1) put(`${LOCAL}/${n}.ldb`, '')
    expect(typeof (await packLogin(profile, [COOKIE]))).toBe('object')
    put(`${LOCAL}/CURRENT`)
    expect(await packLogin(profile, [COOKIE])).toBe('too-many')
    expect(await packLogin(base, Array.from({ length: 5001 }, () => COOKIE))).toBe('too-many')
  })
})

describe('what is put into a fresh profile', () => {
  it('is what was taken, for its owner alone', async () => {
    for (const [name, content] of Object.entries(GOOD)) put(name, content)
    const login = await packed()
    const fresh = join(base, 'fresh')
    mkdirSync(join(fresh, 'Default'), { recursive: true, mode: 0o700 })
    const owner = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : null
    if (owner) chownSync(join(fresh, 'Default'), owner.uid, owner.gid)
    expect(await unpackLogin(login, fresh, owner)).toEqual([COOKIE])
    for (const [name, content] of Object.entries(GOOD)) expect(readFileSync(join(fresh, name), 'utf8')).toBe(content)
    for (const entry of readdirSync(fresh, { recursive: true, withFileTypes: true })) {
      const { mode, uid } = lstatSync(join(entry.parentPath, entry.name))
      if (entry.name !== 'Default') expect([entry.name, mode & 0o777]).toEqual([entry.name, entry.isDirectory() ? 0o700 : 0o600])
      expect(uid).toBe(owner?.uid ?? process.getuid?.())
    }
  })

  const cookies: [string, string] = ['cookies.json', JSON.stringify([COOKIE])]
  it.each<[string, [string, string][], number?]>([
    ['a name that leads out', [cookies, [`${LOCAL}/../../../../out.log`, 'x']]],
    ['an absolute name', [cookies, ['/tmp/000001.log', 'x']]],
    ['a backslash', [cookies, [`Default\\Local Storage\\leveldb\\000001.log`, 'x']]],
    ['a file that is never taken', [cookies, ['Default/Preferences', '{}']]],
    ['a script', [cookies, [`${LOCAL}/000001.js`, 'x']]],
    ['a folder', [cookies, [`${LOCAL}/`, '']]],
    ['packed content', [cookies, [`${LOCAL}/000001.log`, 'x'.repeat(5000)]], 6],
    ['no cookies', [[`${LOCAL}/000001.log`, 'x']]],
    ['cookies that are none', [['cookies.json', '[{"name":1}]']]],
    ['cookies that are no JSON', [['cookies.json', '[']]],
  ])('is nothing where there is %s', async (_what, files, level) => {
    expect(await unpackLogin(await zip(files, level), profile, null)).toBe(null)
    expect(below(base)).toEqual([])
    expect(existsSync('/tmp/000001.log')).toBe(false)
  })

  it('is nothing where it was cut short or changed', async () => {
    put(`${LOCAL}/000001.log`, 'CONTENT'.repeat(100))
    const login = await packed()
    rmSync(join(profile, 'Default', 'Local Storage'), { recursive: true })
    for (let length = 0; length < login.length; length += 7) expect(await unpackLogin(login.subarray(0, length), profile, null)).toBe(null)
    const changed = Buffer.from(login)
    changed[changed.indexOf('CONTENT') + 3] = 0
    expect(await unpackLogin(changed, profile, null)).toBe(null)
    expect(below(base)).toEqual([])
  })
})
