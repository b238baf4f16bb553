import type { AnyEvent, CallName, Result } from '../../shared/contract/index.ts'
import type { ChildKind } from '../services/capture/index.ts'
import type { EngineOptions, Grant, GrantPurpose } from './types.ts'

/**
 * What a door and an engine in another thread or process say to each other. Both ends are our own code: only `input`
 * of a dispatch and the bytes of streams and children come from outside, and neither is looked at here.
 */

/** One end of the line: a worker's port, or a utility process of Electron. */
export interface Port {
  /** `transfer`: buffers that may be moved instead of copied; an end that can't move them copies. */
  post(message: unknown, transfer?: ArrayBuffer[]): void
  onMessage(listener: (message: unknown) => void): void
}

/** Longest piece of content in one message, in bytes. */
export const CHUNK_BYTES = 1024 * 1024

export type Ask =
  | { kind: 'dispatch'; name: CallName; input: unknown; caller: string }
  | { kind: 'grant'; path: string; purpose: GrantPurpose }
  | { kind: 'object'; handle: string }
  | { kind: 'close' }

export type ToEngine =
  | { t: 'start'; options: EngineOptions }
  | { t: 'ask'; id: number; ask: Ask }
  /** Wants the next piece of a stream: nothing is sent unasked. */
  | { t: 'pull'; stream: number }
  | { t: 'stop'; stream: number }
  | { t: 'child-message'; child: number; message: unknown }
  | { t: 'child-exit'; child: number; description: string }

/** A stream as it stands on the line: its content is pulled by number. */
export interface StreamHead {
  stream: number
  bytes: number
  mediaType: string
}

/** What each kind of question is answered with. */
export interface Answers {
  dispatch: Result<unknown>
  grant: Grant
  object: StreamHead | null
  close: null
}

export type FromEngine =
  | { t: 'started' }
  | { t: 'start-failed'; message: string }
  | { t: 'answer'; id: number; value: Answers[Ask['kind']] }
  /** A bug behind the line; expected failures are values inside `answer`. */
  | { t: 'broken'; id: number; message: string }
  | { t: 'chunk'; stream: number; bytes: Uint8Array<ArrayBuffer> | null }
  | { t: 'stream-broken'; stream: number; message: string }
  | { t: 'event'; event: AnyEvent }
  /** Asks the door for a child process, where the engine can't start one itself (Electron). */
  | { t: 'child-spawn'; child: number; kind: ChildKind }
  | { t: 'child-message'; child: number; message: unknown }
  | { t: 'child-kill'; child: number }
