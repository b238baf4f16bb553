import { dropAnchors } from './anchors.ts'
import { stripAddress } from './archive/strip.ts'
import { dropDeaf } from './deaf.ts'
import { keepClosedRoots } from './frames.ts'
import { hasGrown, judgeLateWalls, readPlace } from './look.ts'
import { takenTo } from './page-scripts.ts'
import { readTile } from './png-join.ts'
import { elapsed, type Scene } from './scene.ts'
import { takeScrollers } from './scrollers.ts'
import { stack, takeShot } from './shot.ts'
import { type FirstTile, TileWalk, type TileStep } from './tiles.ts'

const WINDOW_TRIES = 3
const MAX_STANDING = 5

/**
 * What the window shows, untouched, under a band that says where and when. The picture without the band comes back. A
 * page that fills itself in that very moment is taken again.
 */
export async function takeWindow(scene: Scene, name = 'window.png'): Promise<Buffer> {
  const { request, sight } = scene
  const draw = (width: number) => {
    const drawing = sight.band.draw(width, { label: request.bandLabel, url: stripAddress(scene.seen.facts.url, () => undefined), seenAt: scene.seen.at })
    drawing.catch(() => undefined)
    return drawing
  }
  const shoot = async () => {
    await sight.world.call(takenTo, 0, scene.seen.facts.rows)
    await scene.shown.remember()
    return takeShot(sight.page.session)
  }
  let drawing = draw(scene.seen.facts.columns)
  let png = await shoot()
  for (let tries = 1; tries < WINDOW_TRIES && (await hasGrown(scene)); tries++) {
    png = await shoot()
    drawing = draw(scene.seen.facts.columns)
  }
  await sight.world.call(dropAnchors, scene.seen.facts.rows, null)
  const tile = await readTile(png)
  const drawn = await drawing
  // A page that somebody has zoomed has more pixels than columns.
  const band = drawn.width === tile.width ? drawn : await draw(tile.width)
  await scene.send(name, 'image/png', stack([band, tile], request.bounds.bytes))
  return png
}

/**
 * The whole page, from top to bottom, and back to where it stood. Some pages fetch pictures only a while after their
 * place was reached: they are gone through once more, with patience.
 */
export async function walkPage(scene: Scene, first: FirstTile | null): Promise<TileWalk> {
  const { notes, request } = scene
  const began = performance.now()
  let walk = await walkOnce(scene, first, request.bounds.scrollMs, false)
  if (walk.late > 0) {
    const left = request.bounds.scrollMs - (performance.now() - began)
    if (left > request.bounds.scrollMs / 2) walk = await walkOnce(scene, null, left, true)
    if (walk.late > 0) notes.add('images-pending', `${walk.late}`)
  }
  if (scene.standing.length > 0) notes.add('standing-kept', scene.standing.join(', '))
  scene.touched.push(...walk.touched.slice(0, 500 - scene.touched.length))
  return walk
}

async function walkOnce(scene: Scene, first: FirstTile | null, scrollMs: number, patient: boolean): Promise<TileWalk> {
  const { sight, notes, steps, request, seen } = scene
  const note = ({ y, height, detail }: TileStep) => {
    if (scene.scrolls.length < 5000) scene.scrolls.push({ atMs: elapsed(scene), step: 'scroll', y, height, detail })
  }
  const walk = new TileWalk({
    session: sight.page.session,
    world: sight.world,
    loading: sight.loading,
    notes,
    bounds: { ...request.bounds, scrollMs },
    viewportHeight: seen.facts.rows,
    patient,
    onScroll: note,
    onShot: () => scene.shown.remember(),
    onTile: (y) => readPlace(scene, 'page', y),
    onProgress: (done, total) => steps.progress('scroll-tiles', done, Math.max(done, total)),
    onStanding: async (take) => {
      if (scene.standing.length >= MAX_STANDING) return notes.add('screenshot-partial', `> ${MAX_STANDING} standing`)
      const name = `standing-${scene.standing.length + 1}.png`
      scene.standing.push(name)
      await scene.shown.remember()
      await scene.send(name, 'image/png', [await take()])
      await judgeLateWalls(scene).catch(() => undefined)
    },
  })
  await steps.optional('scroll-tiles', scrollMs + 15_000, 'screenshot-partial', async () => {
    try {
      await keepClosedRoots(sight.page.session, sight.world)
      await walk.walk(first)
    } finally {
      await walk.restore(seen.y)
      // On the way back a list lets go of its end.
      await readPlace(scene, 'page', seen.y)
      await judgeLateWalls(scene).catch(() => undefined)
    }
  })
  return walk
}

export async function joinPicture(scene: Scene, walk: TileWalk, name = 'screenshot.png'): Promise<void> {
  const picture = await walk.picture()
  if (!picture) throw new Error('no tile was taken')
  await scene.send(name, 'image/png', picture)
}

/** What scrolls inside the page. */
export async function takeInner(scene: Scene): Promise<void> {
  const { sight, notes, request } = scene
  await dropDeaf(scene)
  await takeScrollers({
    session: sight.page.session,
    sessions: sight.sessions,
    world: sight.world,
    notes,
    bounds: request.bounds,
    send: (name, chunks) => scene.send(name, 'image/png', chunks),
    onShot: ({ inside, box }) => scene.shown.rememberIn(inside, box),
    onTile: async ({ name }, y) => {
      if (scene.scrolls.length < 5000) scene.scrolls.push({ atMs: elapsed(scene), step: 'scroll', y, detail: name.slice(0, 2000) })
      await readPlace(scene, name, y)
    },
    // On the way back a list lets go of its end.
    onBack: (scroller) => readPlace(scene, scroller, 0),
  })
}
