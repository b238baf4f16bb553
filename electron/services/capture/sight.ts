import type { Refusal } from '../../../shared/contract/errors.ts'
import { type CDPSession, firstPage, launchBrowser, type LaunchedBrowser, openPage, type RawPage } from '../browser/index.ts'
import type { AddressGuard } from './addresses.ts'
import { Band } from './band.ts'
import { Bodies, ExactBodies, KEEP_BODIES } from './bodies.ts'
import type { Egress } from './egress.ts'
import { RequestGate } from './gate.ts'
import { Hazards } from './hazards.ts'
import { Loading } from './load.ts'
import type { Provenance } from './provenance.ts'
import type { ReadOnly } from './read-only.ts'
import { Recorder } from './recorder.ts'
import type { Notes } from './steps.ts'
import type { CaptureRequest } from './types.ts'
import { World } from './world.ts'

/** A page with everything around it that watches and guards it. */
export interface Sight {
  way: Provenance['way']
  recordedFrom: Provenance['recordedFrom']
  profile: NonNullable<Provenance['profile']>
  launched: LaunchedBrowser
  egress: Egress
  page: RawPage
  world: World
  recorder: Recorder
  exact: ExactBodies
  bodies: Bodies
  gate: RequestGate
  readOnly: ReadOnly | null
  hazards: Hazards
  loading: Loading
  band: Band
  /** Of the page itself, then frames of other processes and workers. */
  sessions: CDPSession[]
}

const CHILDREN = { autoAttach: true, waitForDebuggerOnStart: true, flatten: true }

export function launchForPage(request: CaptureRequest, args: readonly string[], signal: AbortSignal): Promise<LaunchedBrowser> {
  return launchBrowser(request.browser, {
    purpose: 'hostile',
    group: 'ours',
    managePages: false,
    acceptLanguages: request.languages,
    signal,
    args,
  })
}

/** An empty page in a browser of its own. `refuse` is told when the page led where it may not. */
export async function openSight(
  launched: LaunchedBrowser,
  request: CaptureRequest,
  guard: AddressGuard,
  egress: Egress,
  notes: Notes,
  refuse: (refusal: Refusal) => void,
): Promise<Sight> {
  const { viewport } = request
  const page = await firstPage(launched, viewport)
  const { session, targetId } = page
  const world = new World(session, targetId)
  const recorder = new Recorder(targetId, egress, true)
  const exact = new ExactBodies(launched.control)
  const gate = new RequestGate(launched.control, guard, egress, exact, (frameId) => frameId === targetId, refuse)
  const hazards = new Hazards(launched, page)
  const loading = new Loading({ session, world, recorder, hazards, notes, egress })
  const band = new Band(launched, () => hazards.open(() => openPage(launched, { width: viewport.width, height: 60 })))
  const sight: Sight = {
    way: 'link',
    recordedFrom: 'load',
    profile: 'fresh',
    launched,
    egress,
    page,
    world,
    recorder,
    exact,
    bodies: new Bodies(recorder, exact, false),
    gate,
    readOnly: null,
    hazards,
    loading,
    band,
    sessions: [session],
  }
  const watching = watchNetwork(session, recorder, sight.sessions)
  await Promise.all([gate.open(), session.send('Page.enable'), watching])
  await hazards.watch(true)
  return sight
}

/** Listens to a page and to whatever frames and workers it has or will have; `sessions` grows with them. */
export async function watchNetwork(session: CDPSession, recorder: Recorder, sessions: CDPSession[]): Promise<void> {
  recorder.attach(session)
  followChildren(session, recorder, sessions)
  await Promise.all([session.send('Network.enable', KEEP_BODIES), session.send('Target.setAutoAttach', CHILDREN)])
}

/** Frames of other processes and workers wait for us; everything is sent before they are let go, or nothing moves. */
function followChildren(parent: CDPSession, recorder: Recorder, sessions: CDPSession[]): void {
  parent.on('sessionattached', (child) => {
    const quietly = (sent: Promise<unknown>) => void sent.catch(() => undefined)
    recorder.attach(child)
    followChildren(child, recorder, sessions)
    if (sessions.length < 200) sessions.push(child)
    child.on('Inspector.targetCrashed', () => {
      recorder.crashed++
      if (sessions.includes(child)) sessions.splice(sessions.indexOf(child), 1)
    })
    quietly(child.send('Inspector.enable'))
    quietly(child.send('Network.enable', KEEP_BODIES))
    quietly(child.send('Target.setAutoAttach', CHILDREN))
    quietly(child.send('Runtime.runIfWaitingForDebugger'))
  })
}
