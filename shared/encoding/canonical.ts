import canonicalize from 'canonicalize'

/** Deeper than any format here; keeps hostile nesting from exhausting the stack. */
const MAX_DEPTH = 64

/**
 * Text of a value as RFC 8785 writes it, restricted to what every reader agrees on: null, booleans, safe integers,
 * well-formed strings, plain arrays and plain objects.
 *
 * @throws TypeError for anything else: floats, undefined (also as a member), lone surrogates, holes, cycles, class
 *   instances
 */
export function canonicalJson(value: unknown): string {
  check(value, 0)
  const text = canonicalize(value)
  if (text === undefined) throw new TypeError('not representable as JSON')
  return text
}

/**
 * Reads JSON that must already be canonical: writing the value again has to give the same text. So two texts never
 * mean the same, and a repeated key, a space or another spelling of a number is refused. For hostile input.
 *
 * @throws SyntaxError or TypeError
 */
export function parseCanonical(text: string): unknown {
  const value: unknown = JSON.parse(text)
  if (canonicalJson(value) !== text) throw new TypeError('not in canonical form')
  return value
}

// The library drops undefined members, calls toJSON and joins holes to nothing: all of that would sign something
// other than what was meant.
function check(value: unknown, depth: number): void {
  if (value === null || typeof value === 'boolean') return
  if (typeof value === 'string') return checkText(value)
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new TypeError('numbers must be safe integers')
    return
  }
  if (typeof value !== 'object') throw new TypeError(`${typeof value} has no canonical form`)
  if (depth >= MAX_DEPTH) throw new TypeError('nested too deep')
  if (Array.isArray(value)) {
    // By index: iteration methods skip holes.
    for (let i = 0; i < value.length; i++) check(value[i], depth + 1)
    return
  }
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null)
    throw new TypeError('only plain objects have a canonical form')
  if (Object.getOwnPropertySymbols(value).length > 0) throw new TypeError('symbols have no canonical form')
  for (const [key, member] of Object.entries(value)) {
    checkText(key)
    check(member, depth + 1)
  }
}

function checkText(text: string): void {
  if (!text.isWellFormed()) throw new TypeError('lone surrogate')
}
