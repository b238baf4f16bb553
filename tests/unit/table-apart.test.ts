import { afterEach, describe, expect, test } from 'vitest'
import { forkNodeChild } from '../../electron/engine/children.ts'
import type { SpawnChild } from '../../electron/services/capture/index.ts'
import { readTableApart, type ListSource } from '../../electron/services/casework/index.ts'
import { readTable } from '../../electron/services/casework/table/read.ts'
import { Refusal } from '../../shared/contract/index.ts'
import { pretend } from '../support/comparison.ts'
import { processes } from '../support/processes.ts'
import { compound, csvBytes, rowOf, sheetOf, xlsxOf } from '../support/tables.ts'

const children = async () => (await processes()).filter(({ ppid, command }) => ppid === process.pid && command.includes('casework/child.ts'))

afterEach(async () => expect.poll(children, { timeout: 10_000 }).toEqual([]))

async function* inChunks(bytes: Uint8Array, size = 1_500_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) {
    await Promise.resolve()
    yield bytes.subarray(at, at + size)
  }
}
const read = (bytes: Uint8Array, { spawn = forkNodeChild, ...rest }: Partial<ListSource> & { spawn?: SpawnChild } = {}) =>
  readTableApart(spawn, { name: 'lista.xlsx', chunks: inChunks(bytes), signal: new AbortController().signal, ...rest })
const refusal = async (asked: Promise<unknown>): Promise<unknown> =>
  asked.then(
    () => 'read',
    (error: unknown) => (error instanceof Refusal ? [error.code, error.params['name']] : error),
  )

const HEAD = { t: 'head', head: { kind: 'csv', sheet: null, otherSheets: [], encoding: 'utf-8', delimiter: ';', cut: false }, rows: 2 }
const ROW = (number: number) => ({ number, cells: [{ text: 'a' }] })

describe('a list that is read in a process of its own', () => {
  test('is what it is here, with many pieces both ways', async () => {
    const text = Array.from({ length: 50_000 }, (_, at) => `https://x.com/a/status/${at};X;"En ""kommentar"" ${at}";12 345\n`).join('')
    const table = await read(csvBytes(text))
    expect(table).toEqual(await readTable(csvBytes(text), ''))
    expect(table.rows.length).toBe(50_000)
  }, 60_000)

  test('may be a workbook', async () => {
    const bytes = await xlsxOf({ sheets: [{ ...sheetOf(['Länk', 1]), after: '<hyperlinks><hyperlink ref="A1" r:id="rId1"/></hyperlinks>', links: ['https://a.se/'] }] })
    expect(await read(bytes, { chunks: inChunks(bytes, 100) })).toMatchObject({ kind: 'xlsx', sheet: 'Blad1', rows: [{ number: 1, cells: [{ text: 'Länk', link: 'https://a.se/' }, { text: '1', number: 1 }] }] })
  })

  test('is refused with what it is, under its name', async () => {
    const codes = await Promise.all([compound('Workbook'), compound('EncryptedPackage'), new Uint8Array(0), new Uint8Array(50), new Uint8Array(32 * 1024 * 1024 + 1)].map((bytes) => refusal(read(bytes))))
    expect(codes).toEqual(['old-format', 'protected', 'empty', 'unreadable', 'too-large'].map((code) => [`table.${code}`, 'lista.xlsx']))
  })

  test('that takes too long is ended', async () => {
    const bytes = await xlsxOf({ sheets: [{ name: 'A', data: rowOf(1, ['a']).repeat(100_000) }] })
    expect(await refusal(read(bytes, { patience: 200 }))).toEqual(['table.too-large', 'lista.xlsx'])
  })

  test('of which a piece can not be read tells what reading it told', async () => {
    // eslint-disable-next-line require-yield
    async function* broken(): AsyncGenerator<Uint8Array> {
      await Promise.resolve()
      throw new Refusal('evidence.damaged', { name: 'x' })
    }
    expect(await refusal(read(new Uint8Array(1), { chunks: broken() }))).toEqual(['evidence.damaged', 'x'])
  })
})

