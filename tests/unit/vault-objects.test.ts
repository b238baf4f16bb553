import { execFileSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createStreamOpener, createStreamSealer, newId } from '../../electron/services/crypto/index.ts'
import type { StoredObject } from '../../electron/services/evidence/index.ts'
import { createKeyring } from '../../electron/services/vault/keyring.ts'
import { objectAad } from '../../electron/services/vault/objects/format.ts'
import type { CaseId, ObjectId } from '../../shared/model/index.ts'
import { addCase, addPerson, appendAndPublish, collect, exhibitOf, refusalOf } from '../support/vault-entries.ts'
import { openTestVault, passphraseBytes, type TestVault } from '../support/vault.ts'

const MIB = 1024 * 1024
/** Magic and stream header, then each chunk with its tag. */
const PREFIX = 28
const SEALED = MIB + 17

let test: TestVault
let chain: CaseId
beforeEach(() => {
  test = openTestVault()
  chain = addCase(test.vault)
})
afterEach(() => test.dispose())

const pathOf = (id: ObjectId) => join(test.folder, 'objects', id.slice(2, 4), id)
const read = (object: StoredObject) => collect(test.vault.objects.read(object))
const put = (content: Uint8Array) => test.vault.objects.put(chain, [content])
const temporaryFiles = () => readdirSync(join(test.folder, 'objects')).filter((name) => name.startsWith('.tmp-'))

describe('put and read', () => {
  it.each([0, 1, MIB - 1, MIB, MIB + 1, 3 * MIB, 3 * MIB + 17])('%i bytes come back', async (size) => {
    const content = randomBytes(size)
    const object = await put(content)
    expect(object.bytes).toBe(size)
    expect(object.sha256).toBe(createHash('sha256').update(content).digest('hex'))
    expect((await read(object)).equals(content)).toBe(true)
    expect(temporaryFiles()).toEqual([])
  })

  it('takes pieces of any size, empty ones too, from an asynchronous source', async () => {
    const content = randomBytes(2 * MIB + 5)
    async function* pieces() {
      for (let at = 0, step = 0; at < content.length; at += step) {
        step = [1, 70_000, 1_500_000][at % 3] ?? 1
        yield new Uint8Array()
        yield content.subarray(at, at + step)
      }
    }
    const object = await test.vault.objects.put(chain, pieces())
    expect((await read(object)).equals(content)).toBe(true)
  })

  it('gives chunks that the reader may keep', async () => {
    const content = randomBytes(3 * MIB)
    const object = await put(content)
    const kept: Uint8Array[] = []
    for await (const chunk of test.vault.objects.read(object)) kept.push(chunk)
    expect(kept.map((chunk) => chunk.length)).toEqual([MIB, MIB, MIB])
    expect(Buffer.concat(kept).equals(content)).toBe(true)
  })

  it('hands on what the source throws and leaves no file', async () => {
    async function* broken() {
      yield randomBytes(2 * MIB)
      await Promise.resolve()
      throw new Error('cancelled')
    }
    await expect(test.vault.objects.put(chain, broken())).rejects.toThrow('cancelled')
    expect(temporaryFiles()).toEqual([])
    expect(readdirSync(join(test.folder, 'objects'))).toEqual([])
  })

  it('stops when the vault is closed meanwhile', async () => {
    const { vault } = test
    async function* slow() {
      yield randomBytes(10)
      await Promise.resolve()
      vault.close()
      yield randomBytes(10)
    }
    expect(await refusalOf(() => vault.objects.put(chain, slow()))).toBe('vault.not-open')
    expect(temporaryFiles()).toEqual([])
    expect(await refusalOf(() => vault.objects.put(chain, [randomBytes(1)]))).toBe('vault.not-open')
  })

  it('discards what no exhibit took over and nothing else', async () => {
    const loose = await put(randomBytes(10))
    const kept = await put(randomBytes(10))
    test.vault.evidence.insert(exhibitOf(test.vault, chain, [kept]))
    await test.vault.objects.discard(loose)
    await test.vault.objects.discard(loose)
    expect(existsSync(pathOf(loose.id))).toBe(false)
    await expect(test.vault.objects.discard(kept)).rejects.toThrow('belongs to an exhibit')
    expect(existsSync(pathOf(kept.id))).toBe(true)
  })
})

