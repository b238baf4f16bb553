/**
 * Overwrites all bytes in a value. It may come from a window and be of any shape; what the contract's calls take as bytes are
 * secrets, and nothing else is.
 */
export function wipeBytes(value: unknown): void {
  const seen = new Set<object>()
  const rest = [value]
  while (rest.length > 0) {
    const one = rest.pop()
    if (typeof one !== 'object' || one === null || seen.has(one)) continue
    seen.add(one)
    if (ArrayBuffer.isView(one)) new Uint8Array(one.buffer, one.byteOffset, one.byteLength).fill(0)
    else for (const part of Object.values(one)) rest.push(part)
  }
}
