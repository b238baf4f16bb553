import { useMemo, useReducer } from 'react'
import type { MaskingView } from '../../../shared/contract/index.ts'
import type { Cover, PieceRange, TileRect } from '../../../shared/model/index.ts'
import { merged } from './stretches.ts'

export interface PicturePart {
  kind: 'picture'
  name: string
  width: number
  height: number
  shown: boolean
  covered: readonly TileRect[]
}
export interface TextPart {
  kind: 'text'
  name: string
  pieces: readonly string[]
  shown: boolean
  covered: readonly PieceRange[]
}
/** What of an exhibit can be covered in parts. */
export type Part = PicturePart | TextPart
type Parts = readonly Part[]

interface History {
  before: readonly Parts[]
  now: Parts
  after: readonly Parts[]
  /** Changes in a row with the same tag are one step back. */
  tag: string | null
}
type Change = { to: (parts: Parts) => Parts; tag: string | null } | 'undo' | 'redo'

/** Steps back that are kept; each shares what it didn't change. */
const DEPTH = 500

function reduce(history: History, change: Change): History {
  const { before, now, after } = history
  if (change === 'undo') {
    const last = before.at(-1)
    return last === undefined ? history : { before: before.slice(0, -1), now: last, after: [now, ...after], tag: null }
  }
  if (change === 'redo') {
    const [next, ...rest] = after
    return next === undefined ? history : { before: [...before, now], now: next, after: rest, tag: null }
  }
  const next = change.to(now)
  if (next === now) return history
  const same = change.tag !== null && change.tag === history.tag
  return { before: same ? before : [...before, now].slice(-DEPTH), now: next, after: [], tag: change.tag }
}

export interface Covers {
  parts: Parts
  /** `tag`: what belongs together when it is taken back. */
  change(name: string, to: Partial<Pick<Part, 'shown'>> & { covered?: readonly (TileRect | PieceRange)[] }, tag?: string): void
  /** Of several texts at once. */
  coverTexts(to: (part: TextPart) => readonly PieceRange[]): void
  undo: (() => void) | null
  redo: (() => void) | null
  changed: boolean
}

export function useCovers(view: MaskingView): Covers {
  const first = useMemo<Parts>(() => [...view.pictures.map((each) => ({ kind: 'picture' as const, ...each })), ...view.texts.map((each) => ({ kind: 'text' as const, ...each, covered: merged(each.covered) }))], [view])
  const whole = useMemo(() => JSON.stringify(coversOf(first)), [first])
  const [history, send] = useReducer(reduce, { before: [], now: first, after: [], tag: null })
  const changed = useMemo(() => JSON.stringify(coversOf(history.now)) !== whole, [history.now, whole])
  return {
    parts: history.now,
    change: (name, to, tag) => send({ tag: tag ?? null, to: (parts) => parts.map((part) => (part.name === name ? ({ ...part, ...to } as Part) : part)) }),
    coverTexts: (to) => send({ tag: null, to: (parts) => parts.map((part) => (part.kind === 'text' && part.shown ? { ...part, covered: to(part) } : part)) }),
    undo: history.before.length > 0 ? () => send('undo') : null,
    redo: history.after.length > 0 ? () => send('redo') : null,
    changed,
  }
}

/** As it is recorded: what isn't shown isn't named. */
export function coversOf(parts: Parts): Cover[] {
  return parts.flatMap((part): Cover[] => {
    if (!part.shown) return []
    const { name } = part
    return part.kind === 'picture' ? [{ name, kind: 'picture', covered: [...part.covered] }] : [{ name, kind: 'text', covered: [...part.covered] }]
  })
}
