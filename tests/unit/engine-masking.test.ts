import { describe, expect, it } from 'vitest'
import type { Context } from '../../electron/engine/context.ts'
import { maskingHandlers } from '../../electron/engine/handlers/masking.ts'
import type { Session } from '../../electron/engine/session.ts'
import { ExhibitId, type CaseId, type ExhibitKind, type MaskPart } from '../../shared/model/index.ts'

const id = (number: number) => ExhibitId.parse(`x-${String(number).padStart(32, '0')}`)
const PICTURE: MaskPart = { kind: 'picture', name: 'screenshot.png', width: 100, height: 100, root: 'a'.repeat(64) }
const TEXT: MaskPart = { kind: 'text', name: 'page.txt', pieces: 3, root: 'b'.repeat(64) }

const CALLER = 'renderer' as const

/** Each with what its acquisition committed to. */
const EXHIBITS: readonly { kind: ExhibitKind; parts: readonly MaskPart[] }[] = [
  { kind: 'capture', parts: [PICTURE, { ...PICTURE, name: 'window.png' }, TEXT] },
  { kind: 'file', parts: [] },
  { kind: 'comparison', parts: [PICTURE, TEXT] },
  { kind: 'received', parts: [TEXT] },
  { kind: 'note', parts: [TEXT] },
]

function handlers() {
  const rows = EXHIBITS.map(({ kind }, i) => ({ id: id(i + 1), number: i + 1, kind }))
  const written: unknown[] = []
  const session = {
    evidence: { list: () => rows, get: (wanted: string) => rows.find((row) => row.id === wanted), committed: () => ({ kind: 'capture', acquiredAt: '2026-11-22T14:00:00.000Z' }) },
    masking: () => ({ parts: ({ number }: { number: number }) => EXHIBITS[number - 1]?.parts ?? [] }),
    ledger: { commit: (...given: unknown[]) => (written.push(given), { seq: 7 }) },
  } as unknown as Session
  const context = { during: async <T>(work: (session: Session) => Promise<T>) => work(session) } as unknown as Context
  return { ...maskingHandlers(context), written }
}

describe('what can be masked', () => {
  it('is told of each exhibit that it is possible for, before anybody looks at one', async () => {
    expect(await handlers()['masking.possible']({ case: 'c' as CaseId }, CALLER)).toEqual([
      { exhibit: id(1), pictures: 2, texts: 1 },
      { exhibit: id(5), pictures: 0, texts: 1 },
    ])
  })

  it.each([2, 3, 4])('is nothing of exhibit %i: what came from elsewhere, or was loaded for a witness, goes whole or not at all', async (number) => {
    const engine = handlers()
    const refused = { code: 'masking.not-possible' }
    await expect(engine['masking.open']({ exhibit: id(number) }, CALLER)).rejects.toMatchObject(refused)
    const input = { exhibit: id(number), title: 'T', address: null, reason: 'R', shown: [{ kind: 'text' as const, name: 'page.txt', covered: [] }] }
    await expect(engine['masking.record'](input, CALLER)).rejects.toMatchObject(refused)
    expect(engine.written).toEqual([])
    // So that it would have been written.
    await engine['masking.record']({ ...input, exhibit: id(5) }, CALLER)
    expect(engine.written).toHaveLength(1)
  })
})
