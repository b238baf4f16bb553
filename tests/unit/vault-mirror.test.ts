import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Signer } from '../../electron/services/crypto/index.ts'
import { checkWithoutKeys, createHeadMemory } from '../../electron/services/vault/index.ts'
import { entryLine, entrySigningBytes, parseEntryLine, toBase64 } from '../../shared/encoding/index.ts'
import { addCase, addPerson, appendAndPublish, appendEntry } from '../support/vault-entries.ts'
import { openTestVault, type TestVault } from '../support/vault.ts'

let test: TestVault
let signer: Signer
beforeEach(() => {
  test = openTestVault()
  signer = addPerson(test.vault).signer
})
afterEach(() => test.dispose())

const file = (name: string) => join(test.folder, 'ledger', name)
const entries = () => readFileSync(file('entries.jsonl'), 'latin1')
const stored = () => [...test.vault.ledger.entries(0)].map((entry) => `${entry.line}\n`).join('')
const publish = (count: number) => {
  for (let i = 0; i < count; i += 1) appendAndPublish(test.vault, signer)
}
const verdicts = () => Object.fromEntries(checkWithoutKeys(test.folder).map((check) => [check.name, check.result]))
const failures = () => checkWithoutKeys(test.folder).filter((check) => check.result === 'fail')
/** Leaves the folder as it lies on disk now, with the vault still open. */
const crash = () => {
  cpSync(test.folder, `${test.folder}.copy`, { recursive: true })
  test.vault.close()
  rmSync(test.folder, { recursive: true })
  renameSync(`${test.folder}.copy`, test.folder)
}

describe('the mirror', () => {
  it('holds the entries, each checkpoint and the keys', () => {
    const chain = addCase(test.vault)
    publish(3)
    appendAndPublish(test.vault, signer, chain)
    expect(entries()).toBe(stored())
    const names = ['0000000001', '0000000002', '0000000003', '0000000004']
    expect(readdirSync(file('checkpoints')).toSorted()).toEqual(names)
    expect(readdirSync(file('keys'))).toEqual([`actor-${signer.kid}.pem`])
    expect(failures()).toEqual([])
    expect(verdicts()).toMatchObject({ 'mirror-checkpoints': 'pass', 'vault-database': 'not-checked', 'vault-contents': 'not-checked' })
  })

  it('may be told the same twice, and several at once', () => {
    const first = appendEntry(test.vault, signer)
    const second = appendEntry(test.vault, signer)
    test.vault.mirror.publish([first.line, second.line], second.checkpoint, [signer.publicKey])
    test.vault.mirror.publish([first.line, second.line], second.checkpoint, [signer.publicKey])
    expect(entries()).toBe(stored())
  })

  it('catches up at opening after a crash between the transaction and the mirror', () => {
    publish(2)
    appendEntry(test.vault, signer)
    crash()
    expect(test.reopen().notes).toEqual(['mirror-mended'])
    expect(entries()).toBe(stored())
    expect(readdirSync(file('checkpoints'))).toHaveLength(3)
    expect(test.vault.checkMirror().map(({ result }) => result)).toEqual(['pass', 'pass'])
    expect(test.reopen().notes).toEqual([])
  })

  it('catches up at the next publishing when one was missed', () => {
    publish(1)
    appendEntry(test.vault, signer)
    publish(1)
    expect(entries()).toBe(stored())
    expect(failures()).toEqual([])
  })

  it.each([1, 30, 400])('mends a last line that lacks its last %i bytes', (missing) => {
    publish(5)
    crash()
    truncateSync(file('entries.jsonl'), entries().length - missing)
    expect(test.reopen().notes).toEqual(['mirror-mended'])
    expect(entries()).toBe(stored())
    expect(failures()).toEqual([])
  })

  it('mends zeros that a power cut left at the end', () => {
    publish(3)
    crash()
    truncateSync(file('entries.jsonl'), entries().length - 50)
    appendFileSync(file('entries.jsonl'), Buffer.alloc(4000))
    expect(test.reopen().notes).toEqual(['mirror-mended'])
    expect(entries()).toBe(stored())
  })

  it('catches up, without blaming anybody, with what it failed to write', () => {
    publish(2)
    const away = `${test.folder}.keys`
    // A folder in the place of the file: nothing can be written, for root neither.
    renameSync(file('entries.jsonl'), away)
    mkdirSync(file('entries.jsonl'))
    for (let i = 0; i < 3; i += 1) expect(() => publish(1)).toThrow('vault.io')
    test.vault.close()
    rmSync(file('entries.jsonl'), { recursive: true })
    renameSync(away, file('entries.jsonl'))
    expect(test.reopen().notes).toEqual(['mirror-mended'])
    expect(entries()).toBe(stored())
    expect(test.vault.checkMirror().map(({ result }) => result)).toEqual(['pass', 'pass'])
  })

  it('catches up in the same session too, with every checkpoint', () => {
    publish(2)
    const away = `${test.folder}.keys`
    renameSync(file('entries.jsonl'), away)
    mkdirSync(file('entries.jsonl'))
    for (let i = 0; i < 2; i += 1) expect(() => publish(1)).toThrow('vault.io')
    rmSync(file('entries.jsonl'), { recursive: true })
    renameSync(away, file('entries.jsonl'))
    // As the ledger does it: everything that wasn't taken yet is offered again.
    const { checkpoint } = appendEntry(test.vault, signer)
    const lines = [...test.vault.ledger.entries(2)].map(({ line }) => line)
    test.vault.mirror.publish(lines, checkpoint, [signer.publicKey])
    expect(entries()).toBe(stored())
    expect(test.vault.checkMirror().map(({ result }) => result)).toEqual(['pass', 'pass'])
    expect(test.reopen().notes).toEqual([])
  })

  it('keeps more entries than the database has', () => {
    publish(2)
    test.vault.close()
    const old = readFileSync(join(test.folder, 'vault.db'))
    test.reopen()
    publish(2)
    const full = entries()
    test.vault.close()
    writeFileSync(join(test.folder, 'vault.db'), old)
    expect(test.reopen().notes).toContain('mirror-ahead')
    publish(1)
    expect(entries()).toBe(full)
  })

  it('keeps checkpoints beyond the database as a sign, even with the entries cut to match', () => {
    publish(2)
    test.vault.close()
    const old = readFileSync(join(test.folder, 'vault.db'))
    test.reopen()
    const before = entries()
    publish(1)
    test.vault.close()
    writeFileSync(join(test.folder, 'vault.db'), old)
    writeFileSync(file('entries.jsonl'), before)
    expect(test.reopen().notes).toContain('mirror-ahead')
  })

  it('keeps other entries than the database has', () => {
    publish(4)
    test.vault.close()
    const changed = entries().replace('"n":1,', '"n":7,')
    writeFileSync(file('entries.jsonl'), changed)
    expect(test.reopen().notes).toContain('mirror-differs')
    publish(1)
    expect(entries()).toBe(changed)
    expect(readdirSync(file('checkpoints'))).toHaveLength(4)
  })

  it('is set aside, not lost, once a restore is recorded', () => {
    publish(2)
    test.vault.close()
    const old = readFileSync(join(test.folder, 'vault.db'))
    test.reopen()
    publish(2)
    const full = entries()
    test.vault.close()
    writeFileSync(join(test.folder, 'vault.db'), old)
    test.reopen()
    appendAndPublish(test.vault, signer, null, 'vault.restored')
    expect(entries()).toBe(stored())
    expect(readFileSync(file('entries.set-aside-0000000002.jsonl'), 'latin1')).toBe(full)
    expect(readdirSync(file('checkpoints.set-aside-0000000002'))).toHaveLength(4)
    expect(failures()).toEqual([])
    expect(test.reopen().notes).toEqual([])
    publish(1)
    expect(failures()).toEqual([])
  })
})

