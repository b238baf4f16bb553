import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findCanaries } from '../support/canaries.ts'

const secret = 'Åsa Vindträ skrev: kanariefågel 4711'

function zipped(text: string): Buffer {
  const header = Buffer.alloc(30)
  header.write('PK\x03\x04', 'latin1')
  header.writeUInt16LE(8, 8)
  header.writeUInt16LE(1, 26)
  return Buffer.concat([header, Buffer.from('a'), deflateRawSync(text)])
}

const FORMS: readonly (readonly [string, Buffer])[] = [
  ['utf-8', Buffer.from(`before ${secret} after`)],
  ['utf-16le', Buffer.from(`before ${secret} after`, 'utf16le')],
  ['utf-16be', Buffer.from(`before ${secret} after`, 'utf16le').swap16()],
  ['hex', Buffer.from(Buffer.from(secret).toString('hex'))],
  ['base64', Buffer.from(Buffer.from(secret).toString('base64'))],
  ['base64', Buffer.from(Buffer.from(`x${secret}yz`).toString('base64'))],
  ['base64', Buffer.from(Buffer.from(`xy${secret}z`).toString('base64'))],
  ['percent-encoded', Buffer.from(`https://a.invalid/?q=${encodeURIComponent(secret)}`)],
  ['compressed, utf-8', gzipSync(`<p>${secret}</p>`)],
  ['compressed, utf-8', deflateSync(`<p>${secret}</p>`)],
  ['compressed, utf-8', brotliCompressSync(`<p>${secret}</p>`)],
  ['compressed, utf-8', zipped(`<p>${secret}</p>`)],
]

describe('the leak scan', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bevisvalv-canary-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it.each(FORMS)('finds a text as %s', async (how, data) => {
    mkdirSync(join(folder, 'deep/er'), { recursive: true })
    const path = join(folder, 'deep/er/file.bin')
    writeFileSync(path, data)
    expect(await findCanaries([folder], [secret])).toContainEqual({ canary: secret, path, how })
  })

  it('finds a text that lies across two reads of a large file', async () => {
    const data = Buffer.alloc(12 << 20, 7)
    data.write(secret, (4 << 20) - 9)
    writeFileSync(join(folder, 'large'), data)
    expect(await findCanaries([folder], [secret])).toHaveLength(1)
  })

  it('finds a text in a name', async () => {
    writeFileSync(join(folder, 'kanariefågel-i-namnet'), '')
    const leaks = await findCanaries([folder], ['kanariefågel-i-namnet'])
    expect(leaks.map((leak) => leak.how)).toContain('utf-8')
  })

  it('finds nothing where there is nothing, and says which text it found', async () => {
    writeFileSync(join(folder, 'a'), 'nothing of interest, and a canary number two')
    expect(await findCanaries([folder], [secret])).toEqual([])
    const leaks = await findCanaries([folder], [secret, 'canary number two'])
    expect(leaks.map((leak) => leak.canary)).toEqual(['canary number two'])
  })

  it('refuses texts that would be found by chance', async () => {
    await expect(findCanaries([folder], ['kort'])).rejects.toThrow(/too short/)
  })
})
