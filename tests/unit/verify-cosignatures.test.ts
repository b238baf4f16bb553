import { ed25519 } from '@noble/curves/ed25519.js'
import { describe, expect, it } from 'vitest'
import { cosign, cosignedAt, cosignerName, entryLine } from '../../shared/encoding/index.ts'
import { verifyBag } from '../../shared/verify/index.ts'
import { KEYS, ORIGIN, buildBag, entriesOf, memoryReader, type Key } from '../support/bag-fixture.ts'
import { ATTESTED, PRIOR, built, crypto, judge, text, type InsiderCase } from '../support/insider.ts'

const own = (note: string) => note.split('\n').slice(0, 5).join('\n') + '\n'
const AT = Math.floor(Date.parse(entriesOf(buildBag())[ATTESTED]!.at) / 1000)
const by = (note: string, key: Key, seconds: number, name = key) =>
  cosign(own(note), cosignerName(ORIGIN, name.kid), seconds, (message) => ed25519.sign(message, key.secret), key.publicKey)

const wrong = (what: string, prior: (note: string) => string): InsiderCase => ({
  what,
  fails: [['cosignatures', `${PRIOR}.checkpoint`]],
  files: built({ prior }),
})

const CASES: readonly InsiderCase[] = [
  wrong('no cosignature', own),
  wrong('the officer’s cosignature', (note) => by(note, KEYS.officer, AT)),
  wrong('the officer’s cosignature under the witness’s name', (note) => by(note, KEYS.officer, AT, KEYS.witness)),
  wrong('one of another second', (note) => by(note, KEYS.witness, AT + 1)),
  wrong('one of another state of the log', (note) => {
    const line = by(own(note).replace(/\n\d+\n/, '\n5\n'), KEYS.witness, AT).split('\n').at(-2)!
    return `${own(note)}${line}\n`
  }),
  wrong('two that contradict each other', (note) => by(note, KEYS.witness, AT) + by(note, KEYS.witness, AT + 1).split('\n').at(-2)! + '\n'),
]

describe('the state of the log that a statement made', () => {
  it.each(CASES)('$what', judge)

  it('may carry strangers’ signatures too', async () => {
    const stranger = { ...KEYS.export }
    const files = buildBag({ prior: (note) => cosign(note, 'witness.example', 1, (message) => ed25519.sign(message, stranger.secret), stranger.publicKey) })
    expect((await verifyBag(memoryReader(files), crypto)).verdict).toBe('ok')
  })

  it('is one for all that was signed together, and says who cosigned it', async () => {
    const files = buildBag({ original: true })
    const report = await verifyBag(memoryReader(files), crypto)
    expect(report.checks.filter(({ result }) => result === 'fail')).toEqual([])
    expect(report.verdict).toBe('ok')
    expect(report.about?.unwitnessed).toBe(0)
    expect(report.checks.find(({ name }) => name === 'cosignatures')).toMatchObject({ result: 'pass', detail: expect.stringMatching(/^2 states/) as string })
    const [, second] = [...files.keys()].filter((path) => path.endsWith('.checkpoint'))
    const last = entriesOf(files).findLast(({ type }) => type === 'exhibit.attested')!
    expect(second).toBe(`ledger/prior/${last.seq + 1}.checkpoint`)
    expect(cosignedAt(text(files, second!), cosignerName(ORIGIN, KEYS.second.kid), KEYS.second.publicKey, crypto.verifyEd25519)).toBe(Math.floor(Date.parse(last.at) / 1000))
    expect(entryLine(last)).not.toContain('Bo Ask')
  })
})
