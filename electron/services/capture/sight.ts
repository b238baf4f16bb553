import type { Refusal } from '../../../shared/contract/errors.ts'
import { type CDPSession, firstPage, launchBrowser, type LaunchedBrowser, openPage, type RawPage } from '../browser/index.ts'
import type { AddressGuard } from './addresses.ts'
import type { Egress } from './egress.ts'
import { RequestGate } from './gate.ts'
import { Hazards } from './hazards.ts'
import { Loading } from './load.ts'
import { Recorder } from './recorder.ts'
import type { Notes } from './steps.ts'
import type { CaptureRequest } from './types.ts'
import { World } from './world.ts'

/** An empty page with everything around it that watches and guards it. */
export interface Sight {
  launched: LaunchedBrowser
  egress: Egress
  page: RawPage
  world: World
  recorder: Recorder
  gate: RequestGate
  hazards: Hazards
  loading: Loading
  /** For the band over the window picture; a window takes its time, so it is opened while the page settles. */
  band: () => Promise<RawPage>
  /** Of the page itself, then frames of other processes and workers. */
  sessions: CDPSession[]
}

/** Bodies aren't asked for: the browser needn't keep them. */
const NO_BODIES = { maxTotalBufferSize: 0, maxResourceBufferSize: 0 }
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

/** `refuse` is told when the page led where it may not. */
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
  const recorder = new Recorder(targetId, egress)
  const gate = new RequestGate(launched.control, targetId, guard, refuse)
  const hazards = new Hazards(launched, page)
  const loading = new Loading({ session, world, recorder, hazards, notes, egress })
  let opened: Promise<RawPage> | undefined
  const band = () => {
    opened ??= hazards.open(() => openPage(launched, { width: viewport.width, height: 60 }))
    opened.catch(() => undefined)
    return opened
  }
  const sight: Sight = { launched, egress, page, world, recorder, gate, hazards, loading, band, sessions: [session] }
  recorder.attach(session, 'page')
  followChildren(sight, session)
  await Promise.all([
    gate.open(),
    session.send('Page.enable'),
    session.send('Network.enable', NO_BODIES),
    session.send('Target.setAutoAttach', CHILDREN),
  ])
  await hazards.watch()
  return sight
}

/** Frames of other processes and workers wait for us; everything is sent before they are let go, or nothing moves. */
function followChildren(sight: Sight, parent: CDPSession): void {
  parent.on('sessionattached', (child) => {
    const quietly = (sent: Promise<unknown>) => void sent.catch(() => undefined)
    sight.recorder.attach(child, child.id())
    followChildren(sight, child)
    if (sight.sessions.length < 200) sight.sessions.push(child)
    quietly(child.send('Network.enable', NO_BODIES))
    quietly(child.send('Target.setAutoAttach', CHILDREN))
    quietly(child.send('Runtime.runIfWaitingForDebugger'))
  })
}
