import { describe, expect, it } from 'vitest'
import { AddressGuard, classifyAddress } from '../../electron/services/capture/addresses.ts'

describe('classes of addresses', () => {
  it.each([
    ['93.184.216.34', 'public'],
    ['2606:2800:220:1:248:1893:25c8:1946', 'public'],
    ['127.0.0.1', 'private'],
    ['127.255.1.2', 'private'],
    ['10.1.2.3', 'private'],
    ['172.16.0.1', 'private'],
    ['172.32.0.1', 'public'],
    ['192.168.1.1', 'private'],
    ['100.64.0.1', 'private'],
    ['::1', 'private'],
    ['[fd00::1]', 'private'],
    ['::ffff:127.0.0.1', 'private'],
    ['64:ff9b::7f00:1', 'private'],
    ['64:ff9b::5db8:d822', 'public'],
    ['169.254.169.254', 'forbidden'],
    ['fe80::1%eth0', 'forbidden'],
    ['::ffff:169.254.169.254', 'forbidden'],
    ['64:ff9b::a9fe:a9fe', 'forbidden'],
    ['224.0.0.1', 'forbidden'],
    ['ff02::1', 'forbidden'],
    ['0.0.0.0', 'forbidden'],
    ['::', 'forbidden'],
    ['255.255.255.255', 'forbidden'],
    ['240.0.0.1', 'forbidden'],
    ['not an address', 'forbidden'],
  ])('%s is %s', (address, expected) => {
    expect(classifyAddress(address)).toBe(expected)
  })
})

describe('the guard', () => {
  const names: Record<string, string[]> = {
    'open.test': ['93.184.216.34'],
    'mixed.test': ['93.184.216.34', '10.0.0.8'],
    'inside.test': ['192.168.4.4'],
    'cloud.test': ['169.254.169.254'],
  }
  const asked: string[] = []
  const guard = (allowPrivate: boolean) =>
    new AddressGuard(allowPrivate, {
      classify: classifyAddress,
      resolve: async (host) => {
        asked.push(host)
        return names[host] ?? Promise.reject(new Error('no such name'))
      },
    })
  const allowed = async (url: string, allowPrivate = false) => (await guard(allowPrivate).judgePage(url)).allowed

  it.each([
    'file:///etc/passwd',
    'data:text/html,x',
    'chrome://version',
    'javascript:alert(1)',
    'ftp://open.test/',
    'view-source:http://open.test/',
    'blob:http://open.test/1',
    'open.test/without/scheme',
    '',
  ])('never opens %s as a page', async (url) => {
    expect(await allowed(url)).toBe(false)
    expect(await allowed(url, true)).toBe(false)
  })

  it('lets public names through and private ones only when allowed', async () => {
    expect(await allowed('https://open.test/x')).toBe(true)
    expect(await allowed('https://inside.test/x')).toBe(false)
    expect(await guard(true).judgePage('https://inside.test/x')).toEqual({ allowed: true, private: true })
  })

  it('judges a name by its worst address', async () => {
    expect(await allowed('https://mixed.test/')).toBe(false)
  })

  it('refuses metadata services even when private addresses are allowed', async () => {
    expect(await allowed('http://169.254.169.254/latest/', true)).toBe(false)
    expect(await allowed('http://cloud.test/', true)).toBe(false)
  })

  it.each(['http://2130706433/', 'http://0x7f.1/', 'http://127.1/', 'http://[::ffff:7f00:1]/', 'http://localhost/', 'http://a.LOCALHOST./'])(
    'sees loopback behind %s',
    async (url) => {
      expect(await allowed(url)).toBe(false)
      expect(await allowed(url, true)).toBe(true)
    },
  )

  it('lets a name pass that leads nowhere', async () => {
    const own = guard(false)
    expect((await own.judgePage('https://unknown.test/')).allowed).toBe(true)
    expect(await own.addressesOf('unknown.test')).toEqual([])
  })

  it('lets a page have data and blobs of its own as resources', async () => {
    const own = guard(false)
    for (const url of ['data:image/png;base64,AA==', 'blob:https://open.test/1', 'about:blank']) {
      expect((await own.judgeResource(url)).allowed).toBe(true)
    }
    expect((await own.judgeResource('file:///etc/passwd')).allowed).toBe(false)
  })

  it('looks each name up once, and keeps to what it found', async () => {
    const own = guard(false)
    asked.length = 0
    await Promise.all([own.judgePage('https://open.test/1'), own.judgePage('https://OPEN.test./2'), own.addressesOf('open.test')])
    expect(asked).toEqual(['open.test'])
  })
})
