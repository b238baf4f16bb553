import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { forkChild, type ChildKind, type SpawnChild } from '../../electron/services/capture/index.ts'

const CHILDREN: Record<ChildKind, URL> = {
  capture: new URL('../../electron/services/capture/child.ts', import.meta.url),
  preview: new URL('../../electron/services/evidence/child.ts', import.meta.url),
  comparison: new URL('../../electron/services/comparison/child.ts', import.meta.url),
  table: new URL('../../electron/services/casework/child.ts', import.meta.url),
}

/** Another day for everything that this process does and, by `spawn`, for the processes that it starts. Browsers keep their own. */
export function shiftClock(folder: string) {
  const Real = Date
  let offset = 0
  globalThis.Date = class extends Real {
    constructor(...given: unknown[]) {
      super(...((given.length === 0 ? [Real.now() + offset] : given) as [number]))
    }
    static override now = () => Real.now() + offset
  } as DateConstructor

  const spawn: SpawnChild = (kind) => {
    // Read by the child as it starts; told in no other way, since it is told nothing but what a real one is.
    const entry = join(folder, `${kind}.mjs`)
    writeFileSync(
      entry,
      `const Real = Date
      globalThis.Date = class extends Real {
        constructor(...given) { super(...(given.length === 0 ? [Real.now() + ${offset}] : given)) }
        static now() { return Real.now() + ${offset} }
      }
      await import(${JSON.stringify(CHILDREN[kind].href)})`,
    )
    return forkChild({ ...CHILDREN, [kind]: pathToFileURL(entry) })(kind)
  }
  return {
    spawn,
    /** From now on it is that instant, in UTC, and goes on from there. */
    goTo: (day: string, time = '09:00') => void (offset = Real.parse(`${day}T${time}:00Z`) - Real.now()),
    restore: () => void (globalThis.Date = Real),
  }
}
