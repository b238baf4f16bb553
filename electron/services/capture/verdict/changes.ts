import type { NoteCode } from '../types.ts'

export interface Changes {
  count: number
  /** `before → after` */
  examples: string[]
}

/**
 * Counts texts that the page changes where they stand (runs in the page). What is added below or taken away isn't
 * counted: lists do that as they are scrolled.
 */
export function watchChanges(): void {
  const store = window as unknown as { changes?: { count: number; examples: string[] } }
  const changes = { count: 0, examples: [] as string[] }
  store.changes = changes
  const short = (text: string | null | undefined) => (text ?? '').replace(/\s+/g, ' ').trim().slice(0, 120)
  const changed = (before: string, after: string) => {
    if (before === after || before.length < 2) return
    changes.count++
    if (changes.examples.length < 10) changes.examples.push(`${before} → ${after}`)
  }
  new MutationObserver((records) => {
    for (const record of records) {
      if (record.type === 'characterData') changed(short(record.oldValue), short(record.target.nodeValue))
      const [removed, ...more] = record.removedNodes
      const [added] = record.addedNodes
      const isText = removed?.nodeType === Node.TEXT_NODE && added?.nodeType === Node.TEXT_NODE
      if (record.type === 'childList' && isText && more.length === 0) changed(short(removed.nodeValue), short(added.nodeValue))
    }
  }).observe(document.documentElement.ownerDocument, { subtree: true, childList: true, characterData: true, characterDataOldValue: true })
}

/** Runs in the page, after {@link watchChanges}. */
export function changesSeen(): Changes {
  return (window as unknown as { changes?: Changes }).changes ?? { count: 0, examples: [] }
}

export function judgeChanges({ count, examples }: Changes): { code: NoteCode; detail: string } | null {
  return count === 0 ? null : { code: 'changed-while', detail: `${count}: ${examples.slice(0, 3).join('; ')}` }
}
