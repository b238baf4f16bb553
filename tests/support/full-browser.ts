import { readdirSync } from 'node:fs'
import { findBrowser } from '../../electron/services/browser/index.ts'
import { leaveOut } from './tools.ts'

const isThere = (await findBrowser({ bundled: false })) !== null

/**
 * Whether tests must be left out that need a browser as people install it; see `lacks`. The one that comes along for tests is a headless
 * shell: it has no windows of an application and none that a page opens, no processes of their own for frames of other sites, and no
 * page that tells of an error.
 */
export const lacksBrowser = (): boolean => leaveOut(isThere ? [] : ['chromium'])

/** What was left in a folder for temporary files, but for the browser that comes along, which is unpacked once. */
export const leftIn = (folder: string): string[] => readdirSync(folder).filter((name) => !name.startsWith('bevisvalv-browser-'))
