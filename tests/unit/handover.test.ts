import { execFileSync, spawnSync } from 'node:child_process'
import { appendFileSync, copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type * as Files from 'node:fs/promises'
import { wordlist } from '@scure/bip39/wordlists/english.js'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { makePassphrase } from '../../electron/services/bundle/handover/passphrase.ts'
import type { BundleView, CallInput, HandOverMade } from '../../shared/contract/index.ts'
import { catalogues } from '../../shared/locales/index.ts'
import type { CaseId } from '../../shared/model/index.ts'
import { newJob, startTestEngine, testFolder, type TestEngine } from '../support/engine.ts'
import { lacks } from '../support/tools.ts'

/** Hand-overs through the whole engine; what they leave is judged by 7-Zip, age and openssl. */

/** Each call that changes the disk, in order; the test may let one of them fail. */
const disk = vi.hoisted(() => ({ change: async <T>(_what: string, work: () => Promise<T>): Promise<T> => work() }))

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof Files>()
  const own = (path: unknown) => /-handover-|out-\d+\/bundle-1-01\.zip\.sig$/.test(String(path))
  return {
    ...real,
    async open(path: string, flags?: string | number, mode?: number) {
      const handle = own(path) && typeof flags === 'string' && flags !== 'r' ? await disk.change('open', () => real.open(path, flags, mode)) : await real.open(path, flags, mode)
      if (!own(path) || flags === 'r') return handle
      const { writeFile, sync } = handle
      handle.writeFile = (...given) => disk.change('write', () => writeFile.apply(handle, given))
      handle.sync = () => disk.change('sync', () => sync.apply(handle))
      return handle
    },
    // As on a stick, where no file has two names.
    link: () => Promise.reject(new Error('no links')),
    rename: (from: string, to: string) => (own(to) ? disk.change('rename', () => real.rename(from, to)) : real.rename(from, to)),
    writeFile: (path: string, ...rest: [never, never]) => (own(path) ? disk.change('signature', () => real.writeFile(path, ...rest)) : real.writeFile(path, ...rest)),
  }
})

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
    // WinZip's extra field: vendor version 2 (AE-2), 256 bits, stored; and no check sum of what is inside stands in clear.
    expect(readFileSync(path).includes(Buffer.from('019907000200414503' + '0000', 'hex'))).toBe(true)
    expect(listing).toMatch(/^CRC = $/m)
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

describe.skipIf(lacks('age'))('age', () => {
  const key = (name: string): { path: string; recipient: string } => {
    const path = join(base, `${name}.txt`)
    execFileSync('age-keygen', ['-o', path], { stdio: 'ignore' })
    return { path, recipient: execFileSync('age-keygen', ['-y', path], { encoding: 'utf8' }).trim() }
  }

  it('is opened by each key that it was made for, and by no other', async () => {
    const [first, second, stranger] = [key('first'), key('second'), key('stranger')]
    const folder = outFolder()
    const { view, passphrase } = await make({ kind: 'age-recipients', recipients: [first.recipient, second.recipient, first.recipient] }, folder)
    expect(passphrase).toBeNull()
    expect(view.recipients).toEqual([first.recipient, second.recipient])
    const path = join(folder, view.handed.name)
    // A line for each of the two, and for nobody else.
    expect(readFileSync(path, 'latin1').match(/^-> .*$/gm)).toHaveLength(2)
    for (const { path: identity } of [first, second]) {
      execFileSync('age', ['-d', '-i', identity, '-o', join(folder, 'plain.zip'), path])
      expect(sha256(join(folder, 'plain.zip'))).toBe(bundle.sha256)
    }
    expect(run('age', ['-d', '-i', stranger.path, path]).status).not.toBe(0)
    const bytes = readFileSync(path)
    bytes[bytes.length - 100]! ^= 1
    writeFileSync(path, bytes)
    expect(run('age', ['-d', '-i', first.path, '-o', join(folder, 'flipped.zip'), path]).status).not.toBe(0)
  })

  it('is opened with the passphrase, and with no other', async () => {
    const folder = outFolder()
    const { view, passphrase } = await make({ kind: 'age-passphrase' }, folder)
    const path = join(folder, view.handed.name)
    expect(readFileSync(path, 'latin1')).toMatch(/^-> scrypt \S+ 18$/m)
    // age reads a passphrase from a terminal alone.
    const open = (typed: string) => spawnSync('script', ['-qec', `age -d -o ${join(folder, 'plain.zip')} ${path}`, '/dev/null'], { input: `${typed}\n`, timeout: 30_000 }).status
    expect(open('fel-fras')).not.toBe(0)
    expect(open(passphrase ?? '')).toBe(0)
    expect(sha256(join(folder, 'plain.zip'))).toBe(bundle.sha256)
  })

  it('refuses a key that is mistyped, and records nothing', async () => {
    const before = await handedOver()
    const { recipient } = key('typo')
    const wrong = recipient.slice(0, -1) + (recipient.endsWith('q') ? 'p' : 'q')
    const folder = outFolder()
    expect(await test.refused('handover.make', await request({ kind: 'age-recipients', recipients: [wrong] }, folder))).toBe('handover.recipient')
    expect(readdirSync(folder)).toEqual([])
    expect(await handedOver()).toBe(before)
  })
})

