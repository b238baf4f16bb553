import { ed25519 } from '@noble/curves/ed25519.js'
import {
  allowedSigner,
  sshSignature,
  sshSigningBytes,
  byCodeUnits,
  canonicalJson,
  consistencyProof,
  contentRoot,
  cosign,
  cosignerName,
  createMemoryTree,
  entryLeaf,
  entryLine,
  entrySigningBytes,
  fingerprintOf,
  fromUtf8,
  hashLines,
  inclusionProof,
  kidOf,
  leafHash,
  sha256,
  sha256Hex,
  signCheckpoint,
  spkiPem,
  tlogProof,
  toBase64,
  toHex,
  utf8,
  vkey,
} from '../../shared/encoding/index.ts'
import type { CaseId, Entry, EntryType, ExhibitId, PersonId, VaultId } from '../../shared/model/index.ts'
import { createSigner, type Signer } from '../../electron/services/crypto/index.ts'
import type { BagReader, VerifyCrypto } from '../../shared/verify/index.ts'
import { comparisonOf, originalSeen, savedOnly } from './attested.ts'

/** A valid bundle in memory, made without the code that exports real ones, so that neither proves itself. */

export type Files = Map<string, Uint8Array>
type Payload = Record<string, unknown> & { type: EntryType }
type Unsigned = Omit<Entry, 'sig'>

/** Ways to go wrong *before* everything is signed, as somebody with keys could. Each may change what it is given. */
export interface Tampering {
  payload?: (payload: Payload) => Payload
  entry?: (entry: Unsigned) => Unsigned
  /** Who signs an entry. */
  signer?: (type: EntryType, key: Key) => Key
  /** The lines as they go into the bundle, after the log has them. */
  lines?: (lines: string[]) => string[]
  /** All files outside the manifests. */
  files?: (files: Files) => void
  profile?: 'police' | 'masked'
  /** A second attestation by the same witness, in a sitting of its own or with the first one's challenge. */
  again?: 'new sitting' | 'same sitting'
  /** Without the earlier states of the log. */
  noPrior?: boolean
  /**
   * A second witness, who saw the original of exhibit 1 loaded anew (exhibit 3) and what was saved of exhibit 2, and signed for both
   * at once.
   */
  original?: boolean
  /** What the only picture of exhibit 1 (a capture) or 3 (the load of its original) is called. */
  picture?: (number: number) => string
  /** What that picture holds. */
  pixels?: Uint8Array
  /** Note of an earlier state as it goes into the bundle. */
  prior?: (note: string, size: number) => string
}

export interface Key {
  readonly secret: Uint8Array
  readonly publicKey: Uint8Array
  readonly kid: string
}

export function makeKey(name: string): Key {
  const secret = sha256(utf8(`test key ${name}`))
  const publicKey = ed25519.getPublicKey(secret)
  return { secret, publicKey, kid: kidOf(publicKey) }
}

/** Ed25519 is the same whoever computes it; thousands of bundles are made here. */
const signers = new Map<Key, Signer>()
function signed25519(message: Uint8Array, key: Key): Uint8Array {
  const signer = signers.get(key) ?? createSigner(Buffer.from(key.secret))
  signers.set(key, signer)
  // A copy: a Buffer's slice() would share its bytes with whoever damages them.
  return new Uint8Array(signer.sign(message))
}

const id = (letter: string, name: string) => `${letter}-${sha256Hex(utf8(name)).slice(0, 32)}`
const random = (name: string) => sha256Hex(utf8(`random ${name}`))

export const KEYS = {
  officer: makeKey('officer'),
  witness: makeKey('witness'),
  second: makeKey('second witness'),
  log: makeKey('log'),
  export: makeKey('export'),
}
export const VAULT = id('v', 'vault')
export const CASE = id('c', 'case')
export const ORIGIN = `bevisvalv.invalid/${VAULT}`
export const FINGERPRINT = fingerprintOf(KEYS.export.publicKey)
const OFFICER = { person: id('p', 'officer'), name: 'Ulla Öberg', role: 'officer' }
const WITNESS = { person: id('p', 'witness'), name: 'Åke Ek', role: 'witness' }
const SECOND = { person: id('p', 'second witness'), name: 'Bo Ask', role: 'witness' }
const ACQUIRED_AT = '2026-11-22T13:59:00.000Z'
const ADDRESS = 'https://forum.example/trad'

