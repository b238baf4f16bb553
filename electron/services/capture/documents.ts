import { stripAddress } from './archive/strip.ts'
import type { CDPSession, Protocol } from '../browser/index.ts'

const IO_PIECE = 1024 * 1024

/** The page as the browser prints it. Fires the page's own print events, so it comes last. Throws over `maxBytes`. */
export async function printPage(session: CDPSession, maxBytes: number): Promise<Buffer[]> {
  const { stream } = await session.send('Page.printToPDF', { transferMode: 'ReturnAsStream', printBackground: true, paperWidth: 8.27, paperHeight: 11.69 })
  if (stream === undefined) throw new Error('the browser gave no PDF')
  const pieces: Buffer[] = []
  let bytes = 0
  for (;;) {
    const { data, base64Encoded, eof } = await session.send('IO.read', { handle: stream, size: IO_PIECE })
    const piece = Buffer.from(data, base64Encoded ? 'base64' : 'latin1')
    bytes += piece.length
    if (bytes > maxBytes) throw new Error(`over ${maxBytes} bytes`)
    pieces.push(piece)
    if (eof) break
  }
  await session.send('IO.close', { handle: stream }).catch(() => undefined)
  return pieces
}

/**
 * What the browser tells screen readers, for each process of the page: roles and names, without the nodes that it
 * tells to ignore (Core Accessibility API Mappings). UTF-8 JSON, one node a line.
 */
export async function accessibilityTree(sessions: readonly CDPSession[]): Promise<{ pieces: Buffer[]; nodes: number }> {
  const pieces: Buffer[] = [Buffer.from('{"v":1,"documents":[\n')]
  let nodes = 0
  let documents = 0
  for (const session of sessions) {
    const tree = await session.send('Accessibility.getFullAXTree').catch((error: unknown) => {
      // Workers have none.
      if (documents === 0) throw error
      return null
    })
    if (!tree) continue
    const told = tree.nodes.filter((node) => !node.ignored)
    nodes += told.length
    pieces.push(Buffer.from(`${documents++ === 0 ? '' : ',\n'}[\n`))
    for (let at = 0; at < told.length; at += 1000) {
      const lines = told.slice(at, at + 1000).map((node) => JSON.stringify(nodeTold(node)))
      pieces.push(Buffer.from(`${at === 0 ? '' : ',\n'}${lines.join(',\n')}`))
    }
    pieces.push(Buffer.from('\n]'))
    await session.send('Accessibility.disable').catch(() => undefined)
  }
  pieces.push(Buffer.from('\n]}\n'))
  return { pieces, nodes }
}

function nodeTold(node: Protocol.Accessibility.AXNode): object {
  const { nodeId, parentId, childIds, role, name, value, description, properties } = node
  const text = (each?: Protocol.Accessibility.AXValue): unknown => (each?.value === '' ? undefined : each?.value)
  return {
    id: nodeId,
    parent: parentId,
    role: text(role),
    name: text(name),
    value: text(value),
    description: text(description),
    properties: properties?.length ? Object.fromEntries(properties.map(({ name: of, value: is }) => [of, of === 'url' ? stripAddress(String(is.value), () => undefined) : text(is)])) : undefined,
    children: childIds?.length ? childIds : undefined,
  }
}