describe('reading that is cancelled', () => {
  test('before it began, starts nothing', async () => {
    const spawn: SpawnChild = () => {
      throw new Error('a process was started')
    }
    expect(await refusal(read(csvBytes('a'), { spawn, signal: AbortSignal.abort() }))).toEqual(['job.cancelled', undefined])
  })

  test('while the process says nothing, ends at once', async () => {
    const controller = new AbortController()
    const spawn = pretend(() => () => setImmediate(() => controller.abort()))
    expect(await refusal(read(csvBytes('a'), { spawn, signal: controller.signal }))).toEqual(['job.cancelled', undefined])
  })
})

describe('a reading process', () => {
  test('that is killed on the way makes the list unreadable', async () => {
    async function* killing(): AsyncGenerator<Uint8Array> {
      yield csvBytes('a;b\n')
      process.kill((await children())[0]?.pid ?? 0, 'SIGKILL')
      yield csvBytes('c;d\n')
    }
    expect(await refusal(read(new Uint8Array(1), { chunks: killing() }))).toEqual(['table.unreadable', 'lista.xlsx'])
  })

  test('that can not be started makes the list unreadable', async () => {
    expect(await refusal(read(csvBytes('a'), { spawn: pretend((_, leave) => () => leave('ENOENT')) }))).toEqual(['table.unreadable', 'lista.xlsx'])
  })

  const telling = (...answers: unknown[]): SpawnChild =>
    pretend((tell) => (message) => {
      if ((message as { t: string }).t === 'chunk') tell({ t: 'more' })
      else tell(answers.shift())
    })

  test('is listened to as long as it makes sense', async () => {
    const table = await read(csvBytes('a'), { spawn: telling(HEAD, { t: 'rows', rows: [ROW(1)] }, { t: 'rows', rows: [ROW(5)] }) })
    expect(table.rows).toEqual([ROW(1), ROW(5)])
  })

  test.each<[string, unknown[]]>([
    ['nothing that is known', [{ t: 'hello' }]],
    ['nothing', [null]],
    ['something beside what is known', [{ ...HEAD, more: 1 }]],
    ['rows before the head', [{ t: 'rows', rows: [ROW(1)] }]],
    ['more rows than a list may have', [{ ...HEAD, rows: 60_001 }]],
    ['more rows than it said', [HEAD, { t: 'rows', rows: [ROW(1), ROW(2), ROW(3)] }]],
    ['no rows', [HEAD, { t: 'rows', rows: [] }]],
    ['two rows of one number', [HEAD, { t: 'rows', rows: [ROW(1), ROW(1)] }]],
    ['a row of too many cells', [HEAD, { t: 'rows', rows: [{ number: 1, cells: Array.from({ length: 101 }, () => ({ text: '' })) }] }]],
    ['a cell that is too long', [HEAD, { t: 'rows', rows: [{ number: 1, cells: [{ text: 'a'.repeat(10_001) }] }] }]],
    ['half a character', [HEAD, { t: 'rows', rows: [{ number: 1, cells: [{ text: '\ud800' }] }] }]],
    ['a day that never was', [HEAD, { t: 'rows', rows: [{ number: 1, cells: [{ text: '', day: '2026-02-30' }] }] }]],
    ['a refusal that is none of its own', [{ t: 'refused', code: 'vault.locked-by-other' }]],
  ])('that says %s is not listened to', async (_, answers) => {
    expect(await refusal(read(csvBytes('a'), { spawn: telling(...answers) }))).toEqual(['table.unreadable', 'lista.xlsx'])
  })

  test('that floods is not heard to its end', async () => {
    const flood = pretend((tell) => () => {
      for (let count = 0; count < 5000; count += 1) tell({ t: 'more' })
    })
    expect(await refusal(read(csvBytes('a'), { spawn: flood }))).toEqual(['table.unreadable', 'lista.xlsx'])
    // Not even where each message by itself makes sense.
    let tell: (message: unknown) => void = () => undefined
    const answers = [{ t: 'more' }, { ...HEAD, rows: 30 }, ...Array.from({ length: 30 }, (_, at) => ({ t: 'rows', rows: [ROW(at + 1)] }))]
    const eager: SpawnChild = () => ({
      post: () => setImmediate(() => answers.splice(0).forEach((answer) => tell(answer))),
      onMessage: (listener) => void (tell = listener),
      onExit: () => undefined,
      kill: () => undefined,
    })
    expect(await refusal(read(csvBytes('a'), { spawn: eager }))).toEqual(['table.unreadable', 'lista.xlsx'])
  })
})
