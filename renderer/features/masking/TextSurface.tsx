import { type KeyboardEvent, memo, type Ref, useCallback, useEffect, useImperativeHandle, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { visible } from '../../../shared/encoding/index.ts'
import type { PieceRange } from '../../../shared/model/index.ts'
import { indexAt, inParts, piecesAt, type Stretches, trimmed } from './stretches.ts'
import css from './masking.module.css'

/** Characters after which a block ends at the next line, and those after which it ends anyway. */
const [BLOCK, LONGEST] = [1500, 20_000]

export interface Cursor {
  /** Marks a stretch, goes there and takes the focus. */
  mark(range: PieceRange): void
}

export interface TextSurfaceProps {
  pieces: readonly string[]
  starts: readonly number[]
  covered: Stretches
  /** Id of what says which keys there are. */
  hint: string
  ref: Ref<Cursor>
  /** Whole words; null: no word is marked. */
  onPick(range: PieceRange | null): void
  /** By Enter. */
  onToggle(): void
}

/**
 * The text of the evidence with a caret, so that it is marked by mouse and keys as anywhere else. It can't be changed: every
 * input is refused before it is one. Strangers wrote it, so it is text and never markup.
 */
export function TextSurface({ pieces, starts, covered, hint, ref, onPick, onToggle }: TextSurfaceProps) {
  const { t } = useTranslation()
  const root = useRef<HTMLDivElement>(null)
  const picked = useRef<{ from: number; to: number } | null>(null)
  // Some ways of writing change the page before they can be refused: then all of it is drawn anew.
  const [epoch, setEpoch] = useState(0)
  const blocks = useMemo(() => blocksOf(pieces), [pieces])
  const parts = useMemo(() => inParts(covered, blocks), [covered, blocks])

  const put = useCallback((from: number, to: number) => {
    const [start, end] = [root.current && placeOf(root.current, from), root.current && placeOf(root.current, to)]
    if (start && end) window.getSelection()?.setBaseAndExtent(start.node, start.offset, end.node, end.offset)
  }, [])
  useEffect(() => {
    const read = () => {
      const selection = window.getSelection()
      const within = root.current
      if (selection === null || within === null || !within.contains(selection.anchorNode) || !within.contains(selection.focusNode)) return
      const [a, b] = [offsetOf(selection.anchorNode, selection.anchorOffset), offsetOf(selection.focusNode, selection.focusOffset)]
      if (a === null || b === null) return
      picked.current = { from: Math.min(a, b), to: Math.max(a, b) }
      onPick(trimmed(pieces, piecesAt(starts, picked.current.from, picked.current.to)))
    }
    document.addEventListener('selectionchange', read)
    return () => document.removeEventListener('selectionchange', read)
  }, [pieces, starts, onPick])
  useEffect(() => {
    const within = root.current
    const refuse = (event: Event) => event.preventDefault()
    const redraw = () => setEpoch((before) => before + 1)
    within?.addEventListener('beforeinput', refuse)
    within?.addEventListener('dragstart', refuse)
    within?.addEventListener('compositionend', redraw)
    return () => {
      within?.removeEventListener('beforeinput', refuse)
      within?.removeEventListener('dragstart', refuse)
      within?.removeEventListener('compositionend', redraw)
    }
  }, [epoch])
  // What was marked is other nodes now.
  useLayoutEffect(() => {
    if (picked.current !== null && document.activeElement === root.current) put(picked.current.from, picked.current.to)
  }, [covered, epoch, put])
  useImperativeHandle(
    ref,
    () => ({
      mark([from, to]) {
        root.current?.focus({ preventScroll: true })
        put(starts[from] ?? 0, starts[to] ?? 0)
        window.getSelection()?.anchorNode?.parentElement?.scrollIntoView({ block: 'center' })
      },
    }),
    [put, starts],
  )
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    onToggle()
  }
  return (
    <div
      key={epoch}
      ref={root}
      className={css['text']}
      contentEditable
      suppressContentEditableWarning
      spellCheck={false}
      translate="no"
      inputMode="none"
      role="textbox"
      tabIndex={0}
      aria-multiline
      aria-readonly
      aria-label={t('masking.text.label')}
      aria-describedby={hint}
      onKeyDown={onKeyDown}
    >
      {blocks.map(([from, to], block) => (
        <Block key={from} pieces={pieces} starts={starts} from={from} to={to} covered={parts[block] ?? []} />
      ))}
    </div>
  )
}

