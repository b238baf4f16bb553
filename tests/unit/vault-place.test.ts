import { describe, expect, it } from 'vitest'
import { mountTypeOf, parseMacMounts, parseMountinfo, unsafePlace } from '../../electron/services/vault/place.ts'

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
