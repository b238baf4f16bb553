import { readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { ObjectId } from '../../../../shared/model/index.ts'
import { TEMPORARY } from '../files.ts'
import { OBJECTS, objectPath } from './format.ts'

/** How much a file system may round the time of a folder's last change, ms. */
const CLOCK_GRAIN = 2000

/**
 * Removes what a crash left behind: temporary files, and whole objects whose exhibit was never committed. Only while
 * the vault's lock is held. Returns how many files went.
 *
 * After an orderly closing nothing can be left, so folders that didn't change since `closedAt` (ms, 0: not closed in
 * order) aren't listed: the cost of opening doesn't grow with the number of objects.
 */
export function sweepObjects(vault: string, closedAt: number, isKnown: (id: ObjectId) => boolean): number {
  const root = join(vault, OBJECTS)
  let swept = 0
  const remove = (path: string) => {
    rmSync(path, { force: true })
    swept += 1
  }
  for (const entry of readdirSync(root, { withFileTypes: true })) {
    if (entry.isFile() && TEMPORARY.test(entry.name)) remove(join(root, entry.name))
    if (!entry.isDirectory() || !/^[0-9a-f]{2}$/.test(entry.name)) continue
    const folder = join(root, entry.name)
    if (statSync(folder).mtimeMs < closedAt - CLOCK_GRAIN) continue
    for (const name of readdirSync(folder)) {
      // Only what carries an object's name: anything else isn't ours to delete.
      const id = ObjectId.safeParse(name)
      if (id.success && !isKnown(id.data)) remove(join(folder, name))
    }
  }
  return swept
}

/** Objects of this process that no exhibit took over. Failing to remove one is no reason to keep a vault open. */
export function discardLeftovers(vault: string, written: Iterable<ObjectId>, isKnown: (id: ObjectId) => boolean): void {
  for (const id of written) {
    if (isKnown(id)) continue
    try {
      rmSync(objectPath(vault, id), { force: true })
    } catch {
      // The next opening sweeps it.
    }
  }
}
