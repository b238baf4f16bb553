import { describe, expect, it } from 'vitest'
import { MediaShelf } from '../../electron/services/capture/media.ts'
import type { Answer } from '../../electron/services/capture/recorder.ts'

const bytes = (from: number, length: number) => Uint8Array.from({ length }, (_, n) => (from + n) % 251)

function answer(url: string, mimeType: string, status = 200, range?: string): Answer {
  const exchange = { url, method: 'GET', type: 'Media', status, mimeType, encodedDataLength: null, remoteAddress: null, protocol: '', fromCache: false, failed: null }
  const responseHeaders = range === undefined ? [] : [{ name: 'Content-Range', value: range }]
  return { exchange, at: new Date(), requestHeaders: [], responseHeaders, statusText: '', charset: '', extra: null }
}

const joined = (chunks: readonly Uint8Array[]) => Buffer.concat(chunks)

describe('films and sound that passed through', () => {
  it('become one file from pieces in any order, what overlaps taken once', () => {
    const shelf = new MediaShelf()
    const url = 'https://forum.example/film.mp4'
    shelf.see(answer(url, 'video/mp4', 206, 'bytes 600-999/1000'), 'Media', bytes(600, 400))
    shelf.see(answer(url, 'video/mp4', 206, 'bytes 0-499/1000'), 'Media', bytes(0, 500))
    shelf.see(answer(url, 'video/mp4', 206, 'bytes 400-699/1000'), 'Media', bytes(400, 300))
    const [found] = shelf.files()
    expect(found?.file).toEqual({ url, mediaType: 'video/mp4', name: 'media-1.mp4', bytes: 1000, kept: 'whole' })
    expect(joined(found?.chunks ?? []).equals(Buffer.from(bytes(0, 1000)))).toBe(true)
  })

  it('are called a part where the end is missing or there is a gap, and nothing where the beginning is', () => {
    const shelf = new MediaShelf()
    shelf.see(answer('https://a.example/1.mp4', 'video/mp4', 206, 'bytes 0-99/1000'), 'Media', bytes(0, 100))
    shelf.see(answer('https://a.example/1.mp4', 'video/mp4', 206, 'bytes 500-999/1000'), 'Media', bytes(500, 500))
    shelf.see(answer('https://a.example/2.mp4', 'video/mp4', 206, 'bytes 500-999/1000'), 'Media', bytes(500, 500))
    shelf.see(answer('https://a.example/3.mp4', 'video/mp4'), 'Media', null)
    expect(shelf.files().map(({ file }) => [file.name, file.bytes, file.kept])).toEqual([
      ['media-1.mp4', 100, 'part'],
      [null, 0, 'none'],
      [null, 0, 'none'],
    ])
  })

  it('that came in pieces of their own are named, not joined', () => {
    const shelf = new MediaShelf()
    shelf.see(answer('https://a.example/list.m3u8', 'application/vnd.apple.mpegurl'), 'XHR', bytes(0, 10))
    shelf.see(answer('https://a.example/1.ts', 'video/mp2t'), 'Fetch', bytes(0, 10))
    shelf.see(answer('https://a.example/2.m4s', 'video/mp4'), 'Fetch', bytes(0, 10))
    expect(shelf.files().map(({ file }) => file.kept)).toEqual(['segments', 'segments', 'segments'])
    // In no archive either.
    shelf.see(answer('https://a.example/4.ts', 'video/mp2t'), 'XHR', null)
    expect(shelf.files().at(-1)?.file.kept).toBe('none')
  })

  it('are bounded in number and bytes', () => {
    const shelf = new MediaShelf()
    for (let n = 0; n < 50; n++) shelf.see(answer(`https://a.example/${n}.webm`, 'video/webm'), 'Media', bytes(0, 10))
    expect(shelf.files()).toHaveLength(20)
    const large = new MediaShelf()
    for (let n = 0; n < 3; n++) large.see(answer(`https://a.example/${n}.webm`, 'video/webm'), 'Media', new Uint8Array(40 * 1024 * 1024))
    expect(large.files().map(({ file }) => file.kept)).toEqual(['whole', 'whole', 'none'])
  })

  it('leave out what is no film, and what the server refused', () => {
    const shelf = new MediaShelf()
    shelf.see(answer('https://a.example/', 'text/html'), 'Document', bytes(0, 10))
    shelf.see(answer('https://a.example/x.mp4', 'video/mp4', 404), 'Media', bytes(0, 10))
    expect(shelf.files()).toEqual([])
  })
})
