import { setTimeout as after } from 'node:timers/promises'
import { findBrowser, type FoundBrowser } from '../../electron/services/browser/index.ts'
import {
  type CaptureBounds,
  type CaptureOutcome,
  type CaptureRequest,
  DEFAULT_BOUNDS,
  forkChild,
  Provenance,
  runCapture,
  type StepProgress,
} from '../../electron/services/capture/index.ts'

const child = new URL('../../electron/services/capture/child.ts', import.meta.url)
export const spawnCapture = forkChild({ capture: child, preview: child, comparison: child, table: child })

let found: Promise<FoundBrowser | null> | undefined

export async function testBrowser(): Promise<FoundBrowser> {
  found ??= findBrowser({ bundled: true })
  const browser = await found
  if (!browser) throw new Error('these tests need a browser')
  return browser
}

/** What an officer may choose for an acquisition. */
export type Choices = Partial<Pick<CaptureRequest, 'banner' | 'record' | 'outside'>>

export async function captureRequest(url: string, bounds: Partial<CaptureBounds> = {}, choices: Choices = {}): Promise<CaptureRequest> {
  return {
    url,
    allowPrivate: true,
    browser: await testBrowser(),
    toolVersion: 'test',
    bandLabel: 'Ritad av Bevisvalv',
    languages: 'sv-SE,sv,en',
    bounds: { ...DEFAULT_BOUNDS, ms: 90_000, loadMs: 20_000, ...bounds },
    viewport: { width: 1280, height: 2000 },
    banner: 'leave',
    record: false,
    outside: { clocks: [], beacons: [] },
    ...choices,
  }
}

export interface Captured {
  outcome: CaptureOutcome
  artefacts: Map<string, Buffer>
  steps: StepProgress[]
  provenance: Provenance
  codes: string[]
}

export interface CaptureTestOptions extends Choices {
  bounds?: Partial<CaptureBounds>
  signal?: AbortSignal
  onStep?: (progress: StepProgress) => void
}

/** The whole way: a child process, a real browser, everything kept. */
export async function capturePage(url: string, options: CaptureTestOptions = {}): Promise<Captured> {
  const artefacts = new Map<string, Buffer>()
  const steps: StepProgress[] = []
  const { bounds, signal, onStep, ...choices } = options
  const outcome = await runCapture({
    request: await captureRequest(url, bounds, choices),
    spawn: spawnCapture,
    signal: signal ?? new AbortController().signal,
    onStep: (progress) => {
      steps.push(progress)
      onStep?.(progress)
    },
    onArtefact: async (name, _mediaType, chunks) => void artefacts.set(name, await collect(chunks)),
  })
  const provenance = Provenance.parse(JSON.parse(artefacts.get('provenance.json')?.toString() ?? 'null'))
  return { outcome, artefacts, steps, provenance, codes: outcome.completeness.notes.map((note) => note.code) }
}

export async function collect(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const chunk of chunks) parts.push(chunk)
  return Buffer.concat(parts)
}

/** Waits until `check` holds, for what only the operating system can tell; fails after 10 s. */
export async function eventually(check: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (await check()) return
    await after(50)
  }
  throw new Error('it never came about')
}
