import { z } from 'zod'
import { HeadShape, MAX_ROWS, RowShape } from './table.ts'

/** Bytes of a message to the process. */
export const MAX_PIECE = 1024 * 1024
/** What a message of rows has at most: rows, cells and UTF-16 units, of which the last row may bring more. */
export const PIECE_ROWS = 1000
export const PIECE_CELLS = 10_000
export const PIECE_TEXT = 128 * 1024

/** What goes to the reading process: the file in pieces, that it is whole, and that an answer was taken. */
export type ToTable = { t: 'chunk'; bytes: Uint8Array } | { t: 'read' } | { t: 'next' }

/** How reading ends where there is no table. */
export const TABLE_REFUSALS = ['table.unreadable', 'table.too-large', 'table.old-format', 'table.protected', 'table.empty'] as const

/** What comes back. The process has handled hostile bytes, so its answers are parsed like any foreign input. */
export const FromTable = z.discriminatedUnion('t', [
  z.strictObject({ t: z.literal('more') }),
  z.strictObject({ t: z.literal('head'), head: HeadShape, rows: z.int().positive().max(MAX_ROWS) }),
  z.strictObject({ t: z.literal('rows'), rows: z.array(RowShape).min(1).max(PIECE_ROWS) }),
  z.strictObject({ t: z.literal('refused'), code: z.enum(TABLE_REFUSALS) }),
])
export type FromTable = z.infer<typeof FromTable>