interface BlockProps {
  pieces: readonly string[]
  starts: readonly number[]
  from: number
  to: number
  covered: Stretches
}

const Block = memo(
  function Block({ pieces, starts, from, to, covered }: BlockProps) {
    return (
      <div className={css['block']} dir="auto">
        {runs(pieces, from, to, covered).map((run) => {
          const shown = visible(pieces.slice(run.from, run.to).join(''), { lines: true })
          const place = { 'data-at': starts[run.from], 'data-length': (starts[run.to] ?? 0) - (starts[run.from] ?? 0) }
          return run.covered ? (
            <mark key={run.from} {...place}>
              {shown}
            </mark>
          ) : (
            <span key={run.from} {...place}>
              {shown}
            </span>
          )
        })}
      </div>
    )
  },
  (a, b) => a.pieces === b.pieces && a.from === b.from && a.to === b.to && String(a.covered) === String(b.covered),
)

/** Ends of lines, so that a block is as it would be within the whole. */
function blocksOf(pieces: readonly string[]): PieceRange[] {
  const blocks: PieceRange[] = []
  let [from, length] = [0, 0]
  for (const [index, piece] of pieces.entries()) {
    length += piece.length
    if ((length < BLOCK || !piece.includes('\n')) && length < LONGEST) continue
    blocks.push([from, index + 1])
    from = index + 1
    length = 0
  }
  return from < pieces.length ? [...blocks, [from, pieces.length]] : blocks
}

/** What stands in one node: alike, and with a character on the screen for each of the text unless it is a single piece. */
function runs(pieces: readonly string[], from: number, to: number, covered: Stretches): { from: number; to: number; covered: boolean }[] {
  const plain = (piece: string) => visible(piece, { lines: true }) === piece
  const allPlain = plain(pieces.slice(from, to).join(''))
  const found: { from: number; to: number; covered: boolean; plain: boolean }[] = []
  let next = 0
  for (let at = from; at < to; at += 1) {
    while ((covered[next]?.[1] ?? Infinity) <= at) next += 1
    const run = { from: at, to: at + 1, covered: (covered[next]?.[0] ?? Infinity) <= at, plain: allPlain || plain(pieces[at] ?? '') }
    const last = found.at(-1)
    if (last !== undefined && last.plain && run.plain && last.covered === run.covered) last.to = at + 1
    else found.push(run)
  }
  return found
}

/** Where in the whole text a place on the screen is. */
function offsetOf(node: Node | null, offset: number): number | null {
  if (node === null) return null
  if (node.nodeType !== Node.TEXT_NODE) {
    const child = node.childNodes[offset] ?? null
    if (child !== null) return firstAt(child) ?? offsetOf(child, 0)
    return lastAt(node)
  }
  const run = node.parentElement?.closest<HTMLElement>('[data-at]')
  if (run === null || run === undefined) return null
  return Number(run.dataset['at']) + Math.min(offset, Number(run.dataset['length']))
}

function firstAt(node: Node): number | null {
  if (!(node instanceof HTMLElement)) return null
  const run = node.matches('[data-at]') ? node : node.querySelector<HTMLElement>('[data-at]')
  return run === null ? null : Number(run.dataset['at'])
}

function lastAt(node: Node): number | null {
  if (!(node instanceof HTMLElement)) return null
  const run = node.matches('[data-at]') ? node : [...node.querySelectorAll<HTMLElement>('[data-at]')].at(-1)
  return run === undefined ? null : Number(run.dataset['at']) + Number(run.dataset['length'])
}

function placeOf(root: HTMLElement, at: number): { node: Node; offset: number } | null {
  const all = [...root.querySelectorAll<HTMLElement>('[data-at]')]
  const run = all[indexAt([...all.map(({ dataset }) => Number(dataset['at'])), Infinity], at)]
  const node = run?.firstChild
  if (run === undefined || !node) return null
  return { node, offset: Math.min(at - Number(run.dataset['at']), node.textContent?.length ?? 0) }
}
