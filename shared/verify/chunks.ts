import { toHex } from '../encoding/index.ts'
import { Crc32 } from './crc.ts'

/** Bytes of the signature, of length and type of a chunk, and of its sum. */
const SIGNATURE = 8
const HEAD = 8
const SUM = 4
/** Content of IHDR, and of that what says 8-bit red, green and blue, not interlaced. */
const IHDR = 13
const KIND = '0802000000'

type Where = 'signature' | 'head' | 'content' | 'sum' | 'end'

/**
 * Holds the chunks of a masked picture, given piece by piece, to 8-bit red, green and blue and nothing else (PNG specification, 3rd edition, 5).
 * Other chunks could carry what is covered, and what shines through looks otherwise on another ground than here. Throws an Error that says what it is.
 */
export class MaskedChunks {
  #where: Where = 'signature'
  #left = SIGNATURE
  #type = ''
  #sum = new Crc32()
  /** What is kept of a chunk: its head, its sum, or the content of IHDR. */
  readonly #small = new Uint8Array(IHDR)
  #kept = 0
  #isHeaded = false

  take(piece: Uint8Array): void {
    for (let at = 0; at < piece.length; ) {
      if (this.#where === 'end') throw new Error('does not end where its picture ends')
      const part = piece.subarray(at, at + this.#left)
      at += part.length
      this.#left -= part.length
      if (this.#where === 'content') this.#sum.update(part)
      if (this.#where !== 'content' || this.#type === 'IHDR') {
        this.#small.set(part, this.#kept)
        this.#kept += part.length
      }
      while (this.#left === 0) this.#next()
    }
  }

  /** @throws Error where it breaks off */
  end(): void {
    if (!this.#isHeaded) throw new Error('not a picture of 8-bit red, green and blue')
    if (this.#where === 'content' || this.#where === 'sum') throw this.#damaged()
    if (this.#where !== 'end') throw new Error('does not end where its picture ends')
  }

  #next(): void {
    const view = new DataView(this.#small.buffer)
    this.#kept = 0
    if (this.#where === 'signature') this.#expect('head', HEAD)
    else if (this.#where === 'head') this.#begin(view.getUint32(0))
    else if (this.#where === 'content') {
      if (this.#type === 'IHDR' && toHex(this.#small.subarray(IHDR - 5)) !== KIND) throw new Error('not a picture of 8-bit red, green and blue')
      this.#expect('sum', SUM)
    } else {
      if (view.getUint32(0) !== this.#sum.value) throw this.#damaged()
      this.#isHeaded = true
      // Nothing may follow the end, so it never comes to one.
      if (this.#type === 'IEND') this.#expect('end', Infinity)
      else this.#expect('head', HEAD)
    }
  }

  #begin(length: number): void {
    this.#type = String.fromCharCode(...this.#small.subarray(4, 8))
    const isFirst = !this.#isHeaded
    const inPlace = isFirst ? this.#type === 'IHDR' && length === IHDR : this.#type === 'IDAT' || (this.#type === 'IEND' && length === 0)
    if (!inPlace) throw new Error(isFirst ? 'not a picture of 8-bit red, green and blue' : `holds something else than a picture (${this.#type})`)
    this.#sum = new Crc32()
    this.#sum.update(this.#small.subarray(4, 8))
    this.#expect('content', length)
  }

  #expect(where: Where, bytes: number): void {
    this.#where = where
    this.#left = bytes
  }

  #damaged(): Error {
    return new Error(`a part of it is damaged (${this.#type})`)
  }
}
