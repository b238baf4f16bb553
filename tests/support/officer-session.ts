import type { LaunchedBrowser } from '../../electron/services/browser/index.ts'
import { DEFAULT_BOUNDS, Provenance } from '../../electron/services/capture/index.ts'
import { OfficerSession } from '../../electron/services/capture/session.ts'
import type { SessionState } from '../../electron/services/capture/session-types.ts'
import { collect, eventually, testBrowser } from './capture.ts'

/** A browser for an own login, without a screen, with one tab. */
export interface Opened {
  session: OfficerSession
  launched: LaunchedBrowser
  state(): SessionState
}

const order = { toolVersion: 'test', bandLabel: 'Ritad av Bevisvalv', bounds: { ...DEFAULT_BOUNDS, ms: 90_000 }, banner: 'leave' as const, record: false, outside: { clocks: [], beacons: [] } }

export async function openSession(url: string, { keep = false, login = null as Uint8Array | null } = {}): Promise<Opened> {
  let launched: LaunchedBrowser | null = null
  let state: SessionState = { mode: 'login', tabs: [], writesBlocked: 0, picked: null }
  const request = { url, visible: false, keep, allowPrivate: true, browser: await testBrowser(), languages: 'sv-SE,sv,en' }
  const ports = { login, onState: (next: SessionState) => (state = next), onLaunched: (found: LaunchedBrowser) => (launched = found) }
  const session = await OfficerSession.open(request, ports, new AbortController().signal)
  if (!launched) throw new Error('no browser')
  await eventually(() => state.tabs.length === 1)
  return { session, launched, state: () => state }
}

/** `tab`: the first, if none is named. */
export async function captureTab({ session, state }: Opened, more: Partial<typeof order> = {}, tab = state().tabs[0]?.id ?? '') {
  const artefacts = new Map<string, Buffer>()
  const ports = { report: () => undefined, send: async (name: string, _type: string, chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>) => void artefacts.set(name, await collect(chunks)), signal: new AbortController().signal }
  const outcome = await session.capture({ ...order, ...more, tab }, ports)
  const provenance = Provenance.parse(JSON.parse(artefacts.get('provenance.json')?.toString() ?? 'null'))
  return { outcome, artefacts, provenance, codes: outcome.completeness.notes.map(({ code }) => code) }
}
