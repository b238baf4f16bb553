import { totalmem } from 'node:os'
import { treeMemory } from './tree-memory.ts'

/**
 * What a browser with all its processes may use, bytes: enough for any page that people read, and never so much that the
 * machine has nothing left for the vault.
 */
export const TREE_BYTES = Math.min(3 * 1024 ** 3, Math.floor(totalmem() * 0.6))

/** How long the rest may take to shrink after its largest page was ended. */
const PATIENCE_MS = 2000

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
 * browsers take more than they use. Not on Windows: there the engine's own limit is all there is.
 *
 * @param memory how the system tells it; tests put another in its place
 */
export function watchTree(pid: number, { maxBytes, onOver }: TreeOptions, memory = treeMemory()): TreeWatch {
  if (memory === null) return { stop: () => undefined }
  let stopped = false
  let endedAt = 0
  const look = async () => {
    if ((await memory.atMost(pid)) <= maxBytes || stopped) return
    const tree = await memory.each(pid)
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
    }, memory.everyMs)
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
