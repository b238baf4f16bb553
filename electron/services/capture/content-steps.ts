import { canvasPictures, notInPage } from './content-scripts.ts'
import { stripAddress } from './archive/strip.ts'
import { dropDeaf } from './deaf.ts'
import { accessibilityTree, printPage } from './documents.ts'
import { type FrameContent, readFrames } from './frames.ts'
import { readPieces } from './look.ts'
import type { Scene } from './scene.ts'
import { judgeShown } from './shown.ts'

const json = (value: unknown) => [Buffer.from(`${JSON.stringify(value, null, 1)}\n`)]

/** Markup of every document of the page. The page's own is an artefact by itself. */
export async function takeDom(scene: Scene): Promise<void> {
  const page = await readDom(scene)
  await scene.send('page.html', 'text/html;charset=utf-8', [Buffer.from(page.html)])
}

/** What the page's text is read from; the page's own document. */
export async function readDom(scene: Scene): Promise<FrameContent> {
  const { sight, request, notes } = scene
  await dropDeaf(scene)
  const { frames, missing, rootsMissing } = await readFrames(sight.sessions, sight.world, request.bounds.bytes / 4)
  const [page] = frames
  if (!page) throw new Error('the page could not be read')
  scene.frames = frames
  if (page.cut) notes.add('bound-bytes', 'page.html')
  if (missing > 0) notes.add('frames-partial', String(missing))
  if (rootsMissing) notes.add('text-partial', 'shadow roots')
  return page
}

/** The other documents, and what went by while the page was scrolled. */
export async function takeFrames(scene: Scene): Promise<void> {
  const inner = scene.frames.slice(1).map(({ said: _, ...frame }, index) => ({ n: index + 1, ...frame }))
  if (inner.length > 0) await scene.send('frames.json', 'application/json', json({ v: 1, frames: inner }))
  await scene.send('steps.json', 'application/json', json({ v: 1, steps: scene.walked }))
}

/** Its headers name the address of each part; what parts hold isn't touched. */
const LOCATION = /^((?:Snapshot-)?Content-Location: )(.*)$/gm

export async function takeMhtml({ sight, send }: Scene): Promise<void> {
  const { data } = await sight.page.session.send('Page.captureSnapshot', { format: 'mhtml' })
  await send('page.mhtml', 'multipart/related', [Buffer.from(data.replace(LOCATION, (_, name: string, url: string) => name + stripAddress(url, () => undefined)).toWellFormed())])
}

/** Text of all documents, and of what the page took away, or showed when its pictures were taken, and doesn't show any more. */
export async function takeText(scene: Scene): Promise<void> {
  const { frames, notes, sight } = scene
  if (frames.length === 0) throw new Error('the page could not be read')
  const removed = scene.walked.flatMap((step) => step.removed.map(({ text }) => text))
  const each = [...new Set(removed)]
  const gone = new Set(await sight.world.call(notInPage, each))
  const lost = each.filter((_, index) => gone.has(index)).map((text) => text.toWellFormed())
  if (lost.length > 0) notes.add('content-removed', String(lost.length))
  if (frames.some(({ cut }) => cut)) notes.add('text-partial', 'cut')
  const texts = [...frames.filter(({ shown }) => shown).map(({ text }) => text), ...lost]
  const found = await scene.shown.compare()
  const known = texts.join(' ').replace(/\s+/g, ' ')
  const pictured = [...new Set(found.flatMap((document) => document.gone))].map((text) => text.toWellFormed()).filter((text) => !known.includes(text))
  for (const { code, detail } of judgeShown(found, pictured)) notes.add(code, detail)
  scene.text = `${[...texts, ...pictured].filter(Boolean).join('\n\n')}\n`
  await scene.send('page.txt', 'text/plain;charset=utf-8', [Buffer.from(scene.text)])
  await readPieces(scene)
}

export async function takePosts(scene: Scene): Promise<void> {
  const reading = scene.posts.result(scene.seen.at)
  // A reader that finds nothing on its own platform is out of date, or the page shows nothing of what it should.
  if (reading.reader?.found === false) scene.notes.add('no-posts', `${reading.reader.name}, ${reading.reader.asOf}`)
  await scene.send('posts.json', 'application/json', json(reading))
}

export async function takeAccessibility({ sight, send }: Scene): Promise<void> {
  const { pieces } = await accessibilityTree(sight.sessions)
  await send('accessibility.json', 'application/json', pieces)
}

export async function takeCanvases({ sight, send, notes, request }: Scene): Promise<void> {
  const found = await sight.world.call(canvasPictures, request.bounds.bytes / 2, sight.way === 'link')
  let n = 0
  for (const { png } of found) if (png !== '') await send(`canvas-${++n}.png`, 'image/png', [Buffer.from(png, 'base64')])
  if (n < found.length) notes.add('canvas-unreadable', String(found.length - n))
}

/** Laid out for paper, a page may ask for pictures that nobody saw: it doesn't get them. */
export async function takePdf({ sight, send, request }: Scene): Promise<void> {
  sight.gate.isShut = true
  try {
    await send('page.pdf', 'application/pdf', await printPage(sight.page.session, request.bounds.bytes))
  } finally {
    sight.gate.isShut = false
  }
}
