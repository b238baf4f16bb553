import { lstat, open } from 'node:fs/promises'
import { basename } from 'node:path'
import { Refusal } from '../../../shared/contract/index.ts'

/** Failures of the file system are expected (a full disk, a stick pulled out) and name the file, not the path. */
export async function writing<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException
    if (code === undefined || syscall === undefined) throw error
    throw writeFailed(path, code, error)
  }
}

export function writeFailed(path: string, reason: string, cause?: unknown): Refusal {
  return new Refusal('bundle.write-failed', { name: basename(path), reason }, cause)
}

export async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  )
}

/** What says that a folder can't be flushed, not that it failed: some shares have no such call, and some may be written and not read. */
const CANNOT_FLUSH: readonly (string | undefined)[] = ['EACCES', 'EPERM', 'EINVAL', 'ENOSYS', 'ENOTSUP']

/** The names themselves must be on disk too. Windows knows no such call and keeps them safe by itself. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  try {
    const handle = await open(folder, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (!CANNOT_FLUSH.includes((error as NodeJS.ErrnoException).code)) throw error
  }
}
