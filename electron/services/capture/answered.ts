import { markup, readableText } from './content-scripts.ts'
import { lookAgain } from './look.ts'
import { joinPicture, takeWindow, walkPage } from './picture-steps.ts'
import { elapsed, type Scene } from './scene.ts'
import { answerBanner } from './verdict/banner.ts'

const MOVED_MS = 1500

/**
 * Answers the question about cookies and keeps the page once more. Both sets stay: what people met first, and what lay
 * behind. The page isn't loaded anew unless it does so itself.
 */
export async function answerAndTakeAgain(scene: Scene): Promise<void> {
  const { sight, request, notes } = scene
  if (request.banner === 'leave') return
  const answered = await sight.world.call(answerBanner, request.banner)
  if (!answered) return
  scene.bannerAnswered = { ...answered, atMs: elapsed(scene) }
  // A page may load itself again when it was answered: it may, to its own address, and nowhere else.
  sight.gate.closedFor = null
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