describe('a mirror that lacks what a sudden end can\'t take', () => {
  const lines = (count: number) => entries().split('\n').slice(0, count).map((line) => `${line}\n`).join('')
  const kept = () => readdirSync(file('')).filter((name) => name.startsWith('damaged-'))
  const row = (name: string) => test.vault.checkMirror().find((check) => check.name === name)
  const cut = (count: number) => writeFileSync(file('entries.jsonl'), lines(count))

  it.each<[string, () => void, RegExp]>([
    ['all of it', () => rmSync(file(''), { recursive: true }), /entries 0 to 3 .*4 checkpoints .*key .*log key/],
    ['the entries', () => rmSync(file('entries.jsonl')), /entries 0 to 3 were missing/],
    ['its last entries', () => cut(2), /entries 2 to 3 were missing/],
    ['half of its last entry', () => truncateSync(file('entries.jsonl'), entries().length - 30), /entries 3 to 3 were missing/],
    ['a checkpoint', () => rmSync(file('checkpoints/0000000002')), /1 checkpoints were missing, the newest of size 2/],
    ['a key', () => rmSync(file(`keys/actor-${signer.kid}.pem`)), /key [0-9a-f]{16} was missing/],
    ['its log key', () => writeFileSync(file('vkey'), 'another'), /the log key was missing or another/],
  ])('is mended and told of until a person has put the traces away: %s', (_, spoil, words) => {
    publish(4)
    test.vault.close()
    const before = existsSync(file('entries.jsonl')) ? entries() : ''
    spoil()
    const left = existsSync(file('entries.jsonl')) ? entries() : null
    expect(test.reopen().notes).toEqual(['mirror-damaged'])
    expect(entries()).toBe(before)
    expect(row('mirror-database')?.result).toBe('pass')
    expect(row('mirror-damage')).toMatchObject({ result: 'fail', detail: expect.stringMatching(words), item: expect.stringMatching(/^ledger\/damaged-/) })
    expect(failures().map(({ name }) => name)).toEqual(['mirror-damage'])
    const [folder = ''] = kept()
    if (left !== null) expect(readFileSync(file(`${folder}/entries.jsonl`), 'latin1')).toBe(left)
    expect(readFileSync(file(`${folder}/found.json`), 'utf8')).toMatch(words)

    // Neither opening again nor writing makes it go away, and it isn't found twice.
    publish(1)
    expect(test.reopen().notes).toEqual(['mirror-damaged'])
    expect(kept()).toEqual([folder])
    rmSync(file(folder), { recursive: true })
    expect(test.reopen().notes).toEqual([])
    expect(failures()).toEqual([])
    // The sealed database remembers for good.
    expect(row('mirror-damage')).toMatchObject({ result: 'pass', detail: expect.stringMatching(words) })
  })

  it('is found after a crash too, beyond the last transaction', () => {
    publish(4)
    crash()
    cut(2)
    expect(test.reopen().notes).toEqual(['mirror-damaged'])
    crash()
    cut(3)
    expect(test.reopen().notes).toEqual(['mirror-damaged', 'mirror-mended'])
    expect(kept()).toHaveLength(1)
  })

  it('is found at the next entry, while the vault is open', () => {
    publish(3)
    cut(1)
    expect(test.vault.mirrorDamaged()).toBe(false)
    publish(1)
    expect(test.vault.mirrorDamaged()).toBe(true)
    expect(entries()).toBe(stored())
    expect(row('mirror-damage')).toMatchObject({ result: 'fail', detail: expect.stringContaining('entries 1 to 2 were missing') })
    rmSync(file(''), { recursive: true })
    publish(1)
    expect(kept()).toHaveLength(1)
    expect(test.reopen().notes).toEqual(['mirror-damaged'])
  })

  it('that can not even be read is a failed check, not a broken one', () => {
    publish(2)
    rmSync(file('checkpoints'), { recursive: true })
    expect(row('mirror-database')).toMatchObject({ result: 'fail', detail: 'ENOENT', item: 'ledger' })
    rmSync(file(''), { recursive: true })
    writeFileSync(join(test.folder, 'ledger'), 'no folder')
    expect(failures().map(({ name }) => name)).toContain('mirror-damage')
    expect(row('mirror-damage')).toMatchObject({ result: 'fail', detail: 'ENOTDIR', item: 'ledger' })
    rmSync(join(test.folder, 'ledger'))
  })

  it('is compared whole with the database', () => {
    publish(4)
    expect(row('mirror-database')).toMatchObject({ result: 'pass' })
    const whole = entries()
    writeFileSync(file('entries.jsonl'), whole.replace('"n":1,', '"n":7,'))
    expect(row('mirror-database')).toMatchObject({ result: 'fail', item: 'ledger/entries.jsonl:2' })
    writeFileSync(file('entries.jsonl'), `${whole}x`)
    expect(row('mirror-database')).toMatchObject({ result: 'fail', item: 'ledger/entries.jsonl' })
    writeFileSync(file('entries.jsonl'), whole)
    rmSync(file('checkpoints/0000000003'))
    expect(row('mirror-database')).toMatchObject({ result: 'fail', item: 'ledger/checkpoints/0000000003' })
  })
})