describe('what is refused or ended', () => {
  it('takes no other file, and no bundle that has changed since it was exported', async () => {
    const before = await handedOver()
    const folder = outFolder()
    const changed = join(base, 'changed.zip')
    copyFileSync(bundlePath, changed)
    const bytes = readFileSync(changed)
    bytes[4000]! ^= 1
    writeFileSync(changed, bytes)
    for (const kind of ['zip-aes256', 'none'] as const) {
      expect(await test.refused('handover.make', await request({ kind }, folder, { bundle: await test.grant(changed, 'bundle') }))).toBe('handover.other-file')
    }
    copyFileSync(bundlePath, changed)
    appendFileSync(changed, '!')
    expect(await test.refused('handover.make', await request({ kind: 'zip-aes256' }, folder, { bundle: await test.grant(changed, 'bundle') }))).toBe('handover.other-file')
    expect(await test.refused('handover.make', await request({ kind: 'zip-aes256' }, folder, { number: 7 }))).toBe('handover.no-bundle')
    expect(readdirSync(folder)).toEqual([])
    expect(await handedOver()).toBe(before)
  })

  it.each(['handover-check', 'handover-encrypt', 'handover-verify'])('leaves nothing when it is cancelled at %s', async (step) => {
    const before = await handedOver()
    const folder = outFolder()
    const job = newJob()
    const off = test.engine.on(({ name, payload }) => {
      if (name === 'job.progress' && payload.job === job && payload.step === step) void test.call('job.cancel', { job })
    })
    expect(await test.refused('handover.make', await request({ kind: 'zip-aes256' }, folder, { job }))).toBe('job.cancelled')
    off()
    expect(readdirSync(folder)).toEqual([])
    expect(await handedOver()).toBe(before)
  })

  it('leaves nothing wherever the disk is full, and says so', async () => {
    const before = await handedOver()
    const folder = outFolder()
    const seen: string[] = []
    for (let failing = 0; ; failing += 1) {
      let at = 0
      seen.length = 0
      disk.change = async (what, work) => {
        seen.push(what)
        at += 1
        if (at === failing + 1) throw Object.assign(new Error('no space'), { code: 'ENOSPC', syscall: what })
        return work()
      }
      const result = await test.engine.dispatch('handover.make', await request({ kind: 'zip-aes256' }, folder), 'test')
      if (result.ok) break
      expect(result.error).toMatchObject({ code: 'bundle.write-failed', params: { reason: 'ENOSPC' } })
      expect(readdirSync(folder)).toEqual([])
    }
    disk.change = (_what, work) => work()
    expect(new Set(seen)).toEqual(new Set(['open', 'write', 'sync', 'signature', 'rename']))
    expect(await handedOver()).toBe(before + 1)
  })

  it('tells where what lies on the disk is not what was written', async () => {
    const before = await handedOver()
    const folder = outFolder()
    // The disk takes it and keeps something else.
    disk.change = async (what, work) => {
      if (what !== 'sync') return work()
      const [partial = ''] = readdirSync(folder)
      const bytes = readFileSync(join(folder, partial))
      bytes[bytes.length >> 1]! ^= 1
      writeFileSync(join(folder, partial), bytes)
      return work()
    }
    expect(await test.refused('handover.make', await request({ kind: 'zip-aes256' }, folder))).toBe('handover.not-read-back')
    disk.change = (_what, work) => work()
    expect(readdirSync(folder)).toEqual([])
    expect(await handedOver()).toBe(before)
  })

  it('overwrites no file, and replaces what a killed process left', async () => {
    const folder = outFolder()
    const first = await make({ kind: 'zip-aes256' }, folder)
    // The next hand-over has the next number; its name is taken by somebody else, and half of it was left behind.
    const name = first.view.handed.name.replace(/-(\d+)(\.encrypted\.zip)$/, (_, n: string, end: string) => `-${Number(n) + 1}${end}`)
    writeFileSync(join(folder, name), 'somebody else')
    const second = name.replace('.encrypted.zip', '-(2).encrypted.zip')
    writeFileSync(join(folder, `${second}.partial`), 'half')
    const { view } = await make({ kind: 'zip-aes256' }, folder)
    expect(view.handed.name).toBe(second)
    expect(readFileSync(join(folder, name), 'utf8')).toBe('somebody else')
    expect(existsSync(join(folder, `${second}.partial`))).toBe(false)
  })

  it('puts no signature over another file of that name', async () => {
    const folder = outFolder()
    writeFileSync(join(folder, 'bundle-1-01.zip.sig'), 'something else')
    expect(await test.refused('handover.make', await request({ kind: 'zip-aes256' }, folder))).toBe('bundle.write-failed')
    expect(readdirSync(folder)).toEqual(['bundle-1-01.zip.sig'])
    expect(readFileSync(join(folder, 'bundle-1-01.zip.sig'), 'utf8')).toBe('something else')
  })
})

