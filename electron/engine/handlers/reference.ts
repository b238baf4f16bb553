import type { Context } from '../context.ts'
import type { Handlers } from '../dispatch.ts'

type Names = Extract<keyof Handlers, `reference.${string}`>

/** What the office adds to the data on law, platforms, engines and bodies. */
export function referenceHandlers(context: Context): Pick<Handlers, Names> {
  return {
    'reference.list': () => context.session().reference.list(),
    'reference.versions': ({ reference }) => context.session().reference.versions(reference),
    'reference.save': (draft) => {
      const { reference, actor } = context.session()
      return reference.save(actor, draft)
    },
    'reference.withdraw': ({ reference: id, reason }) => {
      const { reference, actor } = context.session()
      return reference.withdraw(actor, id, reason)
    },
  }
}
