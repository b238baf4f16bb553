import { createHash } from 'node:crypto'
import { PNG } from 'pngjs'
import { type AttestationView, type BundleEntry, type BundleExhibit, type BundleKey, type CaseSummary, type CheckReport, type CustodyEntry, type ExhibitView, type PersonView, type ReadingView, type TimestampView } from '../../shared/contract/index.ts'
import { CaseId, type Comparison, ExhibitId, type OriginalLoad, PersonId, type Relation, standingOf, VaultId } from '../../shared/model/index.ts'

/** Sample content for tests of the interface: an invented case in an invented town. */

export const hex = (seed: string, digits = 64): string => createHash('sha256').update(seed).digest('hex').slice(0, digits)
export const caseId = (seed: string) => CaseId.parse(`c-${hex(seed, 32)}`)
export const exhibitId = (seed: string) => ExhibitId.parse(`x-${hex(seed, 32)}`)
export const personId = (seed: string) => PersonId.parse(`p-${hex(seed, 32)}`)
export const vaultId = VaultId.parse(`v-${hex('vault', 32)}`)
export const token = (seed: string) => `t-${hex(seed, 32)}`

/** 2026-03-04 09:00 UTC and `minutes` after it. */
export const at = (minutes: number): string => new Date(Date.UTC(2026, 2, 4, 9, minutes)).toISOString()

export function person(name: string, role: PersonView['role'], title: string, minutes = 0): PersonView {
  const contact = `${name.split(' ')[0]?.toLowerCase() ?? ''}@kommun.example`
  return { id: personId(name), name, title, contact, role, kid: hex(name, 16), fingerprint: hex(name), enrolledAt: at(minutes), departedAt: null }
}

export const VAULT_NAME = 'Ekby kommun'
export const OFFICER = person('Anna Lindqvist', 'officer', 'Säkerhetssamordnare')
export const WITNESS = person('Birgitta Åkesson', 'witness', 'HR-specialist', 12)

/** What a bundle says of its exhibits: of each way in which one is witnessed, one. */
export const BUNDLE_EXHIBITS: BundleExhibit[] = [
  bundled(1, 'Inlägg med namn och bild', 0, { witnesses: [{ name: WITNESS.name, grade: 'original-seen', standing: 'outside', at: at(185), key: WITNESS.kid }] }),
  bundled(2, 'Kommentarer', 4, { unwitnessed: true }),
  bundled(3, 'Mejl', 10, { unwitnessed: true, witnesses: [{ name: 'Elin Ek', grade: 'saved-image-only', standing: 'exposed', at: at(60), key: hex('Elin Ek', 16) }] }),
  bundled(4, 'Inlägg med namn och bild', 180, { kind: 'comparison' }),
  bundled(5, 'Telefonsamtal', 200, {
    masked: true,
    unshown: 1,
    covering: {
      reason: 'Uppgifter om tredje person',
      parts: [
        { kind: 'picture', name: 'screenshot.png', width: 1280, height: 2400, pixels: 5120, count: 2, areas: [{ left: 64, top: 32, width: 128, height: 32 }, { left: 0, top: 480, width: 64, height: 16 }] },
        { kind: 'text', name: 'page.txt', pieces: 40, covered: 1, count: 1, stretches: [{ line: 3, column: 7, pieces: 1, before: 'Karin', after: '' }], own: { count: 1, lines: [9] } },
        { kind: 'left-out', name: 'window.png' },
      ],
    },
  }),
  bundled(6, 'Brev', 210, { unshown: 2, witnesses: [{ name: 'Elin Ek', grade: 'saved-image-only', standing: 'exposed', at: at(260), key: hex('Elin Ek', 16) }] }),
]

/** The same of a bundle that doesn't hold: nothing of what it opens is told. */
export const WITHOUT_COVERINGS = BUNDLE_EXHIBITS.map(({ covering, ...rest }): BundleExhibit => (covering === undefined ? rest : { ...rest, covering: { ...covering, parts: null } }))

function bundled(number: number, title: string, minutes: number, more: Partial<BundleExhibit>): BundleExhibit {
  const files = [{ name: 'page.txt', bytes: 2311, sha256: hex(`text ${number}`), mediaType: 'text/plain', state: 'same' as const }]
  const address = `https://forum.example/t/${number}`
  const rest = { kind: 'capture' as const, address, completeness: 'complete' as const, contentRoot: hex(`root ${number}`), artefacts: files.length, files }
  return { number, title, acquiredAt: at(minutes), ...rest, unwitnessed: false, witnesses: [], masked: false, unshown: 0, ...more }
}

