import type { CaseId, SightingId } from '../../../shared/model/index.ts'
import type { Context } from '../context.ts'
import type { Handlers } from '../dispatch.ts'

type Names =
  | 'case.guide'
  | 'board.get'
  | 'record.list'
  | 'record.versions'
  | 'record.save'
  | 'record.withdraw'
  | 'search.find'
  | 'sighting.list'
  | 'sighting.spread'
  | 'sighting.add'
  | 'sighting.change'
  | 'sighting.withdraw'
  | 'sighting.queue'

/** What is written down in the steps of a case, and where that leaves it. */
export function caseworkHandlers(context: Context): Pick<Handlers, Names> {
  /** All that are missing, however many: what found no room in the list of links is counted, so that nobody takes a part for all. */
  function enqueue(chain: CaseId, ids: readonly SightingId[] | null) {
    const { casework, sightings, queue } = context.session()
    casework.get(chain)
    const added = queue.addAddresses(chain, ids === null ? sightings.unsecured(chain) : sightings.addresses(chain, ids))
    context.emit({ name: 'queue.changed', payload: { case: chain } })
    return added
  }

  return {
    'case.guide': ({ case: id }) => context.session().guide.ofCase(id),
    'board.get': () => context.session().guide.board(),
    'record.list': ({ case: chain }) => {
      const { casework, records } = context.session()
      casework.get(chain)
      return records.list(chain)
    },
    'record.versions': ({ record }) => context.session().records.versions(record),
    'record.save': (draft) => {
      const { records, actor } = context.session()
      return records.save(actor, draft)
    },
    'record.withdraw': ({ record, reason }) => {
      const { records, actor } = context.session()
      return records.withdraw(actor, record, reason)
    },
    'search.find': (query) => context.session().search.find(query),
    'sighting.list': (query) => context.session().sightings.page(query),
    'sighting.spread': ({ case: chain }) => {
      const { casework, sightings } = context.session()
      casework.get(chain)
      return sightings.spread(chain)
    },
    'sighting.add': ({ case: chain, text }) => {
      const { sightings, actor } = context.session()
      return sightings.addText(actor, chain, text)
    },
    'sighting.change': ({ sighting, revision, fields }) => {
      const { sightings, actor } = context.session()
      sightings.change(actor, sighting, revision, fields)
      return {}
    },
    'sighting.withdraw': ({ sighting, reason }) => {
      const { sightings, actor } = context.session()
      sightings.withdraw(actor, sighting, reason)
      return {}
    },
    'sighting.queue': ({ case: chain, sightings }) => enqueue(chain, sightings),
  }
}