describe('the record', () => {
  it('says who got what and how, also where it left in clear', async () => {
    const folder = outFolder()
    const { view, place, passphrase, signature } = await make({ kind: 'none' }, folder, { receiver: 'Malin Åklagarsson', method: 'other', methodText: 'DVD' })
    expect(view).toMatchObject({ receiver: 'Malin Åklagarsson', authority: 'Polismyndigheten, region Väst', reference: 'K 5000-123456-26', protection: 'none', date: '2026-11-29', by: 'Anna Provsson', receipts: [] })
    expect(view.handed).toEqual({ name: 'bundle-1-01.zip', bytes: bundle.bytes, sha256: bundle.sha256 })
    expect([passphrase, signature, readdirSync(folder).length]).toEqual([null, null, 0])
    expect(place).toContain('documents')
    const entry = (await test.call('custody.list', { case: chain })).find(({ seq }) => seq === view.seq)
    expect(entry?.subject).toMatchObject({ number: 1, receiver: 'Malin Åklagarsson', context: 'none' })
    expect((await test.call('handover.list', { case: chain }))[0]).toEqual(view)
  })

  it('keeps the passphrase nowhere', async () => {
    const { passphrase } = await make({ kind: 'zip-aes256' }, outFolder())
    expect(passphrase).toBeTruthy()
    const seen = JSON.stringify(test.events) + JSON.stringify(await test.call('handover.list', { case: chain }))
    expect(seen).not.toContain(passphrase)
    await test.call('vault.lock', {})
    const texts = [base, test.home].flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).map((one) => readFileSync(join(one.parentPath, one.name), 'latin1')))
    expect(texts.length).toBeGreaterThan(5)
    for (const text of texts) expect(text.includes(passphrase ?? '')).toBe(false)
    await test.open(join(base, 'valv.bevisvalv'))
  })

  it('takes a day of the calendar only', async () => {
    expect(await test.refused('handover.make', await request({ kind: 'none' }, outFolder(), { date: '2026-02-30' }))).toBe('input.invalid')
  })

  it('finds the bundle where it was put, and not where it is gone', async () => {
    expect(await test.call('handover.find', { case: chain, number: 1 })).toMatchObject({ name: 'bundle-1-01.zip', bytes: bundle.bytes })
    renameSync(bundlePath, `${bundlePath}.moved`)
    expect(await test.call('handover.find', { case: chain, number: 1 })).toBeNull()
    renameSync(`${bundlePath}.moved`, bundlePath)
    expect(await test.refused('handover.find', { case: chain, number: 30 })).toBe('handover.no-bundle')
  })

  it('has a receipt that was signed come back as an exhibit, linked to the hand-over', async () => {
    const { view } = await make({ kind: 'zip-aes256' }, outFolder())
    const scan = join(base, 'kvitto.jpg')
    writeFileSync(scan, Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex'))
    const attached = await test.call('handover.attach', { job: newJob(), entry: view.seq, scan: { token: await test.grant(scan, 'import') } })
    const [receipt] = attached.receipts
    const exhibit = (await test.call('exhibit.list', { case: chain })).find(({ id }) => id === receipt?.exhibit)
    expect(exhibit).toMatchObject({ title: 'kvitto.jpg', number: receipt?.number })
    // Said again, nothing is added.
    expect((await test.call('handover.attach', { job: newJob(), entry: view.seq, scan: { exhibit: receipt!.exhibit } })).receipts).toHaveLength(1)
    expect((await test.call('custody.list', { case: chain })).at(-1)).toMatchObject({ type: 'handover.receipted', subject: { number: 1, handOver: view.seq, exhibitNumber: receipt?.number } })
    const other = await test.openCase('Ett annat ärende')
    const note = await test.call('note.add', { case: other, title: 'x', text: 'x' })
    expect(await test.refused('handover.attach', { job: newJob(), entry: view.seq, scan: { exhibit: note.id } })).toBe('exhibit.not-found')
    expect(await test.refused('handover.attach', { job: newJob(), entry: 0, scan: { exhibit: note.id } })).toBe('handover.not-found')
    expect((await test.call('vault.check', { job: newJob() })).verdict).toBe('ok')
  })

  it('stands in the next bundle, which its verifier accepts', async () => {
    const next = await test.call('bundle.export', { job: newJob(), case: chain, profile: 'police', language: 'sv', folder: null, timestampUrls: [] })
    expect(next).toMatchObject({ number: 2, verdict: 'ok' })
  })
})