/** Its log. */
export const BUNDLE_CUSTODY: BundleEntry[] = [
  { seq: 3, n: 0, at: at(0), type: 'case.opened', kid: OFFICER.kid, leaf: hex('leaf 0'), actor: OFFICER.name, subject: { number: 1, title: 'Uthängning av handläggare' }, content: 'here' },
  { seq: 9, n: 1, at: at(185), type: 'exhibit.attested', kid: WITNESS.kid, leaf: hex('leaf 1'), actor: WITNESS.name, subject: { number: 1, name: WITNESS.name }, content: 'here' },
]

/** And the keys in it. */
export const BUNDLE_KEYS: BundleKey[] = [OFFICER, WITNESS].map(({ kid, fingerprint, name, role }) => ({ kid, fingerprint, name, witness: role === 'witness' }))

export const WORDS = [
  'abandon', 'ability', 'able', 'about', 'above', 'absent', 'absorb', 'abstract', 'absurd', 'abuse', 'access', 'accident',
  'account', 'accuse', 'achieve', 'acid', 'acoustic', 'acquire', 'across', 'act', 'action', 'actor', 'actress', 'actual',
] as const

export function makeCase(number: number, title: string, reference: string, more: Partial<CaseSummary> = {}): CaseSummary {
  return {
    id: caseId(title),
    number,
    title,
    reference,
    description: 'En handläggare har blivit uthängd med namn och bild i en öppen grupp. Chefen ringde hit på morgonen den 4 mars.',
    openedAt: at(0),
    closedAt: null,
    lastActivity: at(95),
    exhibits: 0,
    unwitnessed: 0,
    partial: 0,
    bundles: 0,
    ...more,
  }
}

const artefact = (name: string, bytes: number, mediaType: string) => ({ name, bytes, sha256: hex(name + bytes), mediaType })

export const CAPTURE_FILES = [
  artefact('screenshot.png', 4_812_331, 'image/png'),
  artefact('window.png', 612_004, 'image/png'),
  artefact('page.html', 184_220, 'text/html'),
  artefact('page.mhtml', 2_401_988, 'multipart/related'),
  artefact('page.txt', 18_423, 'text/plain'),
  artefact('posts.json', 9_211, 'application/json'),
  artefact('capture.wacz', 7_310_008, 'application/wacz'),
  artefact('provenance.json', 42_117, 'application/json'),
]

const COMPARISON_FILES = [...CAPTURE_FILES, artefact('comparison.json', 3_120, 'application/json'), artefact('difference-1.png', 41_002, 'image/png')]

const read = (value: string, from = 'reader:Grannforum') => ({ value, from })

export const READING: ReadingView = {
  reader: { name: 'Grannforum', asOf: '2025-06', found: true },
  page: { group: read('Ortsnytt'), groupSize: { ...read('4 212 medlemmar'), number: 4212 } },
  posts: [
    { kind: 'post', y: 140, fields: { name: read('Kalle K'), handle: read('kalle_k_71'), permalink: read('https://forum.example/g/ortsnytt/trad/48211'), shownTime: read('4 maj kl. 10:20', 'time-element'), time: read('2026-05-04T08:20:00Z', 'time-element'), text: read('Vem är hon egentligen? Hon som sitter på enheten och bestämmer över andras liv.'), likes: { ...read('38'), number: 38 } } },
    { kind: 'comment', y: 620, fields: { name: read('Anonym granne'), text: read('Någon som vet var hon bor?'), shownTime: read('3 tim sedan', 'time-element') } },
  ],
  total: 2,
  cut: false,
}

