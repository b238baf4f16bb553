import Database from 'better-sqlite3'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createVaultService, readHeader } from '../../electron/services/vault/index.ts'
import { generateSigner, newId } from '../../electron/services/crypto/index.ts'
import { writeHeader } from '../../electron/services/vault/header.ts'
import { createKeyring, trySlot } from '../../electron/services/vault/keyring.ts'
import { canonicalJson, sha256Hex, utf8, vkey } from '../../shared/encoding/index.ts'
import { addCase, refusalOf } from '../support/vault-entries.ts'
import { TEST_COST, openTestVault, passphraseBytes, testVaultService, type TestVault } from '../support/vault.ts'

const CHILD = fileURLToPath(new URL('../support/vault-child.ts', import.meta.url))

let test: TestVault
beforeEach(() => {
  test = openTestVault()
})
afterEach(() => test.dispose())

const open = (passphrase?: string) => test.service.open(test.folder, passphraseBytes(passphrase))

describe('a vault', () => {
  it('is created, closed and opened again with what was written', () => {
    const { id, origin } = test.vault
    const fingerprint = Buffer.from(test.vault.logKey.publicKey).toString('hex')
    const chain = addCase(test.vault, 'Ärende ett')
    const vault = test.reopen()
    expect(vault.id).toBe(id)
    expect(vault.origin).toBe(origin)
    expect(origin).toBe(`bevisvalv.invalid/${id}`)
    expect(vault.name).toBe('Provvalv')
    expect(vault.cases.get(chain)?.title).toBe('Ärende ett')
    expect(Buffer.from(vault.logKey.publicKey).toString('hex')).toBe(fingerprint)
    expect(vault.notes).toEqual([])
    expect(vault.integrity()).toEqual([])
  })

  it('tells whose passphrase opened it', () => {
    const second = newId('p')
    test.vault.admitOfficer(second, passphraseBytes('en annan lång fras'), () => undefined)
    test.vault.close()
    const opened = open('en annan lång fras')
    expect(opened.officer).toBe(second)
    opened.vault.close()
    const first = open()
    expect(first.officer).toBe(test.officer)
    first.vault.close()
  })

  it('exchanges one slot and leaves the others', async () => {
    const second = newId('p')
    test.vault.admitOfficer(second, passphraseBytes('en annan lång fras'), () => undefined)
    test.vault.changeSlot(test.officer, passphraseBytes('helt ny lång fras'))
    test.vault.close()
    expect(await refusalOf(() => open())).toBe('vault.wrong-passphrase')
    for (const [phrase, officer] of [['helt ny lång fras', test.officer], ['en annan lång fras', second]] as const) {
      const opened = open(phrase)
      expect(opened.officer).toBe(officer)
      opened.vault.close()
    }
  })

  it('keeps folders and files to their owner', () => {
    for (const path of readdirSync(test.folder, { recursive: true, encoding: 'utf8' })) {
      const stat = statSync(join(test.folder, path))
      expect(stat.mode & 0o077, path).toBe(0)
    }
  })

  it('has no name in its header', () => {
    expect(readFileSync(join(test.folder, 'header.json'), 'utf8')).not.toContain('Provvalv')
  })

  it('remembers in the database that the words were typed back', () => {
    expect(test.vault.recoveryUnconfirmed()).toBe(true)
    expect(() => test.vault.confirmRecovery(test.recovery.toReversed())).toThrow('vault.recovery-wrong')
    expect(test.vault.recoveryUnconfirmed()).toBe(true)
    test.vault.confirmRecovery(test.recovery)
    expect(test.reopen().recoveryUnconfirmed()).toBe(false)
  })

  it('leaves nothing half made behind when it can\'t be created', async () => {
    const before = readdirSync(test.base)
    const folder = join(test.base, 'ny.bevisvalv')
    const creation = { folder, name: 'x', officer: newId('p'), passphrase: passphraseBytes('kort') }
    expect(await refusalOf(() => test.service.create(creation))).toBe('passphrase.too-short')
    const weak = createVaultService({ cost: TEST_COST })
    expect(() => weak.create({ ...creation, passphrase: passphraseBytes() })).toThrow(RangeError)
    expect(readdirSync(test.base)).toEqual(before)
  })
})

