import { execFileSync } from 'node:child_process'
import { appendFileSync, copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BundleView, CallInput, HandOverMade } from '../../shared/contract/index.ts'
import { catalogues } from '../../shared/locales/index.ts'
import type { CaseId } from '../../shared/model/index.ts'
import { newJob, startTestEngine, testFolder, type TestEngine } from '../support/engine.ts'
import { findTool, lacks } from '../support/tools.ts'

/** Hand-overs through the whole engine; what they leave is judged by 7-Zip, age and openssl. */

const { base, remove } = testFolder('handover')
let test: TestEngine
let chain: CaseId
let bundle: BundleView
let bundlePath: string
const sha256 = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex')

beforeAll(async () => {
  test = await startTestEngine(base)
  await test.found(join(base, 'valv.bevisvalv'))
  chain = await test.openCase()
  await test.call('note.add', { case: chain, title: 'Samtal till växeln', text: 'Ni vet vad ni ska göra.' })
  bundle = await test.call('bundle.export', { job: newJob(), case: chain, profile: 'police', language: 'sv', folder: null, timestampUrls: [] })
  bundlePath = join(test.documents, bundle.name)
}, 60_000)
afterAll(async () => {
  await test.engine.close()
  remove()
})

type Make = CallInput<'handover.make'>

let folders = 0
/** An empty folder of its own. */
function outFolder(): string {
  folders += 1
  const path = join(base, `out-${folders}`)
  mkdirSync(path)
  return path
}

async function make(protection: Make['protection'], folder: string, changes: Partial<Make> = {}): Promise<HandOverMade> {
  return test.call('handover.make', await request(protection, folder, changes))
}

async function request(protection: Make['protection'], folder: string, changes: Partial<Make> = {}): Promise<Make> {
  return {
    job: newJob(),
    case: chain,
    number: 1,
    bundle: await test.grant(bundlePath, 'bundle'),
    folder: await test.grant(folder, 'bundle-folder'),
    protection,
    receiver: 'Åke Utredarsson',
    receiverTitle: 'Kriminalinspektör',
    authority: 'Polismyndigheten, region Väst',
    reference: 'K 5000-123456-26',
    method: 'in-person',
    methodText: 'USB-sticka nr 4',
    date: '2026-11-29',
    ...changes,
  }
}

const handedOver = async () => (await test.call('custody.list', { case: chain })).filter(({ type }) => type === 'bundle.handed-over').length

/** Exit status and what a program said. */
function run(program: string, args: readonly string[], input?: string): { status: number; said: string } {
  try {
    return { status: 0, said: execFileSync(program, args, { encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'], ...(input === undefined ? {} : { input }) }) }
  } catch (error) {
    const { status, stdout, stderr } = error as { status: number; stdout: string; stderr: string }
    return { status, said: `${stdout}${stderr}` }
  }
}

describe.skipIf(lacks('7z'))('a zip with a passphrase', () => {
  it('is opened by 7-Zip with the words and holds the signed bundle alone', async () => {
    const folder = outFolder()
    const { view, passphrase, signature } = await make({ kind: 'zip-aes256' }, folder)
    const path = join(folder, view.handed.name)
    expect(readdirSync(folder).toSorted()).toEqual([view.handed.name, 'bundle-1-01.zip.sig'].toSorted())
    expect(signature).toBe('bundle-1-01.zip.sig')
    expect(passphrase).toMatch(/^[a-z]{3,8}(-[a-z]{3,8}){9}$/)
    expect(sha256(path)).toBe(view.handed.sha256)
    const listing = run('7z', ['l', '-slt', path]).said
    expect(listing).toMatch(/Method = AES-256 Store/)
    expect([...listing.matchAll(/^Path = /gm)]).toHaveLength(2)
    expect(run('7z', ['t', `-p${passphrase}`, path]).said).toContain('Everything is Ok')
    expect(run('7z', ['t', '-pfel-fras', path]).status).not.toBe(0)
    run('7z', ['x', `-p${passphrase}`, `-o${folder}`, path])
    expect(sha256(join(folder, 'bundle-1-01.zip'))).toBe(bundle.sha256)
    expect(readFileSync(join(folder, 'bundle-1-01.zip.sig'))).toEqual(readFileSync(`${bundlePath}.sig`))
  })

  it('fails its test where a bit is flipped', async () => {
    const folder = outFolder()
    const { view, passphrase } = await make({ kind: 'zip-aes256' }, folder)
    const path = join(folder, view.handed.name)
    const bytes = readFileSync(path)
    bytes[bytes.length >> 1]! ^= 1
    writeFileSync(path, bytes)
    expect(run('7z', ['t', `-p${passphrase}`, path]).status).not.toBe(0)
  })
})