export function exhibit(home: CaseSummary, number: number, kind: ExhibitView['kind'], title: string, more: Partial<ExhibitView> = {}): ExhibitView {
  const artefacts =
    kind === 'capture' ? CAPTURE_FILES : kind === 'comparison' ? COMPARISON_FILES : kind === 'note' ? [artefact('original.txt', 812, 'text/plain')] : [artefact('original.jpg', 2_311_870, 'image/jpeg')]
  return {
    id: exhibitId(`${home.title} ${number}`),
    case: home.id,
    number,
    kind,
    title,
    acquiredAt: at(20 + number * 7),
    bytes: artefacts.reduce((sum, { bytes }) => sum + bytes, 0),
    contentRoot: hex(`root ${title}`),
    completeness: kind === 'capture' ? { verdict: 'complete', notes: [] } : null,
    witnessed: [],
    compares: null,
    supersedes: null,
    supersededBy: null,
    source:
      kind === 'capture' || kind === 'comparison'
        ? { requestedUrl: 'https://forum.example/g/ortsnytt/trad/48211', finalUrl: 'https://forum.example/g/ortsnytt/trad/48211?ref=lank', pageTitle: title, status: 200 }
        : kind === 'file'
          ? { fileName: 'IMG_2041.jpg', modifiedAt: at(3) }
          : null,
    seq: 10 + number,
    artefacts,
    attestations: [],
    acquiredBy: OFFICER.name,
    preview: kind === 'note' ? { pictures: 0, text: true } : { pictures: 3, text: kind === 'capture' || kind === 'comparison' },
    ...more,
  }
}

export const COLLEAGUE: Relation = { exposed: 'colleague', officer: 'none', words: '' }

export function attestation(view: ExhibitView, witness: PersonView, more: Partial<AttestationView> = {}): AttestationView {
  const relation = more.witness?.relation ?? COLLEAGUE
  return {
    seq: view.seq + 20,
    at: at(80 + view.number),
    exhibit: view.id,
    grade: 'saved-image-only',
    standing: standingOf(relation, witness.role),
    statement: statementOf(view, witness),
    language: 'sv',
    witness: { person: witness.id, name: witness.name, title: witness.title, relation },
    times: { acquired: view.acquiredAt, began: at(76), loaded: null, looked: null, shown: at(78), stated: at(79) },
    original: null,
    noOriginal: 'not-loaded',
    answers: null,
    found: null,
    agrees: null,
    reservation: '',
    hand: null,
    kid: witness.kid,
    ...more,
  }
}

export function attested(view: ExhibitView, signed: AttestationView): ExhibitView {
  const { grade, standing, at: when } = signed
  return { ...view, witnessed: [...view.witnessed, { grade, standing, at: when }], attestations: [...view.attestations, signed] }
}

export const statementOf = (view: Pick<ExhibitView, 'number' | 'title' | 'contentRoot'>, witness: Pick<PersonView, 'name' | 'title'>): string =>
  [
    `Jag heter ${witness.name} och är ${witness.title}. Jag är kollega till den som är utsatt.`,
    `Intyget gäller bevis nr ${view.number}, ”${view.title}”. Bevisets fingeravtryck börjar med ${view.contentRoot.slice(0, 16)}.`,
    'Jag skriver under själv, med min egen lösenfras.',
  ].join('\n\n')

const PAGE = 'https://forum.example/g/ortsnytt/trad/48211'

/** What was saved beside what was loaded anew, as the engine lists it. */
export function comparisonOf(view: ExhibitView, state: OriginalLoad['state'] = 'changed', way: OriginalLoad['way'] = 'own'): Comparison {
  const came = state !== 'unreachable'
  const load: Comparison['load'] = {
    at: at(77), requestedUrl: PAGE, finalUrl: came ? PAGE : null, status: state === 'gone' ? 404 : came ? 200 : null,
    refused: came ? null : 'capture.unreachable', notes: state === 'walled' ? ['login-wall'] : [],
  }
  const size = { width: 1000, height: 2100 }
  const none = { result: 'not-compared' as const, why: 'missing' as const, total: 0 }
  const same = { result: 'same' as const, why: null, total: 0 }
  const differs = (total: number) => ({ result: 'differs' as const, why: null, total })
  const counts = { savedLines: 42, loadedLines: came ? 42 : 0 }
  const posts = { savedPosts: 2, loadedPosts: came ? 2 : 0 }
  const head = { v: 1 as const, of: { exhibit: view.id, number: view.number, contentRoot: view.contentRoot }, way, load, state }
  if (state === 'same') {
    return { ...head, text: { ...same, ...counts, list: [] }, picture: { ...same, saved: size, loaded: size, sameRows: 2100, list: [] }, posts: { ...same, ...posts, list: [] } }
  }
  if (state !== 'changed') {
    return { ...head, text: { ...none, ...counts, list: [] }, picture: { ...none, saved: size, loaded: null, sameRows: 0, list: [] }, posts: { ...none, ...posts, list: [] } }
  }
  return {
    ...head,
    text: {
      ...differs(3), ...counts,
      list: [
        { kind: 'edited', saved: 'Någon som vet var hon bor?', loaded: 'Någon som vet?', line: 7 },
        { kind: 'gone', saved: 'Jag vet precis vilken bil hon kör.', loaded: '', line: 12 },
        { kind: 'new', saved: '', loaded: 'Tråden är stängd av moderator.', line: 14 },
      ],
    },
    picture: {
      ...differs(2), saved: size, loaded: size, sameRows: 1800,
      list: [
        { saved: { top: 320, rows: 90 }, loaded: { top: 320, rows: 60 }, left: 140, right: 820 },
        { saved: { top: 1500, rows: 0 }, loaded: { top: 1470, rows: 210 }, left: 60, right: 940 },
      ],
    },
    posts: {
      ...differs(1), ...posts,
      list: [{ kind: 'edited', post: 'kalle_k_71 (1)', field: 'text', saved: 'Någon som vet var hon bor?', loaded: 'Någon som vet?' }],
    },
  }
}

