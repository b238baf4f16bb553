import { markup, readableText } from './content-scripts.ts'
import { lookAgain } from './look.ts'
import { joinPicture, takeWindow, walkPage } from './picture-steps.ts'
import { elapsed, type Scene } from './scene.ts'
import { answerBanner } from './verdict/banner.ts'
import { World } from './world.ts'

const MOVED_MS = 1500

/**
 * Answers the question about cookies and keeps the page once more. Both sets stay: what people met first, and what lay
 * behind. The page isn't loaded anew unless it does so itself.
 */
export async function answerAndTakeAgain(scene: Scene): Promise<void> {
  const { sight, request, notes } = scene
  if (request.banner === 'leave') return
  const answered = await answer(scene, request.banner)
  if (!answered) {
    // A question that was seen and not answered is told; a page that asks nothing has nothing to answer.
    if (notes.has('cookie-wall') || notes.has('banner-shown')) notes.add('answered-partial', 'no button was found')
    return
  }
  scene.bannerAnswered = { ...answered, atMs: elapsed(scene) }
  // A page may load itself again when it was answered: it may, to its own address, and nowhere else.
  sight.gate.closedFor = null
  sight.loading.mayMove = true
  await new Promise((resolve) => setTimeout(resolve, MOVED_MS))
  await sight.loading.settle()
  sight.gate.closedFor = sight.page.targetId
  // What the page was like when it was first seen stays as it is.
  const again = { ...scene, seen: await lookAgain(scene) }
  await takeWindow(again, 'answered-window.png')
  const walk = await walkPage(again, null)
  await joinPicture(again, walk, 'answered-screenshot.png')
  const { html } = await sight.world.call(markup, request.bounds.bytes / 4)
  await scene.send('answered-page.html', 'text/html;charset=utf-8', [Buffer.from(html.toWellFormed())])
  const { text } = await sight.world.call(readableText, 20_000_000)
  await scene.send('answered-page.txt', 'text/plain;charset=utf-8', [Buffer.from(`${text.toWellFormed()}\n`)])
  notes.add('banner-answered', `${answered.manager}: ${answered.clicked}`)
}

/** In the page itself, or in a frame of another origin, as some makers of such questions do it. */
async function answer({ sight }: Scene, choice: 'reject' | 'accept'): Promise<{ manager: string; clicked: string } | null> {
  const own = await sight.world.call(answerBanner, choice, false)
  if (own) return own
  for (const session of sight.sessions.slice(1)) {
    const tree = await session.send('Page.getFrameTree').catch(() => null)
    if (!tree) continue
    const found = await new World(session, tree.frameTree.frame.id).call(answerBanner, choice, true).catch(() => null)
    if (found) return found
  }
  return null
}
