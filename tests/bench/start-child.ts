import { ensureBuilt } from '../../electron/build.ts'
import { openChromiumDoor } from '../../electron/chromium/index.ts'
import { startEngineWorker } from '../../electron/engine/host.ts'
import type { Engine } from '../../electron/engine/types.ts'
import { findBrowser } from '../../electron/services/browser/index.ts'
import { translator } from '../../shared/locales/index.ts'
import packageJson from '../../package.json' with { type: 'json' }

/** One start, as the launcher does it. Prints when its largest part was painted, in ms since 1970. */
const [engine, rendererDir = '', home = ''] = process.argv.slice(2)
translator('sv')
ensureBuilt('renderer', 'verifier')
const browser = findBrowser({ bundled: true }).then((found) => {
  if (found === null) throw new Error('this needs a browser')
  return found
})

const nobody: Engine = {
  dispatch: () => Promise.reject(new Error('no engine')),
  grant: () => Promise.reject(new Error('no engine')),
  object: () => Promise.resolve(null),
  on: () => () => undefined,
  close: () => Promise.resolve(),
}
const door = await openChromiumDoor({
  engine: {
    home,
    documents: home,
    version: packageJson.version,
    door: 'chromium',
    doorReason: 'bench',
    folders: 'fixed',
    systemLanguage: 'sv',
    bundledBrowser: true,
    loginWindow: false,
    allowPrivate: false,
  },
  browser,
  rendererDir,
  headless: true,
  startEngine: engine === 'none' ? () => Promise.resolve(nobody) : startEngineWorker,
})
await door.page.waitForFunction(() => [...document.querySelectorAll('h1, h2')].some((each) => each.checkVisibility()), { timeout: 20_000 })
// When the browser itself says that the largest thing on the screen was painted.
const painted = await door.page.evaluate(
  () =>
    new Promise<number>((resolve) => {
      const observer = new PerformanceObserver((list) => resolve(performance.timeOrigin + (list.getEntries().at(-1)?.startTime ?? NaN)))
      observer.observe({ type: 'largest-contentful-paint', buffered: true })
    }),
)
process.stdout.write(String(painted))
await door.close()