describe('which bundle a file is', () => {
  const ask = async (path: string) => (await test.call('handover.which-file', { job: newJob(), chosen: await test.grant(path, 'bundle') })).known

  it('knows a bundle with all its hand-overs, and an encrypted file with its own', async () => {
    const folder = outFolder()
    const { view } = await make({ kind: 'zip-aes256' }, folder, { receiver: 'Rätt Mottagare' })
    const all = await ask(bundlePath)
    expect(all).toMatchObject({ as: 'bundle', case: { id: chain, number: 1 }, bundle: { number: 1, name: 'bundle-1-01.zip', profile: 'police', exportedBy: 'Anna Provsson' } })
    expect(all?.handOvers.length).toBeGreaterThan(1)
    const one = await ask(join(folder, view.handed.name))
    expect(one).toMatchObject({ as: 'encrypted', bundle: { number: 1 } })
    expect(one?.handOvers.map(({ receiver }) => receiver)).toEqual(['Rätt Mottagare'])
    expect(await test.call('handover.which', { sha256: view.handed.sha256 })).toEqual(one)
  })

  it('knows nothing of any other file, a bundle with one bit more included', async () => {
    const path = join(base, 'nearly.zip')
    copyFileSync(bundlePath, path)
    appendFileSync(path, '\0')
    expect(await ask(path)).toBeNull()
  })
})

