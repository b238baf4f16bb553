import type { Header } from './headers.ts'

const MAX_REQUESTS = 5000
const MAX_SETS = 30
const MAX_HEADERS = 500

type Side = 'requests' | 'responses'

/** Headers as sent and received, by request; the browser tells them before or after what they belong to, once for each redirect. */
export class RawHeaders {
  readonly #all = new Map<string, Record<Side, Header[][]>>()

  /** `isNeeded`: where there is no more room, those of requests for which it is false are forgotten. */
  add(requestId: string, side: Side, headers: Header[], isNeeded: (requestId: string) => boolean): void {
    let raw = this.#all.get(requestId)
    if (!raw) {
      if (this.#all.size >= MAX_REQUESTS) for (const id of this.#all.keys()) if (!isNeeded(id)) this.#all.delete(id)
      if (this.#all.size >= MAX_REQUESTS) return
      raw = { requests: [], responses: [] }
      this.#all.set(requestId, raw)
    }
    if (raw[side].length < MAX_SETS) raw[side].push(headers.slice(0, MAX_HEADERS))
  }

  /** `index` counts the request's own answers; null: none was told. */
  of(requestId: string, side: Side, index: number | null): Header[] | undefined {
    return index === null ? undefined : this.#all.get(requestId)?.[side][index]
  }
}
