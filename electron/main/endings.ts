import { app, dialog, powerMonitor } from 'electron'
import type { Engine } from '../engine/types.ts'
import { systemLanguage, wordsFor } from './language.ts'

export type Misfortune = 'engine' | 'window' | 'start'

/** Exit codes for whoever started the program: a switch that is refused, and an end that nobody asked for. */
export const EXIT_REFUSED = 2
const EXIT_BROKEN = 1

/** Only fields of this program's own making: logs lie outside the vault. */
export function log(what: string, fields: Record<string, string | number | undefined>): void {
  const told = Object.entries(fields).filter(([, value]) => value !== undefined)
  process.stderr.write(`${new Date().toISOString()} ${what} ${told.map(([key, value]) => `${key}=${value}`).join(' ')}\n`)
}

export function refuseToStart(name: string): void {
  const t = wordsFor(systemLanguage())
  log('refused', { switch: name })
  dialog.showErrorBox(t('desktop.refused.title'), t('desktop.refused.text', { name }))
  app.exit(EXIT_REFUSED)
}

let over = false

/** Says what happened and ends the program. There is nothing to save: what was acknowledged is on disk. */
export async function giveUp(misfortune: Misfortune, engine: Engine | null): Promise<void> {
  if (over) return
  over = true
  await engine?.close().catch(() => undefined)
  const t = wordsFor(systemLanguage())
  dialog.showErrorBox(t(`desktop.gone.${misfortune}.title`), t(`desktop.gone.${misfortune}.text`))
  app.exit(EXIT_BROKEN)
}

/** Locks when the machine sleeps or its screen is locked; the engine's idle clock does the rest. */
export function lockWithMachine(lock: () => void): void {
  powerMonitor.on('suspend', lock)
  powerMonitor.on('lock-screen', lock)
}

/** However the program is asked to end, the engine locks its vault and ends first. */
export function quitInOrder(engine: Engine): void {
  app.on('window-all-closed', () => app.quit())
  app.on('will-quit', (event) => {
    if (over) return
    over = true
    event.preventDefault()
    void engine.close().finally(() => app.exit(0))
  })
}

/** A process of Chromium's that is gone: without the window there is no way on; the rest is restarted or reported. */
export function watchProcesses(engine: () => Engine | null): void {
  app.on('render-process-gone', (_event, _contents, { reason, exitCode }) => {
    log('render-process-gone', { reason, exitCode })
    if (reason !== 'clean-exit') void giveUp('window', engine())
  })
  app.on('child-process-gone', (_event, { type, reason, exitCode, serviceName }) => {
    if (reason !== 'clean-exit') log('child-process-gone', { type, reason, exitCode, serviceName })
  })
}
