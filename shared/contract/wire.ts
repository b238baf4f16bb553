import { fromBase64, toBase64 } from '../encoding/index.ts'

/** The only key of the object that stands for bytes. No call of the contract uses it for anything else. */
const MARK = '$bytes'

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/**
 * JSON for a bridge that carries only text: a `Uint8Array` becomes `{"$bytes": "<base64>"}`. Large content never goes
 * this way, it is read as a stream by its handle.
 *
 * @throws TypeError for an object that has the mark of its own, which would come out as something else
 */
export function encodeWire(value: unknown): string {
  return JSON.stringify(value, function (this: Record<string, unknown>, key, shown: unknown) {
    // Node's Buffer has a toJSON that has already run on `shown`; the holder still has the bytes themselves.
    const original = this[key]
    if (original instanceof Uint8Array) return { [MARK]: toBase64(original) }
    if (isObject(shown) && Object.hasOwn(shown, MARK)) throw new TypeError(`${MARK} is reserved for bytes`)
    return shown
  })
}

/**
 * The way back. The text comes from a window and is hostile: it may be no JSON, name the mark in other ways or bring
 * keys that mean something to JavaScript.
 *
 * @throws SyntaxError or TypeError for anything that `encodeWire` doesn't write
 */
export function decodeWire(text: string): unknown {
  return JSON.parse(text, (key, value: unknown) => {
    if (key === '__proto__') throw new TypeError('reserved key')
    if (!isObject(value) || !Object.hasOwn(value, MARK)) return value
    const base64 = value[MARK]
    if (typeof base64 !== 'string' || Object.keys(value).length !== 1) throw new TypeError('malformed bytes')
    return fromBase64(base64)
  })
}
