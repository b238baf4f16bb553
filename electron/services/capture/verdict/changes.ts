import type { NoteCode } from '../types.ts'

export interface Changes {
  /** Texts that were changed where they stand. */
  count: number
  /** `before → after` */
  examples: string[]
  /** Nodes that came and may show something. */
  added: number
  /** Of the first screen: how much of it what came now covers, 0–1, and what that says. */
  filled: { covers: number; words: string }
}

interface Watch {
  observer: MutationObserver
  count: number
  examples: string[]
  added: number
  fresh: Set<Element>
}

/**
 * Counts texts that the page changes where they stand, and remembers what it adds (runs in the page). Called again, it
 * begins anew. What is added below or taken away isn't a change: lists do that as they are scrolled.
 */
export function watchChanges(): void {
  const store = window as unknown as { changes?: Watch }
  store.changes?.observer.disconnect()
  const short = (text: string | null | undefined) => (text ?? '').replace(/\s+/g, ' ').trim().slice(0, 120)
  const changed = (before: string, after: string) => {
    if (before === after || before.length < 2) return
    changes.count++
    if (changes.examples.length < 10) changes.examples.push(`${before} → ${after}`)
  }
  const gone = new Set<string>()
  const observer = new MutationObserver((records) => {
    for (const record of records) {
      if (record.type === 'characterData') changed(short(record.oldValue), short(record.target.nodeValue))
      const [removed, ...more] = record.removedNodes
      const [added] = record.addedNodes
      const isText = removed?.nodeType === Node.TEXT_NODE && added?.nodeType === Node.TEXT_NODE
      if (record.type === 'childList' && isText && more.length === 0) changed(short(removed.nodeValue), short(added.nodeValue))
      // A list that puts back what it took away brings nothing new.
      for (const node of record.removedNodes) if (gone.size < 20_000) gone.add(short(node.textContent))
      for (const node of record.addedNodes) {
        const element = node instanceof Element ? node : null
        if (element && gone.has(short(element.textContent))) continue
        if (element ? element.matches('script, style, link, meta') : short(node.nodeValue) === '') continue
        changes.added++
        if (element && changes.fresh.size < 2000) changes.fresh.add(element)
      }
    }
  })
  const changes: Watch = { observer, count: 0, examples: [], added: 0, fresh: new Set() }
  store.changes = changes
  observer.observe(document.documentElement.ownerDocument, { subtree: true, childList: true, characterData: true, characterDataOldValue: true })
}

/** Runs in the page, after {@link watchChanges}; `filled` is worked out where the page now stands. */
export function changesSeen(): Changes {
  const { changes } = window as unknown as { changes?: Watch }
  const { count = 0, examples = [], added = 0, fresh = new Set<Element>() } = changes ?? {}
  const area = Math.max(1, window.innerWidth * window.innerHeight)
  let covers = 0
  const words: string[] = []
  const counted = new Set<Element>()
  for (const element of fresh) {
    if (!element.isConnected || [...counted].some((each) => each.contains(element))) continue
    const box = element.getBoundingClientRect()
    const width = Math.min(box.right, window.innerWidth) - Math.max(box.left, 0)
    const height = Math.min(box.bottom, window.innerHeight) - Math.max(box.top, 0)
    if (width < 2 || height < 2 || !element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })) continue
    const said = (element instanceof HTMLElement ? element.innerText : '').replace(/\s+/g, ' ').trim()
    const shows = 'img, picture, svg, canvas, video, iframe'
    if (said === '' && !element.matches(shows) && !element.querySelector(shows)) continue
    if (counted.size < 200) counted.add(element)
    covers = Math.min(1, covers + (width * height) / area)
    if (words.length < 3 && said !== '') words.push(said.slice(0, 80))
  }
  return { count, examples, added, filled: { covers, words: words.join(' / ') } }
}

/** More of a screen than this is not a detail, share. */
const MUCH = 0.2

export function judgeChanges({ count, examples, filled }: Changes): { code: NoteCode; detail: string }[] {
  const share = `+ ${Math.round(filled.covers * 100)} %`
  const added = filled.words === '' ? share : `${share}: ${filled.words}`
  const found: { code: NoteCode; detail: string }[] = []
  if (count > 0) found.push({ code: 'changed-while', detail: `${count}: ${examples.slice(0, 3).join('; ')}` })
  else if (filled.covers >= 0.01 && filled.covers < MUCH) found.push({ code: 'changed-while', detail: added })
  // The pictures show the page as it was before.
  if (filled.covers >= MUCH) found.push({ code: 'settle-slow', detail: added })
  return found
}
