import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { canonicalJson, contentRoot, sha256Hex, utf8 } from '../../shared/encoding/index.ts'
import type {
  Artefact,
  CaptureSource,
  CaseId,
  Completeness,
  ExhibitId,
  ExhibitKind,
  FileSource,
  PersonId,
  Relation,
  VaultId,
} from '../../shared/model/index.ts'
import {
  createBundles,
  type BundleParts,
  type ExportedBundle,
  type ExportRequest,
} from '../../electron/services/bundle/index.ts'
import { createCasework } from '../../electron/services/casework/index.ts'
import { createSigner } from '../../electron/services/crypto/index.ts'
import { previewRoot } from '../../electron/services/evidence/acquisition.ts'
import {
  createEvidence,
  createMasking,
  type ArtefactRow,
  type ExhibitRow,
  type ObjectStore,
  type PreviewRow,
  type StoredObject,
} from '../../electron/services/evidence/index.ts'
import { forkNodeChild } from '../../electron/engine/children.ts'
import { createLedger, stampsOver, type ActorSession } from '../../electron/services/ledger/index.ts'
import { savedOnly } from './attested.ts'
import { createMemoryHeads, createMemoryMirror, createMemoryStores } from './memory-stores.ts'

/** Ids and keys of a test come from names, so that the same case can be built twice. */
const hex = (name: string) => createHash('sha256').update(name).digest('hex')
export const idOf = <T extends string>(letter: string, name: string) => `${letter}-${hex(name).slice(0, 32)}` as T
const signerOf = (name: string) => createSigner(Buffer.from(hex(name), 'hex'))

/** Sealed files in memory. `contents` is the door for tests that damage them. */
export function createMemoryObjects(): ObjectStore & { contents: Map<string, Buffer> } {
  const contents = new Map<string, Buffer>()
  return {
    contents,
    async put(chain, source) {
      const parts: Uint8Array[] = []
      for await (const chunk of source) parts.push(chunk)
      const bytes = Buffer.concat(parts)
      const id = idOf<StoredObject['id']>('o', `${contents.size}`)
      contents.set(id, bytes)
      return { id, case: chain, bytes: bytes.length, sha256: sha256Hex(bytes), sealedKey: '' }
    },
    async *read(object) {
      const bytes = contents.get(object.id)!
      for (let at = 0; at < bytes.length; at += 1 << 20) yield bytes.subarray(at, at + (1 << 20))
    },
    discard: async (object) => void contents.delete(object.id),
  }
}

export interface NewExhibit {
  kind?: ExhibitKind
  title: string
  files: Record<string, { mediaType: string; content: string | Uint8Array }>
  completeness?: Completeness | null
  source?: CaptureSource | FileSource | null
  /** Pictures of this artefact: height of each slice, px. */
  pictures?: { of: string; width: number; heights: readonly number[] }
  supersedes?: ExhibitId
}

function person(name: string, role: 'officer' | 'witness'): ActorSession {
  const signer = signerOf(name)
  return {
    actor: { person: idOf<PersonId>('p', name), name, role },
    kid: signer.kid,
    publicKey: signer.publicKey,
    sign: (message) => signer.sign(message),
    close: () => signer.close(),
  }
}

/**
 * A case in memory over the real ledger, evidence and casework. Its ids and keys come from the names of its vault and its log's key. `draws`: pictures
 * are drawn by the real process.
 */
