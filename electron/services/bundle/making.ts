import { constants } from 'node:fs'
import { link, open, rename, rm, type FileHandle } from 'node:fs/promises'
import { exists, writeFailed, writing } from './disk.ts'

/**
 * A file in the making, in a folder to which others write too: a case 1 is in most vaults, so two of them may write the same name at once.
 * What it is told apart by holds only while it is open: afterwards another file may have its number.
 */
export interface Making {
  /** Whether that name leads to this file; never once it is closed. */
  isAt(path: string): Promise<boolean>
  /**
   * Gives it its name, and closes it. What came there meanwhile is somebody else's, and stays.
   *
   * @throws Refusal `bundle.write-failed`: EEXIST where something is there, `changed` where another file took its place
   */
  name(path: string): Promise<void>
  /** Takes it away, if it is still there under its first name, and closes it. Harmless after `name`. */
  discard(): Promise<void>
}

/**
 * Begins one under its first name, readable by its owner only. What lies there is taken for what a killed process had left.
 *
 * @throws Refusal `bundle.write-failed`
 */
export async function begin(partial: string, flags: 'wx' | 'wx+'): Promise<{ handle: FileHandle; file: Making }> {
  const handle = await writing(partial, async () => {
    await rm(partial, { force: true })
    return open(partial, flags, 0o600)
  })
  return { handle, file: making(handle, partial) }
}

function making(handle: FileHandle, partial: string): Making {
  let isOpen = true
  const close = async () => {
    if (!isOpen) return
    isOpen = false
    await handle.close()
  }
  const isAt = async (path: string) => isOpen && (await isSame(handle, path))
  const takeAway = async (path: string) => {
    if (await isAt(path)) await rm(path, { force: true }).catch(() => undefined)
  }
  return {
    isAt,
    async name(path) {
      if (!(await isAt(partial))) throw writeFailed(partial, 'changed')
      // A second name of the same file, since a rename would replace what came there. The answer may be lost on its way from a share.
      const isLinked = await link(partial, path).then(
        () => true,
        () => isAt(path),
      )
      if (isLinked) {
        if (!(await isAt(path))) {
          // Another file took the first name in between, so the second one leads to that.
          await rm(path, { force: true }).catch(() => undefined)
          throw writeFailed(partial, 'changed')
        }
        // Should the first name not go away, it stays: a second one of the finished file.
        await takeAway(partial)
        return close()
      }
      // Sticks and shares where a file has only one name: looked at, then renamed. Their numbers need not outlast that.
      if (await exists(path)) throw writeFailed(path, 'EEXIST')
      if (!(await isAt(partial))) throw writeFailed(partial, 'changed')
      // Some rename no file that is open.
      await close()
      try {
        await writing(path, () => rename(partial, path))
      } catch (error) {
        await rm(partial, { force: true }).catch(() => undefined)
        throw error
      }
    },
    async discard() {
      await takeAway(partial)
      await close().catch(() => undefined)
    },
  }
}

/** Asks by handle both times: by name, some systems give numbers of another width. Nothing is waited for where a pipe has that name. */
async function isSame(handle: FileHandle, path: string): Promise<boolean> {
  const there = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)).catch(() => null)
  if (there === null) return false
  try {
    const [own, other] = await Promise.all([handle.stat({ bigint: true }), there.stat({ bigint: true })])
    // A file system without numbers gives 0 for all.
    return own.ino === other.ino && own.dev === other.dev && (own.ino !== 0n || own.size === other.size)
  } catch {
    return false
  } finally {
    await there.close()
  }
}
