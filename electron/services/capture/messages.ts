import { z } from 'zod'
import { ErrorCode } from '../../../shared/contract/errors.ts'
import { SessionOrder, SessionRequest, SessionState } from './session-types.ts'
import { CaptureOutcome, CaptureRequest, StepProgress } from './types.ts'

/** Longest piece of an artefact in one message, bytes. */
export const CHUNK_BYTES = 1024 * 1024
/** Pieces under way before the child waits for an answer. */
export const CHUNK_WINDOW = 8

/** What the child says. It handles hostile content: the engine believes nothing that doesn't parse. */
export const ChildMessage = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ready') }),
  z.strictObject({ type: z.literal('step'), progress: StepProgress }),
  z.strictObject({ type: z.literal('artefact'), id: z.int().nonnegative(), name: z.string(), mediaType: z.string().max(255) }),
  z.strictObject({
    type: z.literal('chunk'),
    id: z.int().nonnegative(),
    bytes: z.instanceof(Uint8Array<ArrayBufferLike>).refine((bytes) => bytes.length <= CHUNK_BYTES),
  }),
  z.strictObject({ type: z.literal('artefact-end'), id: z.int().nonnegative() }),
  z.strictObject({ type: z.literal('done'), outcome: CaptureOutcome }),
  /** Of a session: how it stands now. The first one says that it is open. */
  z.strictObject({ type: z.literal('session'), state: SessionState }),
  /** Of a session: an order was carried out. */
  z.strictObject({ type: z.literal('ordered'), id: z.int() }),
  z.strictObject({
    type: z.literal('refused'),
    code: ErrorCode,
    params: z.record(z.string(), z.union([z.string().max(2000), z.number()])),
  }),
  z.strictObject({ type: z.literal('failed'), message: z.string().max(8192) }),
])
export type ChildMessage = z.infer<typeof ChildMessage>

/** What the engine says. */
export const EngineMessage = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('start'), request: CaptureRequest }),
  z.strictObject({ type: z.literal('open'), request: SessionRequest }),
  z.strictObject({ type: z.literal('order'), id: z.int(), order: SessionOrder }),
  /** One piece, or the end of an artefact, was taken. */
  z.strictObject({ type: z.literal('ack'), id: z.int() }),
  /** Ends the capture that runs; a session as a whole goes on. */
  z.strictObject({ type: z.literal('cancel') }),
  /** Closes a session's browser; the child then ends by itself. */
  z.strictObject({ type: z.literal('end') }),
])
