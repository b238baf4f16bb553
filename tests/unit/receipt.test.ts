import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { parseReceipt, receiptCode, receiptGroups, type Receipt } from '../../shared/encoding/index.ts'
import type { CheckReport } from '../../shared/contract/index.ts'
import type { VaultId } from '../../shared/model/index.ts'
import { attest, enrolWitness, newJob, startTestEngine, testFolder, type TestEngine } from '../support/engine.ts'
import { scanned } from '../support/receipts.ts'
import { lacks } from '../support/tools.ts'
import { passphraseBytes } from '../support/vault.ts'

const hex = (bytes: number) => fc.uint8Array({ minLength: bytes, maxLength: bytes }).map((array) => Buffer.from(array).toString('hex'))
const word = fc.nat(0xffff_ffff)
const receipts: fc.Arbitrary<Receipt> = fc
  .tuple(hex(16), word, hex(32), word, hex(32), hex(32), hex(8))
  .map(([vault, seq, leaf, size, root, contentRoot, kid]) => ({ vault: `v-${vault}` as VaultId, seq, leaf, head: { size, root }, contentRoot, kid }))

describe('the code of a receipt', () => {
  it('comes back as it was, however it is typed', () => {
    fc.assert(
      fc.property(receipts, (receipt) => {
        const code = receiptCode(receipt)
        expect(code).toMatch(/^BV1[0-9A-HJKMNP-TV-Z]{212}$/)
        expect(parseReceipt(code)).toEqual(receipt)
        expect(parseReceipt(` ${receiptGroups(code).join('\n').toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l').replace('bvl', 'bv1')}-`)).toEqual(receipt)
      }),
    )
  })

  it('is no code with one character changed, left out or doubled, at any place', () => {
    const code = receiptCode(fc.sample(receipts, 1)[0]!)
    for (let at = 0; at < code.length; at += 1) {
      for (const other of ['0', '7', 'Z', 'U', '!']) {
        if (code[at] !== other) expect(() => parseReceipt(code.slice(0, at) + other + code.slice(at + 1))).toThrow(TypeError)
      }
      expect(() => parseReceipt(code.slice(0, at) + code.slice(at + 1))).toThrow(TypeError)
      expect(() => parseReceipt(code.slice(0, at) + code[at] + code.slice(at))).toThrow(TypeError)
    }
    expect(() => receiptCode({ ...parseReceipt(code), leaf: '00' })).toThrow(TypeError)
    expect(() => receiptCode({ ...parseReceipt(code), seq: 2 ** 32 })).toThrow(TypeError)
  })
})

