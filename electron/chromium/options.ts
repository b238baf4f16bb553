import type { startEngineWorker } from '../engine/host.ts'
import type { EngineOptions } from '../engine/types.ts'
import type { FoundBrowser } from '../services/browser/index.ts'

export interface ChromiumDoorOptions {
  engine: EngineOptions
  /** May still be looked for: the engine starts meanwhile. A rejection is the door's. */
  browser: FoundBrowser | Promise<FoundBrowser>
  /** Folder of the built interface. */
  rendererDir: string
  headless?: boolean
  /** Address of a development server on loopback that serves the interface, with `DEV_HEADERS`, instead of `rendererDir`. */
  dev?: string
  /** Closes the window as a person would, at any time, also while it still opens. */
  signal?: AbortSignal
  /** How the engine is started; the tests' way in. */
  startEngine?: typeof startEngineWorker
}
