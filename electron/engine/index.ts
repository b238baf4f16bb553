import { Refusal, type AnyEvent } from '../../shared/contract/index.ts'
import { createContext, type EngineHost } from './context.ts'
import { refuseClosed } from './closed.ts'
import { createDispatch, report } from './dispatch.ts'
import { appHandlers } from './handlers/app.ts'
import { bundleHandlers } from './handlers/bundles.ts'
import { caseHandlers } from './handlers/cases.ts'
import { caseworkHandlers } from './handlers/casework.ts'
import { departHandlers } from './handlers/depart.ts'
import { disposalHandlers } from './handlers/disposal.ts'
import { exhibitHandlers } from './handlers/exhibits.ts'
import { handOverHandlers } from './handlers/handover.ts'
import { letterHandlers } from './handlers/letters.ts'
import { listHandlers } from './handlers/lists.ts'
import { loginHandlers } from './handlers/login.ts'
import { maskingHandlers } from './handlers/masking.ts'
import { peopleHandlers } from './handlers/people.ts'
import { queueHandlers } from './handlers/queue.ts'
import { createRechecker, needsRoom } from './recheck.ts'
import { recheckHandlers } from './handlers/rechecks.ts'
import { readingHandlers } from './handlers/reading.ts'
import { receiptHandlers } from './handlers/receipt.ts'
import { referenceHandlers } from './handlers/reference.ts'
import { refusedWhileSitting, sittingHandlers } from './handlers/sitting.ts'
import { timeHandlers } from './handlers/time.ts'
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
  const rechecker = createRechecker(context)
  const dispatch = createDispatch(
    {
      ...appHandlers(context),
      ...vaultHandlers(context),
      ...peopleHandlers(context),
      ...sittingHandlers(context),
      ...departHandlers(context),
      ...caseHandlers(context),
      ...caseworkHandlers(context),
      ...referenceHandlers(context),
      ...listHandlers(context),
      ...letterHandlers(context),
      ...disposalHandlers(context),
      ...exhibitHandlers(context),
      ...loginHandlers(context),
      ...queueHandlers(context),
      ...recheckHandlers(context, rechecker),
      ...readingHandlers(context),
      ...bundleHandlers(context),
      ...maskingHandlers(context),
      ...handOverHandlers(context),
      ...timeHandlers(context),
      ...receiptHandlers(context),
    },
    report,
    (name, input) => {
      const sits = context.current()?.witness.view() ?? null
      // First of all: what a witness is told mustn't depend on how other cases stand.
      if (sits !== null && refusedWhileSitting(name, input)) throw new Refusal('sitting.open', { name: sits.witness.name })
      const session = context.current()
      if (session !== null) refuseClosed(session, name, input)
    },
    (name) => (needsRoom(name) ? rechecker.standAside() : null),
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