describe('a changed object', () => {
  const chunkAt = (file: Buffer, i: number) => file.subarray(PREFIX + i * SEALED, PREFIX + (i + 1) * SEALED)

  const withChunks = (file: Buffer, order: number[]) =>
    Buffer.concat([file.subarray(0, PREFIX), ...order.map((i) => chunkAt(file, i))])

  it('is refused wherever a bit flips', async () => {
    const object = await put(randomBytes(200))
    const whole = readFileSync(pathOf(object.id))
    expect((await read(object)).length).toBe(200)
    for (let bit = 0; bit < whole.length * 8; bit += 1) {
      const changed = Buffer.from(whole)
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      writeFileSync(pathOf(object.id), changed)
      expect(await refusalOf(() => read(object)), `bit ${bit}`).toBe('evidence.damaged')
    }
  })

  it.each<[string, (file: Buffer) => Buffer]>([
    ['cut at a chunk', (file) => file.subarray(0, PREFIX + 2 * SEALED)],
    ['cut inside a chunk', (file) => file.subarray(0, PREFIX + SEALED + 100)],
    ['cut to its header', (file) => file.subarray(0, PREFIX)],
    ['emptied', () => Buffer.alloc(0)],
    ['lengthened', (file) => Buffer.concat([file, Buffer.alloc(17)])],
    ['reordered', (file) => withChunks(file, [1, 0, 2])],
    ['repeated', (file) => withChunks(file, [0, 0, 2])],
  ])('is refused when %s', async (_, change) => {
    const object = await put(randomBytes(3 * MIB))
    expect((await read(object)).length).toBe(3 * MIB)
    writeFileSync(pathOf(object.id), change(readFileSync(pathOf(object.id))))
    expect(await refusalOf(() => read(object))).toBe('evidence.damaged')
  })

  it('is refused when it lacks its end, even if the database says so too', async () => {
    const object = await put(randomBytes(3 * MIB))
    writeFileSync(pathOf(object.id), readFileSync(pathOf(object.id)).subarray(0, PREFIX + 2 * SEALED))
    expect(await refusalOf(() => read({ ...object, bytes: 2 * MIB }))).toBe('evidence.damaged')
  })

  it('is refused when it is gone, or when another one of the same size lies in its place', async () => {
    const [a, b] = [await put(randomBytes(10)), await put(randomBytes(10))]
    expect((await read(a)).length).toBe(10)
    writeFileSync(pathOf(a.id), readFileSync(pathOf(b.id)))
    expect(await refusalOf(() => read(a))).toBe('evidence.damaged')
    // With its key brought along, the id that is bound to both still doesn't fit.
    expect(await refusalOf(() => read({ ...a, sealedKey: b.sealedKey }))).toBe('evidence.damaged')
    expect(await refusalOf(() => read({ ...a, case: newId('c') }))).toBe('evidence.damaged')
    expect(await refusalOf(() => read({ ...a, sealedKey: 'nonsense' }))).toBe('evidence.damaged')
    rmSync(pathOf(b.id))
    expect(await refusalOf(() => read(b))).toBe('evidence.damaged')
    expect(test.vault.integrity()).toEqual([])
  })

  it('is refused by either of two bindings: of the key to its object, of the content to its object', () => {
    const keyring = createKeyring(Buffer.alloc(32, 7))
    const [a, b] = [newId('o'), newId('o')]
    const sealed = keyring.sealItemKey(chain, a, Buffer.alloc(32, 1))
    expect(keyring.openItemKey(chain, a, sealed)?.equals(Buffer.alloc(32, 1))).toBe(true)
    expect(keyring.openItemKey(chain, b, sealed)).toBeNull()
    expect(keyring.openItemKey(newId('c'), a, sealed)).toBeNull()
    expect(Buffer.from(objectAad(a)).equals(objectAad(b))).toBe(false)
    const sealer = createStreamSealer(Buffer.alloc(32, 1), objectAad(a))
    const chunk = sealer.push(Buffer.from('x'), true, Buffer.alloc(32))
    expect(createStreamOpener(Buffer.alloc(32, 1), sealer.header, objectAad(b)).pull(chunk)).toBeNull()
    expect(createStreamOpener(Buffer.alloc(32, 1), sealer.header, objectAad(a)).pull(chunk)).not.toBeNull()
  })

  it('can\'t name a file outside', async () => {
    const object = await put(randomBytes(10))
    await expect(read({ ...object, id: '../../header.json' as ObjectId })).rejects.toThrow()
  })
})

