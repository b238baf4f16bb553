import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { openPartial } from '../../electron/services/bundle/handover/file.ts'
import { openTarget, type Target } from '../../electron/services/bundle/target.ts'
import { ZIP_SIGNED_WHOLE } from '../../shared/verify/index.ts'

/** The file that a bundle becomes, where others write to the same folder: two vaults may each have a case 1. */

const root = mkdtempSync(join(tmpdir(), 'target-test-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
afterEach(() => vi.restoreAllMocks())

const NAME = 'bundle-1-01.zip'
const newFolder = () => mkdtempSync(join(root, 'out-'))
const key = (letter: string) => ({ publicKey: Buffer.alloc(32), sign: () => Buffer.alloc(64, letter) })
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

async function begin(folder: string, content: string) {
  const target = await openTarget(folder, NAME)
  await target.write(Buffer.from(content), 0)
  return target
}
/** As an export ends. `large`: signed by its hash, so that it isn't read once more. */
async function end(target: Target, content: string, large = false): Promise<unknown> {
  try {
    return await target.finish({ bytes: large ? ZIP_SIGNED_WHOLE + 1 : content.length, sha256: sha256(content) }, key(content.charAt(0)))
  } catch (error) {
    await target.discard()
    throw error
  }
}
const lies = (folder: string) => Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'latin1').slice(0, 1)]))

describe('a bundle in a folder of others', () => {
  it.each([false, true])('is never the one that another vault puts there meanwhile, large: %s', async (large) => {
    const folder = newFolder()
    const first = await begin(folder, 'A')
    const second = await begin(folder, 'B')
    await expect(end(first, 'A', large)).rejects.toMatchObject({ code: 'bundle.write-failed', params: { name: `${NAME}.partial`, reason: 'changed' } })
    expect(lies(folder)).toEqual({ [`${NAME}.partial`]: 'B' })
    await end(second, 'B', large)
    expect(lies(folder)).toEqual({ [NAME]: 'B', [`${NAME}.sig`]: 'B' })
  })

  it('is a hand-over of its own too, also where the other one begins once all of it is written', async () => {
    const folder = newFolder()
    const begun = async (content: string) => {
      const partial = await openPartial(folder, 'bundle-1-01-handover-1', '.age')
      const writer = partial.sink.getWriter()
      await writer.write(Buffer.from(content))
      await writer.close()
      await partial.written()
      return partial
    }
    const first = await begun('A')
    const second = await begun('B')
    await expect(first.finish()).rejects.toMatchObject({ params: { reason: 'changed' } })
    await first.discard()
    await second.finish()
    expect(lies(folder)).toEqual({ 'bundle-1-01-handover-1.age': 'B' })
  })

  it('is not one that takes its place and its number on the disk', async () => {
    const folder = newFolder()
    const target = await begin(folder, 'A')
    // What was cleared away stays on the disk as long as it is open, so no other file has its number.
    for (let again = 0; again < 20; again += 1) {
      rmSync(join(folder, `${NAME}.partial`))
      writeFileSync(join(folder, `${NAME}.partial`), 'other')
    }
    await expect(end(target, 'A', true)).rejects.toMatchObject({ params: { reason: 'changed' } })
    expect(lies(folder)).toEqual({ [`${NAME}.partial`]: 'o' })
  })

  it.each([NAME, `${NAME}.sig`])('takes nothing away that came meanwhile: %s', async (name) => {
    const folder = newFolder()
    const target = await begin(folder, 'A')
    writeFileSync(join(folder, name), 'other')
    await expect(end(target, 'A')).rejects.toMatchObject({ params: { name, reason: 'EEXIST' } })
    expect(lies(folder)).toEqual({ [name]: 'o' })
  })

  it('lies there where its folder can’t be flushed, and doesn’t where that fails', async () => {
    const handle = await open(root)
    const files = Object.getPrototypeOf(handle) as { sync: () => Promise<void>; stat: () => Promise<{ isDirectory: () => boolean }> }
    await handle.close()
    const sync = files.sync
    for (const [code, left] of [['EINVAL', { [NAME]: 'A', [`${NAME}.sig`]: 'A' }], ['EIO', {}]] as const) {
      const folder = newFolder()
      vi.spyOn(files, 'sync').mockImplementation(async function (this: typeof files) {
        if ((await this.stat()).isDirectory()) throw Object.assign(new Error(code), { code, syscall: 'fsync' })
        return sync.call(this)
      })
      const ended = await end(await begin(folder, 'A'), 'A').catch((error: unknown) => error)
      expect([ended, lies(folder)]).toMatchObject([code === 'EIO' ? { code: 'bundle.write-failed', params: { reason: code } } : { path: join(folder, NAME) }, left])
      vi.restoreAllMocks()
    }
  })

  it.each([true, false])('is renamed where no file can have two names (taken: %s)', async (taken) => {
    vi.resetModules()
    vi.doMock('node:fs/promises', async (original) => ({ ...(await original<object>()), link: () => Promise.reject(new Error('no links')) }))
    const { openTarget: openOnStick } = await import('../../electron/services/bundle/target.ts')
    vi.doUnmock('node:fs/promises')
    const folder = newFolder()
    const target = await openOnStick(folder, NAME)
    await target.write(Buffer.from('A'), 0)
    if (taken) writeFileSync(join(folder, NAME), 'other')
    const ended = await end(target, 'A').catch((error: unknown) => error)
    expect(ended).toMatchObject(taken ? { params: { name: NAME, reason: 'EEXIST' } } : { path: join(folder, NAME) })
    expect(lies(folder)).toEqual(taken ? { [NAME]: 'o' } : { [NAME]: 'A', [`${NAME}.sig`]: 'A' })
  })
})
