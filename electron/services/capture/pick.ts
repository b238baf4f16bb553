import type { CDPSession, Protocol } from '../browser/index.ts'
import type { Region } from './types.ts'

const PICK_MS = 120_000

const LOOK: Protocol.Overlay.HighlightConfig = {
  contentColor: { r: 30, g: 90, b: 160, a: 0.25 },
  borderColor: { r: 30, g: 90, b: 160, a: 0.9 },
  showInfo: false,
}

/**
 * Lets the person at the browser point at a part of the page: an element by a click, an area by drawing a box. The
 * browser's own tool draws it, so nothing is put into the page and the page isn't told of the click. Null: nothing was
 * chosen, or not within two minutes.
 */
export async function pickRegion(session: CDPSession, of: 'element' | 'area' | 'nothing'): Promise<Region | null> {
  if (of === 'nothing') {
    await session.send('Overlay.disable').catch(() => undefined)
    return null
  }
  await session.send('DOM.enable')
  await session.send('Overlay.enable')
  try {
    return await new Promise<Region | null>((resolve, reject) => {
      const timer = setTimeout(resolve, PICK_MS, null)
      const done = (region: Region | null) => {
        clearTimeout(timer)
        resolve(region)
      }
      session.once('Overlay.inspectNodeRequested', ({ backendNodeId }) => done({ kind: 'element', node: backendNodeId }))
      session.once('Overlay.screenshotRequested', ({ viewport: { x, y, width, height } }) => done(width >= 1 && height >= 1 ? { kind: 'area', x, y, width, height } : null))
      session.once('Overlay.inspectModeCanceled', () => done(null))
      session.on('Page.frameNavigated', ({ frame }) => !frame.parentId && done(null))
      const mode = of === 'element' ? 'searchForNode' : 'captureAreaScreenshot'
      session.send('Overlay.setInspectMode', { mode, highlightConfig: LOOK }).catch(reject)
    })
  } finally {
    await session.send('Overlay.setInspectMode', { mode: 'none', highlightConfig: LOOK }).catch(() => undefined)
    await session.send('Overlay.disable').catch(() => undefined)
    await session.send('DOM.disable').catch(() => undefined)
  }
}
