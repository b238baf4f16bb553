import { spkiPem, utf8 } from '../../../shared/encoding/index.ts'
import { FINGERPRINT, type Files, KEYS, type Tampering, buildBag, makeKey, seal } from '../bag-fixture.ts'
import { signZip, zipOf } from '../bag-zip.ts'
import { flipped } from './bundle.ts'

/** Bundles for whoever judges them: the judges must agree, whatever they say. */
export interface Case {
  what: string
  zip: Uint8Array
  /** Null: none is there. */
  signature: Uint8Array | null
  fingerprint?: string
}

export async function fiftyBundles(): Promise<Case[]> {
  const whole = buildBag({ original: true })
  const zip = await zipOf(whole)
  const cases: Case[] = [
    { what: 'as it was made', zip, signature: signZip(zip), fingerprint: FINGERPRINT },
    { what: 'without signature', zip, signature: null },
    { what: 'another fingerprint', zip, signature: signZip(zip), fingerprint: '0'.repeat(64) },
    { what: 'signature of another zip', zip, signature: signZip(zip.subarray(1)) },
    { what: 'signature too short', zip, signature: signZip(zip).subarray(1) },
    { what: 'no zip', zip: utf8('no zip'), signature: null },
    { what: 'nothing at all', zip: new Uint8Array(), signature: null },
    { what: 'packed anew', zip: await zipOf(whole, { level: 6, compressionMethod: 8 }), signature: null },
    ...[0.1, 0.5, 0.999].map((part) => ({ what: `cut at ${part}`, zip: zip.subarray(0, Math.floor(zip.length * part)), signature: signZip(zip) })),
    ...[0.02, 0.3, 0.6, 0.97].map((part) => ({ what: `a bit at ${part}`, zip: flipped(zip, Math.floor(zip.length * part) * 8 + 3), signature: signZip(zip) })),
  ]
  const add = async (what: string, files: Files) => {
    const made = await zipOf(files)
    cases.push({ what, zip: made, signature: signZip(made) })
  }
  const built = async (what: string, tampering: Tampering) => add(what, buildBag(tampering))
  await built('two sittings', { again: 'new sitting' })
  await built('one challenge twice', { again: 'same sitting' })
  await built('without earlier states', { noPrior: true })
  await built('masked', { profile: 'masked' })
  await built('entry dropped', { lines: (all) => all.toSpliced(2, 1) })
  await built('entries swapped', { lines: (all) => all.with(1, all[2]!).with(2, all[1]!) })
  await built('entry repeated', { lines: (all) => all.toSpliced(1, 0, all[1]!) })
  await built('export left out', { lines: (all) => all.slice(0, -1) })
  await built('witness signed by the officer', { signer: (type, key) => (type === 'exhibit.attested' ? KEYS.officer : key) })
  await built('entry of another time', { entry: (one) => (one.n === 2 ? { ...one, at: '2020-01-01T00:00:00.000Z' } : one) })
  await built('another number', { entry: (one) => (one.n === 3 ? { ...one, n: 7 } : one) })
  await built('a field that is not known', { payload: (one) => (one.type === 'case.changed' ? { ...one, more: 1 } : one) })
  await built('a kind that is not known', { entry: (one) => (one.type === 'case.changed' ? { ...one, type: 'backup.made' } : one) })
  const changes: [string, (files: Files) => void][] = [
    ['report changed', (files) => files.set('data/report.pdf', utf8('%PDF-1.7 other'))],
    ['payload left out', (files) => files.delete([...files.keys()].find((path) => path.startsWith('data/ledger-payloads/'))!)],
    ['picture changed', (files) => files.set('data/exhibits/001/screenshot.png', utf8('pixelz'))],
    ['picture left out', (files) => files.delete('data/exhibits/001/screenshot.png')],
    ['exhibit more', (files) => files.set('data/exhibits/009/page.txt', utf8('x'))],
    ['an odd name', (files) => files.set('data/å.txt', utf8('x'))],
    ['names that differ in case', (files) => files.set('data/REPORT.pdf', utf8('x'))],
    ['no checkpoint', (files) => files.delete('ledger/checkpoint')],
    ['checkpoint of another key', (files) => files.set('ledger/vkey', utf8('x+00000000+AAAA'))],
    ['key exchanged', (files) => files.set(`keys/actor-${KEYS.witness.kid}.pem`, utf8(spkiPem(makeKey('x').publicKey)))],
    ['unknown key file', (files) => files.set('keys/other.pem', utf8('x'))],
    ['no verifier', (files) => files.delete('verify.html')],
    ['other BagIt version', (files) => files.set('bagit.txt', utf8('BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n'))],
    ['info not UTF-8', (files) => files.set('bag-info.txt', Uint8Array.of(0xff, 0x0a))],
    ['proof of nothing', (files) => files.set([...files.keys()].find((path) => path.startsWith('ledger/proofs/'))!, utf8('x'))],
    ['entries not text', (files) => files.set('ledger/entries.jsonl', Uint8Array.of(0xc0, 0x80, 0x0a))],
  ]
  // Sealed, as who holds the export key could; and as anybody could.
  for (const [what, change] of changes) {
    const files = buildBag()
    change(files)
    await add(`${what}, sealed`, seal(files))
  }
  for (const [what, change] of changes.slice(0, 50 - cases.length)) {
    const files = buildBag()
    change(files)
    await add(what, files)
  }
  return cases
}