describe('opening', () => {
  const orphan = () => {
    const id = newId('o')
    mkdirSync(dirname(pathOf(id)), { recursive: true })
    writeFileSync(pathOf(id), 'left behind')
    return id
  }

  it('sweeps temporary files and objects that no exhibit has, and says so', async () => {
    const object = await put(randomBytes(100))
    test.vault.evidence.insert(exhibitOf(test.vault, chain, [object]))
    test.vault.close()
    const id = orphan()
    writeFileSync(join(test.folder, 'objects', '.tmp-0123456789abcdef'), 'half')
    expect(test.reopen().notes).toEqual(['orphans-swept'])
    expect(existsSync(pathOf(id))).toBe(false)
    expect(temporaryFiles()).toEqual([])
    expect((await read(object)).length).toBe(100)
    expect(test.reopen().notes).toEqual([])
  })

  it('doesn\'t list folders that have not changed since an orderly closing', () => {
    test.vault.close()
    const id = orphan()
    const past = new Date(Date.now() - 60_000)
    utimesSync(dirname(pathOf(id)), past, past)
    expect(test.reopen().notes).toEqual([])
    expect(existsSync(pathOf(id))).toBe(true)
  })

  it('lists every folder after a crash, whatever their times say', () => {
    test.reopen()
    // What a crash leaves: the folder as it is now, with the vault open. Copied by another process, because closing
    // a descriptor of the lock in this one would drop it.
    const copy = join(test.base, 'kopia.bevisvalv')
    execFileSync('cp', ['-r', test.folder, copy])
    const id = newId('o')
    const folder = join(copy, 'objects', id.slice(2, 4))
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, id), 'left behind')
    const past = new Date(Date.now() - 60_000)
    utimesSync(folder, past, past)
    const { vault } = test.service.open(copy, passphraseBytes())
    vault.close()
    expect(vault.notes).toEqual(['orphans-swept'])
    expect(existsSync(join(folder, id))).toBe(false)
  })

  it('leaves files alone that aren\'t objects', () => {
    test.vault.close()
    const strange = join(test.folder, 'objects', 'ab', 'anteckning.txt')
    mkdirSync(dirname(strange), { recursive: true })
    writeFileSync(strange, 'någons')
    test.reopen()
    expect(existsSync(strange)).toBe(true)
  })

  it('removes at closing what was put and never taken over', async () => {
    const loose = await put(randomBytes(10))
    test.vault.close()
    expect(existsSync(pathOf(loose.id))).toBe(false)
    expect(test.reopen().notes).toEqual([])
  })

  it('deletes nothing while the mirror shows that the database is an old one', () => {
    const { signer } = addPerson(test.vault)
    appendAndPublish(test.vault, signer)
    test.vault.close()
    const old = readFileSync(join(test.folder, 'vault.db'))
    test.reopen()
    appendAndPublish(test.vault, signer)
    test.vault.close()
    writeFileSync(join(test.folder, 'vault.db'), old)
    const id = orphan()
    expect(test.reopen().notes).toEqual(['mirror-ahead', 'sweep-skipped'])
    expect(existsSync(pathOf(id))).toBe(true)
  })
})
