import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync, realpathSync, type Dirent } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { Refusal } from '../../../shared/contract/index.ts'

/** File systems on which a lock or an fsync on one machine means nothing on another. */
const NETWORK_TYPES = new Set([
  'afpfs',
  'cifs',
  'davfs',
  'fuse.davfs2',
  'fuse.google-drive-ocamlfuse',
  'fuse.gvfsd-fuse',
  'fuse.rclone',
  'fuse.sshfs',
  'nfs',
  'nfs4',
  'smb3',
  'smbfs',
  'webdav',
])

/** Whole path segments under which a program copies files to a server while the vault is writing them. */
const SYNC_SEGMENTS: [RegExp, string][] = [
  [/^onedrive([ _.-].*)?$/i, 'OneDrive'],
  [/^(icloud ?drive|mobile documents)$/i, 'iCloud'],
  [/^dropbox([ _.(-].*)?$/i, 'Dropbox'],
  [/^google ?drive([ _.(-].*)?$/i, 'Google Drive'],
  [/^nextcloud\d*$/i, 'Nextcloud'],
  // Where macOS puts what its file providers mirror, whatever the service is called.
  [/^cloudstorage$/i, 'CloudStorage'],
]

/**
 * What such programs leave in the folder that they copy, whatever it is called. Only what is found nowhere else:
 * OneDrive and iCloud leave nothing of the kind and are known by their paths. `.dropbox` is a file there; the folder of
 * that name in a home holds the program's own settings and says nothing.
 */
const SYNC_MARKERS: { name: RegExp; kind: 'file' | 'folder'; service: string }[] = [
  { name: /^\.dropbox$/, kind: 'file', service: 'Dropbox' },
  { name: /^\.dropbox\.cache$/, kind: 'folder', service: 'Dropbox' },
  { name: /^\._?sync_[0-9a-f]+\.db$/, kind: 'file', service: 'Nextcloud' },
  { name: /^\.(owncloud|nextcloud)sync\.log$/, kind: 'file', service: 'Nextcloud' },
  { name: /^\.tmp\.drive(download|upload)$/, kind: 'folder', service: 'Google Drive' },
  { name: /^\.stfolder$/, kind: 'folder', service: 'Syncthing' },
]

export interface Mount {
  point: string
  type: string
}

/** Linux, `proc_pid_mountinfo(5)`: the mount point is the fifth field, the type the first one after the lone hyphen. */
export function parseMountinfo(text: string): Mount[] {
  return text.split('\n').flatMap((line) => {
    const fields = line.split(' ')
    const separator = fields.indexOf('-')
    const point = fields[4]
    const type = fields[separator + 1]
    if (separator === -1 || point === undefined || type === undefined) return []
    const plain = point.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)))
    return [{ point: plain, type }]
  })
}

/** macOS, `/sbin/mount`: `server on /Volumes/share (smbfs, nodev, …)`. */
export function parseMacMounts(text: string): Mount[] {
  return text.split('\n').flatMap((line) => {
    const match = / on (\/.*) \(([a-z0-9]+)[,)]/.exec(line)
    return match ? [{ point: match[1] ?? '', type: match[2] ?? '' }] : []
  })
}

/** Type of the mount that holds `path`; of two at the same point the later one lies on top. */
export function mountTypeOf(path: string, mounts: readonly Mount[]): string | null {
  let best: Mount | null = null
  for (const mount of mounts) {
    const inside = path === mount.point || path.startsWith(mount.point.endsWith('/') ? mount.point : `${mount.point}/`)
    if (inside && mount.point.length >= (best?.point.length ?? 0)) best = mount
  }
  return best?.type ?? null
}

/** Why nothing may be written at `path`, or null. Pure: judges the text of a path and a list of mounts. */
export function unsafePlace(path: string, mounts: readonly Mount[]): string | null {
  // `\\?\C:\…` is Windows' long form of a local path; every other start with two separators is a server or a device.
  if (/^[\\/]{2}/.test(path) && !/^\\\\\?\\[a-z]:\\/i.test(path)) return 'UNC'
  for (const segment of path.split(/[\\/]/)) {
    const service = SYNC_SEGMENTS.find(([pattern]) => pattern.test(segment))
    if (service) return service[1]
  }
  const type = mountTypeOf(path, mounts)
  return type !== null && NETWORK_TYPES.has(type.toLowerCase()) ? type : null
}

function systemMounts(): Mount[] {
  try {
    if (process.platform === 'linux') return parseMountinfo(readFileSync('/proc/self/mountinfo', 'utf8'))
    if (process.platform === 'darwin') {
      return parseMacMounts(execFileSync('/sbin/mount', { encoding: 'utf8', timeout: 5000 }))
    }
  } catch {
    // A hardened machine may hide its mounts; the path itself is still judged.
  }
  return []
}

/**
 * Where links lead: on Windows a mapped drive resolves to its `\\server\share` here. The folder itself may not exist
 * yet, so the nearest ancestor that does is resolved.
 */
function realPlace(folder: string): string {
  let existing = resolve(folder)
  while (!existsSync(existing) && dirname(existing) !== existing) existing = dirname(existing)
  return realpathSync.native(existing) + resolve(folder).slice(existing.length)
}

/** Whose folder it lies in, judging by what lies there and in the folders around it, or null. A link's two ends both count. */
function markedPlace(folder: string): string | null {
  for (const start of new Set([resolve(folder), realPlace(folder)])) {
    for (let place = start; ; place = dirname(place)) {
      const entries = entriesOf(place)
      const marker = SYNC_MARKERS.find(({ name, kind }) => entries.some((entry) => name.test(entry.name) && isOf(kind, entry)))
      if (marker !== undefined) return marker.service
      if (dirname(place) === place) break
    }
  }
  return null
}

const isOf = (kind: 'file' | 'folder', entry: Dirent): boolean => (kind === 'file' ? entry.isFile() : entry.isDirectory())

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    // Not there yet, or not ours to list: the folders around it are still judged.
    return []
  }
}

/** Refuses `vault.unsafe-place` for servers, mapped drives, network mounts and folders that a service synchronises. */
export function assertSafePlace(folder: string): void {
  const mounts = systemMounts()
  const place = unsafePlace(folder, mounts) ?? unsafePlace(realPlace(folder), mounts) ?? markedPlace(folder)
  if (place !== null) throw new Refusal('vault.unsafe-place', { place })
}
