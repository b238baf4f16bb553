import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openChromiumDoor, type ChromiumDoor } from '../../electron/chromium/index.ts'
import type { ConnectOptions } from '../../electron/engine/client.ts'
import { startEngineWorker } from '../../electron/engine/host.ts'
import type { EngineOptions } from '../../electron/engine/types.ts'
import { findBrowser } from '../../electron/services/browser/index.ts'
import { fakeOptions } from './fake-engine.ts'

const PAGE = `<!doctype html><html lang="sv"><meta charset="utf-8"><title>Prov</title>
<style nonce="__CSP_NONCE__">body { background: rgb(1, 2, 3) }</style>
<body><input id="text"><script type="module" src="/assets/run.js"></script></body></html>`
/** Collects what the tests ask about: events of the bridge, keys that the browser would have acted on, violations. */
const SCRIPT = `
window.heard = []; window.keys = []; window.violations = []; window.madeOfText = []
window.bevisvalv.on('vault.locked', (payload) => heard.push(payload))
addEventListener('keydown', (event) => keys.push([event.key, event.defaultPrevented]))
addEventListener('securitypolicyviolation', (event) => violations.push(event.effectiveDirective))
try { eval('madeOfText.push(1)') } catch {}
try { new Function('madeOfText.push(2)')() } catch {}
document.body.dataset.ran = 'yes'
`

export interface FakeDoor extends ChromiumDoor {
  folder: string
  /** Runs a function body in the page; its `return` comes back. */
  run(body: string): Promise<unknown>
  clean(): Promise<void>
}

/** A real browser as window over an engine that is not one. */
export async function openFakeDoor(): Promise<FakeDoor> {
  const folder = mkdtempSync(join(tmpdir(), 'bevisvalv-test-'))
  const rendererDir = join(folder, 'renderer')
  mkdirSync(join(rendererDir, 'assets'), { recursive: true })
  writeFileSync(join(rendererDir, 'index.html'), PAGE)
  writeFileSync(join(rendererDir, 'assets/run.js'), SCRIPT)
  const browser = await findBrowser({ bundled: true })
  if (browser === null) throw new Error('this test needs a browser')
  const entry = new URL('fake-engine-worker.ts', import.meta.url)
  const door = await openChromiumDoor({
    engine: fakeOptions({ documents: join(folder, 'documents') }),
    browser,
    rendererDir,
    headless: true,
    startEngine: (options: EngineOptions, extra?: ConnectOptions) => startEngineWorker(options, { ...extra, entry }),
  })
  await door.page.waitForFunction("document.body?.dataset.ran === 'yes'")
  return {
    ...door,
    folder,
    run: (body) => door.page.evaluate(`(async () => { ${body} })()`),
    async clean() {
      await door.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
