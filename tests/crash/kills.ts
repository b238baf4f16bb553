import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as after } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { CaseId, PersonId } from '../../shared/model/index.ts'
import { enrolSecond, enrolWitness, startTestEngine, testFolder, type TestEngine } from '../support/engine.ts'
import { startPageServer, type PageServer } from '../support/page-server.ts'
import { noisyPicture } from '../support/pictures.ts'
import { processes } from '../support/processes.ts'
import type { Chance } from '../support/seed.ts'
import { givenFolder } from './hand-over.ts'
import { inspect, isLong, operate, type Acknowledged } from './inspect.ts'

export const KINDS = ['import', 'attest', 'capture', 'export', 'hand-over', 'dispose'] as const
export type Kind = (typeof KINDS)[number]

/** What a worker is told, as JSON in its argument. */
export interface WorkOrder {
  kind: Kind
  base: string
  vault: string
  chain: CaseId
  witness: PersonId
  /** Who approves what is disposed of. */
  second: PersonId
  files: string[]
  url: string
  out: string
  /** Number of its first operation. */
  from: number
}

export interface Tally {
  kind: Kind
  kills: number
  /** Operations that were acknowledged before a kill, all of which must be there. */
  acknowledged: number
  /** Written whole, but the process died before it could say so. */
  unsaid: number
  /** Kills after which the opening had to mend something, by what it mended. */
  mended: Record<string, number>
  /** Where the operation stood when the kill came. */
  during: Record<string, number>
  /** Mean length of an undisturbed operation, ms. */
  operation: number
  seconds: number
  /** Everything that was not as it must be: none. */
  problems: string[]
}

const WORKER = fileURLToPath(new URL('worker.ts', import.meta.url))
/** Kills on one vault; then a new one, so that checking all of it stays quick. */
const VAULT_KILLS = 25
const PAGE = `<!doctype html><html lang="sv"><title>Liten sida</title><h1>Hot</h1>
${Array.from({ length: 4 }, (_, n) => `<p>Inlägg ${n}</p><img src="/picture/${n}.png" width="400" height="300">`).join('\n')}`

interface World extends WorkOrder {
  remove: () => void
  known: Acknowledged[]
  /** Processes that the workers had started when they were killed. */
  started: number[]
  /** Processes that were there before: another run's, whose numbers may come again. */
  foreign: ReadonlySet<number>
}

interface Worker {
  child: ChildProcess
  /** Lines as they come; ends with the process. */
  lines: AsyncIterator<string>
  gone: Promise<unknown>
}

/** Kills a worker `kills` times, each time at a moment drawn from the whole length of its operation. */
export async function runKills(kind: Kind, kills: number, chance: Chance, tell: (line: string) => void = () => {}): Promise<Tally> {
  const started = performance.now()
  const server = await startPageServer({ '/sida': PAGE })
  const tally: Tally = { kind, kills: 0, acknowledged: 0, unsaid: 0, mended: {}, during: {}, operation: 0, seconds: 0, problems: [] }
  const lengths = new Map<string, number>()
  try {
    while (tally.kills < kills) {
      await onOneVault(kind, Math.min(VAULT_KILLS, kills - tally.kills), chance, server, tally, lengths)
      tell(`${kind}: ${tally.kills} kills, ${tally.problems.length} problems, ${Math.round((performance.now() - started) / 1000)} s`)
    }
  } finally {
    await server.close()
  }
  tally.operation = mean([...lengths.values()])
  tally.seconds = (performance.now() - started) / 1000
  return tally
}

async function onOneVault(kind: Kind, kills: number, chance: Chance, server: PageServer, tally: Tally, lengths: Map<string, number>): Promise<void> {
  const world = await build(kind, `${server.origin}/sida`)
  if (lengths.size === 0) await measure(start(world), world, lengths)
  let next = start(world)
  try {
    for (let round = 0; round < kills; round += 1) {
      const worker = next
      // The next one loads its program meanwhile.
      next = start({ ...world, from: round + 1 })
      await killOne(worker, world, chance, lengths, tally)
      const found = await inspect(world, world.known)
      tally.kills += 1
      tally.unsaid += found.unsaid
      for (const note of found.notes) count(tally.mended, note)
      tally.problems.push(...found.problems.map((problem) => `${kind} ${tally.kills}: ${problem}`))
    }
    // A whole operation of the same kind on what so many kills have left.
    await using(world, (test) => operate(test, world))
    if (kind === 'capture') tally.problems.push(...(await leftBrowsers(world)))
  } finally {
    await discard(next)
    world.remove()
  }
}

