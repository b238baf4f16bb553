/**
 * The programs that run inside the window. They are written as functions but sent as text, so each must stand alone:
 * nothing of this module is there when they run.
 *
 * The window has two script worlds over one document. The isolated world holds the binding to this process, which
 * scripts of the page can't see; the page's world gets `window.bevisvalv` and talks to the other world over a message
 * port. Frames get neither, and what a frame's world says is refused outside (bridge.ts).
 */

interface BridgeMessage {
  id: number
  name: string
  input: unknown
}

/** Runs in the page's world before any script of the page. Makes `window.bevisvalv`. */
export function pageWorld(origin: string, greeting: string): void {
  if (window.top !== window || location.origin !== origin) return
  const waiting = new Map<number, (result: unknown) => void>()
  const listeners = new Map<string, Set<(payload: unknown) => void>>()
  const early: BridgeMessage[] = []
  let port: MessagePort | null = null
  let last = 0

  // The port comes from the other world as soon as both stand; nobody else is there yet to hear it.
  const meet = (event: MessageEvent) => {
    const given = event.ports[0]
    if (event.source !== window || event.data !== greeting || given === undefined) return
    event.stopImmediatePropagation()
    removeEventListener('message', meet, true)
    port = given
    port.onmessage = ({ data }: MessageEvent<{ id?: number; result?: unknown; name?: string; payload?: unknown }>) => {
      if (data.id === undefined) {
        for (const listener of listeners.get(data.name ?? '') ?? []) listener(data.payload)
        return
      }
      waiting.get(data.id)?.(data.result)
      waiting.delete(data.id)
    }
    for (const message of early) port.postMessage(message)
  }
  addEventListener('message', meet, true)

  const bridge = {
    invoke(name: string, input: unknown): Promise<unknown> {
      return new Promise((resolve) => {
        const message = { id: ++last, name, input }
        waiting.set(message.id, resolve)
        if (port === null) early.push(message)
        else port.postMessage(message)
      })
    },
    on(name: string, listener: (payload: unknown) => void): () => void {
      const set = listeners.get(name) ?? new Set()
      listeners.set(name, set.add(listener))
      return () => void set.delete(listener)
    },
  }
  Object.defineProperty(window, 'bevisvalv', { value: Object.freeze(bridge), enumerable: true })
}

/** Runs in the isolated world. `limit`: longest call in characters of JSON. */
export function isolatedWorld(origin: string, greeting: string, binding: string, limit: number): void {
  if (window.top !== window || location.origin !== origin) return
  const world = globalThis as unknown as Record<string, unknown>
  const call = world[binding] as (text: string) => void
  const { port1: port, port2 } = new MessageChannel()
  const mark = '$bytes'

  const encode = (value: unknown) =>
    JSON.stringify(value, (_key, part: unknown) => {
      if (!(part instanceof Uint8Array)) return part
      let text = ''
      for (const byte of part) text += String.fromCharCode(byte)
      part.fill(0)
      return { [mark]: btoa(text) }
    })

  const decode = (text: string): unknown =>
    JSON.parse(text, (_key, part: unknown) => {
      const base64 = typeof part === 'object' && part !== null ? (part as Record<string, unknown>)[mark] : undefined
      return typeof base64 === 'string' ? Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)) : part
    })

  port.onmessage = ({ data }: MessageEvent<BridgeMessage>) => {
    const text = encode(data)
    if (text.length <= limit) return call(text)
    port.postMessage({ id: data.id, result: { ok: false, error: { code: 'input.invalid', params: { field: '' } } } })
  }

  // Long answers come in parts, since one message over the pipe must not be too long.
  const parts = new Map<number, string>()
  world['receive'] = (message: number, part: string, last: boolean) => {
    const text = (parts.get(message) ?? '') + part
    if (!last) return void parts.set(message, text)
    parts.delete(message)
    port.postMessage(decode(text))
  }

  window.postMessage(greeting, origin, [port2])
}

/** Runs in the isolated world. Keeps the browser under the window from doing what a browser does. */
export function guardWindow(): void {
  if (window.top !== window) return
  // The browser would offer to send the page to a translator.
  addEventListener('DOMContentLoaded', () => document.documentElement.setAttribute('translate', 'no'), { once: true })
  // Tabs, windows, sources, tools, files, history, bookmarks, printing and saving. Closing, zooming, editing stay.
  const withControl = new Set(['t', 'n', 'u', 'o', 's', 'p', 'h', 'j', 'd', 'g', 'e', 'l'])
  const withShift = new Set(['t', 'n', 'i', 'j', 'c', 'o', 'b', 'd', 'm', 'delete'])
  const alone = new Set(['f1', 'f3', 'f7', 'f12'])
  addEventListener(
    'keydown',
    (event) => {
      const key = event.key.toLowerCase()
      // AltGr is Ctrl+Alt on Windows and writes characters such as @ and €.
      const control = (event.ctrlKey || event.metaKey) && !event.getModifierState('AltGraph')
      const set = control ? (event.shiftKey ? withShift : withControl) : alone
      if (set.has(key)) event.preventDefault()
    },
    true,
  )
  const editable = (target: EventTarget | null) =>
    target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || (target instanceof HTMLElement && target.isContentEditable)
  addEventListener('contextmenu', (event) => void (editable(event.target) || event.preventDefault()), true)
  // A file dropped on the window would be opened in its place.
  for (const name of ['dragover', 'drop'] as const) addEventListener(name, (event) => event.preventDefault(), true)
}

/** Runs in the isolated world, with a user's gesture lent to it. Null when the person closes the dialog. */
export function chooseFiles(accept: string, multiple: boolean): Promise<File[] | null> {
  const world = globalThis as unknown as { chooser?: HTMLInputElement }
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = accept
  input.multiple = multiple
  // Held here so that it lives as long as its dialog.
  world.chooser = input
  return new Promise((resolve) => {
    input.addEventListener('change', () => resolve([...(input.files ?? [])]))
    input.addEventListener('cancel', () => resolve(null))
    input.click()
  })
}
