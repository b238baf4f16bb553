import { describe, expect, it } from 'vitest'
import type { EntryType } from '../../shared/model/index.ts'
import { type ContentItem, contentRoot } from '../../shared/encoding/index.ts'
import { utf8 } from '../../shared/encoding/index.ts'
import { verifyBag } from '../../shared/verify/index.ts'
import { EXHIBITS, KEYS, ORIGIN, buildBag, memoryReader, seal, type Tampering } from '../support/bag-fixture.ts'
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
  payload,
  OTHER_LOG,
  text,
  edit,
  built,
  replace,
  inEntry,
  inPayload,
  judge,
  unbroken,
  crypto,
} from '../support/insider.ts'

const OFFICER_PERSON = (JSON.parse(text(buildBag(), payload(OPENED))) as { actor: { person: string } }).actor.person

const CASES: readonly InsiderCase[] = [
  // payloads
  {
    what: 'what an entry says, exchanged',
    fails: [
      ['payloads', payload(CHANGED)],
      ['export-content', entry(EXPORTED)],
    ],
    files: replace(payload(CHANGED), 'två', 'tvä'),
  },
  {
    what: 'a payload too many',
    fails: [
      ['payloads', 'data/ledger-payloads/000099.json'],
      ['export-content', entry(EXPORTED)],
      ['bag-declaration', 'bag-info.txt'],
    ],
    files: edit((files) => files.set('data/ledger-payloads/000099.json', utf8('{}'))),
  },
  {
    what: 'a payload of another shape',
    fails: [['payloads', payload(CHANGED)]],
    files: inPayload('case.changed', { extra: 1 }),
  },
  {
    what: 'one id for two exhibits',
    fails: [
      ['exhibits', entry(SECOND)],
      ['attestations', entry(ATTESTED)],
    ],
    files: built({ payload: (one) => (one.type === 'exhibit.acquired' && one['number'] === 2 ? { ...one, exhibit: EXHIBITS[0].exhibit } : one) }),
  },
  {
    what: 'a payload of another kind than its entry',
    fails: [['payloads', payload(CHANGED)]],
    files: inEntry(CHANGED, { type: 'exhibit.viewed' }),
  },
  {
    what: 'a payload that speaks of another case',
    fails: [['payloads', payload(CHANGED)]],
    files: inPayload('case.changed', { case: `c-${'0'.repeat(32)}` }),
  },
  {
    what: 'one key for two persons',
    fails: [['payloads', entry(CHANGED)]],
    files: inPayload('case.changed', { actor: { person: `p-${'0'.repeat(32)}`, name: 'X', role: 'officer' } }),
  },

  // exhibits
  {
    what: 'an artefact exchanged',
    fails: [
      ['exhibits', 'data/exhibits/001/page.txt'],
      ['export-content', entry(EXPORTED)],
    ],
    files: edit((files) => files.set('data/exhibits/001/page.txt', utf8('ä'))),
  },
  {
    what: 'an artefact left out',
    fails: [
      ['bag-declaration', 'bag-info.txt'],
      ['exhibits', 'data/exhibits/001/page.txt'],
      ['export-content', entry(EXPORTED)],
    ],
    files: edit((files) => files.delete('data/exhibits/001/page.txt')),
  },
  {
    what: 'a file more in an exhibit',
    fails: [
      ['bag-declaration', 'bag-info.txt'],
      ['exhibits', 'data/exhibits/002/more.png'],
      ['export-content', entry(EXPORTED)],
    ],
    files: edit((files) => files.set('data/exhibits/002/more.png', utf8('x'))),
  },
  {
    what: 'another description',
    fails: [
      ['exhibits', 'data/exhibits/001/exhibit.json'],
      ['export-content', entry(EXPORTED)],
    ],
    files: replace('data/exhibits/001/exhibit.json', 'Tråden', 'Trådan'),
  },
  {
    what: 'a content root that is not that of the artefacts',
    fails: [['exhibits', entry(SECOND)]],
    files: built({
      payload: (one) =>
        one['number'] === 2 && one.type === 'exhibit.acquired' ? { ...one, contentRoot: '0'.repeat(64) } : one,
    }),
  },
  {
    what: 'another length',
    fails: [['exhibits', entry(SECOND)]],
    files: built({
      payload: (one) =>
        one['number'] === 2 && one.type === 'exhibit.acquired'
          ? { ...one, artefacts: (one['artefacts'] as object[]).map((a) => ({ ...a, bytes: 4 })) }
          : one,
    }),
  },
  {
    what: 'another length, with a content root to fit',
    fails: [['exhibits', 'data/exhibits/002/original.eml']],
    files: built({
      payload: (one) => {
        if (one['number'] !== 2 || one.type !== 'exhibit.acquired') return one
        const artefacts = (one['artefacts'] as ContentItem[]).map((artefact) => ({ ...artefact, bytes: 4 }))
        return { ...one, artefacts, contentRoot: contentRoot(artefacts) }
      },
    }),
  },
  {
    what: 'two exhibits of one number',
    fails: [['exhibits', 'data/exhibits/001/exhibit.json']],
    files: built({ payload: (one) => (one['number'] === 2 ? { ...one, number: 1 } : one) }),
  },

  // attestations
  ...(
    [
      ['of other content', { contentRoot: '0'.repeat(64) }],
      ['under another number', { number: 2 }],
      ['under another title', { title: 'Annat' }],
      ['from another vault', { vault: `v-${'0'.repeat(32)}` }],
      ['with a log state of another log', { head: { origin: OTHER_LOG, size: SEQS[ATTESTED]!, root: '0'.repeat(64) } }],
      ['from before the exhibit', { head: { origin: ORIGIN, size: SEQS[FIRST]!, root: '0'.repeat(64) } }],
      ['from after itself', { head: { origin: ORIGIN, size: SEQS[ATTESTED]! + 1, root: '0'.repeat(64) } }],
      [
        'signed for somebody else',
        { witness: { person: `p-${'0'.repeat(32)}`, name: 'X', title: '', contact: '', relation: { exposed: 'none', officer: 'none', words: '' } } },
      ],
    ] as const
  ).map(([what, change]) => ({
    what: `an attestation ${what}`,
    fails: [['attestations', entry(ATTESTED)]] as const,
    files: inPayload('exhibit.attested', change),
  })),
  {
    what: 'a load looked at of which there are only pictures of what differs',
    fails: [['attestations', entry(ATTESTED + 2)]],
    files: built({ original: true, picture: (number) => (number === 3 ? 'difference-1.png' : 'screenshot.png') }),
  },
  {
    what: 'a load looked at of which there are no pictures',
    fails: [['attestations', entry(ATTESTED + 2)]],
    files: built({ original: true, payload: (one) => (one['kind'] === 'comparison' ? { ...one, previewRoot: null } : one) }),
  },
  {
    what: 'a page shown of which there are only pictures of what differs',
    fails: [['attestations', entry(ATTESTED)]],
    files: built({ picture: () => 'difference-1.png' }),
  },
  {
    what: 'a page shown of which there are no pictures',
    fails: [['attestations', entry(ATTESTED)]],
    files: inPayload('exhibit.acquired', { previewRoot: null }),
  },
  {
    what: 'an attestation of an exhibit that is not there',
    fails: [['attestations', entry(ATTESTED)]],
    files: inPayload('exhibit.attested', { exhibit: `x-${'0'.repeat(32)}` }),
  },
  {
    what: 'an attestation moved to another exhibit',
    fails: [['attestations', entry(ATTESTED)]],
    files: inPayload('exhibit.attested', { exhibit: EXHIBITS[1].exhibit }),
  },
  {
    what: 'a second attestation out of the first sitting',
    fails: [['attestations', entry(ATTESTED + 1)]],
    files: built({ again: 'same sitting' }),
  },
  {
    what: 'an attestation that the officer signed',
    fails: [
      ['payloads', entry(ATTESTED)],
      ['attestations', entry(ATTESTED)],
    ],
    files: built({ signer: () => KEYS.officer }),
  },
  {
    what: 'an attestation by the officer under a second key',
    fails: [['attestations', entry(ATTESTED)]],
    files: built({
      payload: (one) => {
        if (one.type !== 'exhibit.attested') return one
        const officer = OFFICER_PERSON
        return {
          ...one,
          actor: { ...(one['actor'] as object), person: officer },
          witness: { ...(one['witness'] as object), person: officer },
        }
      },
    }),
  },
  {
    what: 'another attestation file',
    fails: [
      ['attestations', 'data/exhibits/001/attestation-1.json'],
      ['export-content', entry(EXPORTED)],
    ],
    files: replace('data/exhibits/001/attestation-1.json', 'sparade', 'sparada'),
  },
  {
    what: 'no attestation file',
    fails: [
      ['bag-declaration', 'bag-info.txt'],
      ['attestations', 'data/exhibits/001/attestation-1.json'],
      ['export-content', entry(EXPORTED)],
    ],
    files: edit((files) => files.delete('data/exhibits/001/attestation-1.json')),
  },
  {
    what: 'an attestation file too many',
    fails: [
      ['bag-declaration', 'bag-info.txt'],
      ['exhibits', 'data/exhibits/002/attestation-1.json'],
      ['export-content', entry(EXPORTED)],
    ],
    files: edit((files) =>
      files.set('data/exhibits/002/attestation-1.json', files.get('data/exhibits/001/attestation-1.json')!),
    ),
  },

  // the export's own statement
  {
    what: 'another report',
    fails: [['export-content', entry(EXPORTED)]],
    files: replace('data/report.pdf', 'report', 'raport'),
  },
  {
    what: 'a file more in data/',
    fails: [
      ['bag-declaration', 'bag-info.txt'],
      ['export-content', entry(EXPORTED)],
    ],
    files: edit((files) => files.set('data/more.txt', utf8('x'))),
  },
  {
    what: 'an export by another key',
    fails: [['export-content', 'keys/export.pem']],
    files: inPayload('bundle.exported', { fingerprint: '0'.repeat(64) }),
  },
  {
    what: 'an export that names an exhibit otherwise',
    fails: [['export-content', entry(EXPORTED)]],
    files: built({
      payload: (one) =>
        one.type === 'bundle.exported'
          ? { ...one, exhibits: (one['exhibits'] as object[]).map((x) => ({ ...x, number: 9 })) }
          : one,
    }),
  },
  {
    what: 'an export that names an exhibit twice',
    fails: [['export-content', entry(EXPORTED)]],
    files: built({
      payload: (one) =>
        one.type === 'bundle.exported'
          ? { ...one, exhibits: [...(one['exhibits'] as object[]), (one['exhibits'] as object[])[0]] }
          : one,
    }),
  },
  {
    what: 'a full export that leaves an exhibit out',
    fails: [
      ['exhibits', 'data/exhibits/002/exhibit.json'],
      ['export-content', entry(EXPORTED)],
    ],
    files: built({
      payload: (one) =>
        one.type === 'bundle.exported' ? { ...one, exhibits: (one['exhibits'] as object[]).slice(0, 1) } : one,
    }),
  },
]

