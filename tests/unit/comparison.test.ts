import { afterEach, describe, expect, test } from 'vitest'
import { forkNodeChild } from '../../electron/engine/children.ts'
import type { SpawnChild } from '../../electron/services/capture/index.ts'
import { compare } from '../../electron/services/comparison/index.ts'
import { Refusal } from '../../shared/contract/index.ts'
import { compareSides, contentOf, pretend, range, rowPicture, sideOf, type Contents } from '../support/comparison.ts'
import { processes } from '../support/processes.ts'

const children = async () => (await processes()).filter(({ ppid, command }) => ppid === process.pid && command.includes('comparison/child.ts'))

const posts = (text: string) =>
  JSON.stringify({
    v: 1,
    url: 'http://forum.example/',
    readAt: '2026-11-22T14:00:03.000Z',
    reader: null,
    page: {},
    posts: [{ kind: 'post', y: 0, fields: { handle: { value: '@anna', from: 'text' }, text: { value: text, from: 'text' } } }],
    seen: 1,
    cut: false,
  })
const SAVED: Contents = { text: 'ett\ntvå\n', posts: posts('Hej'), picture: rowPicture(20, range(1, 40)) }
const LOADED: Contents = { text: 'ett\ntre\n', posts: posts('Hej då'), picture: rowPicture(20, range(2, 40)) }
/** What a process would say of them. */
const TEXT = { t: 'text', found: { result: 'same', why: null, total: 0, savedLines: 2, loadedLines: 2, list: [] } }
const PICTURE = {
  t: 'picture',
  found: {
    result: 'differs', why: null, total: 1, saved: { width: 1, height: 1 }, loaded: { width: 1, height: 1 }, sameRows: 0,
    list: [{ saved: { top: 0, rows: 1 }, loaded: { top: 0, rows: 1 }, left: 0, right: 1 }],
  },
}
const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1])

afterEach(async () => expect.poll(children, { timeout: 10_000 }).toEqual([]))

describe('what was saved beside what was loaded', () => {
  test('is compared in a process of its own, text, posts and picture', async () => {
    const { text, posts: who, picture, pictures } = await compareSides(SAVED, LOADED)
    expect(text).toMatchObject({ result: 'differs', total: 2, savedLines: 2, loadedLines: 2 })
    expect(who).toMatchObject({ result: 'differs', total: 1, list: [{ kind: 'edited', field: 'text', saved: 'Hej', loaded: 'Hej då' }] })
    expect(picture).toMatchObject({ result: 'differs', total: 2, sameRows: 39 })
    expect(pictures.map(({ name }) => name)).toEqual(['difference-1.png', 'difference-2.png'])
    expect(pictures.every(({ png }) => Buffer.from(png).subarray(0, 8).equals(PNG.subarray(0, 8)))).toBe(true)
  })

  test('is the same as itself', async () => {
    const { text, posts: who, picture, pictures } = await compareSides(SAVED, SAVED)
    expect([text.result, who.result, picture.result, pictures]).toEqual(['same', 'same', 'same', []])
  })

  test('that one side lacks is not compared, and no process is started where nothing can be', async () => {
    const never: SpawnChild = () => {
      throw new Error('a process was started')
    }
    const none = await compareSides(SAVED, {}, { spawn: never })
    expect([none.text, none.posts, none.picture].map(({ result, why }) => [result, why])).toEqual(Array.from({ length: 3 }, () => ['not-compared', 'missing']))
    const { text, picture } = await compareSides(SAVED, { text: 'ett' })
    expect([text.result, picture.why]).toEqual(['differs', 'missing'])
  })

  test('that is too large is not even read', async () => {
    const unread = (bytes: number) => ({
      bytes,
      open: () => {
        throw new Error('it was read')
      },
    })
    const large = { text: unread(4 * 1024 * 1024 + 1), posts: unread(8 * 1024 * 1024 + 1), picture: unread(512 * 1024 * 1024 + 1) }
    const found = await compare({ spawn: forkNodeChild, saved: large, loaded: sideOf(LOADED), signal: new AbortController().signal })
    expect([found.text.why, found.posts.why, found.picture.why]).toEqual(['too-large', 'too-large', 'too-large'])
  })

  test('whose picture is none still has its text and posts compared', async () => {
    const { text, posts: who, picture } = await compareSides(SAVED, { ...LOADED, picture: 'Hej' })
    expect([text.result, who.result]).toEqual(['differs', 'differs'])
    expect(picture).toEqual({ result: 'not-compared', why: 'failed', total: 0, saved: null, loaded: null, sameRows: 0, list: [] })
  })

  test('that is hostile in every part takes nothing down', async () => {
    const bomb: Contents = { text: '\u0000\ud800'.repeat(1000), posts: '['.repeat(4_000_000), picture: Buffer.concat([PNG, Buffer.alloc(100_000, 255)]) }
    const { text, posts: who, picture } = await compareSides(bomb, LOADED)
    expect([text.result, who.why, picture.why]).toEqual(['differs', 'failed', 'failed'])
  })

  test('of which a piece can not be read tells what reading it told', async () => {
    const saved = sideOf(SAVED)
    saved.text = {
      bytes: 10,
      // eslint-disable-next-line require-yield
      open: async function* () {
        await Promise.resolve()
        throw new Refusal('evidence.damaged', { exhibit: 1, item: 'page.txt' })
      },
    }
    await expect(compare({ spawn: forkNodeChild, saved, loaded: sideOf(LOADED), signal: new AbortController().signal })).rejects.toThrow('evidence.damaged')
  })
})