async function build(kind: Kind, url: string): Promise<World> {
  const foreign = new Set((await processes()).map(({ pid }) => pid))
  const { base, remove } = testFolder(`kill-${kind}`)
  const at = (name: string) => join(base, name)
  for (const folder of ['files', 'out']) mkdirSync(at(folder))
  const files = Object.entries({ 'tom.txt': 0, 'kort.txt': 40, 'lagom.bin': 300_000, 'stor.bin': 3_500_000 }).map(([name, size]) => {
    writeFileSync(at(`files/${name}`), Buffer.alloc(size, `${name} `))
    return at(`files/${name}`)
  })
  writeFileSync(at('files/bild.png'), noisyPicture(300, 900))
  files.push(at('files/bild.png'))
  const vault = at('provet.bevisvalv')
  const test = await startTestEngine(base, { door: 'cli' })
  await test.found(vault)
  const chain = await test.openCase()
  const { id: witness } = await enrolWitness(test)
  const { id: second } = await enrolSecond(test)
  const world: World = { kind, base, vault, chain, witness, second, files, url, out: at('out'), from: 0, remove, known: [], started: [], foreign }
  mkdirSync(givenFolder(world))
  if (kind === 'export' || kind === 'hand-over') {
    const before = kind === 'export' ? (['import', 'attest'] as const) : (['import', 'attest', 'export'] as const)
    for (const held of before) world.known.push(...(await operate(test, { ...world, kind: held })))
  }
  await test.engine.close()
  return world
}

function start(world: WorkOrder): Worker {
  const { kind, base, vault, chain, witness, second, files, url, out, from } = world
  const order: WorkOrder = { kind, base, vault, chain, witness, second, files, url, out, from }
  const child = spawn(process.execPath, [WORKER, JSON.stringify(order)], { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.on('error', () => undefined)
  return { child, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator](), gone: once(child, 'close') }
}

async function discard({ child, gone }: Worker): Promise<void> {
  child.kill('SIGKILL')
  await gone
}

/** Reads lines until one begins with `word`; what comes before goes to `each`. Null: the worker ended. */
async function until({ lines }: Worker, word: string, each: (line: string) => void = () => {}): Promise<string | null> {
  for (;;) {
    const { value, done } = (await lines.next()) as { value: string; done?: boolean }
    if (done === true) return null
    if (value.startsWith(word)) return value
    each(value)
  }
}

/** One undisturbed operation of each label, to know how long it takes. */
async function measure(worker: Worker, world: World, lengths: Map<string, number>): Promise<void> {
  worker.child.stdin?.write('go\n')
  const labels = world.kind === 'import' ? world.files.length : 1
  // The first of its kind is slower than all others, so everything is done twice.
  let begin = await until(worker, 'begin')
  for (let done = 0; done < labels * 2 && begin !== null; done += 1) {
    const since = performance.now()
    const label = begin.split(' ')[1] ?? ''
    begin = await until(worker, 'begin', (line) => note(line, world.known))
    lengths.set(label, performance.now() - since)
  }
  await discard(worker)
  if (begin === null) throw new Error(`the ${world.kind} worker ended by itself`)
}

function note(line: string, known: Acknowledged[]): void {
  const [word, what = '', id = '', value = ''] = line.split(' ')
  if (word === 'ack') known.push({ what, id, value })
}

async function killOne(worker: Worker, world: World, chance: Chance, lengths: Map<string, number>, tally: Tally): Promise<void> {
  const before = world.known.length
  worker.child.stdin?.write('go\n')
  // Which operation of this worker, counted from its start, and when in it. A capture or an export takes seconds, so at most
  // one goes before, yet every other time: the first of a process is the slowest, and none would be acknowledged else.
  const skip = isLong(world) ? tally.kills % 2 : chance.below(3)
  let begin = await until(worker, 'begin', () => undefined)
  for (let done = 0; done < skip && begin !== null; done += 1) begin = await until(worker, 'begin', (line) => note(line, world.known))
  if (begin === null) throw new Error(`the ${world.kind} worker ended by itself`)
  const length = lengths.get(begin.split(' ')[1] ?? '') ?? 100
  let last = 'begin'
  const reading = until(worker, 'never', (line) => {
    note(line, world.known)
    last = line.startsWith('step') ? (line.split(' ')[1] ?? '') : line.startsWith('ack') ? 'acknowledged' : 'begin'
  })
  await after(chance.next() * length * 1.1)
  if (world.kind === 'capture') world.started.push(...(await startedBy(worker.child.pid)))
  worker.child.kill('SIGKILL')
  await reading
  await worker.gone
  tally.acknowledged += world.known.length - before
  count(tally.during, last)
}

async function using(world: World, work: (test: TestEngine) => Promise<unknown>): Promise<void> {
  const test = await startTestEngine(world.base, { door: 'cli' })
  try {
    await test.open(world.vault)
    await work(test)
  } finally {
    await test.engine.close()
  }
}

const startedBy = async (pid: number | undefined) => (await processes()).filter(({ ppid }) => ppid === pid).map((child) => child.pid)

/** Children and browsers of killed workers, and profiles that the capture before this one should have swept. */
async function leftBrowsers({ started, foreign, base }: World): Promise<string[]> {
  const ours = (text: string) => started.includes(Number(/bevisvalv-profile-(\d+)-/.exec(text)?.[1]))
  const left = (await processes()).filter(
    ({ pid, command }) => !foreign.has(pid) && (ours(command) || (started.includes(pid) && command.includes('capture/child.ts'))),
  )
  const profiles = ['/dev/shm', base].flatMap((folder) => readdirSync(folder)).filter(ours)
  return [...left.map(({ command }) => `outlived its engine: ${command.slice(0, 100)}`), ...profiles.map((name) => `profile ${name} was left`)]
}

const count = (counts: Record<string, number>, name: string) => void (counts[name] = (counts[name] ?? 0) + 1)
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)

