import { el } from './dom.ts'
import { type Texts, fill } from './texts.ts'

/** Drawn at once. A bundle may be made to hold very many of anything. */
const AT_ONCE = 100

/** A list that draws more on request. */
export function longList<T>(kind: 'ul' | 'ol', name: string, items: readonly T[], draw: (item: T) => HTMLElement, t: Texts): HTMLElement {
  const list = el(kind, { class: name })
  let drawn = 0
  const buttons = el('div', { class: 'buttons' })
  const show = (count: number) => {
    const rows = items.slice(drawn, drawn + count).map(draw)
    drawn += rows.length
    list.append(...rows)
    const left = items.length - drawn
    buttons.replaceChildren(...(left === 0 ? [] : [button(fill(t.more.more, { count: Math.min(AT_ONCE, left), total: items.length }), AT_ONCE), button(fill(t.more.all, { total: items.length }), left)]))
    return rows[0]
  }
  const button = (label: string, count: number) => {
    const one = el('button', { type: 'button' }, label)
    one.addEventListener('click', () => {
      const first = show(count)
      // The keyboard goes on where the new ones begin.
      first?.setAttribute('tabindex', '-1')
      first?.focus()
    })
    return one
  }
  show(AT_ONCE)
  return el('div', {}, list, buttons)
}
