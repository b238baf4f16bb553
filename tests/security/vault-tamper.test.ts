import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readHeader } from '../../electron/services/vault/index.ts'
import { addCase, addPerson, appendAndPublish, refusalOf } from '../support/vault-entries.ts'
import { openTestVault, passphraseBytes, type TestVault } from '../support/vault.ts'

let test: TestVault
beforeAll(() => {
  test = openTestVault()
  const { signer } = addPerson(test.vault)
  const chain = addCase(test.vault, 'Ett ärende med innehåll')
  for (let i = 0; i < 20; i += 1) appendAndPublish(test.vault, signer, chain)
  test.vault.close()
})
afterAll(() => test.dispose())

const attempt = (phrase?: string) => () => test.service.open(test.folder, passphraseBytes(phrase)).vault.close()

describe('the header', () => {
  const path = () => join(test.folder, 'header.json')

  it('with any byte changed is damaged, whether the passphrase is right or wrong', async () => {
    const whole = readFileSync(path())
    for (let at = 0; at < whole.length; at += 1) {
      const changed = Buffer.from(whole)
      changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8))
      writeFileSync(path(), changed)
      expect(await refusalOf(() => readHeader(test.folder)), `byte ${at}`).toBe('vault.header-damaged')
      if (at % 40 === 0) {
        expect(await refusalOf(attempt()), `byte ${at}`).toBe('vault.header-damaged')
        expect(await refusalOf(attempt('fel men lång nog'))).toBe('vault.header-damaged')
      }
    }
    writeFileSync(path(), whole)
    attempt()()
    expect(await refusalOf(attempt('fel men lång nog'))).toBe('vault.wrong-passphrase')
  })

  it('cut at any length is damaged', async () => {
    const whole = readFileSync(path())
    for (let length = 0; length < whole.length; length += 13) {
      writeFileSync(path(), whole.subarray(0, length))
      expect(await refusalOf(() => readHeader(test.folder)), `length ${length}`).toBe('vault.header-damaged')
    }
    writeFileSync(path(), whole)
  })

  it.each([
    ['empty', ''],
    ['not JSON', 'hej\n'],
    ['null', 'null\n'],
    ['a list', '[]\n'],
    ['not UTF-8', Buffer.from([0xff, 0xfe, 0x0a])],
    ['deep', `${'['.repeat(100_000)}\n`],
    ['huge', Buffer.alloc(2 * 1024 * 1024, 0x20)],
    ['another format', '{"format":"other","version":1}\n'],
    ['a prototype', '{"__proto__":{"format":"bevisvalv-vault"}}\n'],
  ])('that is %s is damaged', async (_, content) => {
    const whole = readFileSync(path())
    writeFileSync(path(), content)
    expect(await refusalOf(() => readHeader(test.folder))).toBe('vault.header-damaged')
    writeFileSync(path(), whole)
  })
})

describe('the database', () => {
  it('with a changed byte on any page is found, and never silently read', async () => {
    const path = join(test.folder, 'vault.db')
    const whole = readFileSync(path)
    const pages = whole.length / 4096
    const found: string[] = []
    for (let page = 0; page < pages; page += 1) {
      const changed = Buffer.from(whole)
      const at = page * 4096 + ((page * 997) % 4096)
      changed[at] = (changed[at] ?? 0) ^ 0x10
      writeFileSync(path, changed)
      for (const side of ['-wal', '-shm']) if (existsSync(path + side)) rmSync(path + side)
      try {
        const { vault } = test.service.open(test.folder, passphraseBytes())
        // Opened: the page wasn't needed for that. The full check has to come upon it.
        found.push(await refusalOf(() => {
          if (vault.integrity().length > 0) throw Object.assign(new Error('complaint'), { name: 'Refusal' })
        }).catch(() => `page ${page} passed`))
        vault.close()
      } catch (error) {
        found.push((error as Error).message)
      }
    }
    writeFileSync(path, whole)
    expect(found.filter((result) => !['vault.database-damaged', 'complaint'].includes(result))).toEqual([])
    expect(found).toHaveLength(pages)
    attempt()()
  })
})

describe('a vault copied in parts', () => {
  it('isn\'t opened with the database or the header of another', async () => {
    const other = openTestVault()
    other.vault.close()
    const folder = mkdtempSync(join(tmpdir(), 'bevisvalv-mix-'))
    writeFileSync(join(folder, 'header.json'), readFileSync(join(test.folder, 'header.json')))
    writeFileSync(join(folder, 'vault.db'), readFileSync(join(other.folder, 'vault.db')))
    expect(await refusalOf(() => test.service.open(folder, passphraseBytes()))).toBe('vault.database-damaged')
    rmSync(folder, { recursive: true })
    other.dispose()
  })
})
