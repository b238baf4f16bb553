import type { Answer } from './recorder.ts'

const MAX_BYTES = 96 * 1024 * 1024
const MAX_FILES = 20
const MAX_PIECES = 200

/** Endings by media type, for the names of artefacts; anything else is `bin`. */
const ENDINGS: Record<string, string> = {
  'video/mp4': 'mp4',
  'video/webm': 'webm',
  'video/ogg': 'ogv',
  'video/quicktime': 'mov',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/ogg': 'ogg',
  'audio/webm': 'weba',
  'audio/wav': 'wav',
  'audio/x-wav': 'wav',
  'audio/aac': 'aac',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
}

/** Video and sound that came in pieces of their own making: they lie in the archive, not as one file. */
const SEGMENTS = /mpegurl|dash\+xml|^video\/(mp2t|iso\.segment)/i

interface Piece {
  from: number
  bytes: Uint8Array
}

interface Stream {
  url: string
  mediaType: string
  /** Of the whole file, as the server said; null: it didn't. */
  total: number | null
  pieces: Piece[]
  dropped: boolean
}

/** One film, sound or still of a film that passed through the exchange. */
export interface MediaFile {
  url: string
  mediaType: string
  /** As an artefact; null where nothing of it could be kept as a file. */
  name: string | null
  bytes: number
  /** `whole`: all that the server said there is; `part`: its beginning; `segments`: in the archive only; `none`: nothing. */
  kept: 'whole' | 'part' | 'segments' | 'none'
}

/** Collects what the page played or was about to play. Bounded in files and bytes; the rest is named, not kept. */
export class MediaShelf {
  readonly #streams = new Map<string, Stream>()
  readonly #segments = new Map<string, MediaFile>()
  #bytes = 0

  /** `body` null: it couldn't be had. */
  see({ exchange, responseHeaders }: Answer, type: string, body: Uint8Array | null): void {
    const { url, mimeType, status } = exchange
    const isStream = type === 'Media' || /^(video|audio)\//i.test(mimeType)
    if (SEGMENTS.test(mimeType) || (isStream && type !== 'Media')) return this.#segment(url, mimeType, body !== null)
    if (!isStream || status === null || status >= 400) return
    const stream = this.#streamOf(url, mimeType)
    if (!stream) return
    if (!body) {
      stream.dropped = true
      return
    }
    const range = status === 206 ? contentRange(responseHeaders) : { from: 0, total: body.length }
    stream.total = range.total ?? stream.total
    if (this.#bytes + body.length > MAX_BYTES || stream.pieces.length >= MAX_PIECES) stream.dropped = true
    else {
      this.#bytes += body.length
      stream.pieces.push({ from: range.from, bytes: body })
    }
  }

  /** A still that stands in for a film. */
  poster(url: string, mediaType: string, bytes: Uint8Array): void {
    const stream = this.#streamOf(url, mediaType)
    if (!stream || stream.pieces.length > 0) return
    if (this.#bytes + bytes.length > MAX_BYTES) {
      stream.dropped = true
      return
    }
    this.#bytes += bytes.length
    Object.assign(stream, { total: bytes.length, pieces: [{ from: 0, bytes }] })
  }

  /** Everything, each with its bytes where there are any; names count from 1. */
  files(): { file: MediaFile; chunks: Uint8Array[] }[] {
    let n = 0
    const whole = [...this.#streams.values()].map(({ url, mediaType, total, pieces, dropped }) => {
      const chunks = fromStart(pieces)
      const bytes = chunks.reduce((sum, chunk) => sum + chunk.length, 0)
      const name = bytes > 0 ? `media-${++n}.${ENDINGS[mediaType.toLowerCase()] ?? 'bin'}` : null
      const kept: MediaFile['kept'] = name === null ? 'none' : bytes === total && !(dropped && total === null) ? 'whole' : 'part'
      return { file: { url, mediaType, name, bytes, kept }, chunks }
    })
    return [...whole, ...[...this.#segments.values()].map((file) => ({ file, chunks: [] }))]
  }

  #streamOf(url: string, mediaType: string): Stream | null {
    const known = this.#streams.get(url)
    if (known) return known
    if (this.#streams.size >= MAX_FILES) return null
    const stream: Stream = { url: url.slice(0, 8192), mediaType: mediaType.slice(0, 255), total: null, pieces: [], dropped: false }
    this.#streams.set(url, stream)
    return stream
  }

  #segment(url: string, mediaType: string, isHad: boolean): void {
    const known = this.#segments.get(url)
    // Of a part that was asked for twice, once with nothing to show for it, the archive lacks something.
    if (known && !isHad) known.kept = 'none'
    if (known || this.#segments.size >= 200) return
    this.#segments.set(url, { url: url.slice(0, 8192), mediaType: mediaType.slice(0, 255), name: null, bytes: 0, kept: isHad ? 'segments' : 'none' })
  }
}

/** `Content-Range` (RFC 9110, 14.4). */
function contentRange(headers: readonly { name: string; value: string }[]): { from: number; total: number | null } {
  const value = headers.find(({ name }) => name.toLowerCase() === 'content-range')?.value ?? ''
  const [, from, total] = /^bytes (\d{1,15})-\d{1,15}\/(\d{1,15}|\*)$/.exec(value.trim()) ?? []
  return { from: Number(from ?? 0), total: total === undefined || total === '*' ? null : Number(total) }
}

/** The pieces that follow each other without a gap from the first byte on; what overlaps is taken once. */
function fromStart(pieces: readonly Piece[]): Uint8Array[] {
  const chunks: Uint8Array[] = []
  let at = 0
  for (const { from, bytes } of pieces.toSorted((a, b) => a.from - b.from)) {
    if (from > at || from + bytes.length <= at) continue
    chunks.push(bytes.subarray(at - from))
    at = from + bytes.length
  }
  return chunks
}