describe('content that somebody with keys made', () => {
  it.each(CASES)('$what', judge)

  it('is broken once for each check that looks at it', () => {
    expect(unbroken(CASES, ['payloads', 'exhibits', 'attestations', 'export-content'])).toEqual([])
  })
})

describe('two attestations of one exhibit', () => {
  it('hold when each had a sitting of its own', async () => {
    const files = buildBag({ again: 'new sitting' })
    expect(files.has('data/exhibits/001/attestation-2.json')).toBe(true)
    expect((await verifyBag(memoryReader(files), crypto)).verdict).toBe('ok')
  })
})

describe('a bundle that leaves something out on purpose', () => {
  it('is incomplete where what an entry says is not in it', async () => {
    const secret = payload(CHANGED)
    const files = buildBag({ profile: 'masked' })
    files.delete(secret)
    const report = await verifyBag(memoryReader(seal(files)), crypto)
    expect(report.checks.find(({ name }) => name === 'payloads')).toMatchObject({
      result: 'not-checked',
      item: entry(CHANGED),
    })
  })

  it('may leave out an exhibit only where the profile is not the full one', async () => {
    const tampering: Tampering = {
      profile: 'masked',
      payload: (one) =>
        one.type === 'bundle.exported'
          ? { ...one, exhibits: (one['exhibits'] as object[]).slice(0, 1), derived: { reason: 'Rör något annat', title: 'Ett ärende', leftOut: [2], withheld: [], attested: [], masked: [] } }
          : one,
    }
    const report = await verifyBag(memoryReader(buildBag(tampering)), crypto)
    // The second exhibit's files are still there in this one, and belong to nothing.
    expect(report.checks.filter(({ result }) => result === 'fail').map(({ name }) => name)).toEqual(['exhibits'])
    expect(report.about?.exhibits).toBe(1)
  })

  it('is incomplete where an entry is of a kind that a later version made', async () => {
    const later = (type: string) => (type === 'case.changed' ? 'backup.made' : type) as EntryType
    const files = buildBag({
      entry: (one) => ({ ...one, type: later(one.type) }),
      payload: (one) => ({ ...one, type: later(one.type) }),
    })
    const report = await verifyBag(memoryReader(files), crypto)
    expect(report.verdict).toBe('incomplete')
    const found = report.checks.find(({ name }) => name === 'payloads')
    expect(found).toMatchObject({ result: 'not-checked', item: entry(CHANGED) })
  })

  it('has no earlier state to be held against and says so, and the one that a witness made is missed', async () => {
    const report = await verifyBag(memoryReader(buildBag({ noPrior: true })), crypto)
    expect(report.checks.find(({ name }) => name === 'prior-checkpoints')).toMatchObject({ result: 'not-checked' })
    const failed = report.checks.filter(({ result }) => result === 'fail')
    expect(failed.map(({ name, item }) => [name, item])).toEqual([['cosignatures', entry(ATTESTED)]])
  })
})