/** The original of an exhibit as it was loaded for a witness: an exhibit of its own. */
export function originalOf(view: ExhibitView, comparison: Comparison, number: number): OriginalLoad {
  const { state, way, text, picture, posts } = comparison
  const count = ({ result, total }: { result: string; total: number }) => (result === 'not-compared' ? null : total)
  return {
    exhibit: exhibitId(`original ${view.number}`), number, contentRoot: hex(`original ${view.number}`), way, state,
    differences: { text: count(text), picture: count(picture), posts: count(posts) },
  }
}

export const entry = (seq: number, type: CustodyEntry['type'], subject: CustodyEntry['subject'], actor = OFFICER.name): CustodyEntry => ({
  seq,
  n: seq,
  at: at(seq * 4),
  type,
  actor,
  kid: hex(actor, 16),
  leaf: hex(`leaf ${seq}`),
  subject,
  content: 'here',
})

export const PROVENANCE = `${JSON.stringify(
  {
    v: 2,
    way: 'session',
    recordedFrom: 'lock',
    tool: { name: 'Bevisvalv', version: '0.1.0' },
    page: {
      requestedUrl: 'https://forum.example/g/ortsnytt/trad/48211',
      finalUrl: 'https://forum.example/g/ortsnytt/trad/48211?ref=lank',
      title: 'Vem är hon egentligen? – Ortsnytt',
      status: 200,
      hops: [{ url: 'https://forum.example/g/ortsnytt/trad/48211', status: 200, by: 'final', protocol: 'h2', remoteAddress: '203.0.113.17' }],
      security: { subjectName: 'forum.example', issuer: 'Example Root CA', protocol: 'TLS 1.3' },
    },
    clock: {
      startedAt: at(26), seenAt: at(27), endedAt: at(28), serverDates: [{ host: 'forum.example', date: 'Wed, 04 Mar 2026 09:27:02 GMT' }],
      otherClocks: [{ host: 'klocka.example', date: 'Wed, 04 Mar 2026 09:27:01 GMT', receivedAt: at(27), offsetMs: -1240, uncertaintyMs: 560 }],
      publicValue: { source: 'https://fyr.example/senaste', value: '{}', receivedAt: at(26) },
    },
    archive: { exchanges: 81, resources: 0, bodiesMissing: 0, bodiesAsText: 0, headersStripped: 17, parametersStripped: 2, leftOut: 0 },
    events: { writesBlockedTotal: 1 },
    browser: {
      name: 'Chromium', version: '156.0.7000.1', userAgent: 'Mozilla/5.0 (X11; Linux x64) Chrome/156.0.0.0', sandbox: 'on',
      viewport: { width: 1000, height: 2000 }, timeZone: 'Europe/Stockholm', languages: ['sv-SE', 'sv'],
    },
    exchangesTotal: 84,
    blockedTotal: 2,
  },
  null,
  2,
)}\n`