export function createBundleCase({ draws = false, ...names }: { vault?: string; log?: string; draws?: boolean } = {}) {
  const stores = createMemoryStores()
  const objects = createMemoryObjects()
  const vault = { id: idOf<VaultId>('v', names.vault ?? 'vault'), name: 'Säkerhetsenheten, Exempelstad' }
  const time = { wall: Date.parse('2026-11-22T14:00:03.000Z') }
  const clock = () => time.wall
  const logKey = signerOf(names.log ?? 'log')
  const exportKey = signerOf('export')
  const origin = `bevisvalv.invalid/${vault.id}`
  const ledger = createLedger({
    store: stores.ledger,
    mirror: createMemoryMirror(),
    heads: createMemoryHeads(),
    origin,
    logKey,
    clock,
  })
  let serial = 0
  const evidence = createEvidence({
    store: stores.evidence,
    objects,
    ledger,
    spawn(kind) {
      if (draws) return forkNodeChild(kind)
      throw new Error('no pictures are drawn here')
    },
    newExhibitId: () => idOf<ExhibitId>('x', `${serial++}`),
  })
  const casework = createCasework({ store: stores.cases, ledger, newId: () => idOf<CaseId>('c', `${serial++}`) })
  const officer = person('Åsa Öberg', 'officer')
  const witness = person('Wiktor Vittnesson', 'witness')
  const keys = new Map([officer, witness].map((session) => [session.kid, session.publicKey]))

  // The vault's own entries, so that the case's don't begin at 0.
  ledger.commit(officer, (append) => {
    append(null, {
      type: 'vault.created',
      vault: vault.id,
      name: vault.name,
      logKey: Buffer.from(logKey.publicKey).toString('base64'),
      exportKey: Buffer.from(exportKey.publicKey).toString('base64'),
      tool: 'bevisvalv 0.1.0',
    })
  })

  const parts: BundleParts = {
    ledger,
    store: stores.bundles,
    evidence,
    // Drawn by the real process: only what is masked asks for it.
    masking: () => createMasking(evidence, { objects, spawn: forkNodeChild }),
    readCase: (id) => casework.get(id),
    publicKey: (kid) => keys.get(kid) ?? null,
    checkpointAt: (size) => stores.raw.checkpoints.get(size) ?? null,
    stampsOver: (seqs) => stampsOver(stores.stamps, seqs),
    logKey: logKey.publicKey,
    exportKey,
    vault,
    verifierPage: async () => utf8('<!doctype html><title>verify</title>'),
    toolVersion: '0.1.0',
    clock,
    timeZone: 'Europe/Stockholm',
  }

  async function stored(
    chain: CaseId,
    name: string,
    mediaType: string,
    content: string | Uint8Array,
  ): Promise<ArtefactRow> {
    const object = await objects.put(chain, [typeof content === 'string' ? utf8(content) : content])
    return { name, mediaType, bytes: object.bytes, sha256: object.sha256, object }
  }

  async function drawn(chain: CaseId, pictures: NewExhibit['pictures']): Promise<PreviewRow[]> {
    const rows: PreviewRow[] = []
    let top = 0
    for (const [index, height] of (pictures?.heights ?? []).entries()) {
      const object = await objects.put(chain, [await jpeg(pictures!.width, height, index)])
      rows.push({ of: pictures!.of, index, width: pictures!.width, height, top, object })
      top += height
    }
    return rows
  }

  async function acquire(chain: CaseId, wanted: NewExhibit): Promise<ExhibitRow> {
    const artefacts = await Promise.all(
      Object.entries(wanted.files).map(([name, { mediaType, content }]) => stored(chain, name, mediaType, content)),
    )
    artefacts.sort((a, b) => (a.name < b.name ? -1 : 1))
    const previews = await drawn(chain, wanted.pictures)
    const promised: Artefact[] = artefacts.map(({ name, bytes, sha256, mediaType }) => ({
      name,
      bytes,
      sha256,
      mediaType,
    }))
    return ledger.commit(officer, (append) => {
      const number = stores.evidence.nextNumber(chain)
      const id = idOf<ExhibitId>('x', `${chain} ${number}`)
      const acquiredAt = new Date(clock()).toISOString()
      const known = {
        number,
        kind: wanted.kind ?? 'file',
        title: wanted.title,
        contentRoot: contentRoot(promised),
        acquiredAt,
        completeness: wanted.completeness ?? null,
        source: wanted.source ?? null,
        supersedes: wanted.supersedes ?? null,
      }
      const { seq } = append(chain, {
        type: 'exhibit.acquired',
        exhibit: id,
        artefacts: promised,
        previewRoot: previewRoot(previews),
        ...known,
      })
      const bytes = promised.reduce((sum, artefact) => sum + artefact.bytes, 0)
      const row: ExhibitRow = { id, case: chain, seq, bytes, acquiredBy: officer.actor.name, compares: null, ...known }
      stores.evidence.insert({ row, artefacts, previews, searchText: '' })
      return row
    })
  }

  const attest = (exhibit: ExhibitRow, statement: string): void => attestAll([exhibit], statement)

  /** All with one entry of the passphrase. `exposed`: what the witness is to the exposed employee. */
  function attestAll(exhibits: readonly ExhibitRow[], statement: string, by = witness, exposed: Relation['exposed'] = 'colleague'): void {
    const list = exhibits.map(({ id, number, contentRoot: root }) => ({ exhibit: id, number, contentRoot: root }))
    const head = ledger.head()
    ledger.commit(by, (append) => exhibits.forEach((exhibit) => {
      const facts = {
        exhibit: exhibit.id,
        number: exhibit.number,
        title: exhibit.title,
        case: exhibit.case,
        vault: vault.id,
        contentRoot: exhibit.contentRoot,
        head,
        acquiredAt: exhibit.acquiredAt,
        at: new Date(clock()).toISOString(),
        witness: { person: by.actor.person, name: by.actor.name },
      }
      const hasAddress = exhibit.kind === 'capture' && exhibit.source !== null
      const draft = savedOnly(exhibit.id, facts)
      const said = { ...draft.witness, relation: { ...draft.witness.relation, exposed } }
      append(exhibit.case, { ...draft, witness: said, sitting: hex(`sitting ${list[0]?.exhibit}`), list, statement, noOriginal: hasAddress ? 'not-loaded' : 'no-address' })
    }))
  }

  function view(exhibit: ExhibitRow): void {
    ledger.commit(officer, (append) =>
      append(exhibit.case, { type: 'exhibit.viewed', exhibit: exhibit.id, number: exhibit.number }),
    )
  }

  const openCase = (title = 'Uthängning efter beslut om bygglov') =>
    casework.openCase(officer, { title, reference: 'KS 2026/117', description: 'Hot i kommentarsfält.' }).id

  async function exportTo(
    folder: string,
    chain: CaseId,
    changes: Partial<ExportRequest> = {},
  ): Promise<ExportedBundle> {
    mkdirSync(folder, { recursive: true })
    return createBundles(parts).export({
      case: chain,
      profile: 'police',
      selection: null,
      language: 'sv',
      folder,
      actor: officer,
      timestamp: null,
      onStep: () => undefined,
      signal: new AbortController().signal,
      ...changes,
    })
  }

  return {
    stores,
    objects,
    ledger,
    evidence,
    casework,
    officer,
    witness,
    exportKey,
    parts,
    time,
    vault,
    acquire,
    attest,
    attestAll,
    view,
    openCase,
    exportTo,
  }
}
export type BundleCase = ReturnType<typeof createBundleCase>

