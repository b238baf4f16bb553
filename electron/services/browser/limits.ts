import { readdir, readFile } from 'node:fs/promises'
import { totalmem } from 'node:os'

/**
 * What a browser with all its processes may use, bytes: enough for any page that people read, and never so much that the
 * machine has nothing left for the vault.
 */
export const TREE_BYTES = Math.min(3 * 1024 ** 3, Math.floor(totalmem() * 0.6))

const EVERY_MS = 500
/** Of `/proc`'s counts; where pages are larger, too little is counted and the engine’s own limit holds. */
const PAGE = 4096
/** How long the rest may take to shrink after its largest page was ended. */
const PATIENCE_MS = 2000

interface Process {
  pid: number
  parent: number
  renderer: boolean
  bytes: number
}

export interface TreeWatch {
  stop(): void
}

export interface TreeOptions {
  maxBytes: number
  /** Told once for each page that was ended, and `tree` where that didn't help; the caller then ends the browser. */
  onOver(what: 'page' | 'tree', bytes: number): void
}

/**
 * Watches the memory of a browser's processes and ends the largest page where there is too much. A limit on one script
 * engine's heap doesn't hold buffers, pictures and drawings; those of the system would hold address space, of which
 * browsers take more than they use. Only on Linux: elsewhere the engine's own limit is all there is.
 */
export function watchTree(pid: number, { maxBytes, onOver }: TreeOptions): TreeWatch {
  if (process.platform !== 'linux') return { stop: () => undefined }
  let stopped = false
  let endedAt = 0
  const look = async () => {
    const tree = below(await processes(), pid)
    // What is resident counts shared memory for each process anew: never too little, and cheap to ask for.
    let most = 0
    for (const each of tree) most += (await residentOf(each.pid)).resident
    if (stopped || most <= maxBytes) return
    for (const each of tree) Object.assign(each, { bytes: await memoryOf(each.pid), renderer: await isRenderer(each.pid) })
    const total = tree.reduce((sum, { bytes }) => sum + bytes, 0)
    if (stopped || total <= maxBytes) return
    const largest = tree.filter(({ renderer }) => renderer).toSorted((a, b) => b.bytes - a.bytes)[0]
    if (largest && endedAt === 0) {
      endedAt = performance.now()
      kill(largest.pid)
      onOver('page', total)
    } else if (performance.now() - endedAt > PATIENCE_MS) {
      stopped = true
      onOver('tree', total)
    }
  }
  let timer: NodeJS.Timeout | undefined
  const again = () => {
    timer = setTimeout(() => {
      void look()
        .catch(() => undefined)
        .finally(() => stopped || again())
    }, EVERY_MS)
    timer.unref()
  }
  again()
  return {
    stop() {
      stopped = true
      clearTimeout(timer)
    },
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // Gone already.
  }
}

async function processes(): Promise<Process[]> {
  const found: Process[] = []
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '')
    // The program's name stands in brackets and may hold anything, brackets too.
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
    if (stat !== '') found.push({ pid: Number(name), parent, renderer: false, bytes: 0 })
  }
  return found
}

/** A process and whatever came of it. */
function below(all: readonly Process[], root: number): Process[] {
  const tree = all.filter(({ pid }) => pid === root)
  for (let at = 0; at < tree.length; at++) tree.push(...all.filter(({ parent }) => parent === tree[at]?.pid))
  return tree
}

/** Known by what it was started with. */
async function isRenderer(pid: number): Promise<boolean> {
  return (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).includes('--type=renderer')
}

/** Its own share of memory where the system tells that, else what is resident and not shared. Bytes. */
async function memoryOf(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')
  const share = /^Pss:\s+(\d+) kB/m.exec(rollup)?.[1]
  if (share !== undefined) return Number(share) * 1024
  const { resident, shared } = await residentOf(pid)
  return Math.max(0, resident - shared)
}

/** Bytes; zero where the process is gone. */
async function residentOf(pid: number): Promise<{ resident: number; shared: number }> {
  const [, resident = 0, shared = 0] = (await readFile(`/proc/${pid}/statm`, 'utf8').catch(() => '')).split(' ').map(Number)
  return { resident: resident * PAGE, shared: shared * PAGE }
}
