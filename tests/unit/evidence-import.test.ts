import { execFileSync } from 'node:child_process'
import { appendFileSync, chmodSync, mkdirSync, readdirSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { NewExhibit } from '../../electron/services/evidence/index.ts'
import { HUGE_SHORT, importHuge } from '../support/huge.ts'
import { noisyPicture } from '../support/pictures.ts'
import { openTestServices, type TestServices } from '../support/services.ts'
import { collect, refusalOf } from '../support/vault-entries.ts'

const MIB = 1024 * 1024

let test: TestServices
let never: AbortSignal
beforeEach(() => {
  test = openTestServices()
  never = new AbortController().signal
})
afterEach(() => test.dispose())

function file(name: string, content: Uint8Array | string): string {
  const path = join(test.base, name)
  writeFileSync(path, content)
  return path
}

const request = (path: string, onBytes: (done: number, total: number) => void = () => {}, signal = never) => ({
  case: test.chain,
  path,
  fileName: path.split('/').at(-1) ?? '',
  onBytes,
  signal,
})
const importFile = (path: string, onBytes?: (done: number, total: number) => void, signal?: AbortSignal) =>
  test.services.evidence.importFile(test.actor, request(path, onBytes, signal))

/** Files below `objects`, temporary ones too. */
const onDisk = () =>
  readdirSync(join(test.folder, 'objects'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length

const TYPES: [name: string, content: Uint8Array | string, artefact: string, mediaType: string][] = [
  ['bild.jpg', noisyPicture(3, 3), 'original.png', 'image/png'],
  ['rapport', '%PDF-1.7\n%âãÏÓ\n1 0 obj\n', 'original.pdf', 'application/pdf'],
  ['arkiv.doc', Buffer.from('504b0304140000000000', 'hex'), 'original.zip', 'application/zip'],
  ['hej.txt', 'Hej på dig', 'original.txt', 'text/plain'],
  ['mejl.eml', 'From: a\r\nSubject: å\r\n\r\nHej', 'original.eml', 'message/rfc822'],
  ['binär.eml', Buffer.from([1, 2, 3, 0, 255]), 'original.eml', 'application/octet-stream'],
  ['latin.txt', Buffer.from('Hallå', 'latin1'), 'original.txt', 'application/octet-stream'],
  ['utan ändelse', 'bara text', 'original.txt', 'text/plain'],
  ['sida.html', '<!doctype html><p>å', 'original.html', 'text/plain'],
  ['KAMERA.MOV.exe', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)]), 'original.exe', 'application/x-msdownload'],
  ['../../konstig.ända?', Buffer.from([0, 1, 2]), 'original.bin', 'application/octet-stream'],
  ['lång.abcdefghijk', Buffer.from([0, 1, 2]), 'original.bin', 'application/octet-stream'],
  ['tom', '', 'original.txt', 'text/plain'],
]

describe('the name of an exhibit', () => {
  it('is what can be seen of the name of its file, which is kept as it was', async () => {
    const path = file('it', 'hej')
    const imported = (fileName: string) => test.services.evidence.importFile(test.actor, { ...request(path), fileName })
    const row = await imported('faktura \u202egpj.\u200bexe')
    expect(row).toMatchObject({
      title: 'faktura [U+202E]gpj.[U+200B]exe',
      source: { fileName: 'faktura \u202egpj.\u200bexe' },
    })
    expect(test.services.evidence.committed(row).title).toBe(row.title)
    expect(await imported('två\nrader.txt')).toMatchObject({ title: 'två rader.txt', source: { fileName: 'två\nrader.txt' } })
    expect(await imported(' ')).toMatchObject({ title: '–' })
  })

  it('is cut to what may be written, between characters', async () => {
    const path = file('it', 'hej')
    const fileName = `${'x'.repeat(499)}😀.txt`
    expect(await test.services.evidence.importFile(test.actor, { ...request(path), fileName })).toMatchObject({
      title: 'x'.repeat(499),
      source: { fileName },
    })
    const half = await test.services.evidence.importFile(test.actor, { ...request(path), fileName: 'a\ud83d' })
    expect(half).toMatchObject({ title: 'a[U+D83D]', source: { fileName: 'a\ufffd' } })
  })

  it('is made the same way of what a page or a person calls it', async () => {
    const { evidence } = test.services
    const note = await evidence.writeNote(test.actor, { case: test.chain, title: 'Samtal \u2066', text: 'x', supersedes: null })
    expect(note.title).toBe('Samtal [U+2066]')
  })
})

