import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BY_HAND, zipCommands } from '../../electron/services/bundle/commands.ts'
import { createBundles } from '../../electron/services/bundle/index.ts'
import type { BundleStep, ExportedBundle } from '../../electron/services/bundle/index.ts'
import { Refusal } from '../../shared/contract/index.ts'
import { parseCanonical } from '../../shared/encoding/index.ts'
import type { CaseId, Payload } from '../../shared/model/index.ts'
import { verifyCrypto, verifyZip } from '../../shared/verify/index.ts'
import { createBundleCase, fillCase, filesBelow, unzip, type BundleCase } from '../support/bundle-case.ts'
import { lacks } from '../support/tools.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bundle-test-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const newFolder = () => mkdtempSync(join(folder, 'out-'))
const bash = (cwd: string, script: string) =>
  execFileSync('bash', ['-euc', `set -o pipefail; export LC_ALL=C; ${script}`], {
    cwd,
    encoding: 'utf8',
    stdio: 'pipe',
    env: { ...process.env, TMPDIR: folder },
  })
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

async function refusal(work: Promise<unknown>): Promise<Refusal['code'] | 'done'> {
  try {
    await work
    return 'done'
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

async function verdict(bundle: ExportedBundle, fingerprint: string | null = null) {
  const bytes = readFileSync(bundle.path)
  const source = {
    name: `${bundle.name}.zip`,
    bytes: bytes.length,
    read: async (at: number, length: number) => bytes.subarray(at, at + length),
  }
  const report = await verifyZip(source, readFileSync(`${bundle.path}.sig`), verifyCrypto, {
    expectedFingerprint: fingerprint,
  })
  return report
}

describe.skipIf(lacks('openssl', 'sha256sum', 'bash', 'jq', 'unzip', '7z'))(
  'a bundle, judged by programs of others',
  () => {
    let office: BundleCase
    let bundle: ExportedBundle
    let bag: string
    beforeAll(async () => {
      office = createBundleCase()
      bundle = await office.exportTo(newFolder(), await fillCase(office))
      bag = unzip(bundle, newFolder())
    })

    it('opens with unzip and 7-Zip', () => {
      expect(execFileSync('unzip', ['-t', bundle.path], { encoding: 'utf8' })).toContain('No errors detected')
      expect(execFileSync('7z', ['t', bundle.path], { encoding: 'utf8' })).toContain('Everything is Ok')
    })

    it('stores every file once, complete in its own header, under one folder', () => {
      const listing = execFileSync('zipinfo', ['-v', bundle.path], { encoding: 'utf8' })
      expect(listing).not.toContain('extended local header:                          yes')
      expect(listing.match(/compression method: +(.+)/g)!.every((line) => line.endsWith('none (stored)'))).toBe(true)
      const names = execFileSync('unzip', ['-Z1', bundle.path], { encoding: 'utf8' }).trim().split('\n')
      expect(new Set(names).size).toBe(names.length)
      expect(names.every((name) => name.startsWith('bundle-1-01/'))).toBe(true)
    })

    it('holds what a bundle holds', () => {
      const files = filesBelow(bag).filter(
        (path) => !path.startsWith('ledger/proofs/') && !path.startsWith('data/ledger-payloads/'),
      )
      expect(files).toMatchInlineSnapshot(`
      [
        "LAS-MIG.txt",
        "README.txt",
        "bag-info.txt",
        "bagit.txt",
        "data/case.jsonld",
        "data/exhibits/001/attestation-1.json",
        "data/exhibits/001/exhibit.json",
        "data/exhibits/001/page.html",
        "data/exhibits/001/page.txt",
        "data/exhibits/001/provenance.json",
        "data/exhibits/001/screenshot.png",
        "data/exhibits/002/exhibit.json",
        "data/exhibits/002/original.mp3",
        "data/exhibits/003/exhibit.json",
        "data/exhibits/003/note.txt",
        "data/exhibits/004/exhibit.json",
        "data/exhibits/004/note.txt",
        "data/report.pdf",
        "keys/actor-77a16237998a2cf7.pem",
        "keys/actor-c344fc0735ffe61f.pem",
        "keys/allowed_signers",
        "keys/export.pem",
        "keys/log.pem",
        "ledger/checkpoint",
        "ledger/entries.jsonl",
        "ledger/prior/5.checkpoint",
        "ledger/prior/5.consistency",
        "ledger/vkey",
        "manifest-sha256.txt",
        "manifest-sha256.txt.sshsig",
        "tagmanifest-sha256.txt",
        "tagmanifest-sha256.txt.sig",
        "verify.html",
        "verify.sh",
      ]
    `)
    })

    it('passes every command that its READMEs give', () => {
      const out = Object.fromEntries(BY_HAND.map(({ step, lines }) => [step, bash(bag, lines.join('\n'))]))
      expect(out['fingerprint']).toBe(`${bundle.fingerprint}  -\n`)
      expect(out['signature']).toContain('Signature Verified Successfully')
      expect(out['files']).toContain('data/exhibits/001/screenshot.png: OK')
      expect(out['nothingExtra']).toBe('')
      expect(out['checkpoint']).toContain('Signature Verified Successfully')
      expect(out['entry']).toContain('Signature Verified Successfully')
      expect(out['entry']).toContain(Buffer.from([...office.ledger.chain(exported(bag).case)][1]!.leaf).toString('hex'))
      for (const readme of ['LAS-MIG.txt', 'README.txt']) {
        const text = readFileSync(join(bag, readme), 'utf8')
        for (const line of BY_HAND.flatMap(({ lines }) => [...lines])) expect(text).toContain(`    ${line}\n`)
      }
    })

    it.skipIf(lacks('ssh-keygen'))('is signed in a form that OpenSSH checks, for this list and this use alone', () => {
      const [who = ''] = readFileSync(join(bag, 'keys/allowed_signers'), 'utf8').split(' ')
      const ask = (list: Buffer, use: string) =>
        spawnSync('ssh-keygen', ['-Y', 'verify', '-f', 'keys/allowed_signers', '-I', who, '-n', use, '-s', 'manifest-sha256.txt.sshsig'], { cwd: bag, input: list, encoding: 'utf8' })
      const list = readFileSync(join(bag, 'manifest-sha256.txt'))
      expect(ask(list, 'bevisvalv-bundle').stdout).toContain('Good "bevisvalv-bundle" signature')
      expect(ask(Buffer.concat([list, Buffer.from('\n')]), 'bevisvalv-bundle').status).not.toBe(0)
      expect(ask(list, 'file').status).not.toBe(0)
    })

    it('checks every entry by hand, not only the second', () => {
      const [read, ...rest] = BY_HAND.find(({ step }) => step === 'entry')!.lines
      const count = readFileSync(join(bag, 'ledger/entries.jsonl'), 'utf8').trim().split('\n').length
      for (let n = 1; n <= count; n += 1)
        expect(bash(bag, [read.replace('2p', `${n}p`), ...rest].join('\n'))).toContain('Verified')
      expect(count).toBe(8)
    })

    it('has a zip signature that openssl verifies before unpacking', () => {
      const place = newFolder()
      for (const name of ['.zip', '.zip.sig'])
        writeFileSync(
          join(place, `${bundle.name}${name}`),
          readFileSync(join(bundle.path, '..', `${bundle.name}${name}`)),
        )
      writeFileSync(join(place, 'export.pem'), readFileSync(join(bag, 'keys/export.pem')))
      expect(bash(place, zipCommands(bundle.name).small.join('\n'))).toContain('Signature Verified Successfully')
      expect(readFileSync(`${bundle.path}.sig`)).toHaveLength(64)
    })

    it('says in its last entry what it holds', () => {
      const own = exported(bag)
      const lines = filesBelow(bag)
        .filter((path) => path.startsWith('data/') && path !== own.path)
        .map((path) => `${sha256(readFileSync(join(bag, path)))}  ${path}\n`)
      expect(own.content).toBe(sha256(Buffer.from(lines.join(''))))
      expect(own).toMatchObject({ number: 1, profile: 'police', language: 'sv', fingerprint: bundle.fingerprint })
      expect(own.exhibits.map(({ number }) => number)).toEqual([1, 2, 3, 4])
    })

    it('gives each payload as the bytes that its entry commits to', () => {
      for (const line of readFileSync(join(bag, 'ledger/entries.jsonl'), 'utf8').trim().split('\n')) {
        const { seq, payload } = JSON.parse(line) as { seq: number; payload: string }
        const file = readFileSync(join(bag, `data/ledger-payloads/${String(seq).padStart(6, '0')}.json`))
        expect(`sha256:${sha256(file)}`).toBe(payload)
      }
    })

    it('has an allowed_signers file that OpenSSH reads and JSON-LD with every file in it', () => {
      const [who, , type, key] = readFileSync(join(bag, 'keys/allowed_signers'), 'utf8').trim().split(' ')
      expect(who).toBe(bundle.fingerprint.slice(0, 16))
      expect([type, Buffer.from(key!, 'base64').subarray(4, 15).toString()]).toEqual(['ssh-ed25519', 'ssh-ed25519'])
      const graph = JSON.parse(readFileSync(join(bag, 'data/case.jsonld'), 'utf8')) as {
        '@graph': { '@id': string; '@type': string }[]
      }
      expect(graph['@graph'].filter((node) => node['@type'] === 'uco-observable:File')).toHaveLength(7)
      expect(new Set(graph['@graph'].map((node) => node['@id'])).size).toBe(graph['@graph'].length)
    })

    it('passes the verifier, fingerprint from paper included', async () => {
      const report = await verdict(bundle, bundle.fingerprint)
      expect(report.checks.filter(({ result }) => result === 'fail')).toEqual([])
      expect(report.verdict).toBe('ok')
    })

    it('tells what was written, and remembers it', () => {
      const bytes = readFileSync(bundle.path)
      expect(bundle).toMatchObject({ number: 1, name: 'bundle-1-01', bytes: bytes.length, sha256: sha256(bytes) })
      const [row] = office.stores.bundles.list(exported(bag).case)
      expect(row).toMatchObject({ number: 1, name: 'bundle-1-01', sha256: bundle.sha256, profile: 'police', seq: 8 })
    })
  },
)

/** The payload of the last entry, and where it lies. */
function exported(bag: string): Payload<'bundle.exported'> & { path: string } {
  const path = filesBelow(bag)
    .filter((name) => name.startsWith('data/ledger-payloads/'))
    .at(-1)!
  return { ...(parseCanonical(readFileSync(join(bag, path), 'utf8')) as Payload<'bundle.exported'>), path }
}

describe('exporting', () => {
  it('proves in the second bundle that the log only grew since the first', async () => {
    const office = createBundleCase()
    const chain = await fillCase(office)
    const out = newFolder()
    await office.exportTo(out, chain)
    const second = await office.exportTo(out, chain, { language: 'en' })
    expect(second.name).toBe('bundle-1-02')
    const bag = unzip(second, newFolder())
    expect(readdirSync(join(bag, 'ledger/prior'))).toEqual(['5.checkpoint', '5.consistency', '9.checkpoint', '9.consistency'])
    const report = await verdict(second)
    for (const check of ['prior-checkpoints', 'cosignatures']) expect(report.checks.find(({ name }) => name === check)?.result).toBe('pass')
    expect(report.checks.filter(({ result }) => result === 'fail')).toEqual([])
  })

  it('previews what it would hold', async () => {
    const office = createBundleCase()
    const chain = await fillCase(office)
    expect(await createBundles(office.parts).preview(chain, { profile: 'police', selection: null })).toMatchObject({
      nextNumber: 1,
      exhibits: 4,
      artefacts: 7,
      unwitnessed: [{ number: 2 }, { number: 3 }, { number: 4 }],
      partial: [{ number: 1 }],
    })
  })

  it('refuses an empty case', async () => {
    const office = createBundleCase()
    const out = newFolder()
    expect(await refusal(office.exportTo(out, office.openCase()))).toBe('bundle.empty')
    expect(readdirSync(out)).toEqual([])
  })

  it('takes in a look that is logged meanwhile', async () => {
    const office = createBundleCase()
    const chain = await fillCase(office)
    const [first] = office.evidence.list(chain)
    const bundle = await office.exportTo(newFolder(), chain, {
      onStep: once('bundle-write', 'running', () => office.view(first!)),
    })
    expect((await verdict(bundle)).checks.filter(({ result }) => result === 'fail')).toEqual([])
  })

  it('refuses when a witness signs meanwhile: the report would be untrue', async () => {
    const office = createBundleCase()
    const chain = await fillCase(office)
    const out = newFolder()
    const second = office.evidence.list(chain)[1]!
    const onStep = once('bundle-write', 'running', () => office.attest(second, 'Jag såg.'))
    expect(await refusal(office.exportTo(out, chain, { onStep }))).toBe('bundle.write-failed')
    expect(leftBy(office, chain, out)).toEqual({ files: [], exports: 0 })
  })

  it.each(['bundle-check', 'bundle-report', 'bundle-write'] as const)(
    'leaves nothing when it is cancelled in %s',
    async (step) => {
      const office = createBundleCase()
      const chain = await fillCase(office)
      const out = newFolder()
      const cancel = new AbortController()
      const work = office.exportTo(out, chain, {
        signal: cancel.signal,
        onStep: once(step, 'running', () => cancel.abort()),
      })
      expect(await refusal(work)).toBe('job.cancelled')
      expect(leftBy(office, chain, out)).toEqual({ files: [], exports: 0 })
    },
  )

  it.each([0, -1])('leaves nothing when an artefact is damaged (byte at %i)', async (at) => {
    const office = createBundleCase()
    const chain = await fillCase(office)
    const out = newFolder()
    const audio = office.stores.evidence.artefacts(office.evidence.list(chain)[1]!.id)[0]!
    const bytes = office.objects.contents.get(audio.object.id)!
    bytes[(at + bytes.length) % bytes.length]! ^= 1
    expect(await refusal(office.exportTo(out, chain))).toBe('evidence.damaged')
    expect(leftBy(office, chain, out)).toEqual({ files: [], exports: 0 })
  })

  it('leaves nothing when something else lies in the zip than the vault holds', async () => {
    const office = createBundleCase()
    const chain = await fillCase(office)
    const out = newFolder()
    const { evidence } = office
    office.parts.evidence = {
      ...evidence,
      async *readSealed(row, name) {
        for await (const chunk of evidence.readSealed(row, name)) yield name === 'original.mp3' ? chunk.map((byte) => byte ^ 1) : chunk
      },
    }
    expect(await refusal(office.exportTo(out, chain))).toBe('bundle.write-failed')
    expect(leftBy(office, chain, out)).toEqual({ files: [], exports: 0 })
  })

  it('notices an exhibit that was taken out behind the ledger', async () => {
    const office = createBundleCase()
    const chain = await fillCase(office)
    office.stores.raw.exhibits.delete(office.evidence.list(chain)[0]!.id)
    expect(await refusal(office.exportTo(newFolder(), chain))).toBe('evidence.damaged')
  })

  it('overwrites neither a zip nor a signature', async () => {
    const office = createBundleCase()
    const chain = await fillCase(office)
    for (const name of ['bundle-1-01.zip', 'bundle-1-01.zip.sig']) {
      const out = newFolder()
      writeFileSync(join(out, name), 'somebody else’s')
      expect(await refusal(office.exportTo(out, chain))).toBe('bundle.write-failed')
      expect(readdirSync(out)).toEqual([name])
    }
  })

  it('clears away what a killed process had left half written', async () => {
    const office = createBundleCase()
    const chain = await fillCase(office)
    const out = newFolder()
    writeFileSync(join(out, 'bundle-1-01.zip.partial'), 'half')
    await office.exportTo(out, chain)
    expect(readdirSync(out).sort()).toEqual(['bundle-1-01.zip', 'bundle-1-01.zip.sig'])
  })

  it('refuses a folder that is not there', async () => {
    const office = createBundleCase()
    const chain = await fillCase(office)
    const bundles = createBundles(office.parts)
    const request = {
      case: chain,
      profile: 'police',
      language: 'sv',
      selection: null,
      actor: office.officer,
      timestamp: null,
      onStep: () => undefined,
      signal: new AbortController().signal,
    } as const
    expect(await refusal(bundles.export({ ...request, folder: join(folder, 'nowhere') }))).toBe('bundle.write-failed')
  })

  it('keeps the entry, never the file, when it fails after the entry, and goes on counting', async () => {
    const office = createBundleCase()
    const chain = await fillCase(office)
    const out = newFolder()
    const { exportKey } = office.parts
    let calls = 0
    office.parts.exportKey = {
      publicKey: exportKey.publicKey,
      sign: (message) => {
        calls += 1
        if (calls === 2) throw new Error('the key is gone')
        return exportKey.sign(message)
      },
    }
    await expect(office.exportTo(out, chain)).rejects.toThrow('the key is gone')
    expect(leftBy(office, chain, out)).toEqual({ files: [], exports: 1 })
    expect(office.stores.bundles.list(chain)).toEqual([])
    const next = await office.exportTo(out, chain)
    expect(next.name).toBe('bundle-1-02')
    expect((await verdict(next)).checks.filter(({ result }) => result === 'fail')).toEqual([])
  })

  it('is readable by its owner alone', async () => {
    const office = createBundleCase()
    const bundle = await office.exportTo(newFolder(), await fillCase(office))
    expect(execFileSync('stat', ['-c', '%a', bundle.path], { encoding: 'utf8' }).trim()).toBe('600')
    expect(existsSync(`${bundle.path}.partial`)).toBe(false)
  })
})

/** Does something once, the first time that a step is told. */
function once(step: BundleStep, state: string, work: () => void) {
  let done = false
  return (at: BundleStep, is: string) => {
    if (done || at !== step || is !== state) return
    done = true
    work()
  }
}

function leftBy(office: BundleCase, chain: CaseId, out: string) {
  const exports = [...office.ledger.chain(chain)].filter(({ type }) => type === 'bundle.exported').length
  return { files: readdirSync(out), exports }
}
