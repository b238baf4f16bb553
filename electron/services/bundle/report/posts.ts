import { Reading, type Payload, type ReadingField, type ReadPost } from '../../../../shared/model/index.ts'
import type { CustodyItem, ExhibitInBundle } from '../contents.ts'
import { readJson, type Read } from './provenance.ts'
import type { ReportParts } from './types.ts'

type Correction = Payload<'reading.corrected'>

/** A field as it counts: as it was read, or as an officer holds it to be. */
export interface Told {
  value: string
  /** Null: as read. */
  correctedBy: string | null
}

/** Newest last, so that the last one counts. */
export type Corrections = ReadonlyMap<string, readonly Correction[]>

export function correctionsOf(custody: readonly CustodyItem[]): Corrections {
  const found = new Map<string, Correction[]>()
  for (const { payload } of custody) {
    if (payload?.value.type !== 'reading.corrected') continue
    const list = found.get(payload.value.exhibit) ?? []
    list.push(payload.value)
    found.set(payload.value.exhibit, list)
  }
  return found
}

export async function readPosts(parts: ReportParts, exhibit: ExhibitInBundle): Promise<Read<Reading>> {
  return readJson(parts, exhibit, 'posts.json', (value) => Reading.safeParse(value).data ?? null)
}

export function tell({ fields }: ReadPost, index: number, field: ReadingField, corrections: readonly Correction[]): Told | null {
  const corrected = corrections.findLast((each) => each.post === index && each.field === field)
  if (corrected !== undefined) return { value: corrected.value, correctedBy: corrected.actor.name }
  const value = fields[field]?.value
  return value === undefined ? null : { value, correctedBy: null }
}

/** `Name (@handle)`, or what there is of it; null: nothing was read. */
export function accountOf(post: ReadPost, index: number, corrections: readonly Correction[]): Told | null {
  const name = tell(post, index, 'name', corrections)
  const handle = tell(post, index, 'handle', corrections)
  const correctedBy = name?.correctedBy ?? handle?.correctedBy ?? null
  if (name === null) return handle
  return { value: handle === null || handle.value === name.value ? name.value : `${name.value} (${handle.value})`, correctedBy }
}

/** When it was posted, as machines are told; null: it isn't told, or can't be understood. */
export function timeOf(post: ReadPost, index: number, corrections: readonly Correction[]): Date | null {
  const at = new Date(tell(post, index, 'time', corrections)?.value ?? Number.NaN)
  const year = at.getUTCFullYear()
  // Pages can state what they like; a chart from the year 1 to 9999 shows nothing.
  return year >= 1990 && year < 2100 ? at : null
}
