import { Refusal } from '../../../shared/contract/errors.ts'
import { takeRemoved, watchRemovals } from './content-scripts.ts'
import { PageCrashed } from './hazards.ts'
import { pageFacts, picturesInView, watchPictures } from './page-scripts.ts'
import { elapsed, type Scene, type Seen, type StepRecord } from './scene.ts'
import { changesSeen, judgeChanges, watchChanges } from './verdict/changes.ts'
import { judgeReceived } from './verdict/received.ts'
import { pageSignals } from './verdict/signals.ts'
import { judgePage } from './verdict/walls.ts'

const LOOK_MS = 20_000
/** Characters of what the page takes away that are remembered. */
const REMOVED = 4_000_000
const MAX_STEPS = 2000
const PIECES = 20_000

/** The first look at a page that has settled. What can't be read stays as it is known from the request. */
export async function see(scene: Scene, fatal: Promise<never>): Promise<Seen> {
  const { world, hazards } = scene.sight
  const look = async () => {
    await world.call(watchRemovals, REMOVED)
    await world.call(watchChanges)
    await world.call(watchPictures)
    return facts(scene)
  }
  const late = new Promise<null>((resolve) => setTimeout(resolve, LOOK_MS, null).unref())
  const found = await Promise.race([look(), late, hazards.crashed, fatal]).catch((error: unknown) => {
    if (error instanceof Refusal || error instanceof PageCrashed) return error
    return null
  })
  if (found instanceof Refusal) throw found
  // Nobody watched then what the page changes and takes away.
  if (found === null) scene.notes.add('not-judged', 'look')
  if (found === null || found instanceof PageCrashed) return { ...scene.seen, at: new Date().toISOString() }
  return { ...scene.seen, at: new Date().toISOString(), ...found }
}

async function facts({ sight }: Scene): Promise<Omit<Seen, 'at'>> {
  const { y, ...pictures } = await sight.world.call(picturesInView, 4000)
  return { pictures, facts: await sight.world.call(pageFacts), y }
}

/** Another look, at a page that is not as it was. */
export async function lookAgain(scene: Scene): Promise<Seen> {
  await scene.sight.world.call(watchChanges)
  return { ...(await facts(scene)), at: new Date().toISOString() }
}

/**
 * Whether the page has filled itself since it was looked at, as pages do that wait for a clock. If so, it is looked at
 * once more when it has come to rest: a picture of it must be taken anew.
 */
export async function hasGrown(scene: Scene): Promise<boolean> {
  const { world, loading } = scene.sight
  if ((await world.call(changesSeen)).added === 0) return false
  await loading.settle()
  scene.seen = await lookAgain(scene)
  return true
}

/** What lies over the page or stands there instead of it. */
export async function judgeWalls({ request, sight, notes }: Scene): Promise<void> {
  const signals = await sight.world.call(pageSignals)
  const last = sight.recorder.wayTo(sight.loading.loaderId).hops.at(-1)
  const facts = { requestedUrl: request.url, finalUrl: last?.url ?? request.url, status: last?.status ?? null, headers: last?.headers ?? [] }
  for (const { code, detail } of judgePage(signals, facts)) notes.add(code, detail)
}

const WALLS = new Set(['cookie-wall', 'login-wall', 'challenge-page'])

/** The same for walls alone, once the page was gone through or something came to stand over it: some only come then. */
export async function judgeLateWalls({ request, sight, notes }: Scene): Promise<void> {
  const signals = await sight.world.call(pageSignals)
  const found = judgePage(signals, { requestedUrl: request.url, finalUrl: request.url, status: null, headers: [] })
  for (const { code, detail } of found) if (WALLS.has(code) && !notes.has(code)) notes.add(code, detail)
}

/** At one place on the way through the page: posts in sight, and what the page has taken away. */
export async function readPlace(scene: Scene, of: string, y: number): Promise<void> {
  const { world } = scene.sight
  await scene.posts.look(world).catch(() => undefined)
  const removed = await world.call(takeRemoved)
  const step: StepRecord = { of, y, atMs: elapsed(scene), removed }
  if (scene.walked.length < MAX_STEPS) scene.walked.push(step)
}

/** What the page says, and what it has changed of that since it was first looked at. */
export async function readPieces(scene: Scene): Promise<void> {
  const { world } = scene.sight
  // The browser's own words, where a frame was blocked or couldn't be had, came from no server.
  const said = scene.frames.filter(({ shown, url }) => shown && !url.startsWith('chrome')).map((frame) => frame.said)
  const pieces = said.flatMap((each) => each.pieces)
  scene.said = { pieces: pieces.slice(0, PIECES), joined: said.flatMap(({ joined }) => joined).slice(0, PIECES), cut: pieces.length > PIECES || said.some(({ cut }) => cut) }
  for (const { code, detail } of judgeChanges(await world.call(changesSeen))) scene.notes.add(code, detail)
}

/** Whether what the page says was received at all. Not judged where its own document couldn't be had. */
export function judgeReceipt({ sight, exchanges, received, said, notes }: Scene): void {
  if (!exchanges.hasPage) return
  if (said.cut && sight.way === 'session') notes.add('not-compared', `> ${PIECES}`)
  const unheard = sight.way === 'session' ? unheardOf(sight, exchanges.textsMissing, received.isFull) : ''
  const unreceived = judgeReceived(received.compare(said.pieces, said.joined), sight.way, unheard)
  if (unreceived) notes.add(unreceived.code, unreceived.detail)
}

/** Why what the page was sent isn't known whole, so that nothing can be concluded from what is lacking; empty: it is. */
function unheardOf({ recordedFrom, recorder }: Scene['sight'], textsMissing: number, isFull: boolean): string {
  const { streams } = recorder.shown
  const unlisted = recorder.total - recorder.exchanges.length
  return [
    recordedFrom === 'capture' ? 'recorded from the capture on' : '',
    streams > 0 ? `WebSocket, EventSource: ${streams}` : '',
    textsMissing > 0 ? `bodies: −${textsMissing}` : '',
    unlisted > 0 ? `requests: −${unlisted}` : '',
    isFull ? 'too much text' : '',
  ].filter(Boolean).join(', ')
}