/** A picture with something to see in it, the same bytes each time. */
async function jpeg(width: number, height: number, index: number): Promise<Buffer> {
  const line = (row: number) =>
    `<text x="30" y="${row * 60 + 40}" font-size="26">Rad ${row + 1} av bild ${index + 1}: du vet vad som väntar</text>`
  const lines = Array.from({ length: Math.floor(height / 60) }, (_, row) => line(row))
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">`,
    '<rect width="100%" height="100%" fill="#f4f2ec"/>',
    ...lines,
    '</svg>',
  ].join('')
  return sharp(Buffer.from(svg)).jpeg({ quality: 70 }).toBuffer()
}

/** One of each kind: a witnessed capture with pictures, a file nobody witnessed, a note and its correction. */
export async function fillCase(office: BundleCase): Promise<CaseId> {
  const chain = office.openCase()
  const tick = () => (office.time.wall += 61_000)
  const post = 'Hela kommunhuset ska få veta var hon bor.\n\nNi vet vad ni ska göra.'
  const capture = await office.acquire(chain, {
    kind: 'capture',
    title: 'Inlägg i gruppen ”Sanningen om kommunen”',
    files: {
      'screenshot.png': { mediaType: 'image/png', content: Buffer.from(hex('png'), 'hex') },
      'page.txt': {
        mediaType: 'text/plain',
        content: `${post}\n\n${'Kommentar 😡 från Олег: מה קורה? Räksmörgås.\n'.repeat(220)}`,
      },
      'page.html': { mediaType: 'text/html', content: `<p>${post}</p>` },
      'provenance.json': { mediaType: 'application/json', content: canonicalJson({ v: 1 }) },
    },
    source: {
      requestedUrl: 'https://sanningen.example/grupp/4711/inlagg/99?ref=delning',
      finalUrl: `https://sanningen.example/grupp/4711/inlagg/99?${'parameter=mycket-lang-adress&'.repeat(12)}`,
      pageTitle: 'Sanningen om kommunen | Grupp',
      status: 200,
    },
    completeness: {
      verdict: 'partial',
      notes: [
        { code: 'bound-height', detail: '200000 px' },
        { code: 'sandbox-off', detail: 'Chromium' },
        { code: 'private-address', detail: '127.0.0.1' },
        { code: 'future-code', detail: 'something new' },
      ],
    },
    pictures: { of: 'screenshot.png', width: 1280, heights: [1300, 1300, 700] },
  })
  tick()
  office.view(capture)
  tick()
  office.attest(
    capture,
    [
      'Jag heter Wiktor Vittnesson och är HR-specialist.',
      'Jag såg den bild av webbsidan som redan var sparad. Jag såg inte originalet på webben.',
      'Jag skriver under själv, med min egen lösenfras.',
    ].join('\n'),
  )
  tick()
  await office.acquire(chain, {
    title: 'inspelning \u202e3pm.exe 2026-11-21.mp3',
    files: { 'original.mp3': { mediaType: 'audio/mpeg', content: Buffer.alloc(300_000, 7) } },
    source: { fileName: 'inspelning 2026-11-21.mp3', modifiedAt: '2026-11-21T18:22:01.000Z' },
  })
  tick()
  const note = await office.acquire(chain, {
    kind: 'note',
    title: 'Samtal till växeln',
    files: {
      'note.txt': { mediaType: 'text/plain', content: 'Kl. 9.14 ringde en man till växeln och frågade efter henne.' },
    },
  })
  tick()
  await office.acquire(chain, {
    kind: 'note',
    title: 'Samtal till växeln (rättad)',
    files: {
      'note.txt': { mediaType: 'text/plain', content: 'Kl. 9.41 ringde en man till växeln och frågade efter henne.' },
    },
    supersedes: note.id,
  })
  tick()
  return chain
}

export function unzip(bundle: ExportedBundle, into: string): string {
  execFileSync('unzip', ['-q', bundle.path, '-d', into])
  return join(into, bundle.name)
}

/** Files below a folder, with forward slashes, sorted. */
export function filesBelow(folder: string, below = ''): string[] {
  return readdirSync(join(folder, below), { withFileTypes: true })
    .flatMap((item) => (item.isDirectory() ? filesBelow(folder, join(below, item.name)) : [join(below, item.name)]))
    .sort()
}