describe('a comparison that is cancelled', () => {
  test('before it began, starts nothing', async () => {
    await expect(compareSides(SAVED, LOADED, { signal: AbortSignal.abort() })).rejects.toThrow('job.cancelled')
  })

  test('while it is read, ends at once', async () => {
    const controller = new AbortController()
    const saved = sideOf(SAVED)
    const { open } = contentOf(SAVED.picture ?? '')
    saved.picture = { bytes: 1, open: () => (controller.abort(), open()) }
    await expect(compare({ spawn: forkNodeChild, saved, loaded: sideOf(LOADED), signal: controller.signal })).rejects.toThrow('job.cancelled')
  })

  test('while the process says nothing, ends at once', async () => {
    const controller = new AbortController()
    const silent = pretend(() => () => setImmediate(() => controller.abort()))
    await expect(compareSides(SAVED, LOADED, { spawn: silent, signal: controller.signal })).rejects.toThrow('job.cancelled')
  })
})

describe('a comparing process', () => {
  test('that is killed on the way leaves what it had told', async () => {
    const saved = sideOf(SAVED)
    const { open } = contentOf(SAVED.picture ?? '')
    const kill = async () => process.kill((await children())[0]?.pid ?? 0, 'SIGKILL')
    saved.picture = {
      bytes: 1,
      open: async function* () {
        await kill()
        yield* open()
      },
    }
    const found = await compare({ spawn: forkNodeChild, saved, loaded: sideOf(LOADED), signal: new AbortController().signal })
    expect([found.text.result, found.posts.result]).toEqual(['differs', 'differs'])
    expect(found.picture).toMatchObject({ result: 'not-compared', why: 'failed' })
  })

  test('that can not be started leaves everything uncompared', async () => {
    const dying = pretend((_, leave) => () => leave('ENOENT'))
    const found = await compareSides(SAVED, LOADED, { spawn: dying })
    expect([found.text.why, found.posts.why, found.picture.why]).toEqual(['failed', 'failed', 'failed'])
  })

  const lists = (list: unknown[], total = list.length) => ({ t: 'text', found: { ...TEXT.found, result: 'differs', total, list } })
  test.each<[string, unknown[]]>([
    ['nothing that is known', [{ t: 'hello' }]],
    ['nothing', [null]],
    ['something beside what is known', [{ ...TEXT, more: 1 }]],
    ['that it is the same and differs', [{ t: 'text', found: { ...TEXT.found, total: 3 } }]],
    ['that it differs, in nothing', [lists([])]],
    ['fewer differences than it counts', [lists([], 3)]],
    ['a difference of another shape', [lists([{ kind: 'gone', saved: 'a', loaded: '', line: 0 }])]],
    ['a text that is too long', [lists([{ kind: 'gone', saved: 'a'.repeat(501), loaded: '', line: 1 }])]],
    ['half a sign, for which there is no canonical form', [lists([{ kind: 'gone', saved: '\ud800', loaded: '', line: 1 }])]],
    ['that it wants to read what there is none of', [{ t: 'read', side: 'saved', part: 'text', again: false }]],
    ['that it wants to read again and again', Array.from({ length: 3 }, () => ({ t: 'read', side: 'saved', part: 'text', again: true }))],
    ['a picture before anything was found', [{ t: 'drawn', number: 1, bytes: PNG, last: true }]],
  ])('that says %s is not listened to', async (_, messages) => {
    const odd = pretend((tell) => (message) => {
      if ((message as { t: string }).t !== 'compare') return
      for (const each of messages) tell(each)
      tell(TEXT)
      tell({ t: 'end' })
    })
    const { text, pictures } = await compareSides(SAVED, LOADED, { spawn: odd })
    expect(text).toEqual({ result: 'not-compared', why: 'failed', total: 0, savedLines: 0, loadedLines: 0, list: [] })
    expect(pictures).toEqual([])
  })

  test('may tell each thing once, and as many pictures as there are stretches', async () => {
    const drawn = (number: number, bytes = PNG) => ({ t: 'drawn', number, bytes, last: true })
    const told = async (...messages: unknown[]) => {
      const odd = pretend((tell) => (message) => {
        if ((message as { t: string }).t === 'compare') for (const each of messages) tell(each)
      })
      return compareSides(SAVED, LOADED, { spawn: odd })
    }
    expect((await told(PICTURE, drawn(1), { t: 'end' })).pictures).toEqual([{ name: 'difference-1.png', png: Buffer.from(PNG) }])
    expect((await told(PICTURE, drawn(1), drawn(2), { t: 'end' })).pictures).toHaveLength(1)
    expect((await told(PICTURE, drawn(2), { t: 'end' })).pictures).toEqual([])
    expect((await told(PICTURE, drawn(1, PNG.slice(1)), { t: 'end' })).pictures).toEqual([])
    const endless = Array.from({ length: 30 }, () => ({ ...drawn(1, new Uint8Array(1024 * 1024)), last: false }))
    expect((await told(PICTURE, ...endless, { t: 'end' })).pictures).toEqual([])
    expect((await told(TEXT, { ...TEXT, found: { ...TEXT.found, savedLines: 9 } }, { t: 'end' })).text.savedLines).toBe(2)
    // Floods aren't heard to their end.
    expect((await told(...Array.from({ length: 5000 }, () => TEXT))).text.savedLines).toBe(2)
  })
})
