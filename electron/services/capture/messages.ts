import { z } from 'zod'
import { ErrorCode } from '../../../shared/contract/errors.ts'
import { NotKept, SessionOrder, SessionRequest, SessionState } from './session-types.ts'
import { CaptureOutcome, CaptureRequest, StepProgress } from './types.ts'

/** Longest piece of an artefact in one message, bytes. */
export const CHUNK_BYTES = 1024 * 1024
/** Pieces under way before the child waits for an answer. */
export const CHUNK_WINDOW = 8

const Piece = z.instanceof(Uint8Array<ArrayBufferLike>).refine((bytes) => bytes.length <= CHUNK_BYTES)

/** What the child says. It handles hostile content: the engine believes nothing that doesn't parse. */
export const ChildMessage = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ready') }),
  z.strictObject({ type: z.literal('step'), progress: StepProgress }),
  z.strictObject({ type: z.literal('artefact'), id: z.int().nonnegative(), name: z.string(), mediaType: z.string().max(255) }),
  z.strictObject({ type: z.literal('chunk'), id: z.int().nonnegative(), bytes: Piece }),
  z.strictObject({ type: z.literal('artefact-end'), id: z.int().nonnegative() }),
  z.strictObject({ type: z.literal('done'), outcome: CaptureOutcome }),
  /** Of a session: how it stands now. The first one says that it is open. */
  z.strictObject({ type: z.literal('session'), state: SessionState }),
  /** Of a session: an order was carried out. */
  z.strictObject({ type: z.literal('ordered'), id: z.int() }),
  /** Of a session whose login is to be kept: a piece of it, and after the last, or instead of any, how that went. */
  z.strictObject({ type: z.literal('login'), bytes: Piece }),
  z.strictObject({ type: z.literal('login-end'), notKept: NotKept.nullable() }),
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
  /** A piece of a login that was kept, before the session that begins with it is opened. */
  z.strictObject({ type: z.literal('login'), bytes: Piece }),
  z.strictObject({ type: z.literal('open'), request: SessionRequest }),
  z.strictObject({ type: z.literal('order'), id: z.int(), order: SessionOrder }),
  /** One piece, or the end of an artefact, was taken. */
  z.strictObject({ type: z.literal('ack'), id: z.int() }),
  /** Ends the capture that runs; a session as a whole goes on. */
  z.strictObject({ type: z.literal('cancel') }),
  /** Closes a session's browser; the child then ends by itself. */
  z.strictObject({ type: z.literal('end') }),
  /** What was said of the login has come, so the child may go. */
  z.strictObject({ type: z.literal('login-taken') }),
])

/** Pieces of what is sent, each as long as a message may carry. Copies: a view would take the whole buffer behind it across. */
export function* inPieces(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) yield new Uint8Array(bytes.subarray(at, at + CHUNK_BYTES))
}
