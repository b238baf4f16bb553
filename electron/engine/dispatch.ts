import { CALLS, Refusal, type CallName, type CallOutput, type CallParsed, type DialogName, type Failure, type Result } from '../../shared/contract/index.ts'
import { wipeBytes } from './secrets.ts'

/** One function a call; the dialogs belong to the door. */
export type Handlers = {
  [N in Exclude<CallName, DialogName>]: (input: CallParsed<N>, caller: string) => Promise<CallOutput<N>> | CallOutput<N>
}

export interface DispatchReport {
  name: string
  caller: string
  code: Failure['code']
  error: unknown
}

/**
 * The one way into the engine. Input comes from a window and is parsed; output is parsed too, so that a handler can't
 * answer with more than the contract says. Expected failures become values; anything else is a bug, told to `report`
 * and answered with `internal`. `guard` throws a Refusal for what isn't to be done now; `before` is waited for where a call needs
 * something to be out of its way first. Bytes in the input are secrets: they
 * are overwritten once it is answered, whatever comes of it, and no handler keeps them.
 */
export function createDispatch(handlers: Handlers, report: (failure: DispatchReport) => void, guard: (name: CallName, input: unknown) => void = () => undefined, before: (name: CallName) => Promise<void> | null = () => null) {
  return async function dispatch(name: string, input: unknown, caller: string): Promise<Result<unknown>> {
    try {
      return await answer(name, input, caller)
    } finally {
      wipeBytes(input)
    }
  }

  async function answer(name: string, input: unknown, caller: string): Promise<Result<unknown>> {
    const fail = (failure: Failure, error: unknown): Result<never> => {
      report({ name, caller, code: failure.code, error })
      return { ok: false, error: failure }
    }
    if (!isHandled(name, handlers)) return fail({ code: 'input.invalid', params: { field: 'name' } }, null)
    const parsed = CALLS[name].input.safeParse(input)
    if (!parsed.success) {
      const field = parsed.error.issues[0]?.path.join('.') ?? ''
      return fail({ code: 'input.invalid', params: { field } }, null)
    }
    // Half a character can be neither written down nor signed; told before anything is begun with it.
    const half = halfCharacter(parsed.data)
    if (half !== null) return fail({ code: 'input.invalid', params: { field: half } }, null)
    try {
      const waits = before(name)
      if (waits !== null) await waits
      guard(name, parsed.data)
      // The table pairs each name with its handler; the compiler can't follow the pair through a variable name.
      const handler = handlers[name] as (input: unknown, caller: string) => unknown
      const value = await handler(parsed.data, caller)
      return { ok: true, value: CALLS[name].output.parse(value) }
    } catch (error) {
      if (error instanceof Refusal) return fail({ code: error.code, params: error.params }, error)
      return fail({ code: 'internal', params: {} }, error)
    }
  }
}

/** Where a text holds half a surrogate pair, as a path of keys; null: nowhere. */
function halfCharacter(value: unknown, path: readonly string[] = []): string | null {
  if (typeof value === 'string') return value.isWellFormed() ? null : path.join('.')
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return null
  for (const [key, inner] of Object.entries(value)) {
    const found = halfCharacter(inner, [...path, key])
    if (found !== null) return found
  }
  return null
}

function isHandled(name: string, handlers: Handlers): name is Exclude<CallName, DialogName> {
  return Object.hasOwn(handlers, name) && Object.hasOwn(CALLS, name)
}

/**
 * Bugs go to standard error. Only names, codes and the stack's places: a message may quote what a page or a person
 * wrote, and logs lie outside the vault.
 */
export function report({ name, caller, code, error }: DispatchReport): void {
  if (code !== 'internal') return
  const kind = error instanceof Error ? error.constructor.name : typeof error
  const stack = error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)).slice(0, 8) : []
  process.stderr.write(`${new Date().toISOString()} ${caller} ${name} ${code} ${kind}\n${stack.join('\n')}\n`)
}
