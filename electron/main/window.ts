import { BrowserWindow, nativeTheme, type Session } from 'electron'
import { join } from 'node:path'
import { HOME, WEB_PREFERENCES } from './hardening.ts'

/** Beside the folder of this program in the build, like the preload script. */
export const RENDERER_DIR = join(import.meta.dirname, '../renderer')
const PRELOAD = join(import.meta.dirname, '../preload/index.cjs')

/** The one window, still empty and hidden; `loadHome` fills it. */
export function createWindow(session: Session): BrowserWindow {
  const window = new BrowserWindow({
    width: 1360,
    height: 900,
    minWidth: 480,
    minHeight: 480,
    show: false,
    title: 'Bevisvalv',
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#1a1b1e' : '#ffffff',
    webPreferences: { ...WEB_PREFERENCES, session, preload: PRELOAD },
  })
  window.once('ready-to-show', () => window.show())
  // The desktop lists windows by their title: what is worked on is nobody else's business.
  window.on('page-title-updated', (event) => event.preventDefault())
  return window
}

export const loadHome = (window: BrowserWindow): Promise<void> => window.loadURL(HOME)

export function bringForward(window: BrowserWindow | null): void {
  if (window === null || window.isDestroyed()) return
  if (window.isMinimized()) window.restore()
  window.focus()
}
