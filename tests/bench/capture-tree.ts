import { readdir, readFile } from 'node:fs/promises'
import { setTimeout as after } from 'node:timers/promises'

/** What a program and all that it started took. */
export interface TreeUse {
  /** User and system time, ms, to about 10 ms a process; at least so much was used. */
  cpuMs: number
  /** The greatest sum at any look, bytes. */
  peakBytes: number
}

export interface TreeWatch {
  /** Ends the watch, and whatever of the tree still runs. */
  end(): Promise<TreeUse>
}

interface Member {
  /** Clock ticks since boot, which tells a process from a later one of the same number. */
  started: string
  cpuMs: number
}

interface Stat {
  ppid: number
  started: string
  state: string
  /** Its own, and of the children that it waited for, ms. */
  cpuMs: number
  childrenMs: number
  rssBytes: number
}

/** Linux gives times in hundredths of a second and memory in pages, whatever the machine (man 5 proc). */
const TICK_MS = 10
const PAGE_BYTES = 4096
/** More often would slow what is measured: a look at a browser takes some 20 ms of a processor. */
const EVERY_MS = 200

/**
 * Watches a process and its descendants, Linux only, by looking five times a second. Memory is the proportional set
 * size (a page that n processes share counts as 1/n in each, so another browser on the machine makes it smaller), and
 * the resident size of a process whose shares we may not read. Processor time is the greater of what was seen at the
 * looks, which miss the last moments of each process, and what the system told of the children that were waited for,
 * which leaves out the others.
 */
export async function watchTree(root: number): Promise<TreeWatch> {
  const first = await readStat(root)
  const members = new Map<number, Member>(first ? [[root, { started: first.started, cpuMs: first.cpuMs }]] : [])
  const strangers = new Set<number>()
  const before = { ownMs: first?.cpuMs ?? 0, childrenMs: first?.childrenMs ?? 0, waitedMs: await waitedFor() }
  let peakBytes = 0
  let isOver = false

  const look = async () => {
    const sizes = await Promise.all([...members].map(([pid, member]) => size(pid, member)))
    peakBytes = Math.max(peakBytes, sizes.reduce((sum, each) => sum + each, 0))
  }
  const looking = (async () => {
    // First the root alone: it may be gone before all processes of the machine were asked for their parents.
    await look()
    while (!isOver) {
      await meet(members, strangers)
      await look()
      await after(EVERY_MS)
    }
  })()
  return {
    end: async () => {
      isOver = true
      await looking
      await endAll(members)
      const seenMs = [...members.values()].reduce((sum, each) => sum + each.cpuMs, 0)
      const waitedMs = (await waitedFor()) - before.waitedMs
      return { cpuMs: Math.max(seenMs, waitedMs - before.childrenMs) - before.ownMs, peakBytes }
    },
  }
}

/** Processor time of all children that this process waited for, and of theirs, ms. */
const waitedFor = async (): Promise<number> => (await readStat(process.pid))?.childrenMs ?? 0

/** Takes in who was started since the last look. */
async function meet(members: Map<number, Member>, strangers: Set<number>): Promise<void> {
  const unknown = (await readdir('/proc')).map(Number).filter((pid) => pid > 0 && !members.has(pid) && !strangers.has(pid))
  const stats = new Map<number, Stat>()
  await Promise.all(unknown.map(async (pid) => {
    const stat = await readStat(pid)
    if (stat) stats.set(pid, stat)
  }))
  let grew = true
  while (grew) {
    grew = false
    for (const [pid, stat] of stats) {
      if (members.has(pid) || !members.has(stat.ppid)) continue
      members.set(pid, { started: stat.started, cpuMs: 0 })
      grew = true
    }
  }
  for (const pid of stats.keys()) if (!members.has(pid)) strangers.add(pid)
}

/** Its memory in bytes, none if it is gone; notes its processor time. */
async function size(pid: number, member: Member): Promise<number> {
  const stat = await readStat(pid)
  if (stat?.started !== member.started) return 0
  member.cpuMs = stat.cpuMs
  try {
    const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8')
    return Number(/^Pss: +(\d+) kB$/m.exec(text)?.[1] ?? 0) * 1024
  } catch {
    return stat.rssBytes
  }
}

async function readStat(pid: number): Promise<Stat | null> {
  try {
    const text = await readFile(`/proc/${pid}/stat`, 'utf8')
    // The name before it, in brackets, may hold anything. From here on the third field of man 5 proc is the first.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const field = (number: number) => Number(fields[number - 3] ?? 0)
    return {
      state: fields[0] ?? '',
      ppid: field(4),
      started: fields[22 - 3] ?? '',
      cpuMs: (field(14) + field(15)) * TICK_MS,
      childrenMs: (field(16) + field(17)) * TICK_MS,
      rssBytes: field(24) * PAGE_BYTES,
    }
  } catch {
    return null
  }
}

/** Ends those still there, so that none writes into a folder that is removed or disturbs the next; waits at most 5 s. */
async function endAll(members: Map<number, Member>): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    let left = 0
    for (const [pid, member] of members) {
      const stat = await readStat(pid)
      if (stat?.started !== member.started || stat.state === 'Z') continue
      left += 1
      // A moment to end by itself, as a browser's helpers do.
      if (tries >= 10) kill(pid)
    }
    if (left === 0) return
    await after(50)
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // Gone meanwhile.
  }
}
