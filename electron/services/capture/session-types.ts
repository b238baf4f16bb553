import { z } from 'zod'
import { CaptureRequest } from './types.ts'

/** What a browser for an officer's own login is opened with. */
export const SessionRequest = CaptureRequest.pick({ allowPrivate: true, browser: true, languages: true }).extend({
  /** Where it begins. */
  url: z.string().min(1).max(8192),
  /** False only in tests: without a screen. */
  visible: z.boolean(),
  /** Whether the login is handed over at the end, to be kept. */
  keep: z.boolean(),
})
export type SessionRequest = z.infer<typeof SessionRequest>

/** Why a login that was to be kept isn't: `abrupt` where the browser didn't end in order, so that its files may not be whole. */
export const NotKept = z.enum(['too-large', 'too-many', 'unreadable', 'abrupt'])
export type NotKept = z.infer<typeof NotKept>

/** One page that is open in it, as the browser tells it. */
export const SessionTab = z.strictObject({ id: z.string().max(100), url: z.string().max(8192), title: z.string().max(1000) })
export type SessionTab = z.infer<typeof SessionTab>

export const SessionState = z.strictObject({
  /** `login`: everything may be sent; `read-only`: nothing but plain reads; `lifted`: for a while everything again. */
  mode: z.enum(['login', 'read-only', 'lifted']),
  tabs: z.array(SessionTab).max(50),
  /** Requests held back so far. */
  writesBlocked: z.int().nonnegative(),
  /** Of which tab a part was chosen. */
  picked: z.string().max(100).nullable(),
})
export type SessionState = z.infer<typeof SessionState>

/** A capture of one of its tabs, in place. */
export const SessionCapture = CaptureRequest.pick({ toolVersion: true, bandLabel: true, bounds: true, banner: true, record: true, outside: true }).extend({
  tab: z.string().max(100),
})
export type SessionCapture = z.infer<typeof SessionCapture>

/** What the engine tells the child of a session. */
export const SessionOrder = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('lock') }),
  z.strictObject({ kind: z.literal('lift') }),
  z.strictObject({ kind: z.literal('pick'), tab: z.string().max(100), of: z.enum(['element', 'area', 'nothing']) }),
  z.strictObject({ kind: z.literal('capture'), capture: SessionCapture }),
])
export type SessionOrder = z.infer<typeof SessionOrder>
