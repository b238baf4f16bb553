const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let value = n
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
  return value
})

/** CRC-32 as PNG has it (PNG specification, 3rd edition, annex D), of what is given piece by piece. */
export class Crc32 {
  #sum = 0xffffffff

  update(bytes: Uint8Array): void {
    let sum = this.#sum
    for (const byte of bytes) sum = (TABLE[(sum ^ byte) & 0xff] ?? 0) ^ (sum >>> 8)
    this.#sum = sum
  }

  get value(): number {
    return (this.#sum ^ 0xffffffff) >>> 0
  }
}
