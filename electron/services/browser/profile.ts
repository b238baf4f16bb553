import { randomBytes } from 'node:crypto'
import { chown, copyFile, lstat, mkdir, readdir, rm, statfs, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const PREFIX = 'bevisvalv-profile-'
const MEMORY = '/dev/shm'
const ROOM = 256 * 1024 * 1024

/**
 * Settings that no flag reaches. Prediction off: otherwise a page can make the browser open connections that no
 * request shows, past the address guard. No passwords, no downloads asked for.
 */
const PREFERENCES = {
  net: { network_prediction_options: 2 },
  credentials_enable_service: false,
  profile: { password_manager_enabled: false },
}

type Owner = { uid: number; gid: number } | null
export type FillProfile = (profile: string, owner: Owner) => Promise<void>

/**
 * A new folder for one run of the browser, in memory where there is room so that nothing of the page reaches a
 * disk. Its name carries our process id, by which {@link sweepProfiles} knows it when we are gone. Where `fill` throws,
 * nothing is left of it.
 */
export async function createProfile(owner: Owner, fill?: FillProfile): Promise<string> {
  const folder = join(await base(), `${PREFIX}${process.pid}-${randomBytes(6).toString('hex')}`)
  const made = [folder, join(folder, 'tmp'), join(folder, 'Default')]
  for (const each of made) await mkdir(each, { mode: 0o700 })
  const preferences = join(folder, 'Default', 'Preferences')
  await writeFile(preferences, JSON.stringify(PREFERENCES), { mode: 0o600 })
  if (owner) for (const each of [...made, preferences]) await chown(each, owner.uid, owner.gid)
  try {
    await fill?.(folder, owner)
  } catch (error) {
    await wipeProfile(folder)
    throw error
  }
  return folder
}

/**
 * Another user can't read our key to the display: the browser's profile gets a copy, which is wiped with it. Empty
 * where there is no key or it can't be copied.
 */
export async function lendDisplay(profile: string, user: { uid: number; gid: number }): Promise<{ XAUTHORITY?: string }> {
  const key = process.env['XAUTHORITY']
  if (!key) return {}
  const copy = join(profile, 'Xauthority')
  try {
    await copyFile(key, copy)
    await chown(copy, user.uid, user.gid)
    return { XAUTHORITY: copy }
  } catch {
    return {}
  }
}

/** The browser's last children may still be writing when the first attempt runs. */
export async function wipeProfile(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 }).catch(() => undefined)
}

/** Removes profiles whose process is gone: it was killed before it could wipe them. */
export async function sweepProfiles(): Promise<void> {
  for (const root of new Set([MEMORY, tmpdir()])) {
    const names = await readdir(root).catch(() => [])
    for (const name of names) {
      const pid = Number(new RegExp(`^${PREFIX}(\\d+)-[0-9a-f]{12}$`).exec(name)?.[1])
      if (!pid || isAlive(pid)) continue
      const folder = join(root, name)
      const found = await lstat(folder).catch(() => null)
      const self = process.getuid?.()
      // Anybody may make such a name in a shared temp folder: only a folder of our own is removed.
      if (found?.isDirectory() && (self === undefined || self === 0 || found.uid === self)) await wipeProfile(folder)
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}

async function base(): Promise<string> {
  if (process.platform !== 'linux') return tmpdir()
  try {
    const free = await statfs(MEMORY)
    return free.bavail * free.bsize >= ROOM ? MEMORY : tmpdir()
  } catch {
    return tmpdir()
  }
}