describe('recovery', () => {
  it('opens with the 24 words and gives the officer a new slot', async () => {
    expect(test.recovery).toHaveLength(24)
    test.vault.close()
    const { vault, officer } = test.service.recover(test.folder, test.recovery, passphraseBytes('ny efter förlusten'))
    expect(officer).toBe(test.officer)
    vault.close()
    expect(await refusalOf(() => open())).toBe('vault.wrong-passphrase')
    open('ny efter förlusten').vault.close()
  })

  it('refuses other words, mistyped words and a short passphrase', async () => {
    test.vault.close()
    const recover = (words: string[], phrase = 'ny efter förlusten') =>
      refusalOf(() => test.service.recover(test.folder, words, passphraseBytes(phrase)))
    const swapped = test.recovery.toSpliced(0, 2, test.recovery[1] ?? '', test.recovery[0] ?? '')
    expect(await recover(swapped)).toBe('vault.recovery-wrong')
    expect(await recover(test.recovery.toSpliced(3, 1, 'hemligt'))).toBe('vault.recovery-wrong')
    expect(await recover(test.recovery.slice(0, 12))).toBe('vault.recovery-wrong')
    const others = openTestVault()
    expect(await recover(others.recovery)).toBe('vault.recovery-wrong')
    others.dispose()
    expect(await recover(test.recovery, 'kort')).toBe('passphrase.too-short')
    open().vault.close()
  })
})

