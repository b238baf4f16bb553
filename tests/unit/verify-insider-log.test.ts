import { ed25519 } from '@noble/curves/ed25519.js'
import { describe, expect, it } from 'vitest'
import { parseTlogProof, signCheckpoint, spkiPem, tlogProof, utf8, vkey } from '../../shared/encoding/index.ts'
import { FINGERPRINT, KEYS, ORIGIN, buildBag, makeKey, seal } from '../support/bag-fixture.ts'
import {
  type InsiderCase,
  OPENED,
  FIRST,
  SECOND,
  CHANGED,
  ATTESTED,
  EXPORTED,
  SEQS,
  entry,
  proof,
  PRIOR,
  OTHER_LOG,
  text,
  edit,
  built,
  replace,
  inEntry,
  lines,
  judge,
  unbroken,
} from '../support/insider.ts'

const otherLog = makeKey('other log')

const CASES: readonly InsiderCase[] = [
  // bag
  {
    what: 'another BagIt version',
    fails: [['bag-declaration', 'bagit.txt']],
    files: replace('bagit.txt', '1.0', '0.97'),
  },
  {
    what: 'another amount of data',
    fails: [['bag-declaration', 'bag-info.txt']],
    files: replace('bag-info.txt', /\.15/, '.14'),
  },
  {
    what: 'no amount of data',
    fails: [['bag-declaration', 'bag-info.txt']],
    files: replace('bag-info.txt', /Payload.*\n/, ''),
  },
  {
    what: 'two amounts of data',
    fails: [['bag-declaration', 'bag-info.txt']],
    files: replace('bag-info.txt', /(Payload.*\n)/, '$1$1'),
  },
  {
    what: 'a line without label',
    fails: [['bag-declaration', 'bag-info.txt']],
    files: replace('bag-info.txt', /$/, 'loose\n'),
  },
  ...['README.txt', 'LAS-MIG.txt', 'verify.html', 'verify.sh'].map((path) => ({
    what: `no ${path}`,
    fails: [['file-set', path]] as const,
    files: edit((files) => files.delete(path)),
  })),
  {
    what: 'a payload file in the tag manifest',
    fails: [['tag-manifest', 'tagmanifest-sha256.txt']],
    files: () => {
      const files = buildBag()
      const list = text(files, 'tagmanifest-sha256.txt') + text(files, 'manifest-sha256.txt').split('\n')[0]! + '\n'
      files.set('tagmanifest-sha256.txt', utf8(list))
      return files.set('tagmanifest-sha256.txt.sig', ed25519.sign(utf8(list), KEYS.export.secret))
    },
  },
  {
    what: 'a file listed twice',
    fails: [['tag-manifest', 'tagmanifest-sha256.txt']],
    files: () => {
      const files = buildBag()
      const list = text(files, 'tagmanifest-sha256.txt').replace(/^(.*\n)/, '$1$1')
      files.set('tagmanifest-sha256.txt', utf8(list))
      return files.set('tagmanifest-sha256.txt.sig', ed25519.sign(utf8(list), KEYS.export.secret))
    },
  },

  // keys
  {
    what: 'fingerprint of another key',
    fails: [['fingerprint', 'keys/export.pem']],
    files: built({}),
    options: { expectedFingerprint: FINGERPRINT.replace(/./, 'x') },
  },
  {
    what: 'an unknown file among the keys',
    fails: [['keys', 'keys/other.pem']],
    files: edit((files) => files.set('keys/other.pem', utf8('x'))),
  },
  {
    what: 'a key under another name',
    fails: [['keys', `keys/actor-${'0'.repeat(16)}.pem`]],
    files: edit((files) =>
      files.set(`keys/actor-${'0'.repeat(16)}.pem`, files.get(`keys/actor-${KEYS.officer.kid}.pem`)!),
    ),
  },
  {
    what: 'the witness key exchanged',
    also: ['cosignatures'],
    fails: [
      ['keys', `keys/actor-${KEYS.witness.kid}.pem`],
      ['entries', `keys/actor-${KEYS.witness.kid}.pem`],
    ],
    files: edit((files) => files.set(`keys/actor-${KEYS.witness.kid}.pem`, utf8(spkiPem(makeKey('x').publicKey)))),
  },
  {
    what: 'the witness key left out',
    also: ['cosignatures'],
    fails: [
      ['keys', `keys/actor-${KEYS.witness.kid}.pem`],
      ['entries', `keys/actor-${KEYS.witness.kid}.pem`],
    ],
    files: edit((files) => files.delete(`keys/actor-${KEYS.witness.kid}.pem`)),
  },
  {
    what: 'another log key beside the vkey',
    fails: [['keys', 'keys/log.pem']],
    files: edit((files) => files.set('keys/log.pem', utf8(spkiPem(otherLog.publicKey)))),
  },
  {
    what: 'an unknown allowed signer',
    fails: [['keys', 'keys/allowed_signers']],
    files: replace('keys/allowed_signers', /AAAAIP?/, 'AAAAIQ'),
  },
  {
    what: 'an allowed signer under another name',
    fails: [['keys', 'keys/allowed_signers']],
    files: replace('keys/allowed_signers', /^./, 'x'),
  },

  // entries and chain
  {
    what: 'an entry signed by another key than it names',
    fails: [['entries', entry(CHANGED)]],
    also: ['chain', 'inclusion'],
    files: built({
      lines: (all) =>
        all.map((line, i) => (i === CHANGED ? line.replace(/"sig":"[^"]+"/, `"sig":"${'A'.repeat(86)}=="`) : line)),
    }),
  },
  {
    what: 'an entry of an unknown kind',
    also: null,
    fails: [['entries', entry(EXPORTED)]],
    files: lines((all) => all.map((l, i) => (i === EXPORTED ? l.replace('bundle.exported', 'bundle.invented') : l))),
  },
  {
    what: 'an entry with another key in it',
    also: null,
    fails: [['entries', entry(CHANGED)]],
    files: lines((all) => all.map((l, i) => (i === CHANGED ? l.replace('{', '{"a":1,') : l))),
  },
  {
    what: 'an entry spelled otherwise',
    also: null,
    fails: [['entries', entry(CHANGED)]],
    files: lines((all) => all.map((l, i) => (i === CHANGED ? l.replace(':', ': ') : l))),
  },
  { what: 'no entries', also: null, fails: [['entries', 'ledger/entries.jsonl']], files: lines(() => []) },
  {
    what: 'a last line without end',
    also: null,
    fails: [['entries', 'ledger/entries.jsonl']],
    files: replace('ledger/entries.jsonl', /\n$/, ''),
  },
  ...[OPENED, FIRST, SECOND, CHANGED, ATTESTED, EXPORTED].map((n) => ({
    what: `entry ${n} left out`,
    also: null,
    fails: [[n === OPENED || n === EXPORTED ? 'completeness' : 'chain', '']] as const,
    files: lines((all) => all.toSpliced(n, 1)),
  })),
  ...[OPENED, FIRST, SECOND, CHANGED, ATTESTED].map((n) => ({
    what: `entries ${n} and ${n + 1} swapped`,
    also: null,
    fails: [['chain', '']] as const,
    files: lines((all) => [...all.slice(0, n), all[n + 1]!, all[n]!, ...all.slice(n + 2)]),
  })),
  ...[OPENED, FIRST, SECOND, CHANGED, ATTESTED, EXPORTED].map((n) => ({
    what: `entry ${n} repeated`,
    also: null,
    fails: [['chain', entry(n + 1)]] as const,
    files: lines((all) => all.toSpliced(n, 0, all[n]!)),
  })),
  {
    what: 'an entry moved to the end',
    also: null,
    fails: [['chain', '']],
    files: lines((all) => [...all.toSpliced(FIRST, 1), all[FIRST]!]),
  },
  {
    what: 'an entry of another case',
    also: ['payloads'],
    fails: [['chain', entry(CHANGED)]],
    files: inEntry(CHANGED, { case: `c-${'0'.repeat(32)}` }),
  },
  {
    what: 'an entry of no case',
    also: ['payloads'],
    fails: [['chain', entry(CHANGED)]],
    files: inEntry(CHANGED, { case: null }),
  },
  {
    what: 'the chain of the vault in place of a case',
    fails: [['chain', entry(OPENED)]],
    also: ['payloads', 'exhibits'],
    files: built({ entry: (one) => ({ ...one, case: null }) }),
  },
  {
    what: 'a place in the log before the entry before',
    also: null,
    fails: [['chain', entry(CHANGED)]],
    files: inEntry(CHANGED, { seq: 1 }),
  },
  {
    what: 'an entry of another log',
    fails: [
      ['chain', entry(CHANGED)],
      ['checkpoint', entry(CHANGED)],
    ],
    files: inEntry(CHANGED, { log: OTHER_LOG }),
  },
  {
    what: 'a number that skips',
    fails: [
      ['chain', entry(CHANGED)],
      ['completeness', 'ledger/entries.jsonl'],
    ],
    files: inEntry(CHANGED, { n: 7 }),
  },
  {
    what: 'another predecessor',
    fails: [['chain', entry(CHANGED)]],
    files: inEntry(CHANGED, { prev: `sha256:${'0'.repeat(64)}` }),
  },
  {
    what: 'a first entry with a predecessor',
    fails: [['chain', entry(OPENED)]],
    files: inEntry(OPENED, { prev: `sha256:${'0'.repeat(64)}` }),
  },
  {
    what: 'an entry older than the one before',
    fails: [['chain', entry(CHANGED)]],
    files: inEntry(CHANGED, { at: '2026-11-22T13:00:00.000Z' }),
  },
  {
    what: 'a chain that begins with something else',
    fails: [['completeness', entry(OPENED)]],
    files: built({
      entry: (one) => (one.n === 0 ? { ...one, type: 'case.changed' } : one),
      payload: (one) => {
        if (one.type !== 'case.opened') return one
        const { number: _, ...rest } = one
        return { ...rest, type: 'case.changed' }
      },
    }),
  },

  // the log
  {
    what: 'a checkpoint of another log key',
    fails: [['checkpoint', 'ledger/checkpoint']],
    files: edit((files) => files.set('ledger/checkpoint', utf8(resigned(text(files, 'ledger/checkpoint'), otherLog)))),
  },
  {
    what: 'another key for the log, with its own checkpoint',
    fails: [
      ['keys', 'keys/log.pem'],
      ['inclusion', proof(OPENED)],
      ['prior-checkpoints', `${PRIOR}.checkpoint`],
    ],
    files: edit((files) => {
      files.set('ledger/vkey', utf8(vkey(ORIGIN, otherLog.publicKey)))
      files.set('ledger/checkpoint', utf8(resigned(text(files, 'ledger/checkpoint'), otherLog)))
    }),
  },
  {
    what: 'a checkpoint from before the export',
    fails: [
      ['checkpoint', entry(EXPORTED)],
      ['inclusion', proof(OPENED)],
      ['prior-checkpoints', `${PRIOR}.consistency`],
    ],
    files: edit((files) => files.set('ledger/checkpoint', files.get(`${PRIOR}.checkpoint`)!)),
  },
  {
    what: 'no vkey that can be read',
    fails: [
      ['keys', 'ledger/vkey'],
      ['checkpoint', 'ledger/vkey'],
    ],
    files: replace('ledger/vkey', /^/, 'x'),
  },
  {
    what: 'a proof left out',
    fails: [['inclusion', proof(FIRST)]],
    files: edit((files) => files.delete(proof(FIRST))),
  },
  {
    what: 'a proof of another entry',
    fails: [['inclusion', proof(FIRST)]],
    files: edit((files) => files.set(proof(FIRST), files.get(proof(SECOND))!)),
  },
  {
    what: 'a proof that names the place of another',
    fails: [['inclusion', proof(FIRST)]],
    files: edit((files) => {
      const other = parseTlogProof(text(files, proof(SECOND)))
      files.set(proof(FIRST), utf8(tlogProof(SEQS[FIRST]!, other.proof, other.checkpoint)))
    }),
  },
  {
    what: 'a proof with a checkpoint of its own',
    fails: [['inclusion', proof(FIRST)]],
    files: edit((files) => {
      const { index, proof: path } = parseTlogProof(text(files, proof(FIRST)))
      files.set(proof(FIRST), utf8(tlogProof(index, path, text(files, `${PRIOR}.checkpoint`))))
    }),
  },
  {
    what: 'a proof too many',
    fails: [['inclusion', 'ledger/proofs/000099.tlog-proof']],
    files: edit((files) => files.set('ledger/proofs/000099.tlog-proof', utf8('x'))),
  },
  {
    what: 'an entry that never was in the log',
    also: ['attestations', 'cosignatures'],
    fails: [['inclusion', proof(OPENED)]],
    // The whole chain made anew under other times, with the old log around it.
    files: () => {
      const files = buildBag({ entry: (one) => ({ ...one, at: one.at.replace('2026', '2027') }) })
      for (const [path, bytes] of buildBag())
        if (/^ledger\/(proofs|checkpoint|prior)/.test(path)) files.set(path, bytes)
      return seal(files)
    },
  },
  {
    what: 'an earlier state without its proof',
    fails: [['prior-checkpoints', `${PRIOR}.consistency`]],
    files: edit((files) => files.delete(`${PRIOR}.consistency`)),
  },
  {
    what: 'a proof without its earlier state',
    also: ['cosignatures'],
    fails: [['prior-checkpoints', `${PRIOR}.checkpoint`]],
    files: edit((files) => files.delete(`${PRIOR}.checkpoint`)),
  },
  {
    what: 'an earlier state that the log does not continue',
    also: ['cosignatures'],
    fails: [['prior-checkpoints', `${PRIOR}.consistency`]],
    files: edit((files) => files.set(`${PRIOR}.checkpoint`, utf8(forked(text(files, `${PRIOR}.checkpoint`))))),
  },
  {
    what: 'an earlier state under another size',
    fails: [['prior-checkpoints', 'ledger/prior/5.checkpoint']],
    files: edit((files) => {
      files.set('ledger/prior/5.checkpoint', files.get(`${PRIOR}.checkpoint`)!)
      files.set('ledger/prior/5.consistency', files.get(`${PRIOR}.consistency`)!)
    }),
  },
  {
    what: 'an odd file among earlier states',
    fails: [['prior-checkpoints', 'ledger/prior/note.txt']],
    files: edit((files) => files.set('ledger/prior/note.txt', utf8('x'))),
  },
]

describe('a log that somebody with keys made', () => {
  it.each(CASES)('$what', judge)

  it('is broken once for each check that looks at it', () => {
    const checks = [
      'bag-declaration',
      'file-set',
      'tag-manifest',
      'fingerprint',
      'keys',
      'entries',
      'chain',
      'completeness',
    ]
    expect(unbroken(CASES, [...checks, 'checkpoint', 'inclusion', 'prior-checkpoints'])).toEqual([])
  })
})

/** The same head, signed by another key. */
function resigned(note: string, key: typeof otherLog): string {
  const [origin = '', size = '', root = ''] = note.split('\n')
  const head = { origin, size: Number(size), root: Buffer.from(root, 'base64').toString('hex') }
  return signCheckpoint(head, (message) => ed25519.sign(message, key.secret), key.publicKey)
}

/** Another root at the same size, by the log's own key. */
function forked(note: string): string {
  const [origin = '', size = ''] = note.split('\n')
  const head = { origin, size: Number(size), root: 'ab'.repeat(32) }
  return signCheckpoint(head, (message) => ed25519.sign(message, KEYS.log.secret), KEYS.log.publicKey)
}
