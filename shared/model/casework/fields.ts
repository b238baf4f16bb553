import { z } from 'zod'
import { NearDay } from '../ids.ts'
import { MAX_ADDRESS } from './sighting.ts'

/** What the records of the steps are made of. All lengths are in UTF-16 units. */

/** One line that has to be there. */
export const needed = z.string().max(300).regex(/\S/)
/** One line that may be empty. */
export const line = z.string().max(300)
/** Longest text of several lines. */
export const MAX_LINES_TEXT = 20_000
/** Several lines that may be empty. */
export const lines = z.string().max(MAX_LINES_TEXT)
export const address = z.string().max(MAX_ADDRESS).regex(/\S/)
/** Null: it hasn't happened, or nobody knows when. */
export const day = NearDay.nullable()
export const addresses = z.array(address).max(500)
export const account = z.strictObject({ platform: needed, account: needed })
