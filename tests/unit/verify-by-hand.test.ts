import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { ed25519 } from '@noble/curves/ed25519.js'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { verifyEd25519 } from '../../electron/services/crypto/index.ts'
import { cosign, cosignerName, fromHex, spkiPem } from '../../shared/encoding/index.ts'
import { CRAFTED, VECTORS } from '../support/ed25519.ts'
import { FINGERPRINT, type Files, type Key, KEYS, ORIGIN, buildBag, entriesOf, seal } from '../support/bag-fixture.ts'
import { chance } from '../support/seed.ts'
import { lacks } from '../support/tools.ts'
import { hasTurn } from '../support/turns.ts'

/** The script that lies in every bundle, judged by programs that we didn't write. */
const SCRIPT = new URL('../../shared/verify/by-hand.sh', import.meta.url).pathname
const PATHS = [...buildBag().keys()]
const AT = Math.floor(Date.parse(entriesOf(buildBag()).find(({ type }) => type === 'exhibit.attested')!.at) / 1000)
const root = mkdtempSync(join(tmpdir(), 'bevisvalv-by-hand-'))
const folder = join(root, 'bundle-1-01')

function put(files: Files): void {
  rmSync(folder, { recursive: true, force: true })
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), bytes)
  }
}

function run(...args: string[]): { status: number | null; fails: string[]; out: string } {
  const { status, stdout, stderr } = spawnSync('bash', [SCRIPT, folder, ...args], { encoding: 'utf8' })
  expect(stderr).toBe('')
  return { status, out: stdout, fails: stdout.split('\n').filter((line) => line.startsWith('FAIL')) }
}

