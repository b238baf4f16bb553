import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

/** Of `/proc`'s counts; where pages are larger, too little is counted and the engine’s own limit holds. */
const PAGE = 4096
const PS_BYTES = 16 * 1024 * 1024
const PS_MS = 10_000

export interface Process {
  pid: number
  renderer: boolean
  bytes: number
}

/** How the memory of a process and of whatever came of it is known on a system. */
export interface TreeMemory {
  /** Between two looks, ms. */
  everyMs: number
  /** Never too little, and cheap to ask for, bytes. */
  atMost(root: number): Promise<number>
  /** Each process with its own share, as well as the system tells it. */
  each(root: number): Promise<Process[]>
}

/** Null where the system isn't asked: there the engine's own limit is all there is. */
export function treeMemory(): TreeMemory | null {
  if (process.platform === 'linux') return procMemory
  return process.platform === 'darwin' ? psMemory : null
}

interface Known {
  pid: number
  parent: number
}

const procMemory: TreeMemory = {
  everyMs: 500,
  // What is resident counts shared memory for each process anew.
  async atMost(root) {
    let bytes = 0
    for (const { pid } of below(await processes(), root)) bytes += (await residentOf(pid)).resident
    return bytes
  },
  async each(root) {
    const tree = below(await processes(), root)
    return Promise.all(tree.map(async ({ pid }) => ({ pid, bytes: await shareOf(pid), renderer: await isRenderer(pid) })))
  },
}

/** `ps` as POSIX has it, with the resident size that BSD, macOS and Linux add, KiB: shared memory counts for each anew. */
export const psMemory: TreeMemory = {
  everyMs: 2000,
  atMost: async (root) => (await psMemory.each(root)).reduce((sum, { bytes }) => sum + bytes, 0),
  async each(root) {
    const { stdout } = await promisify(execFile)('/bin/ps', ['-A', '-ww', '-o', 'pid=,ppid=,rss=,args='], { maxBuffer: PS_BYTES, timeout: PS_MS })
    const all = [...stdout.matchAll(/^ *(\d+) +(\d+) +(\d+) +(.*)$/gm)].map(([, pid, parent, kib, args = '']) => ({
      pid: Number(pid),
      parent: Number(parent),
      bytes: Number(kib) * 1024,
      renderer: args.includes('--type=renderer'),
    }))
    return below(all, root).map(({ pid, bytes, renderer }) => ({ pid, bytes, renderer }))
  },
}

async function processes(): Promise<Known[]> {
  const found: Known[] = []
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '')
    // The program's name stands in brackets and may hold anything, brackets too.
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
    if (stat !== '') found.push({ pid: Number(name), parent })
  }
  return found
}

/** A process and whatever came of it. */
function below<P extends Known>(all: readonly P[], root: number): P[] {
  const tree = all.filter(({ pid }) => pid === root)
  for (let at = 0; at < tree.length; at++) tree.push(...all.filter(({ parent }) => parent === tree[at]?.pid))
  return tree
}

/** Known by what it was started with. */
async function isRenderer(pid: number): Promise<boolean> {
  return (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).includes('--type=renderer')
}

/** Its own share of memory where the system tells that, else what is resident and not shared. Bytes. */
async function shareOf(pid: number): Promise<number> {
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
