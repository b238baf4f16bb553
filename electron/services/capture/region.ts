import { goCalmly, restoreElements } from './calm-scripts.ts'
import { elementFacts } from './content-scripts.ts'
import { goTo, picturesInView, position } from './page-scripts.ts'
import { PngJoin, readTile } from './png-join.ts'
import type { Scene } from './scene.ts'
import { type Box, showRows } from './scroll-scripts.ts'
import { takeClip } from './shot.ts'
import type { Region } from './types.ts'
import type { Held } from './world.ts'

const CHARACTERS = 5_000_000
const PICTURES_MS = 3000
/** A part that is taken in more pieces than this isn't one post any more. */
const PIECES = 500

/**
 * The part that the officer pointed at, as a picture of its own; of an element also its markup and text. The page
 * around it is kept by the other steps. An area that is in sight is taken as it stands there; what stands still over an
 * element, or over an area that must be scrolled to, is hidden meanwhile.
 */
export async function takeRegion(scene: Scene, region: Region): Promise<void> {
  const { sight, seen } = scene
  try {
    if (region.kind === 'area') await takeArea(scene, region)
    else await takeElement(scene, region.node)
  } finally {
    await sight.world.call(restoreElements)
    await sight.world.call(goTo, seen.y)
  }
}

async function takeArea(scene: Scene, region: Box): Promise<void> {
  const { sight, request, seen } = scene
  const left = Math.max(0, Math.floor(region.x))
  const width = Math.min(seen.facts.columns - left, Math.ceil(region.width))
  const end = Math.min(Math.ceil(region.y + region.height), Math.floor(region.y) + request.bounds.heightPx)
  if (width < 1 || end <= region.y) throw new Error('it lies outside the page')
  const isInSight = region.y >= seen.y && end <= seen.y + seen.facts.rows
  const join = new PngJoin(request.bounds.bytes)
  for (let y = Math.max(0, Math.floor(region.y)); y < end; ) {
    if (!isInSight) await sight.world.call(goCalmly, y, null, true)
    await sight.world.call(picturesInView, PICTURES_MS)
    const at = await sight.world.call(position)
    const height = Math.min(end, at.y + at.rows) - y
    if (height <= 0) throw new Error('the page could not be scrolled there')
    await join.add(await readTile(await takeClip(sight.page.session, { x: left, y, width, height })))
    y += height
  }
  await scene.send('region.png', 'image/png', join.finish())
  scene.regionTaken = { x: left, y: Math.floor(region.y), width, height: end - Math.floor(region.y), element: '' }
}

async function takeElement(scene: Scene, node: number): Promise<void> {
  const { sight, request, notes } = scene
  const { world } = sight
  const held = await world.hold(node)
  if (!held) throw new Error('the element is gone')
  const { html, text, element, ...box } = await world.callWith([held], elementFacts, CHARACTERS)
  await scene.send('region.html', 'text/html;charset=utf-8', [Buffer.from(html.toWellFormed())])
  await scene.send('region.txt', 'text/plain;charset=utf-8', [Buffer.from(`${text.toWellFormed()}\n`)])
  const join = new PngJoin(request.bounds.bytes)
  await world.callWith([held], goCalmly, (await world.call(position)).y, null, true)
  const whole = await takeRows(scene, held, join)
  if (join.height === 0) throw new Error('it is out of sight')
  if (join.height < whole) notes.add('region-partial', `${join.height} / ${whole} px`)
  await scene.send('region.png', 'image/png', join.finish())
  scene.regionTaken = { x: Math.floor(box.x), y: Math.floor(box.y), width: Math.ceil(box.width), height: whole, element }
}

/** Row after row, as far as they can be brought into sight. Returns how many there are. */
async function takeRows(scene: Scene, held: Held, join: PngJoin): Promise<number> {
  const { sight, request } = scene
  let whole = 0
  let width = 0
  for (let pieces = 0; pieces < PIECES && join.height < request.bounds.heightPx && !join.full; pieces++) {
    const show = () => sight.world.callWith([held], showRows, join.height)
    if (!(await show())) break
    await sight.world.call(picturesInView, PICTURES_MS)
    // Pictures that came may have moved it.
    const shown = await show()
    if (!shown) break
    whole = shown.height
    width ||= shown.box.width
    const more = shown.from + shown.rows - join.height
    if (shown.from > join.height || more <= 0 || shown.box.width !== width || width < 1) break
    const tile = await readTile(await takeClip(sight.page.session, shown.box))
    await join.add(tile, join.height - shown.from)
    if (join.height >= whole) break
  }
  return whole
}