describe.skipIf(lacks('bash', 'openssl', 'sha256sum'))('the script of a bundle', () => {
  beforeEach(() => put(buildBag()))
  afterAll(() => rmSync(root, { recursive: true, force: true }))

  it('finds nothing wrong with a bundle that is as it was', () => {
    const { status, fails, out } = run(FINGERPRINT.toUpperCase().replace(/(.{4})/g, '$1 '))
    expect([status, fails]).toEqual([0, []])
    expect(out).toContain('ok    fingerprint\n')
    expect(out).toContain('ok    inclusion: each stands in the log of 14')
    expect(out).toContain('ok    cosignatures: 1 attestations, the log cosigned by each witness when it was signed')
    expect(out).toContain('-     timestamp: the bundle holds none')
  })

  it('runs from inside the bundle too, and shows the fingerprint to compare', () => {
    writeFileSync(join(folder, 'verify.sh'), readFileSync(SCRIPT))
    chmodSync(join(folder, 'verify.sh'), 0o755)
    const { status, stdout } = spawnSync(join(folder, 'verify.sh'), { encoding: 'utf8', cwd: '/' })
    expect(stdout.replaceAll(' ', '')).toContain(FINGERPRINT)
    // This bag has another script in its list.
    expect([status, stdout.split('\n').filter((line) => line.startsWith('FAIL'))]).toEqual([
      1,
      ['FAIL  tag-manifest: verify.sh'],
    ])
  })

  it('names the file of every flipped bit', () => {
    const { below } = chance('flips for the script')
    for (const path of PATHS.filter((_, index) => hasTurn(index, 3))) {
      const files = buildBag()
      const bytes = Uint8Array.from(files.get(path)!)
      const at = below(bytes.length)
      bytes[at]! ^= 1 << below(8)
      put(files.set(path, bytes))
      const { status, fails } = run()
      expect([path, at, status]).toEqual([path, at, 1])
      expect(fails.join('\n')).toContain(path)
    }
  }, 120_000)

  it.each([
    ['another fingerprint', (): void => undefined, 'FAIL  fingerprint: keys/export.pem', '0'.repeat(64)],
    ['a file more', (): void => writeFileSync(join(folder, 'data/more.txt'), 'x'), 'FAIL  file-set: data/more.txt'],
    ['a file less', (): void => rmSync(join(folder, 'data/report.pdf')), 'FAIL  manifest: data/report.pdf'],
    ['a link', (): void => symlinkSync('/etc/passwd', join(folder, 'data/link')), 'FAIL  file-set: data/link'],
    [
      'a name that would paint the terminal',
      (): void => writeFileSync(join(folder, 'x\u001b[31m'), 'x'),
      'FAIL  file-set: x??31m',
    ],
  ] as const)('fails for %s', (_what, change, line, fingerprint = FINGERPRINT) => {
    change()
    const { status, fails } = run(fingerprint)
    expect(status).toBe(1)
    expect(fails.join('\n')).toContain(line)
  })

  it('runs nothing that stands in the bundle', () => {
    const trap = join(root, 'sprung')
    const note = Buffer.from(buildBag().get('ledger/checkpoint')!).toString()
    put(
      seal(
        buildBag({
          files: (files) => {
            files.set('ledger/checkpoint', Buffer.from(note.replace('\n14\n', `\na[$(touch ${trap})]\n`)))
            files.set('keys/allowed_signers', Buffer.from(`$(touch ${trap})`))
          },
          lines: (all) => [...all, `$(touch ${trap})`, `{"at":"\`touch ${trap}\`"}`],
        }),
      ),
    )
    expect(run(FINGERPRINT).status).toBe(1)
    expect(existsSync(trap)).toBe(false)
  })

  it.each([
    ['the second before', -1],
    ['the second after', 1],
  ])('holds a cosignature against the time of its entry: %s', (_what, off) => {
    put(buildBag({ prior: (note) => cosignedBy(note, KEYS.witness, AT + off) }))
    const { status, fails } = run(FINGERPRINT)
    expect([status, fails]).toEqual([1, ['FAIL  cosignatures: ledger/entries.jsonl:5, cosigned at another time in ledger/prior/11.checkpoint']])
  })

  it('holds each cosignature of a witness against it, and none of strangers', () => {
    put(buildBag({ prior: (note) => note + lastLine(cosignedBy(note, KEYS.witness, AT + 1)) }))
    expect(run(FINGERPRINT).fails).toEqual(['FAIL  cosignatures: ledger/entries.jsonl:5, cosigned at another time in ledger/prior/11.checkpoint'])
    // Under the witness's name, but of another key.
    put(buildBag({ prior: (note) => ownLines(note) + lastLine(cosignedBy(note, KEYS.officer, 1, KEYS.witness)) + lastLine(note) }))
    expect(run(FINGERPRINT)).toMatchObject({ status: 0, fails: [] })
  })

  it.each(['1970-01-01T00:00:00.000Z', '2000-02-29T23:59:59.999Z', '2026-03-01T00:00:00.000Z', '2026-12-31T23:59:59.999Z', '2100-02-28T12:30:09.008Z'])('counts the seconds to %s', (at) => {
    const source = /^seconds_of\(\) \{.*?^\}/ms.exec(readFileSync(SCRIPT, 'utf8'))?.[0] ?? ''
    expect(spawnSync('bash', ['-c', `${source}\nseconds_of ${at}`], { encoding: 'utf8' }).stdout).toBe(`${Math.floor(Date.parse(at) / 1000)}\n`)
  })

  it('lets the same signatures hold as the app and verify.html', () => {
    const crafted = CRAFTED.filter((_, n) => n % 8 < 6).filter(([what], n, all) => all.findIndex(([other]) => other === what) === n)
    // openssl's command reads no empty file; nothing that a bundle signs is empty.
    const vectors = [
      ...crafted.map(([, { key, message, signature }]) => ({ key, message, signature })),
      ...VECTORS.map(([, key, message, signature]) => ({ key: fromHex(key), message: fromHex(message), signature: fromHex(signature) })),
    ].filter(({ message }) => message.length > 0)
    const place = join(root, 'signatures')
    mkdirSync(place, { recursive: true })
    for (const [n, { key, message, signature }] of vectors.entries()) {
      writeFileSync(join(place, `${n}.pem`), spkiPem(key))
      writeFileSync(join(place, `${n}.message`), message)
      writeFileSync(join(place, `${n}.sig`), signature)
    }
    const functions = /^plain\(\) \{.*?^\}.*?^signed\(\) \{.*?^\}/ms.exec(readFileSync(SCRIPT, 'utf8'))?.[0] ?? ''
    const each = `for n in {0..${vectors.length - 1}}; do signed $n.pem $n.message $n.sig && echo $n; done`
    const { stdout } = spawnSync('bash', ['-c', `export LC_ALL=C\n${functions}\n${each}`], { encoding: 'utf8', cwd: place })
    const held = vectors.flatMap(({ key, message, signature }, n) => (verifyEd25519(signature, message, key) ? [n] : []))
    expect(held.length).toBeGreaterThan(80)
    expect(stdout.trim().split('\n').map(Number)).toEqual(held)
  }, 120_000)

  const second = entriesOf(buildBag())[1]!
  const seq6 = String(second.seq).padStart(6, '0')
  it.each([
    ['an entry left out', { lines: (all: string[]) => all.toSpliced(1, 1) }, 'FAIL  chain: ledger/entries.jsonl:2'],
    ['the export left out', { lines: (all: string[]) => all.slice(0, -1) }, 'FAIL  completeness: ledger/entries.jsonl'],
    [
      'an entry in another form',
      { lines: (all: string[]) => all.map((l) => l.replace(':', ': ')) },
      'FAIL  entries: ledger/entries.jsonl:1',
    ],
    [
      'a wrong signature',
      { lines: (all: string[]) => all.with(1, all[1]!.replace(/"sig":"..../, '"sig":"AAAA')) },
      'FAIL  entries: ledger/entries.jsonl:2',
    ],
    [
      'another payload',
      { files: (files: Files) => void files.set(`data/ledger-payloads/${seq6}.json`, new Uint8Array(2)) },
      `FAIL  payloads: data/ledger-payloads/${seq6}.json`,
    ],
    ['a state of the log without its cosignature', { prior: ownLines }, 'FAIL  cosignatures: ledger/entries.jsonl:5'],
    [
      'a cosignature of another second',
      { prior: (note: string) => note.replace(/(— \S+ \S{15})(.)(\S+\n)$/, (_all, before: string, digit: string, after: string) => `${before}${digit === 'A' ? 'B' : 'A'}${after}`) },
      'FAIL  cosignatures: ledger/entries.jsonl:5',
    ],
    [
      'a proof of another entry',
      { files: (files: Files) => void files.set(`ledger/proofs/${seq6}.tlog-proof`, changedProof(files, second.seq)) },
      `FAIL  inclusion: ledger/proofs/${seq6}.tlog-proof`,
    ],
  ])('looks behind fitting manifests: %s', (_what, tampering, line) => {
    put(seal(buildBag(tampering)))
    const { status, fails } = run(FINGERPRINT)
    expect(status).toBe(1)
    expect(fails).toContain(line)
    expect(fails.join()).not.toContain('manifest')
  })
})

const ownLines = (note: string) => `${note.split('\n').slice(0, 5).join('\n')}\n`
const lastLine = (note: string) => `${note.split('\n').at(-2)}\n`
const cosignedBy = (note: string, key: Key, seconds: number, name = key) =>
  cosign(ownLines(note), cosignerName(ORIGIN, name.kid), seconds, (message) => ed25519.sign(message, key.secret), key.publicKey)

function changedProof(files: Files, seq: number): Uint8Array {
  const path = `ledger/proofs/${String(seq).padStart(6, '0')}.tlog-proof`
  const lines = Buffer.from(files.get(path)!).toString().split('\n')
  return Buffer.from(lines.with(2, Buffer.alloc(32).toString('base64')).join('\n'))
}