const artefact = (name: string, content: string, mediaType: string) => ({ name, content: utf8(content), mediaType })
export const EXHIBITS = [
  {
    exhibit: id('x', 'one'),
    number: 1,
    title: 'Tråden',
    kind: 'capture',
    artefacts: [artefact('page.html', '<p>å</p>', 'text/html'), artefact('page.txt', 'å', 'text/plain'), artefact('screenshot.png', 'pixels', 'image/png')],
  },
  {
    exhibit: id('x', 'two'),
    number: 2,
    title: 'Mejlet',
    kind: 'file',
    artefacts: [artefact('original.eml', 'Hej', 'message/rfc822')],
  },
] as const

interface FixtureExhibit {
  exhibit: string
  number: number
  title: string
  kind: string
  artefacts: readonly ReturnType<typeof artefact>[]
}

/** A second for each entry of the log. */
const moment = (size: number) => new Date(Date.UTC(2026, 10, 22, 14, 0, size)).toISOString()

/** Exhibit 1 has a witness, exhibit 2 has none. */
export function buildBag(tampering: Tampering = {}): Files {
  const files: Files = new Map()
  const put = (path: string, content: string | Uint8Array) =>
    files.set(path, typeof content === 'string' ? utf8(content) : content)
  const log = createMemoryTree()
  const entries: { entry: Entry; payload: Payload }[] = []
  const head = () => ({ origin: ORIGIN, size: log.size, root: toHex(log.root()) })
  /** What is signed together is signed at one time. */
  let frozen: number | null = null
  // Entries of other chains lie between the case's own.
  const others = (count: number) => {
    for (let i = 0; i < count; i++) log.append(leafHash(utf8(`other ${log.size}`)))
  }
  const append = (signer: Key, actor: object, draft: Payload) => {
    const made = { v: 1, salt: random(`salt ${log.size}`), actor, ...draft }
    const payload = tampering.payload?.(made) ?? made
    const text = canonicalJson(payload)
    const last = entries.at(-1)
    const key = tampering.signer?.(draft.type, signer) ?? signer
    const plain: Unsigned = {
      at: moment(frozen ?? log.size),
      case: CASE as Entry['case'],
      kid: key.kid,
      log: ORIGIN,
      n: entries.length,
      payload: `sha256:${sha256Hex(utf8(text))}`,
      prev: last === undefined ? null : `sha256:${toHex(entryLeaf(entryLine(last.entry)))}`,
      seq: log.size,
      type: draft.type,
      v: 1,
    }
    const signed = tampering.entry?.(plain) ?? plain
    const entry: Entry = { ...signed, sig: toBase64(signed25519(entrySigningBytes(signed), key)) }
    entries.push({ entry, payload })
    log.append(entryLeaf(entryLine(entry)))
    return entry
  }

  others(3)
  const about = { title: 'Hot mot handläggare', reference: 'SN-2026-17', description: '' }
  append(KEYS.officer, OFFICER, { type: 'case.opened', case: CASE, number: 1, ...about })
  const shown: FixtureExhibit[] = []
  const acquire = ({ exhibit, number, title, kind, artefacts: made }: FixtureExhibit, more: object = {}) => {
    others(number)
    const artefacts = made.map((one) => (one.name === 'screenshot.png' ? { ...one, name: tampering.picture?.(number) ?? one.name, content: tampering.pixels ?? one.content } : one))
    shown.push({ exhibit, number, title, kind, artefacts })
    const listed = artefacts.map(({ name, content, mediaType }) => ({ name, bytes: content.length, sha256: sha256Hex(content), mediaType }))
    const isPage = kind !== 'file'
    append(KEYS.officer, OFFICER, {
      type: 'exhibit.acquired',
      exhibit,
      number,
      kind,
      title,
      contentRoot: contentRoot(listed),
      artefacts: listed,
      previewRoot: '5'.repeat(64),
      acquiredAt: ACQUIRED_AT,
      completeness: isPage ? { verdict: 'complete', notes: [] } : null,
      source: isPage ? { requestedUrl: ADDRESS, finalUrl: ADDRESS, pageTitle: title, status: 200 } : null,
      supersedes: null,
      ...more,
    })
  }
  for (const one of EXHIBITS) acquire(one)
  append(KEYS.officer, OFFICER, { type: 'case.changed', case: CASE, ...about, title: 'Hot mot två handläggare' })
  const acquired = () => entries.filter(({ entry }) => entry.type === 'exhibit.acquired').map(({ payload }) => payload)
  const priors: { head: ReturnType<typeof head>; note: string }[] = []
  /** The state of the log with all that was signed so far, cosigned by whoever signed the last of it. */
  const checkpoint = () => {
    const { kid, at, log: origin } = entries.at(-1)!.entry
    const key = Object.values(KEYS).find((one) => one.kid === kid) ?? KEYS.officer
    const seconds = Math.floor(Date.parse(at) / 1000)
    const note = cosign(signHead(head()), cosignerName(origin, kid), seconds, (message) => signed25519(message, key), key.publicKey)
    priors.push({ head: head(), note: tampering.prior?.(note, log.size) ?? note })
  }
  const factsOf = (index: number, witness: typeof WITNESS) => {
    const of = acquired()[index]!
    return {
      exhibit: of['exhibit'] as ExhibitId,
      number: index + 1,
      title: of['title'] as string,
      case: CASE as CaseId,
      vault: VAULT as VaultId,
      contentRoot: of['contentRoot'] as string,
      head: head(),
      acquiredAt: ACQUIRED_AT,
      at: moment(log.size),
      witness: { person: witness.person as PersonId, name: witness.name },
    }
  }
  const attest = (sitting: string) => {
    append(KEYS.witness, WITNESS, { ...savedOnly(sitting, factsOf(0, WITNESS)), noOriginal: 'not-loaded' })
    checkpoint()
  }
  attest('first sitting')
  if (tampering.again !== undefined) attest(tampering.again === 'same sitting' ? 'first sitting' : 'second sitting')
  if (tampering.original === true) {
    const facts = factsOf(0, SECOND)
    const comparison = comparisonOf({ exhibit: facts.exhibit, number: 1, contentRoot: facts.contentRoot }, moment(log.size), ADDRESS)
    const exhibit: FixtureExhibit = {
      exhibit: id('x', 'three'),
      number: 3,
      title: 'Tråden',
      kind: 'comparison',
      artefacts: [artefact('comparison.json', canonicalJson(comparison), 'application/json'), artefact('page.txt', 'å\ntill', 'text/plain'), artefact('screenshot.png', 'more pixels', 'image/png')],
    }
    const first = originalSeen('together', factsOf(0, SECOND), { exhibit: exhibit.exhibit as ExhibitId, number: 3, contentRoot: '', comparison })
    acquire(exhibit, { compares: { exhibit: facts.exhibit, sitting: first.sitting } })
    const original = { ...first.original!, contentRoot: acquired()[2]!['contentRoot'] as string }
    const both = [factsOf(0, SECOND), factsOf(1, SECOND)]
    const list = both.map(({ exhibit: of, number, contentRoot: root }) => ({ exhibit: of, number, contentRoot: root }))
    const second = savedOnly('together too', both[1]!)
    const { began } = first.times
    frozen = log.size
    append(KEYS.second, SECOND, { ...originalSeen('together', both[0]!, { exhibit: original.exhibit, number: 3, contentRoot: original.contentRoot, comparison }), list })
    append(KEYS.second, SECOND, { ...second, sitting: first.sitting, times: { ...second.times, began }, list })
    checkpoint()
    frozen = null
  }
  others(2)

  put('data/report.pdf', '%PDF-1.7 report')
  put('data/case.jsonld', '{}\n')
  for (const { number, artefacts } of shown)
    for (const { name, content } of artefacts) put(`data/exhibits/00${number}/${name}`, content)
  for (const payload of acquired()) {
    const { exhibit, number, title, kind, acquiredAt, contentRoot: root, artefacts } = payload
    const attested = entries.filter(
      (one) => one.payload.type === 'exhibit.attested' && one.payload['exhibit'] === exhibit,
    )
    const attestations = attested.map(({ entry }) => entry.seq)
    const folder = `data/exhibits/00${String(number)}`
    put(
      `${folder}/exhibit.json`,
      canonicalJson({ exhibit, number, title, kind, acquiredAt, contentRoot: root, artefacts, attestations }),
    )
    for (const [index, { entry, payload: said }] of attested.entries()) {
      put(`${folder}/attestation-${index + 1}.json`, canonicalJson({ entry, payload: said }))
    }
  }
  const putPayloads = () => {
    for (const { entry, payload } of entries)
      put(`data/ledger-payloads/${seq6(entry.seq)}.json`, canonicalJson(payload))
  }
  putPayloads()
  append(KEYS.officer, OFFICER, {
    type: 'bundle.exported',
    case: CASE,
    number: 1,
    profile: tampering.profile ?? 'police',
    language: 'sv',
    exhibits: acquired().map(({ exhibit, number, contentRoot: root }) => ({ exhibit, number, contentRoot: root })),
    content: sha256Hex(utf8(manifest(files, 'data/'))),
    fingerprint: FINGERPRINT,
  })
  putPayloads()

  const note = signHead(head())
  const lines = entries.map(({ entry }) => entryLine(entry))
  put('ledger/entries.jsonl', (tampering.lines?.(lines) ?? lines).map((line) => `${line}\n`).join(''))
  put('ledger/vkey', vkey(ORIGIN, KEYS.log.publicKey))
  put('ledger/checkpoint', note)
  for (const { entry } of entries) {
    put(
      `ledger/proofs/${seq6(entry.seq)}.tlog-proof`,
      tlogProof(entry.seq, inclusionProof(log, entry.seq, log.size), note),
    )
  }
  for (const prior of tampering.noPrior === true ? [] : priors) {
    put(`ledger/prior/${prior.head.size}.checkpoint`, prior.note)
    put(`ledger/prior/${prior.head.size}.consistency`, hashLines(consistencyProof(log, prior.head.size, log.size)))
  }
  put('keys/export.pem', spkiPem(KEYS.export.publicKey))
  put('keys/log.pem', spkiPem(KEYS.log.publicKey))
  for (const key of [KEYS.officer, KEYS.witness, ...(tampering.original === true ? [KEYS.second] : [])]) put(`keys/actor-${key.kid}.pem`, spkiPem(key.publicKey))
  const [who, ...rest] = allowedSigner(KEYS.export.publicKey).split(' ')
  put('keys/allowed_signers', `${who} namespaces="bevisvalv-bundle" ${rest.join(' ')}\n`)
  for (const path of ['LAS-MIG.txt', 'README.txt', 'verify.html', 'verify.sh']) put(path, `stand-in for ${path}\n`)
  put('bagit.txt', 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n')
  const data = [...files].filter(([path]) => path.startsWith('data/'))
  const oxum = `${data.reduce((sum, [, bytes]) => sum + bytes.length, 0)}.${data.length}`
  put('bag-info.txt', `Source-Organization: Kommunen\nPayload-Oxum: ${oxum}\n`)
  tampering.files?.(files)
  return seal(files)
}

/** Makes the manifests and the outermost signature fit whatever is there: what the holder of the export key can do. */
export function seal(files: Files, key: Key = KEYS.export): Files {
  files.delete('tagmanifest-sha256.txt')
  files.delete('tagmanifest-sha256.txt.sig')
  const list = utf8(manifest(files, 'data/'))
  files.set('manifest-sha256.txt', list)
  files.set('manifest-sha256.txt.sshsig', utf8(sshSignature(key.publicKey, signed25519(sshSigningBytes(list), key))))
  const tags = new Map([...files].filter(([path]) => !path.startsWith('data/')))
  const text = utf8(manifest(tags, ''))
  files.set('tagmanifest-sha256.txt', text)
  files.set('tagmanifest-sha256.txt.sig', signed25519(text, key))
  return files
}

export function memoryReader(files: Files, odd: readonly string[] = []): BagReader {
  const get = (path: string) => {
    const bytes = files.get(path)
    if (bytes === undefined) throw new Error('no such file')
    return bytes
  }
  return {
    paths: async () => [...files.keys()],
    odd: async () => [...odd],
    size: async (path) => get(path).length,
    async read(path, maxBytes) {
      if (get(path).length > maxBytes) throw new Error('too large')
      return get(path)
    },
    async digest(path, onBytes) {
      onBytes?.(get(path).length)
      return sha256Hex(get(path))
    },
    async *chunks(path) {
      for (let at = 0, bytes = get(path); at < bytes.length; at += 1 << 16) yield bytes.subarray(at, at + (1 << 16))
    },
  }
}

/** The entries of a bundle, as objects. */
export const entriesOf = (files: Files): Entry[] =>
  fromUtf8(files.get('ledger/entries.jsonl')!)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Entry)

export const seq6 = (seq: number) => String(seq).padStart(6, '0')

function signHead(head: { origin: string; size: number; root: string }): string {
  return signCheckpoint(head, (message) => signed25519(message, KEYS.log), KEYS.log.publicKey)
}

function manifest(files: Files, folder: string): string {
  return [...files]
    .filter(([path]) => path.startsWith(folder))
    .sort(([a], [b]) => byCodeUnits(a, b))
    .map(([path, bytes]) => `${sha256Hex(bytes)}  ${path}\n`)
    .join('')
}

/** The verifier's own cryptography, remembering answers: tests change one file of many, again and again. */
export function rememberingCrypto(crypto: VerifyCrypto): VerifyCrypto {
  const known = new Map<string, boolean>()
  return {
    sha256: crypto.sha256,
    verifyEd25519(signature, message, publicKey) {
      const question = [signature, message, publicKey].map(sha256Hex).join()
      const answer = known.get(question) ?? crypto.verifyEd25519(signature, message, publicKey)
      known.set(question, answer)
      return answer
    },
  }
}
