import { z } from 'zod'
import { CaseId, ExhibitId } from '../model/index.ts'
import { JobId } from './views.ts'

/** A list of sightings, Excel or CSV, that is kept as an exhibit: how it reads, and what comes of its rows. */

const column = z.int().min(0).max(99)
const count = z.int().nonnegative()

/** Which column, from 0, means what; null: none does. `header`: rows at the top that are no sightings. */
export const ListMapping = z.strictObject({
  url: column,
  platform: column.nullable(),
  account: column.nullable(),
  postedOn: column.nullable(),
  seenOn: column.nullable(),
  reach: column.nullable(),
  note: column.nullable(),
  header: z.int().min(0).max(1000),
  /** Of days written in numbers. */
  dateOrder: z.enum(['ymd', 'dmy', 'mdy']),
})
export type ListMapping = z.infer<typeof ListMapping>

export const LIST_SAMPLE = 12

export const ListView = z.strictObject({
  exhibit: z.strictObject({ id: ExhibitId, number: z.int().positive(), title: z.string() }),
  kind: z.enum(['csv', 'xlsx']),
  /** Sheet that was read, and how many others weren't; null: the file has none. */
  sheet: z.string().nullable(),
  otherSheets: z.array(z.string()),
  rows: count,
  columns: count,
  /** The first rows, as far as they are shown. */
  sample: z.array(z.strictObject({ number: z.int().positive(), cells: z.array(z.string()) })).max(LIST_SAMPLE),
  /** Whether some cells are what a formula gave when the file was saved. Nothing is calculated here. */
  formulas: z.boolean(),
  /** Rows, columns or ends of cells were left out: the list is larger than is read. */
  cut: z.boolean(),
  /** What the columns seem to mean; null: none looks like addresses. */
  guess: ListMapping.nullable(),
})
export type ListView = z.infer<typeof ListView>

export const ListProblem = z.enum(['no-address', 'bad-address', 'not-http', 'bad-date', 'future-date', 'bad-number', 'too-long', 'unclosed-quote'])
export const ListColumn = z.enum(['url', 'platform', 'account', 'postedOn', 'seenOn', 'reach', 'note'])

/** Wrong rows that are told one by one. */
export const WRONG_TOLD = 500

export const ListImport = z.strictObject({
  /** Rows that are sightings, each once. */
  good: count,
  /** Null where it was only tried. Of the good ones: new, there already, and completed. */
  imported: z.strictObject({ added: count, known: count, filled: count }).nullable(),
  wrongTotal: count,
  wrong: z.array(z.strictObject({ row: z.int().positive(), column: ListColumn.nullable(), problem: ListProblem, text: z.string() })).max(WRONG_TOLD),
  /** Rows whose address stands further up in the list. */
  repeated: count,
  empty: count,
  cut: z.boolean(),
})
export type ListImport = z.infer<typeof ListImport>

export const listRead = z.strictObject({ job: JobId, case: CaseId, exhibit: ExhibitId })
/** `write` false: only tried. */
export const listImport = listRead.extend({ mapping: ListMapping, write: z.boolean() })