describe('the check without keys', () => {
  beforeEach(() => publish(4))

  const flip = (path: string, at: number) => {
    const bytes = readFileSync(path)
    bytes[at] = (bytes[at] ?? 0) ^ 1
    writeFileSync(path, bytes)
  }

  it.each(['header.json', 'ledger/entries.jsonl', 'ledger/vkey', 'ledger/checkpoints/0000000003'])(
    'finds any flipped byte of %s and names the file',
    (name) => {
      const path = join(test.folder, name)
      const whole = readFileSync(path)
      for (let at = 0; at < whole.length; at += 7) {
        flip(path, at)
        const items = failures().map((check) => check.item?.replace(/:\d+$/, ''))
        expect(items, `byte ${at}`).toContain(name)
        writeFileSync(path, whole)
      }
      expect(failures()).toEqual([])
    },
  )

  it('finds a changed, exchanged or missing key', () => {
    const path = file(`keys/actor-${signer.kid}.pem`)
    const whole = readFileSync(path)
    flip(path, 60)
    expect(failures()[0]?.item).toBe(`ledger/keys/actor-${signer.kid}.pem`)
    rmSync(path)
    expect(failures()[0]).toMatchObject({ name: 'mirror-signatures', item: 'ledger/entries.jsonl:1' })
    writeFileSync(path, whole)
    expect(failures()).toEqual([])
  })

  it.each<[string, (lines: string[]) => string[], string]>([
    ['a dropped last entry', (lines) => lines.slice(0, -1), 'mirror-checkpoints'],
    ['a dropped first entry', (lines) => lines.slice(1), 'mirror-entries'],
    ['a repeated entry', (lines) => [...lines, lines.at(-1) ?? ''], 'mirror-entries'],
    ['swapped entries', (lines) => [lines[0] ?? '', lines[2] ?? '', lines[1] ?? '', lines[3] ?? ''], 'mirror-chains'],
    ['no entries', () => [], 'mirror-checkpoints'],
  ])('finds %s', (_, change, name) => {
    const changed = change(entries().split('\n').slice(0, -1))
    writeFileSync(file('entries.jsonl'), changed.map((line) => `${line}\n`).join(''))
    expect(failures().map((check) => check.name)).toContain(name)
  })

  it('finds a last entry that its own actor wrote anew', () => {
    const lines = entries().split('\n').slice(0, -1)
    const { sig: _, ...entry } = parseEntryLine(lines.pop() ?? '')
    const forged = { ...entry, payload: `sha256:${'0'.repeat(64)}` }
    const line = entryLine({ ...forged, sig: toBase64(signer.sign(entrySigningBytes(forged))) })
    writeFileSync(file('entries.jsonl'), [...lines, line, ''].join('\n'))
    expect(failures()).toMatchObject([{ name: 'mirror-checkpoints', item: 'ledger/checkpoints/0000000004' }])
  })

  it('calls what a crash leaves unchecked, neither whole nor wrong', () => {
    rmSync(file('checkpoints/0000000004'))
    expect(verdicts()['mirror-checkpoints']).toBe('not-checked')
    truncateSync(file('entries.jsonl'), entries().length - 20)
    expect(verdicts()).toMatchObject({ 'mirror-entries': 'not-checked', 'mirror-checkpoints': 'pass' })
    expect(failures()).toEqual([])
    crash()
    expect(test.reopen().notes).toEqual(['mirror-mended'])
    expect(verdicts()).toMatchObject({ 'mirror-entries': 'pass', 'mirror-checkpoints': 'pass' })
  })

  it('finds checkpoints gone altogether', () => {
    for (const name of readdirSync(file('checkpoints'))) rmSync(file(`checkpoints/${name}`))
    expect(failures()).toMatchObject([{ name: 'mirror-checkpoints', item: 'ledger/checkpoints' }])
  })

  it('finds files among the objects that are none', () => {
    writeFileSync(join(test.folder, 'objects', 'fynd.txt'), 'x')
    expect(failures()[0]).toMatchObject({ name: 'vault-objects', item: 'objects/fynd.txt' })
  })

  it('reads a line without end in bounded memory', () => {
    writeFileSync(file('entries.jsonl'), Buffer.alloc(64 * 1024 * 1024, 0x61))
    const before = process.memoryUsage().rss
    expect(failures()[0]).toMatchObject({ name: 'mirror-entries', item: 'ledger/entries.jsonl:1' })
    expect(process.memoryUsage().rss - before).toBeLessThan(32 * 1024 * 1024)
  })

  it('doesn\'t drop the lock of an open vault', () => {
    checkWithoutKeys(test.folder)
    publish(1)
    expect(test.reopen().notes).toEqual([])
  })
})

