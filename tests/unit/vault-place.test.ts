import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { assertSafePlace, mountTypeOf, parseMacMounts, parseMountinfo, unsafePlace } from '../../electron/services/vault/place.ts'

const MOUNTINFO = `22 1 0:20 / / rw,relatime shared:1 - overlay overlay rw,lowerdir=/a
30 22 0:26 / /home rw,relatime shared:5 master:1 - ext4 /dev/sda2 rw
41 30 0:51 / /home/anna/Delad\\040mapp rw,relatime shared:9 - cifs //server/anna rw,vers=3.1.1
42 30 0:52 / /mnt/nfs rw - nfs4 server:/export rw
43 30 0:53 / /mnt/ssh rw - fuse.sshfs a@b:/ rw
44 30 0:54 / /mnt/host rw - 9p host rw
45 42 0:55 / /mnt/nfs/lokal rw - ext4 /dev/sdb1 rw
46 44 0:56 / /mnt/over rw - ext4 /dev/sdb1 rw
47 44 0:57 / /mnt/over rw - nfs server:/x rw
broken line
`

describe('places', () => {
  const mounts = parseMountinfo(MOUNTINFO)

  it.each([
    ['\\\\server\\share\\v', 'UNC'],
    ['//server/share/v', 'UNC'],
    ['\\\\?\\UNC\\server\\share', 'UNC'],
    ['\\\\.\\pipe\\x', 'UNC'],
    ['C:\\Users\\anna\\OneDrive\\v', 'OneDrive'],
    ['C:\\Users\\anna\\OneDrive - Kommunen AB\\v', 'OneDrive'],
    ['C:\\Users\\anna\\iCloudDrive\\v', 'iCloud'],
    ['/Users/anna/Library/Mobile Documents/com~apple~CloudDocs/v', 'iCloud'],
    ['/Users/anna/Library/CloudStorage/Box-Box/v', 'CloudStorage'],
    ['/home/anna/Dropbox (Kommun)/v', 'Dropbox'],
    ['/home/anna/dropbox/v', 'Dropbox'],
    ['/home/anna/Google Drive/v', 'Google Drive'],
    ['/home/anna/Nextcloud/v', 'Nextcloud'],
    ['/home/anna/Delad mapp/v', 'cifs'],
    ['/mnt/nfs/v', 'nfs4'],
    ['/mnt/ssh', 'fuse.sshfs'],
    ['/mnt/over/v', 'nfs'],
  ])('%s is refused as %s', (path, place) => {
    expect(unsafePlace(path, mounts)).toBe(place)
  })

  it.each([
    '/home/anna/Dokument/v.bevisvalv',
    'C:\\Users\\anna\\Documents\\v.bevisvalv',
    '\\\\?\\C:\\Users\\anna\\v',
    '/home/anna/Min dropboxlista/v',
    '/home/anna/Dropboxar/v',
    '/home/anna/onedriver/v',
    '/home/nextclouden/v',
    '/mnt/nfsv/x',
    '/mnt/host/v',
    '/mnt/nfs/lokal/v',
    '/tmp/v',
  ])('%s is taken', (path) => {
    expect(unsafePlace(path, mounts)).toBeNull()
  })

  it('finds the innermost mount', () => {
    expect(mountTypeOf('/home/anna', mounts)).toBe('ext4')
    expect(mountTypeOf('/', mounts)).toBe('overlay')
    expect(mountTypeOf('/x', [])).toBeNull()
  })

  it('reads what macOS lists', () => {
    const lines = [
      '/dev/disk3s1 on / (apfs, sealed, local)',
      '//anna@server/delat on /Volumes/delat mapp (smbfs, nodev)',
      'map auto_home on /System (autofs)',
    ]
    const mac = parseMacMounts(lines.join('\n'))
    expect(unsafePlace('/Volumes/delat mapp/v', mac)).toBe('smbfs')
    expect(unsafePlace('/Users/anna/v', mac)).toBeNull()
  })
})

describe('folders that a program copies elsewhere, under whatever name', () => {
  let base: string
  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), 'place-'))
  })
  afterEach(() => rmSync(base, { recursive: true, force: true }))

  const put = (name: string) => (name.endsWith('/') ? mkdirSync(join(base, name)) : writeFileSync(join(base, name), ''))
  const refused = (place: string): unknown => expect.objectContaining({ code: 'vault.unsafe-place', params: { place } })

  it.each([
    ['.dropbox', 'Dropbox'],
    ['.dropbox.cache/', 'Dropbox'],
    ['.sync_1a2b3c4d5e6f.db', 'Nextcloud'],
    ['._sync_1a2b3c4d5e6f.db', 'Nextcloud'],
    ['.owncloudsync.log', 'Nextcloud'],
    ['.nextcloudsync.log', 'Nextcloud'],
    ['.tmp.drivedownload/', 'Google Drive'],
    ['.tmp.driveupload/', 'Google Drive'],
    ['.stfolder/', 'Syncthing'],
  ])('%s tells of one, in it and below', (marker, place) => {
    put(marker)
    mkdirSync(join(base, 'Arbete'))
    for (const folder of ['v.bevisvalv', 'Arbete/v.bevisvalv', 'Arbete/ny/djup/v.bevisvalv']) {
      expect(() => assertSafePlace(join(base, folder)), folder).toThrow(refused(place))
    }
    expect(() => assertSafePlace(base)).toThrow(refused(place))
  })

  it('counts both ends of a link', () => {
    const outside = mkdtempSync(join(tmpdir(), 'place-outside-'))
    try {
      put('.stfolder/')
      symlinkSync(outside, join(base, 'ut'))
      symlinkSync(base, join(outside, 'in'))
      expect(() => assertSafePlace(join(base, 'ut', 'v'))).toThrow(refused('Syncthing'))
      expect(() => assertSafePlace(join(outside, 'in', 'v'))).toThrow(refused('Syncthing'))
      assertSafePlace(join(outside, 'v'))
    } finally {
      rmSync(outside, { recursive: true })
    }
  })

  it.each(['.dropbox/', '.sync_lista.db', 'desktop.ini', '.stfolder', 'sync_1a2b.db'])('%s tells of none', (name) => {
    put(name)
    assertSafePlace(join(base, 'v.bevisvalv'))
  })
})
