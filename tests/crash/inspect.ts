import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { verifyBundle } from '../../electron/services/bundle/index.ts'
import { Refusal, type ExhibitSummary } from '../../shared/contract/index.ts'
import { attest, dispose, newJob, startTestEngine, type TestEngine } from '../support/engine.ts'
import { handOver, judgeHandOvers } from './hand-over.ts'
import type { WorkOrder } from './kills.ts'

/** What a worker said was done. */
export interface Acknowledged {
  what: string
  id: string
  value: string
}

export interface Inspection {
  problems: string[]
  /** What opening had to mend. */
  notes: string[]
  /** Exhibits and bundles that are whole although nobody was told of them, since the last inspection. */
  unsaid: number
}

/** Bundles that were verified whole; afterwards it is enough that they are still the same. */
const verified = new Set<string>()

const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex')

/** Opens a vault whose engine was killed, and holds all of it against what had been acknowledged. */
export async function inspect(world: WorkOrder, known: Acknowledged[]): Promise<Inspection> {
  const problems: string[] = []
  const must = (holds: boolean, problem: string) => void (holds || problems.push(problem))
  const test = await startTestEngine(world.base, { door: 'cli' })
  try {
    const view = await test.open(world.vault)
    must(view.alarm === null, 'the vault does not extend the head outside')
    const { verdict, checks } = await test.call('vault.check', { job: newJob() })
    for (const { name, result, item, detail } of checks) {
      // Nobody is asked for timestamps here.
      if (name !== 'timestamps') must(result === 'pass', `check ${name}: ${result} ${item} ${detail}`)
    }
    must(verdict === 'ok', `check says ${verdict}`)

    const exhibits = await test.call('exhibit.list', { case: world.chain })
    const byId = new Map(exhibits.map((exhibit) => [String(exhibit.id), exhibit]))
    const disposals = await test.call('disposal.list', { case: world.chain })
    const numbers = [...exhibits.map(({ number }) => number), ...disposals.flatMap((one) => one.numbers)].toSorted((a, b) => a - b)
    must(numbers.every((number, index) => number === index + 1), 'the numbers of exhibits have gaps')
    for (const one of known) must(await isThere(test, one, byId, world), `${one.what} ${one.id} was acknowledged and is gone`)

    let objects = 0
    for (const { id } of exhibits) {
      const { artefacts, preview } = await test.call('exhibit.get', { exhibit: id })
      objects += artefacts.length + preview.pictures
    }
    const files = readdirSync(join(world.vault, 'objects'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    must(files.length === objects, `${files.length} objects on disk, ${objects} belong to exhibits`)

    const given = await judgeHandOvers(test, world)
    problems.push(...given.problems)

    const said = new Set(known.map(({ id }) => id))
    const unsaid = exhibits.filter(({ id }) => !said.has(id))
    // From now on they count: what was found whole once must stay.
    for (const { id, contentRoot } of unsaid) known.push({ what: 'found', id, value: contentRoot })

    const bundles = readdirSync(world.out)
    const whole = bundles.filter((name) => name.endsWith('.zip') && !said.has(name))
    for (const name of whole) known.push({ what: 'export', id: name, value: sha256(readFileSync(join(world.out, name))) })
    const mended = [...view.notes, ...bundles.filter((name) => name.endsWith('.partial')).map(() => 'partial-zip-left'), ...(given.partial > 0 ? ['partial-hand-over-left'] : [])]

    // A capture and an export take seconds, so after each kill something quick stands in for them; the real one follows at the end.
    const more = await operate(test, isLong(world) ? { ...world, kind: 'attest' } : world)
    known.push(...more)
    return { problems, notes: mended, unsaid: unsaid.length + whole.length + given.unsaid }
  } catch (error) {
    if (!(error instanceof Error)) throw error
    problems.push(error instanceof Refusal ? `${error.code} ${JSON.stringify(error.params)}` : String(error.stack))
    return { problems, notes: [], unsaid: 0 }
  } finally {
    await test.engine.close()
  }
}

async function isThere(test: TestEngine, { what, id, value }: Acknowledged, exhibits: ReadonlyMap<string, ExhibitSummary>, world: WorkOrder): Promise<boolean> {
  if (what === 'export') {
    const path = join(world.out, id)
    if (!verified.has(path)) {
      const { verdict } = await verifyBundle(path, { fingerprint: null })
      if (verdict !== 'ok') return false
      verified.add(path)
    }
    return sha256(readFileSync(path)) === value
  }
  if (what === 'dispose') return (await test.call('disposal.list', { case: world.chain })).some(({ seq }) => String(seq) === value) && !exhibits.has(id)
  if (what === 'hand-over') return (await test.call('handover.list', { case: world.chain })).some(({ seq, handed }) => String(seq) === id && handed.sha256 === value)
  const exhibit = exhibits.get(id)
  if (exhibit === undefined) return false
  switch (what) {
    case 'found':
    case 'capture':
      return exhibit.contentRoot === value
    case 'import':
    case 'note': {
      const { artefacts } = await test.call('exhibit.get', { exhibit: exhibit.id })
      const wanted = what === 'note' ? value : sha256(readFileSync(value))
      // That the content still has this digest was checked with all the rest.
      return artefacts.length === 1 && artefacts[0]?.sha256 === wanted
    }
    case 'attest': {
      const { attestations } = await test.call('exhibit.get', { exhibit: exhibit.id })
      return attestations.some(({ seq, witness }) => String(seq) === value && witness.person === world.witness)
    }
    default:
      throw new Error(`nobody acknowledges ${what}`)
  }
}

/** Operations that take seconds. */
export const isLong = ({ kind }: Pick<WorkOrder, 'kind'>): boolean => kind === 'capture' || kind === 'export'

/** One whole operation of the kind, in this process, and what it acknowledged. */
export async function operate(test: TestEngine, world: WorkOrder): Promise<Acknowledged[]> {
  const { kind, chain, witness, second, files, url, out } = world
  switch (kind) {
    case 'import': {
      const path = files.at(-1) ?? ''
      const { exhibits: [made] } = await test.call('import.files', { job: newJob(), case: chain, files: [await test.grant(path, 'import')] })
      return made ? [{ what: 'import', id: made.id, value: path }] : []
    }
    case 'attest': {
      const text = `Efteråt ${crypto.randomUUID()}`
      const { id } = await test.call('note.add', { case: chain, title: 'Efteråt', text })
      const { seq } = await attest(test, id, witness)
      return [
        { what: 'note', id, value: sha256(text) },
        { what: 'attest', id, value: String(seq) },
      ]
    }
    case 'capture': {
      const { id, contentRoot } = await test.call('capture.start', { job: newJob(), case: chain, url, allowPrivate: true })
      return [{ what: 'capture', id, value: contentRoot }]
    }
    case 'export': {
      const folder = await test.grant(out, 'bundle-folder')
      const { name, sha256: hash } = await test.call('bundle.export', { job: newJob(), case: chain, profile: 'police', language: 'sv', folder, timestampUrls: [] })
      return [{ what: 'export', id: name, value: hash }]
    }
    case 'dispose': {
      const { id } = await test.call('note.add', { case: chain, title: 'Ska bort', text: 'Ska bort' })
      const { disposal } = await dispose(test, chain, [id], second)
      return [{ what: 'dispose', id, value: String(disposal.seq) }]
    }
    case 'hand-over': {
      const { seq, handed } = await handOver(test, world)
      return [{ what: 'hand-over', id: String(seq), value: handed.sha256 }]
    }
  }
}