describe('the memory of heads', () => {
  it('keeps the last one of each log, outside, without telling which logs there are', () => {
    const folder = mkdtempSync(join(tmpdir(), 'bevisvalv-heads-'))
    const memory = createHeadMemory(join(folder, 'heads'))
    const head = { origin: test.vault.origin, size: 3, root: 'a'.repeat(64) }
    expect(memory.read(head.origin)).toBeNull()
    memory.write(head)
    memory.write({ ...head, size: 4 })
    expect(memory.read(head.origin)).toEqual({ ...head, size: 4 })
    expect(memory.read('bevisvalv.invalid/other')).toBeNull()
    const [name = ''] = readdirSync(join(folder, 'heads'))
    expect(name).toMatch(/^[0-9a-f]{64}\.json$/)
    const other = { ...head, origin: 'bevisvalv.invalid/other' }
    memory.write(other)
    const otherName = readdirSync(join(folder, 'heads')).find((found) => found !== name) ?? ''
    writeFileSync(join(folder, 'heads', otherName), readFileSync(join(folder, 'heads', name)))
    expect(memory.read(other.origin)).toBeNull()
    writeFileSync(join(folder, 'heads', name), '{"origin":')
    expect(memory.read(head.origin)).toBeNull()
    expect(existsSync(join(folder, 'heads', name))).toBe(true)
    rmSync(folder, { recursive: true })
  })
})
