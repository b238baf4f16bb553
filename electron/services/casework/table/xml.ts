import { SaxesParser } from 'saxes'
import type { Parts } from './zip.ts'

export type Attributes = Readonly<Record<string, string>>

export interface XmlReader {
  /** Names are without prefix; those of attributes as they stand. */
  open(name: string, attributes: Attributes): void
  close?(name: string): void
  text?(text: string): void
}

/** More than any part of a workbook has: what lies in each other, and attributes of one element. */
const MAX_DEPTH = 100
const MAX_ATTRIBUTES = 1000

/**
 * Goes through the XML of a workbook's part, which is hostile. Workbooks have no document type (ECMA-376, Part 2, 8.1.4): one that
 * has is refused, so no entity but the five of XML is ever expanded and nothing outside is fetched. Throws for what isn't well-formed.
 */
export async function readXml(parts: Parts, path: string, reader: XmlReader): Promise<void> {
  const parser = new SaxesParser<{ xmlns: false; position: false }>({ xmlns: false, position: false })
  const decoder = new TextDecoder('utf-8', { fatal: true })
  parser.on('error', (error) => {
    throw error
  })
  parser.on('doctype', () => {
    throw new Error('a document type')
  })
  let depth = 0
  let attributes = 0
  parser.on('attribute', () => {
    if ((attributes += 1) > MAX_ATTRIBUTES) throw new Error('too many attributes')
  })
  parser.on('opentag', (tag) => {
    attributes = 0
    if ((depth += 1) > MAX_DEPTH) throw new Error('too deep')
    reader.open(local(tag.name), tag.attributes)
  })
  parser.on('closetag', ({ name }) => {
    depth -= 1
    reader.close?.(local(name))
  })
  parser.on('text', (text) => reader.text?.(text))
  parser.on('cdata', (text) => reader.text?.(text))
  await parts.read(path, (piece) => void parser.write(decoder.decode(piece, { stream: true })))
  parser.write(decoder.decode())
  parser.close()
}

/** Some programs put the namespace's prefix before every name. */
const local = (name: string): string => name.slice(name.indexOf(':') + 1)

/** An attribute of the namespace of relations, whatever its prefix is. */
export const relation = (attributes: Attributes): string | undefined =>
  attributes['r:id'] ?? Object.entries(attributes).find(([name]) => name.endsWith(':id'))?.[1]
