import { BitString, Constructed, ObjectIdentifier, fromBER, type AsnType } from 'asn1js'

/**
 * One element of DER with the bytes that it was read from: signatures and hashes are over those, never over an
 * element written anew.
 */
export interface Element {
  /** `universal 16`, `context 0` … */
  tag: string
  /** The whole element as it was read. */
  bytes: Uint8Array
  /** Of an element that holds others. */
  children: readonly Element[]
  /** Of a primitive element: the bytes it holds. */
  content: Uint8Array
  /** Of a bit string: how many bits of its last byte don't count. */
  unused: number
  /** Dotted; of an object identifier. */
  oid: string | null
}

export const SEQUENCE = 'universal 16'
export const SET = 'universal 17'
export const INTEGER = 'universal 2'
const BIT_STRING = 'universal 3'
export const OCTET_STRING = 'universal 4'
export const GENERALIZED_TIME = 'universal 24'
const NULL = 'universal 5'

const CLASSES: Readonly<Record<number, string>> = { 1: 'universal', 2: 'application', 3: 'context', 4: 'private' }

/** Reads hostile bytes. @throws TypeError where they aren't one element from the first byte to the last */
export function readElement(bytes: Uint8Array): Element {
  const { offset, result } = fromBER(bytes)
  if (offset !== bytes.length || result.error !== '') throw new TypeError('not DER')
  return elementOf(result)
}

function elementOf(node: AsnType): Element {
  const { tagClass, tagNumber } = node.idBlock
  const bytes = node.valueBeforeDecodeView
  const children = node instanceof Constructed ? node.valueBlock.value.map((child) => elementOf(child as AsnType)) : []
  assertFilled(node, bytes, children)
  return {
    tag: `${CLASSES[tagClass] ?? 'unknown'} ${tagNumber}`,
    bytes,
    children,
    content: 'valueHexView' in node.valueBlock ? node.valueBlock.valueHexView : new Uint8Array(),
    unused: node instanceof BitString ? node.valueBlock.unusedBits : 0,
    oid: node instanceof ObjectIdentifier ? node.valueBlock.toString() : null,
  }
}

/** The parser goes on where an element says that it is longer, shorter or of another build than what stands in it. */
function assertFilled(node: AsnType, bytes: Uint8Array, children: readonly Element[]): void {
  const { idBlock, lenBlock } = node
  if (node instanceof Constructed !== idBlock.isConstructed) throw new TypeError('an element of the wrong build')
  if (lenBlock.isIndefiniteForm) return
  const said = lenBlock.length
  const inside = children.reduce((sum, child) => sum + child.bytes.length, 0)
  if (
    bytes.length !== idBlock.blockLength + lenBlock.blockLength + said ||
    (idBlock.isConstructed && inside !== said)
  ) {
    throw new TypeError('an element of the wrong length')
  }
}

/** An AlgorithmIdentifier without parameters, or with NULL for them. */
export function expectAlgorithm(element: Element | undefined): string {
  const fields = new Cursor(expectTag(element, SEQUENCE))
  const algorithm = expectOid(fields.any())
  fields.optional(NULL)
  fields.end()
  return algorithm
}

/** @throws TypeError where the element is missing or another one */
export function expectTag(element: Element | undefined, tag: string): Element {
  if (element === undefined || element.tag !== tag)
    throw new TypeError(`${tag} expected, ${element?.tag ?? 'nothing'} found`)
  return element
}

/** A bit string of whole bytes, in one piece. */
export function expectBytes(element: Element | undefined): Uint8Array {
  const { content, unused, children } = expectTag(element, BIT_STRING)
  if (unused !== 0 || children.length > 0) throw new TypeError('not a string of whole bytes')
  return content
}

export function expectOid(element: Element | undefined): string {
  if (element?.oid === null || element === undefined) throw new TypeError('object identifier expected')
  return element.oid
}

/** Takes the children of an element one by one. */
export class Cursor {
  readonly #children: readonly Element[]
  #at = 0

  constructor(parent: Element) {
    this.#children = parent.children
  }

  next(tag: string): Element {
    return expectTag(this.#children[this.#at++], tag)
  }

  any(): Element {
    const element = this.#children[this.#at++]
    if (element === undefined) throw new TypeError('an element is missing')
    return element
  }

  optional(tag: string): Element | null {
    return this.#children[this.#at]?.tag === tag ? this.any() : null
  }

  end(): void {
    if (this.#at < this.#children.length) throw new TypeError('more than expected')
  }
}
