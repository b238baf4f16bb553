import type { CDPSession, Protocol } from '../browser/index.ts'
import { readableText, removedText } from './page-scripts.ts'
import { World } from './world.ts'

const MAX_FRAMES = 200
const MAX_CHARACTERS = 20_000_000

/**
 * Readable text of a page: the main frame, every other frame that can be reached, and what the page took away while
 * it was scrolled. `partial` says what is missing, or null.
 */
export async function collectText(sessions: readonly CDPSession[], main: World): Promise<{ text: string; partial: string | null; removed: number }> {
  const first = await main.call(readableText, MAX_CHARACTERS)
  const parts = [first.text]
  let missing = 0
  let frames = 0
  for (const [index, session] of sessions.entries()) {
    const tree = await session.send('Page.getFrameTree').catch(() => null)
    if (!tree) continue
    // The page's own main frame was read already; the root of another process's tree is a frame of it.
    const ids = frameIds(tree.frameTree).slice(index === 0 ? 1 : 0)
    for (const id of ids) {
      if (frames++ >= MAX_FRAMES) missing++
      else {
        const found = await new World(session, id).call(readableText, 1_000_000).catch(() => null)
        if (found?.text) parts.push(found.text)
        if (!found || found.cut) missing++
      }
    }
  }
  const removed = await main.call(removedText)
  parts.push(...removed)
  const text = parts.map((part) => part.toWellFormed()).filter(Boolean).join('\n\n')
  const why = [first.cut ? 'cut' : '', missing > 0 ? `frames: ${missing}` : ''].filter(Boolean).join(', ')
  return { text: `${text}\n`, partial: why || null, removed: removed.length }
}

function frameIds(tree: Protocol.Page.FrameTree): string[] {
  return [tree.frame.id, ...(tree.childFrames ?? []).flatMap(frameIds)]
}