describe.skipIf(lacks('pdftoppm'))('a receipt of a vault', () => {
  const { base, remove } = testFolder('receipt')
  let test: TestEngine
  let seq = 0
  let code = ''
  let bundle = ''
  beforeAll(async () => {
    test = await startTestEngine(join(base, 'home'))
    await test.found(join(base, 'prov.bevisvalv'))
    const chain = await test.openCase()
    const { id } = await test.call('note.add', { case: chain, title: 'Samtal', text: 'Hon ringde.' })
    const vera = await enrolWitness(test)
    seq = (await attest(test, id, vera.id)).seq
    await test.call('note.add', { case: chain, title: 'Senare', text: 'Något mer.' })
    const made = await test.call('receipt.make', { attestations: [seq] })
    const stream = (await test.engine.object(made.handle))!
    const parts: Uint8Array[] = []
    for await (const part of stream.chunks) parts.push(part)
    const pdf = Buffer.concat(parts)
    expect([pdf.length, stream.mediaType]).toEqual([made.bytes, 'application/pdf'])
    // From here on what was printed and scanned, not what the engine says.
    code = (await scanned(pdf))[0] ?? ''
    expect(code).toBe(made.codes[0]?.code)
    const exported = await test.call('bundle.export', { job: newJob(), case: chain, profile: 'police', language: 'sv', folder: await test.grant(base, 'bundle-folder'), timestampUrls: [] })
    expect(exported.verdict).toBe('ok')
    bundle = await test.grant(join(base, exported.name), 'bundle')
  })
  afterAll(async () => {
    await test.engine.close()
    remove()
  })

  const verify = (receipt: string | null) => test.call('bundle.verify', { job: newJob(), bundle, fingerprint: null, receipt })
  const failed = ({ checks }: CheckReport) => checks.filter(({ result }) => result === 'fail').map(({ name }) => name)
  const other = (change: Partial<Receipt>) => receiptCode({ ...parseReceipt(code), ...change })

  it('that was printed and scanned fits the bundle and the vault', async () => {
    expect((await verify(code)).checks.find(({ name }) => name === 'receipt')).toMatchObject({ result: 'pass' })
    expect((await verify(null)).checks.find(({ name }) => name === 'receipt')).toMatchObject({ result: 'not-checked' })
    const report = await test.call('receipt.check', { code: receiptGroups(code).join(' ') })
    expect(report.verdict).toBe('ok')
    expect(report.checks.map(({ name }) => name)).toEqual(['receipt-form', 'receipt-vault', 'receipt-entry', 'receipt-exhibit', 'receipt-key', 'receipt-head'])
  })

  it.each([
    ['of another vault', () => ({ vault: `v-${'0'.repeat(32)}` as VaultId }), 'receipt-vault'],
    ['of another statement', () => ({ leaf: '0'.repeat(64) }), 'receipt-entry'],
    ['of another entry', () => ({ seq: seq - 1 }), 'receipt-entry'],
    ['of an entry that is not there', () => ({ seq: 4_000_000 }), 'receipt-entry'],
    ['of another exhibit', () => ({ contentRoot: '0'.repeat(64) }), 'receipt-exhibit'],
    ['of another key', () => ({ kid: '0'.repeat(16) }), 'receipt-key'],
    ['of a log that went another way', () => ({ head: { size: seq + 1, root: '0'.repeat(64) } }), 'receipt-head'],
    ['of a longer log', () => ({ head: { size: 4_000_000, root: '0'.repeat(64) } }), 'receipt-head'],
    ['of the log before it', () => ({ head: { size: seq, root: parseReceipt(code).head.root } }), 'receipt-head'],
  ] as const)('%s fits neither', async (_what, change, check) => {
    expect(failed(await test.call('receipt.check', { code: other(change()) }))).toEqual([check])
    expect(failed(await verify(other(change())))).toEqual(['receipt'])
  })

  it('with one character changed is told to be mistyped, whatever it would have fitted', async () => {
    for (let at = 0; at < code.length; at += 1) {
      const wrong = code.slice(0, at) + (code[at] === '7' ? '8' : '7') + code.slice(at + 1)
      expect(await test.refused('receipt.check', { code: wrong })).toBe('receipt.malformed')
    }
    const wrong = `${code.slice(0, -2)}${code.at(-2) === '7' ? '8' : '7'}${code.at(-1)}`
    expect(await test.refused('bundle.verify', { job: newJob(), bundle, fingerprint: null, receipt: wrong })).toBe('receipt.malformed')
  })

  it('is saved beside others, and only for what is an attestation', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bevisvalv-receipt-'))
    try {
      const token = await test.grant(folder, 'bundle-folder')
      writeFileSync(join(folder, `kvitto-post-${seq}.pdf`), '')
      expect(await test.call('receipt.save', { attestations: [seq], folder: token })).toEqual({ name: `kvitto-post-${seq}-(2).pdf` })
      expect(await test.call('receipt.save', { attestations: [seq], folder: token, language: 'en' })).toEqual({ name: `receipt-entry-${seq}.pdf` })
      expect(await test.refused('receipt.make', { attestations: [seq - 1] })).toBe('input.invalid')
      expect(await test.refused('receipt.make', { attestations: [4_000_000] })).toBe('input.invalid')
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })

  it('of an earlier sitting, other than of this one, is not the witness’s to have, nor what it says of the log', async () => {
    const [exhibit] = await test.call('exhibit.list', { case: (await test.call('case.list', {}))[0]!.id })
    const own = 'en helt annan lång fras'
    const olle = await test.call('person.enrol', { name: 'Olle Vittne', title: '', contact: '', role: 'witness', passphrase: Buffer.from(own) })
    const relation = { exposed: 'none', officer: 'none', words: '' } as const
    await test.call('sitting.begin', { exhibits: [exhibit!.id], witness: olle.id, relation, language: 'sv' })
    expect(await test.refused('receipt.make', { attestations: [seq] })).toBe('sitting.open')
    expect(await test.refused('receipt.save', { attestations: [seq], folder: null })).toBe('sitting.open')
    expect(await test.refused('receipt.check', { code })).toBe('sitting.open')
    const { items } = await test.call('sitting.draft', { exhibit: exhibit!.id, agrees: null, reservation: '' })
    const signed = await test.call('sitting.sign', { challenges: [items[0]!.draft!.challenge], passphrase: Buffer.from(own), hand: null })
    const { codes } = await test.call('receipt.make', { attestations: [signed.items[0]!.attestation!.seq] })
    expect(codes).toHaveLength(1)
    await test.call('sitting.end', { passphrase: passphraseBytes() })
  })

  it('rests on a cosignature that is missed without any key', async () => {
    const folder = join(base, 'prov.bevisvalv')
    const file = join(folder, 'ledger/checkpoints', String(parseReceipt(code).head.size).padStart(10, '0'))
    await test.call('vault.lock', {})
    const token = await test.grant(folder, 'vault')
    expect(failed(await test.call('vault.inspect', { vault: token }))).toEqual([])
    const note = readFileSync(file, 'utf8')
    writeFileSync(file, `${note.split('\n').slice(0, 5).join('\n')}\n`)
    const { checks } = await test.call('vault.inspect', { vault: token })
    const found = checks.filter(({ result }) => result === 'fail')
    expect(found.map(({ name, detail }) => [name, detail.slice(0, 33)])).toEqual([['mirror-checkpoints', 'the checkpoint is not cosigned by']])
  })
})