describe('a passphrase', () => {
  it('is ten words of the list, each as likely as any other', () => {
    const seen = new Map<string, number>()
    for (let n = 0; n < 8000; n += 1) for (const word of makePassphrase().split('-')) seen.set(word, (seen.get(word) ?? 0) + 1)
    // 80,000 words of 2048: about 39 of each; that one lies outside by chance happens once in many millions of runs.
    expect([...seen.keys()].toSorted()).toEqual(wordlist.toSorted())
    expect(Math.min(...seen.values())).toBeGreaterThan(4)
    expect(Math.max(...seen.values())).toBeLessThan(100)
  })
})

describe.skipIf(lacks('qpdf', 'pdftotext'))('the receipt on paper', () => {
  const paper = async (entry: number, language: 'sv' | 'en' = 'sv') => {
    const { name } = await test.call('handover.save-receipt', { entry, language, folder: null })
    const path = join(test.documents, name)
    return { path, text: execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' }).replace(/\s+/g, ' ') }
  }
  const spaced = (hex: string) => hex.match(/.{4}/g)!.join(' ')

  it('is one page with every fingerprint, the state of the log and room to sign', async () => {
    const { view } = await make({ kind: 'zip-aes256' }, outFolder())
    const { path, text } = await paper(view.seq)
    expect(execFileSync('qpdf', ['--show-npages', path], { encoding: 'utf8' }).trim()).toBe('1')
    expect(execFileSync('qpdf', ['--check', path], { encoding: 'utf8' })).toContain('No syntax or stream encoding errors')
    for (const hex of [view.handed.sha256, view.bundle.sha256, bundle.fingerprint]) expect(text).toContain(spaced(hex))
    for (const part of ['Kvitto på överlämnat bevispaket', 'Åke Utredarsson, Kriminalinspektör, Polismyndigheten, region Väst', 'K 5000-123456-26', 'USB-sticka nr 4', 'KS 2026/17', 'Mottagarens underskrift', 'Ort och datum', 'Omfattning Fullständigt paket', `Packa sedan upp ${view.bundle.name}`, `${view.seq + 1} poster`]) expect(text).toContain(part)
    // The log's own word for its state then, as a later bundle carries it.
    const status = await test.call('app.status', {})
    expect(text).toContain(`Logg: ${status.vault!.head.origin}`)
    if (status.vault!.head.size === view.seq + 1) expect(text).toContain(spaced(status.vault!.head.root))
    expect((await paper(view.seq, 'en')).text).toContain("Receiver's signature")
    if (process.env['RECEIPT_OUT']) for (const [from, to] of [[path, 'handover.pdf']] as const) copyFileSync(from, join(process.env['RECEIPT_OUT'], to))
  })

  it.each(['none', 'zip-aes256'] as const)('stays one page with names of any width, and says how it was protected (%s)', async (kind) => {
    const wide = 'W'.repeat(200)
    const { view } = await make({ kind }, outFolder(), { receiver: wide, receiverTitle: wide, authority: wide, reference: wide, methodText: 'W '.repeat(249) })
    const { path, text } = await paper(view.seq)
    expect(execFileSync('qpdf', ['--show-npages', path], { encoding: 'utf8' }).trim()).toBe('1')
    expect(text).toContain(catalogues.sv.handover.protection[kind])
    expect(text).toContain('Ort och datum')
  })
})
