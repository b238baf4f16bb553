import { z } from 'zod'
import { ExhibitId, RecordId } from '../ids.ts'
import { type Audience, KINDS, type RecordKind } from './kinds.ts'
import type { Step } from './steps.ts'

type Contents = { [K in RecordKind]: (typeof KINDS)[K]['content'] }

/** What a record says, by its `kind`. */
export type RecordContent<K extends RecordKind = RecordKind> = { [N in K]: z.infer<Contents[N]> }[K]

const contents = Object.values(KINDS).map(({ content }) => content)
// The table's own types say more than the array of its schemas does.
export const RecordContent = z.discriminatedUnion('kind', contents as unknown as [(typeof contents)[number], ...typeof contents]) as unknown as z.ZodType<RecordContent>

/** An exhibit that has to do with a record. Of an offence the role is `element.<id of the element>`. */
export const RecordLink = z.strictObject({ exhibit: ExhibitId, number: z.int().positive(), role: z.string().regex(/^[a-z0-9.-]{1,100}$/) })
export type RecordLink = z.infer<typeof RecordLink>

export const MAX_LINKS = 500

/** One version of a record, as an entry commits to it. */
export const recordFields = {
  record: RecordId,
  /** From 1; a change is the next one, the earlier stays in the log. */
  revision: z.int().positive(),
  content: RecordContent,
  exhibits: z.array(RecordLink).max(MAX_LINKS),
  /** Why it doesn't hold after all; null: it does. */
  withdrawn: z.string().min(1).max(2000).nullable(),
}

/** The step that a record belongs to. */
export const stepOf = (content: RecordContent): Step => ('step' in content ? content.step : (KINDS[content.kind].step ?? 'overview'))

/** Whether an exhibit may have this role for a record of the kind. */
export const isRole = (kind: RecordKind, role: string): boolean => {
  const roles: readonly string[] = KINDS[kind].roles
  return role.startsWith('element.') ? roles.includes('element') && role !== 'element.' : role !== 'element' && roles.includes(role)
}

/** Whether a reader of this kind of bundle gets to see what a record says. */
export const isShownTo = (kind: RecordKind, audience: Audience): boolean => {
  const shown: readonly Audience[] = KINDS[kind].shown
  return shown.includes(audience)
}
