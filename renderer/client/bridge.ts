import { type Bridge, type CallInput, type CallName, type CallOutput, type Failure, OBJECT_PATH } from '../../shared/contract/index.ts'

declare global {
  interface Window {
    /** Put there by the door before the page runs. */
    readonly bevisvalv: Bridge
  }
}

/** A call that was refused, with what the interface needs to word it. */
export class ClientError extends Error {
  readonly failure: Failure

  constructor(failure: Failure, cause?: unknown) {
    super(failure.code, cause === undefined ? undefined : { cause })
    this.name = 'ClientError'
    this.failure = failure
  }
}

/** @throws ClientError always and only: a bridge that breaks is told as `internal`. */
export async function call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> {
  let result
  try {
    result = await window.bevisvalv.invoke(name, input)
  } catch (error) {
    throw new ClientError({ code: 'internal', params: {} }, error)
  }
  if (!result.ok) throw new ClientError(result.error)
  return result.value
}

export const onEvent: Bridge['on'] = (name, listener) => window.bevisvalv.on(name, listener)

/** Where an `<img>` reads content that a call gave a handle for. */
export const objectUrl = (handle: string): string => `${OBJECT_PATH}${handle}`

/**
 * Hands a secret over as bytes and overwrites them afterwards. The text a person typed can't be overwritten in
 * JavaScript; the form drops it at the same moment.
 */
export async function withSecrets<T>(texts: readonly string[], use: (...secrets: Uint8Array[]) => Promise<T>): Promise<T> {
  // Normal form C, as the command line does: å typed on another system is the same å.
  const secrets = texts.map((text) => new TextEncoder().encode(text.normalize('NFC')))
  try {
    return await use(...secrets)
  } finally {
    for (const secret of secrets) secret.fill(0)
  }
}
