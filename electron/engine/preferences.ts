import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { Settings, TimestampUrls } from '../../shared/contract/index.ts'
import { Instant } from '../../shared/model/index.ts'

/**
 * What is remembered for the OS user outside any vault. No names of people or cases: a vault is known by its folder.
 */
const Preferences = z.strictObject({
  settings: Settings.omit({ timestampUrls: true }).extend({ askOutside: z.boolean().default(true) }),
  browserPath: z.string().nullable(),
  /** Beside the other settings: a file of an older version has none, and a bad address must not cost the rest. */
  timestampUrls: TimestampUrls.catch([]),
  recent: z.array(z.strictObject({ folder: z.string(), lastOpened: Instant })).max(50),
})
type Preferences = z.infer<typeof Preferences>

const DEFAULTS: Preferences = {
  settings: { language: 'system', theme: 'system', idleLockMinutes: 10, askOutside: true },
  browserPath: null,
  timestampUrls: [],
  recent: [],
}

export interface PreferenceFile {
  get(): Preferences
  change(change: Partial<Preferences>): Preferences
  opened(folder: string): void
}

/** A file that can't be read is started anew: nothing in it is evidence. */
export function openPreferences(home: string): PreferenceFile {
  const file = join(home, 'preferences.json')
  let current = read(file)
  const change = (part: Partial<Preferences>): Preferences => {
    current = { ...current, ...part }
    mkdirSync(home, { recursive: true, mode: 0o700 })
    writeFileSync(`${file}.new`, JSON.stringify(current, null, 2), { mode: 0o600 })
    renameSync(`${file}.new`, file)
    return current
  }
  return {
    get: () => current,
    change,
    opened(folder) {
      const others = current.recent.filter((entry) => entry.folder !== folder)
      change({ recent: [{ folder, lastOpened: new Date().toISOString() }, ...others].slice(0, 20) })
    },
  }
}

function read(file: string): Preferences {
  try {
    return Preferences.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return DEFAULTS
  }
}
