import { z } from 'zod'

/** Names as sent, order as sent; several of one name stay apart. */
export const Header = z.strictObject({ name: z.string().max(500), value: z.string().max(262_144) })
export type Header = z.infer<typeof Header>

/** Header lines as received (RFC 9112, 5), without the status line. */
export function parseHeaderText(text: string): Header[] {
  return text
    .split(/\r?\n/)
    .slice(1)
    .map((line) => ({ colon: line.indexOf(':', 1), line }))
    .filter(({ colon }) => colon > 0)
    .map(({ colon, line }) => ({ name: line.slice(0, colon).trim(), value: line.slice(colon + 1).trim() }))
}

/** The browser's own object, in which several headers of one name are lines of one value. */
export function headerList(headers: Record<string, string>): Header[] {
  return Object.entries(headers).flatMap(([name, values]) => String(values).split('\n').map((value) => ({ name, value })))
}
