import type { BundleFile } from '../../contract/index.ts'
import { visible } from '../../encoding/index.ts'
import type { Language } from '../../model/index.ts'
import { el } from './dom.ts'
import { MAX_PIXELS, pictureOf } from './picture.ts'
import { type Texts, fill, showNumber } from './texts.ts'

/** Content of an exhibit: hostile bytes. Nothing but decoded rasters and plain text comes of them. */

export type Kind = 'picture' | 'text'

/** Bytes. What is larger isn't shown here. */
const MAX_BYTES = { picture: 64 * 1024 * 1024, text: 16 * 1024 * 1024 }
/** Characters of a text that are drawn. */
const MAX_TEXT = 100_000

const PICTURE = /\.(png|jpe?g)$/i
const TEXT = /\.(txt|html?|json|jsonl|eml|csv|pem|mhtml|xml|vtt|srt|md)$/i

/** How a file could be shown, by its name; the content has the last word. Null: not here. */
export const kindOf = ({ name }: Pick<BundleFile, 'name'>): Kind | null => (PICTURE.test(name) ? 'picture' : TEXT.test(name) ? 'text' : null)

interface Covered {
  kind: Kind
  name: string
  bytes: number
  /** The bundle doesn't hold, though this file does. */
  doubtful: boolean
  language: Language
  t: Texts
  get: () => Promise<Uint8Array<ArrayBuffer> | null>
  close: () => void
}

/** A cover with a way to lift it; nothing has been read yet. */
export function coveredView({ kind, name, bytes, doubtful, language, t, get, close }: Covered): HTMLElement {
  const words = t.more.exhibits
  const button = (label: string, act: () => void) => {
    const one = el('button', { type: 'button' }, label)
    one.addEventListener('click', act)
    return one
  }
  const warning = doubtful ? el('p', { class: 'problem' }, words.doubt) : null
  const box = el('div', { class: 'content', tabindex: '-1', role: 'group', 'aria-label': name })
  const put = (...children: readonly (Node | string)[]) => box.replaceChildren(...(warning === null ? [] : [warning]), ...children)
  const closing = button(words.close, () => {
    box.querySelectorAll('img').forEach(({ src }) => URL.revokeObjectURL(src))
    close()
  })
  const see = async () => {
    const status = el('p', { role: 'status' }, words.opening)
    put(status, closing)
    const content = await get()
    // Closed meanwhile.
    if (!box.isConnected) return
    if (content === null) put(el('p', { class: 'problem', role: 'alert' }, words.changed), closing)
    else put(closing, kind === 'picture' ? pictureView(content, name, t) : textView(content, name, language, t))
    box.focus()
  }
  if (bytes > MAX_BYTES[kind]) put(el('p', {}, words.tooLarge), closing)
  else put(el('p', {}, words.cover), el('div', { class: 'buttons' }, button(words.see, () => void see()), closing))
  return box
}

/** Decoded by the browser as a raster of the kind that its first bytes say, whatever its name. */
function pictureView(content: Uint8Array<ArrayBuffer>, name: string, t: Texts): HTMLElement {
  const picture = pictureOf(content)
  if (picture === null) return el('p', { class: 'problem' }, t.more.exhibits.notPicture)
  if (picture.width * picture.height > MAX_PIXELS) return el('p', {}, t.more.exhibits.tooLarge)
  const url = URL.createObjectURL(new Blob([content], { type: picture.mediaType }))
  const image = el('img', { src: url, alt: name, width: String(picture.width), height: String(picture.height) })
  image.addEventListener('error', () => image.replaceWith(el('p', { class: 'problem' }, t.more.exhibits.notPicture)))
  return image
}

function textView(content: Uint8Array<ArrayBuffer>, name: string, language: Language, t: Texts): HTMLElement {
  const words = t.more.exhibits
  const text = new TextDecoder().decode(content)
  const shown = text.slice(0, MAX_TEXT)
  const bytes = shown === text ? content.length : new TextEncoder().encode(shown).length
  return el(
    'div',
    {},
    el('p', { class: 'hint' }, words.asText),
    shown === text ? null : el('p', {}, fill(words.cut, { shown: showNumber(bytes, language), bytes: showNumber(content.length, language) })),
    el('pre', { tabindex: '0', role: 'region', 'aria-label': name }, visible(shown, { lines: true })),
  )
}
