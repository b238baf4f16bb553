import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { openTarget } from '../../electron/services/bundle/target.ts'
import { testFolder } from '../support/engine.ts'

const { base, remove } = testFolder('target')
afterAll(remove)

const BYTES = Buffer.from('a zip')
const ZIP = { bytes: BYTES.length, sha256: createHash('sha256').update(BYTES).digest('hex') }
const SIGNATURE = Buffer.alloc(64, 7)
const key = { sign: () => SIGNATURE } as unknown as Parameters<Awaited<ReturnType<typeof openTarget>>['finish']>[1]

/** A zip that is written and lacks only its name. */
async function written(name: string) {
  const folder = join(base, name)
  mkdirSync(folder)
  const target = await openTarget(folder, 'bundle.zip')
  await target.write(BYTES, 0)
  return { target, folder, at: (file: string) => join(folder, file) }
}

describe('a zip in the making', () => {
  it('gets its name and its signature, and leaves nothing else', async () => {
    const { target, folder, at } = await written('plain')
    await target.finish(ZIP, key)
    await target.discard()
    expect(readdirSync(folder).toSorted()).toEqual(['bundle.zip', 'bundle.zip.sig'])
    expect(readFileSync(at('bundle.zip'))).toEqual(BYTES)
    expect(readFileSync(at('bundle.zip.sig'))).toEqual(SIGNATURE)
  })

  it.each(['bundle.zip', 'bundle.zip.sig'])('leaves a %s as it is that came there while it was made', async (name) => {
    const { target, folder, at } = await written(name)
    writeFileSync(at(name), 'of somebody else')
    await expect(target.finish(ZIP, key)).rejects.toMatchObject({ code: 'bundle.write-failed', params: { name, reason: 'EEXIST' } })
    await target.discard()
    expect(readdirSync(folder)).toEqual([name])
    expect(readFileSync(at(name), 'utf8')).toBe('of somebody else')
  })

  it.each([true, false])('is renamed where no file can have two names (taken: %s)', async (taken) => {
    vi.resetModules()
    vi.doMock('node:fs/promises', async (original) => ({ ...(await original<object>()), link: () => Promise.reject(Object.assign(new Error('no'), { code: 'EPERM', syscall: 'link' })) }))
    const { openTarget: open } = await import('../../electron/services/bundle/target.ts')
    vi.doUnmock('node:fs/promises')
    const folder = join(base, `stick-${taken}`)
    mkdirSync(folder)
    const target = await open(folder, 'bundle.zip')
    await target.write(BYTES, 0)
    if (taken) writeFileSync(join(folder, 'bundle.zip'), 'of somebody else')
    const finished = target.finish(ZIP, key)
    if (taken) await expect(finished).rejects.toMatchObject({ params: { reason: 'EEXIST' } })
    else await finished
    await target.discard()
    expect(readdirSync(folder).toSorted()).toEqual(taken ? ['bundle.zip'] : ['bundle.zip', 'bundle.zip.sig'])
    expect(readFileSync(join(folder, 'bundle.zip'), 'utf8')).toBe(taken ? 'of somebody else' : BYTES.toString())
  })
})
