import { MAX_ADDRESS, type SightingFields } from '../../../../shared/model/casework/sighting.ts'
import { addressHost, addressKey } from '../../../../shared/model/index.ts'
import { dayOf, type DateOrder } from './days.ts'
import { reachOf } from './numbers.ts'
import { clip, isBlank, type Cell, type Row, type Table } from './table.ts'

/** Fields of a sighting that a column may fill. */
export type ColumnName = 'url' | 'platform' | 'account' | 'postedOn' | 'seenOn' | 'reach' | 'note'

/** Which column, from 0, means what; null: none does. */
export interface Mapping extends Record<Exclude<ColumnName, 'url'>, number | null> {
  url: number
  /** Rows at the top that are no sightings: titles and the names of columns. */
  header: number
  /** Of days written in numbers; those that begin with the year are read as such in any case. */
  dateOrder: DateOrder
}

export interface MappingContext {
  /** Nothing can have been seen later, `YYYY-MM-DD`. */
  today: string
  /** Id of the platform that a host, without `www.`, belongs to; null: not known. */
  platformOf: (host: string) => string | null
}

export type Problem =
  | 'no-address'
  | 'bad-address'
  | 'not-http'
  | 'bad-date'
  | 'future-date'
  | 'bad-number'
  | 'too-long'
  | 'unclosed-quote'

export interface WrongRow {
  /** As a spreadsheet program counts, from 1. */
  row: number
  /** Null: the row as a whole. */
  column: ColumnName | null
  problem: Problem
  /** What stands there, well-formed, at most 120 UTF-16 units. */
  text: string
}

export interface Mapped {
  sightings: (SightingFields & { row: number; key: string })[]
  wrong: WrongRow[]
  /** Rows whose address is that of an earlier one; `of` is that row. */
  repeated: { row: number; of: number }[]
  /** Rows in which nothing stands. */
  empty: number
}

/** UTF-16 units, as the model holds them. */
const LONGEST = { platform: 100, account: 300, note: 2000 } as const
const QUOTED = 120

/**
 * Makes sightings of a list's rows. Each row below `header` is in exactly one of the four results: one in which anything is wrong is told as
 * a whole, with the first thing that is, and the others go on. Nothing is guessed: a day, a number or an address that could be read in two ways
 * is wrong. The list is hostile. Pure, never throws.
 */
export function mapRows({ rows }: Pick<Table, 'rows'>, mapping: Mapping, context: MappingContext): Mapped {
  const mapped: Mapped = { sightings: [], wrong: [], repeated: [], empty: 0 }
  const first = new Map<string, number>()
  for (const row of rows.slice(mapping.header)) {
    if (isBlank(row)) {
      mapped.empty += 1
      continue
    }
    const found = sightingOf(row, mapping, context)
    if ('problem' in found) {
      mapped.wrong.push({ row: row.number, ...found })
      continue
    }
    const of = first.get(found.key)
    if (of === undefined) {
      first.set(found.key, row.number)
      mapped.sightings.push({ ...found, row: row.number })
    } else mapped.repeated.push({ row: row.number, of })
  }
  return mapped
}

type Fault = Omit<WrongRow, 'row'>

function sightingOf(row: Row, mapping: Mapping, { today, platformOf }: MappingContext): (SightingFields & { key: string }) | Fault {
  if (row.broken) return fault(null, 'unclosed-quote', row.cells[0])
  const cell = (name: ColumnName): Cell => (mapping[name] === null ? undefined : row.cells[mapping[name]]) ?? { text: '' }

  const address = addressOf(cell('url'))
  if ('problem' in address) return address
  for (const name of ['platform', 'account', 'note'] as const) {
    if (cell(name).cut || textOf(cell(name)).length > LONGEST[name]) return fault(name, 'too-long', cell(name))
  }
  const days: Record<'postedOn' | 'seenOn', string | null> = { postedOn: null, seenOn: null }
  for (const name of ['postedOn', 'seenOn'] as const) {
    const day = dayOf(cell(name), mapping.dateOrder)
    if (day === undefined) return fault(name, 'bad-date', cell(name))
    if (day !== null && day > today) return fault(name, 'future-date', cell(name))
    days[name] = day
  }
  const reach = reachOf(cell('reach'))
  if (reach === undefined) return fault('reach', 'bad-number', cell('reach'))

  return {
    ...address,
    platform: textOf(cell('platform')) || (platformOf(addressHost(address.url) ?? '') ?? ''),
    account: textOf(cell('account')),
    postedOn: days.postedOn,
    seenOn: days.seenOn ?? today,
    reach,
    note: textOf(cell('note')),
  }
}

/** A name as web sites have it, and perhaps a path: lists have it as often as the whole address. */
const BARE = /^(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}(?::\d{1,5})?(?:[/?#]\S*)?$/u
const HAS_SCHEME = /^[a-z][a-z0-9+.-]*:/i

export const isAddress = ({ text, link }: Cell): boolean => /^https?:\/\/\S+$/i.test(text.trim()) || /^https?:/i.test(link ?? '')

function addressOf(cell: Cell): { url: string; key: string } | Fault {
  const shown = textOf(cell)
  // What a click leads to counts where what is shown is no address.
  const text = cell.link === undefined || HAS_SCHEME.test(shown) || BARE.test(shown) ? shown : cell.link.trim()
  if (cell.cut) return fault('url', 'too-long', cell)
  const bare = BARE.test(text)
  if (!bare && !HAS_SCHEME.test(text)) return fault('url', 'no-address', { text })
  // Two addresses, or one with words around it: which part was meant, nobody knows.
  const parsed = /\s/.test(text) ? null : URL.parse(bare ? `https://${text}` : text)
  if (parsed !== null && parsed.protocol !== 'https:' && parsed.protocol !== 'http:') return fault('url', 'not-http', { text })
  const key = parsed === null ? null : addressKey(parsed.href)
  if (parsed === null || key === null) return fault('url', 'bad-address', { text })
  if (parsed.href.length > MAX_ADDRESS) return fault('url', 'too-long', { text })
  return { url: parsed.href, key }
}

const textOf = ({ text }: Cell): string => text.trim().toWellFormed()

const fault = (column: ColumnName | null, problem: Problem, cell: Pick<Cell, 'text'> | undefined): Fault => {
  const text = cell?.text.trim() ?? ''
  return { column, problem, text: text.length <= QUOTED ? text.toWellFormed() : `${clip(text, QUOTED - 1)}…` }
}
