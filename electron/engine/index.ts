import type { AnyEvent } from '../../shared/contract/index.ts'
import { createContext, type EngineHost } from './context.ts'
import { createDispatch, type DispatchReport } from './dispatch.ts'
import { appHandlers } from './handlers/app.ts'
import { bundleHandlers } from './handlers/bundles.ts'
import { caseHandlers } from './handlers/cases.ts'
import { exhibitHandlers } from './handlers/exhibits.ts'
import { peopleHandlers } from './handlers/people.ts'
import { vaultHandlers } from './handlers/vault.ts'
import type { Engine, EngineOptions } from './types.ts'

export type * from './types.ts'

/**
 * The composition root: builds the services, implements the contract. Runs off the window's thread; doors talk to it
 * only through what `Engine` names.
 */
export function createEngine(options: EngineOptions, host: EngineHost): Promise<Engine> {
  const listeners = new Set<(event: AnyEvent) => void>()
  const context = createContext(options, host, (event) => {
    for (const listener of listeners) listener(event)
  })
  const dispatch = createDispatch(
    {
      ...appHandlers(context),
      ...vaultHandlers(context),
      ...peopleHandlers(context),
      ...caseHandlers(context),
      ...exhibitHandlers(context),
      ...bundleHandlers(context),
    },
    report,
  )
  return Promise.resolve({
    dispatch,
    grant: context.tokens.grant,
    object: (handle) => Promise.resolve(context.handles.open(handle)),
    on(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: context.end,
  })
}

/**
 * Bugs go to standard error. Only names, codes and the stack's places: a message may quote what a page or a person
 * wrote, and logs lie outside the vault.
 */
function report({ name, caller, code, error }: DispatchReport): void {
  if (code !== 'internal') return
  const kind = error instanceof Error ? error.constructor.name : typeof error
  const stack = error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)).slice(0, 8) : []
  process.stderr.write(`${new Date().toISOString()} ${caller} ${name} ${code} ${kind}\n${stack.join('\n')}\n`)
}