/** A slice that looks like a page from afar: cards with lines of text. */
export function slicePicture(index: number): Uint8Array {
  const png = new PNG({ width: 1000, height: 700 })
  png.data.fill(0xff)
  const box = (x: number, y: number, w: number, h: number, grey: number) => {
    for (let row = y; row < y + h; row += 1) png.data.fill(grey, (row * 1000 + x) * 4, (row * 1000 + x + w) * 4)
    for (let row = y; row < y + h; row += 1) for (let col = x; col < x + w; col += 1) png.data[(row * 1000 + col) * 4 + 3] = 0xff
  }
  for (let card = 0; card < 3; card += 1) {
    const top = 20 + card * 226
    box(60, top, 880, 200, 0xf0)
    box(84, top + 20, 44, 44, 0x9a - index * 12)
    box(144, top + 24, 220, 14, 0x50)
    for (let line = 0; line < 5; line += 1) box(144, top + 60 + line * 24, 700 - ((line * 131 + index * 57) % 260), 10, 0x8c)
  }
  return PNG.sync.write(png)
}

export const stampedBy = (trust: TimestampView['trust'] = 'listed-root'): TimestampView => ({
  at: '2026-03-04T10:12:07.000Z',
  accuracyMs: 1000,
  authority: 'Example Timestamp Signer 2026',
  vouchedBy: 'Example Root CA',
  root: hex('tsa root'),
  trust,
})

export function report(verdict: CheckReport['verdict'] = 'ok', stamp: TimestampView | null = null): CheckReport {
  const pass = (name: string) => ({ name, result: 'pass' as const, detail: 'as expected', item: null })
  const checks: CheckReport['checks'] = ['tag-manifest-signature', 'tag-manifest', 'manifest', 'chain', 'inclusion'].map(pass)
  if (verdict === 'failed') checks.push({ name: 'exhibits', result: 'fail', detail: 'SHA-256 differs', item: 'data/exhibits/1/screenshot.png' })
  if (verdict !== 'ok') checks.push({ name: 'timestamp', result: 'not-checked', detail: 'no timestamp in this bundle', item: null })
  if (stamp !== null) checks.push({ name: 'timestamp', result: 'pass', detail: 'as told', item: null })
  return { verdict, checks }
}

export function sample() {
  const first = makeCase(1, 'Uthängning av handläggare i grupp, mars 2026', 'SN 2026-00318', { exhibits: 4, unwitnessed: 3, partial: 1, bundles: 1 })
  const partial = { verdict: 'partial' as const, notes: [{ code: 'bound-height', detail: '200000 px' }, { code: 'sandbox-off', detail: '' }] }
  const post = exhibit(first, 1, 'capture', 'Vem är hon egentligen? – Ortsnytt')
  return {
    cases: [
      first,
      makeCase(2, 'Hotfulla mejl till enheten för bistånd', 'SN 2026-00341', { exhibits: 2, lastActivity: at(-4000) }),
      makeCase(3, 'Samtal som spelats in och lagts ut', '', { lastActivity: at(-9000) }),
    ],
    exhibits: [
      attested(post, attestation(post, WITNESS)),
      exhibit(first, 2, 'capture', 'Kommentarer till inlägget', { completeness: partial }),
      exhibit(first, 3, 'file', 'Skärmdump från telefon'),
      exhibit(first, 4, 'note', 'Telefonsamtal den 4 mars klockan 14.10'),
    ],
  }
}

export const vaultLog = () => [
  entry(0, 'vault.created', { name: VAULT_NAME }),
  entry(1, 'person.enrolled', { name: OFFICER.name }),
  entry(2, 'person.enrolled', { name: WITNESS.name }),
  entry(3, 'access.denied', {}),
]

export const caseLog = (title: string) => [
  entry(4, 'case.opened', { number: 1, title }),
  entry(11, 'exhibit.acquired', { number: 1, title: 'Vem är hon egentligen? – Ortsnytt' }),
  entry(12, 'exhibit.acquired', { number: 2, title: 'Kommentarer till inlägget' }),
  entry(13, 'exhibit.acquired', { number: 3, title: 'Skärmdump från telefon' }),
  entry(14, 'exhibit.viewed', { number: 1 }),
  entry(15, 'exhibit.attested', { number: 1, name: WITNESS.name }, WITNESS.name),
  entry(16, 'bundle.exported', { number: 1, profile: 'police', context: 'police' }),
]

/** The first case of the sample, and its exhibits by number. */
export const CASE = caseId('Uthängning av handläggare i grupp, mars 2026')
export const EXHIBIT = (number: number) => exhibitId(`Uthängning av handläggare i grupp, mars 2026 ${number}`)
