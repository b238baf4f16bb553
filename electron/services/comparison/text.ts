import { MAX_DIFFERENCES, type Comparison, type TextDifference } from '../../../shared/model/index.ts'
import { align, numbering, type Hunk } from './align.ts'
import { alike, clip, fold } from './words.ts'

/** Longest that two texts are aligned, in ms. */
const PATIENCE_MS = 10_000
/** Pairs of lines that are looked at for being alike, in all; each costs at most some 0.1 ms. */
const MAX_PAIRS = 20_000

interface Line {
  text: string
  /** From 1, blank lines counted, so that it is found again in the file. */
  number: number
}

/**
 * Which lines of two texts differ. White space is folded and blank lines don't count; nothing else is forgiven, signs that can't
 * be seen included. A line that was moved is gone at one place and new at another. Both texts are hostile.
 */
export function compareText(saved: string, loaded: string): Comparison['text'] {
  const number = numbering()
  const [before, after] = [linesOf(saved), linesOf(loaded)]
  const counts = { savedLines: before.length, loadedLines: after.length }
  const aligned = align(before.map(({ text }) => number(text)), after.map(({ text }) => number(text)), PATIENCE_MS)
  if (typeof aligned === 'string') return { result: 'not-compared', why: aligned, total: 0, ...counts, list: [] }

  const end = (before.at(-1)?.number ?? 0) + 1
  const budget = { pairs: MAX_PAIRS }
  const list: TextDifference[] = []
  let total = 0
  for (const hunk of aligned.hunks) {
    for (const difference of differencesIn(hunk, before, after, end, budget)) {
      total += 1
      if (list.length < MAX_DIFFERENCES) list.push(difference)
    }
  }
  return { result: total === 0 ? 'same' : 'differs', why: null, total, ...counts, list }
}

function linesOf(text: string): Line[] {
  const lines: Line[] = []
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    const folded = fold(line)
    if (folded !== '') lines.push({ text: folded, number: index + 1 })
  }
  return lines
}

/** In reading order: lines that are alike are one that was edited, the others went or came. */
function* differencesIn(hunk: Hunk, before: Line[], after: Line[], end: number, budget: { pairs: number }): Generator<TextDifference> {
  const gone = before.slice(hunk.saved.top, hunk.saved.top + hunk.saved.count)
  const came = after.slice(hunk.loaded.top, hunk.loaded.top + hunk.loaded.count)
  const nextLine = before[hunk.saved.top + hunk.saved.count]?.number ?? end
  let at = 0
  for (const line of gone) {
    const partner = partnerOf(line.text, came, at, budget)
    if (partner === null) {
      yield { kind: 'gone', saved: clip(line.text), loaded: '', line: line.number }
      continue
    }
    for (; at < partner; at += 1) yield { kind: 'new', saved: '', loaded: clip(came[at]?.text ?? ''), line: line.number }
    yield { kind: 'edited', ...clipPair(line.text, came[partner]?.text ?? ''), line: line.number }
    at = partner + 1
  }
  for (; at < came.length; at += 1) yield { kind: 'new', saved: '', loaded: clip(came[at]?.text ?? ''), line: nextLine }
}

function partnerOf(text: string, candidates: Line[], from: number, budget: { pairs: number }): number | null {
  for (let at = from; at < candidates.length && budget.pairs > 0; at += 1) {
    budget.pairs -= 1
    if (alike(text, candidates[at]?.text ?? '')) return at
  }
  return null
}

/** Two long lines that begin alike are cut to where they differ. */
function clipPair(saved: string, loaded: string): { saved: string; loaded: string } {
  const length = Math.min(saved.length, loaded.length)
  let first = 0
  while (first < length && saved[first] === loaded[first]) first += 1
  const from = first > 400 ? first - 60 : 0
  return { saved: clip(saved, from), loaded: clip(loaded, from) }
}