describe('the type of a file', () => {
  it.each(TYPES)('%s is told by what is in it', async (name, content, artefact, mediaType) => {
    const path = file('it', content)
    const row = await test.services.evidence.importFile(test.actor, { ...request(path), fileName: name })
    expect(test.services.evidence.artefacts(row).map((one) => [one.name, one.mediaType])).toEqual([[artefact, mediaType]])
    expect(row).toMatchObject({ kind: 'file', title: name, source: { fileName: name } })
  })

  it('is text also where a letter lies across the end of what is looked at', async () => {
    const content = Buffer.concat([Buffer.alloc(MIB - 1, 'a'), Buffer.from('å'), Buffer.alloc(1000, 'b')])
    const row = await importFile(file('lång.txt', content))
    expect(test.services.evidence.artefacts(row)[0]?.mediaType).toBe('text/plain')
    expect(await collect(test.services.evidence.read(row, 'original.txt'))).toEqual(content)
  })
})

describe('an imported file', () => {
  it.each([0, 1, MIB - 1, MIB, MIB + 1, 3 * MIB])('of %d bytes comes back as it was', async (size) => {
    const content = Buffer.alloc(size, 'innehåll ')
    const told: [number, number][] = []
    const path = file('fil.bin', content)
    const modified = new Date('2026-01-02T03:04:05.000Z')
    utimesSync(path, modified, modified)
    const row = await importFile(path, (...step) => told.push(step))
    expect(row).toMatchObject({ bytes: size, number: 1, source: { fileName: 'fil.bin', modifiedAt: modified.toISOString() } })
    const [{ name } = { name: '' }] = test.services.evidence.artefacts(row)
    expect(await collect(test.services.evidence.read(row, name))).toEqual(content)
    expect(told.map(([done]) => done)).toEqual(told.map(([done]) => done).toSorted((a, b) => a - b))
    expect(told.at(-1) ?? [0, 0]).toEqual([size, size])
  })

  it('can be found by its words where it is text', async () => {
    const seen: NewExhibit[] = []
    const evidence = test.evidenceOver({
      insert(exhibit) {
        seen.push(exhibit)
        test.vault.evidence.insert(exhibit)
      },
    })
    await evidence.importFile(test.actor, request(file('Hotbrev.txt', 'Vi vet var du bor')))
    await evidence.importFile(test.actor, request(file('bild.bin', Buffer.from([0, 1, 2]))))
    await evidence.writeNote(test.actor, { case: test.chain, title: 'Samtal', text: 'Hon ringde', supersedes: null })
    expect(seen.map(({ searchText }) => searchText)).toEqual(['Vi vet var du bor', '', 'Hon ringde'])
  })
})

describe('what can not be imported', () => {
  afterEach(() => {
    expect(test.services.evidence.list(test.chain)).toEqual([])
    // Neither a sealed half nor a temporary file.
    expect(onDisk()).toBe(0)
  })

  it('a file that grows, shrinks or is written anew while it is read', async () => {
    const meanwhile = (change: (path: string) => void) => {
      const path = file('levande.bin', Buffer.alloc(3 * MIB, 'x'))
      let once = true
      return refusalOf(() =>
        importFile(path, () => {
          if (once) change(path)
          once = false
        }),
      )
    }
    expect(await meanwhile((path) => appendFileSync(path, 'more'))).toBe('import.changed')
    expect(await meanwhile((path) => truncateSync(path, 2 * MIB))).toBe('import.changed')
    expect(await meanwhile((path) => utimesSync(path, 1, 1))).toBe('import.changed')
  })

  it('what is no file, or gone', async () => {
    mkdirSync(join(test.base, 'mapp'))
    expect(await refusalOf(() => importFile(join(test.base, 'mapp')))).toBe('import.unreadable')
    expect(await refusalOf(() => importFile(join(test.base, 'borta.txt')))).toBe('import.unreadable')
    expect(await refusalOf(() => importFile('/dev/zero'))).toBe('import.unreadable')
  })

  it.skipIf(process.platform === 'win32')('a pipe that nobody writes to, without waiting for somebody', async () => {
    execFileSync('mkfifo', [join(test.base, 'rör')])
    expect(await refusalOf(() => importFile(join(test.base, 'rör')))).toBe('import.unreadable')
  })

  it.skipIf(process.getuid?.() === 0)('a file that we may not read', async () => {
    const path = file('hemlig.txt', 'x')
    chmodSync(path, 0)
    expect(await refusalOf(() => importFile(path))).toBe('import.unreadable')
  })

  it('a file whose import is cancelled on the way', async () => {
    const stop = new AbortController()
    const path = file('stor.bin', Buffer.alloc(5 * MIB))
    expect(await refusalOf(() => importFile(path, (done) => done > 2 * MIB && stop.abort(), stop.signal))).toBe('job.cancelled')
  })
})

it('takes a file many times larger than the memory it uses', { timeout: 120_000 }, async () => {
  const { bytes, grownBy } = await importHuge(HUGE_SHORT)
  expect(bytes).toBe(HUGE_SHORT)
  expect(grownBy).toBeLessThan(128 * MIB)
})