describe('refusals', () => {
  it('exists, not found, wrong passphrase', async () => {
    const creation = { name: 'x', officer: newId('p'), passphrase: passphraseBytes() }
    expect(await refusalOf(() => test.service.create({ ...creation, folder: test.folder }))).toBe('vault.exists')
    const missing = join(test.base, 'ingen')
    expect(await refusalOf(() => test.service.open(missing, passphraseBytes()))).toBe('vault.not-found')
    mkdirSync(join(test.base, 'tom'))
    expect(await refusalOf(() => test.service.open(join(test.base, 'tom'), passphraseBytes()))).toBe('vault.not-found')
    expect(readdirSync(join(test.base, 'tom'))).toEqual([])
    test.vault.close()
    expect(await refusalOf(() => open('fel men lång nog'))).toBe('vault.wrong-passphrase')
    open().vault.close()
  })

  it('locked by the same process and by another', async () => {
    expect(await refusalOf(() => open())).toBe('vault.locked-by-other')
    test.vault.close()
    const child = spawn(process.execPath, [CHILD, 'hold', test.folder], { stdio: ['ignore', 'pipe', 'inherit'] })
    const lines = createInterface({ input: child.stdout })
    expect((await once(lines, 'line'))[0]).toBe('open')
    expect(await refusalOf(() => open())).toBe('vault.locked-by-other')
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
    open().vault.close()
  })

  it('another process is told while this one holds it', async () => {
    const child = spawn(process.execPath, [CHILD, 'hold', test.folder], { stdio: ['ignore', 'pipe', 'inherit'] })
    expect((await once(createInterface({ input: child.stdout }), 'line'))[0]).toBe('vault.locked-by-other')
  })

  it('sync folders and links into them', async () => {
    const sync = join(test.base, 'OneDrive - Kommunen')
    mkdirSync(sync)
    test.vault.close()
    cpSync(test.folder, join(sync, 'v.bevisvalv'), { recursive: true })
    symlinkSync(sync, join(test.base, 'lokalt'))
    for (const place of [sync, join(test.base, 'lokalt')]) {
      const copied = join(place, 'v.bevisvalv')
      expect(await refusalOf(() => test.service.open(copied, passphraseBytes()))).toBe('vault.unsafe-place')
      const creation = { folder: join(place, 'ny'), name: 'x', officer: newId('p'), passphrase: passphraseBytes() }
      expect(await refusalOf(() => test.service.create(creation))).toBe('vault.unsafe-place')
    }
  })

  it('a newer header, with a checksum that holds', async () => {
    test.vault.close()
    const path = join(test.folder, 'header.json')
    const { checksum: _, ...rest } = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>
    const newer = { ...rest, version: 3, more: true }
    writeFileSync(path, `${canonicalJson({ ...newer, checksum: sha256Hex(utf8(canonicalJson(newer))) })}\n`)
    expect(await refusalOf(() => open())).toBe('vault.newer-version')
  })

  it('a newer database', async () => {
    const key = test.vault.databaseKey()
    test.vault.close()
    const db = new Database(join(test.folder, 'vault.db'))
    db.pragma("cipher = 'sqlcipher'")
    db.pragma('legacy = 4')
    db.pragma(`key = "x'${key}'"`)
    db.pragma('user_version = 99')
    db.close()
    expect(await refusalOf(() => open())).toBe('vault.newer-version')
  })

  it('a header that somebody rewrote without the vault key', async () => {
    test.vault.close()
    const header = readHeader(test.folder)
    const { checksum: _, ...rest } = { ...header, slots: [...header.slots, { ...header.slots[0], person: newId('p') }] }
    const text = canonicalJson({ ...rest, checksum: sha256Hex(utf8(canonicalJson(rest))) })
    writeFileSync(join(test.folder, 'header.json'), `${text}\n`)
    expect(await refusalOf(() => open())).toBe('vault.header-damaged')
  })

  it('a header that names another log key, even if it was made with the vault key', async () => {
    test.vault.close()
    const { mac: _mac, checksum: _checksum, ...body } = readHeader(test.folder)
    const [slot] = body.slots
    const opened = slot && trySlot(slot, body.vault, passphraseBytes(), TEST_COST)
    if (!opened?.ok) throw new Error('slot')
    const keyring = createKeyring(opened.secret)
    writeHeader(test.folder, { ...body, vkey: vkey(body.origin, generateSigner().signer.publicKey) }, keyring.header)
    expect(await refusalOf(() => open())).toBe('vault.header-damaged')
    writeHeader(test.folder, body, keyring.header)
    open().vault.close()
  })

  it.each([
    ['weaker than the floor', { ops: 1, mem: 8192 }],
    ['more than any machine has', { ops: 3, mem: 64 * 1024 ** 3 }],
    ['as many passes as never end', { ops: 2 ** 31, mem: 256 * 1024 ** 2 }],
  ])('a slot that asks for a derivation %s', async (_, asked) => {
    test.vault.close()
    const header = readHeader(test.folder)
    const [slot] = header.slots
    const { sum: _sum, ...sealed } = { ...(slot && 'sealed' in slot ? slot.sealed : {}), ...asked }
    const slots = [{ person: slot?.person, sealed: { ...sealed, sum: sha256Hex(utf8(canonicalJson(sealed))) } }]
    const { checksum: _checksum, ...rest } = { ...header, slots }
    const text = canonicalJson({ ...rest, checksum: sha256Hex(utf8(canonicalJson(rest))) })
    writeFileSync(join(test.folder, 'header.json'), `${text}\n`)
    const strict = createVaultService()
    expect(await refusalOf(() => strict.open(test.folder, passphraseBytes()))).toBe('vault.header-damaged')
  })

  it.each(['missing', 'emptied', 'halved', 'garbage', "another vault's"])('a database that is %s', async (kind) => {
    test.vault.close()
    const path = join(test.folder, 'vault.db')
    const other = openTestVault()
    other.vault.close()
    if (kind === 'missing') rmSync(path)
    if (kind === 'emptied') truncateSync(path, 0)
    if (kind === 'halved') truncateSync(path, 4096 * 3 + 100)
    if (kind === 'garbage') writeFileSync(path, Buffer.alloc(4096 * 8, 0x41))
    if (kind === "another vault's") cpSync(join(other.folder, 'vault.db'), path)
    expect(await refusalOf(() => open())).toBe('vault.database-damaged')
    expect(existsSync(path)).toBe(kind !== 'missing')
    if (kind === 'emptied') expect(statSync(path).size).toBe(0)
    other.dispose()
  })

  it('a folder that can\'t be written', async () => {
    const creation = { folder: '/proc/valv.bevisvalv', name: 'x', officer: newId('p'), passphrase: passphraseBytes() }
    expect(await refusalOf(() => testVaultService().create(creation))).toMatch(/^vault\.(io|not-found)$/)
  })
})
