import { Refusal, type CallParsed, type ReferenceView } from '../../../shared/contract/index.ts'
import { hostsMeet, isShippedName, ownOf, platformOf, sameName, shippedDigest } from '../../../shared/law/index.ts'
import { areaOf, MAX_REFERENCES, type Day, type Payload, type ReferenceContent, type ReferenceId } from '../../../shared/model/index.ts'
import { entryOf, placed, type ActorSession, type Ledger } from '../ledger/index.ts'

export interface ReferenceOptions {
  ledger: Ledger
  /** Index of the last entry of the vault's own chain, -1 before there is one: as long as it stays, so does what is read there. */
  last(): number
  today(): Day
  newId(): ReferenceId
}

/** What is held of the log: entries of the vault's chain up to `last`, and of each addition its newest version. */
interface Held {
  last: number
  /** Entry of the newest of all versions; -1: there is none. Tells a later state from an earlier. */
  stand: number
  newest: ReadonlyMap<ReferenceId, ReferenceView>
}

/**
 * What the office adds to the shipped data on law, platforms, engines and bodies. Each version is an entry of the vault's own chain, and
 * nothing else: there is no row beside it that could say otherwise. What is shown is read there, once for each session and entry.
 */
export interface Reference {
  /** In the order in which they were begun, with what was taken back. @throws Refusal `evidence.damaged` */
  list(): ReferenceView[]
  /** Entry of the newest version of all, -1 where there is none: as long as it stays, so does the list. @throws Refusal `evidence.damaged` */
  stand(): number
  /** Oldest first. @throws Refusal `reference.not-found`, `evidence.damaged` */
  versions(id: ReferenceId): ReferenceView[]
  /**
   * Saying the same again leaves no entry.
   * @throws Refusal `reference.not-found`, `reference.changed-meanwhile`, `reference.withdrawn`, `reference.other-entry`, `reference.unknown-entry`,
   * `reference.name-taken`, `reference.host-taken`, `reference.wrong-day`, `reference.full`
   */
  save(by: ActorSession, draft: CallParsed<'reference.save'>): ReferenceView
  /** It stays in the log and says why it doesn't hold. @throws Refusal `reference.not-found`, `reference.withdrawn` */
  withdraw(by: ActorSession, id: ReferenceId, reason: string): ReferenceView
}

export function createReference({ ledger, last, today, newId }: ReferenceOptions): Reference {
  let held: Held = { last: -1, stand: -1, newest: new Map() }

  function view(seq: number): ReferenceView {
    const { at, payload } = placed(ledger, seq, 'reference.recorded')
    const { reference: id, revision, content, source, date, reason, shipped, withdrawn, actor } = payload
    const { of } = content
    const stale = of !== null && shippedDigest(areaOf(content), of) !== shipped
    return { id, revision, content, source, date, reason, withdrawn, at, by: actor.name, seq, stale }
  }

  /** Versions in the chain behind `after`, as their lines say and not the columns beside. */
  function* versionsAfter(after: number): Generator<ReferenceView> {
    let n = 0
    for (const entry of ledger.chain(null)) {
      if (entry.n !== n) throw new Refusal('evidence.damaged', { seq: entry.seq, part: 'chain' })
      n += 1
      if (entry.n <= after) continue
      const { type } = entryOf(entry.line, entry.seq)
      if (type !== entry.type) throw new Refusal('evidence.damaged', { seq: entry.seq, part: 'entry' })
      if (type === 'reference.recorded') yield view(entry.seq)
    }
  }

  function current(): Held {
    const end = last()
    if (end === held.last) return held
    const newest = new Map(held.newest)
    let { stand } = held
    for (const one of versionsAfter(held.last)) {
      newest.set(one.id, one)
      stand = one.seq
    }
    held = { last: end, stand, newest }
    return held
  }

  function get(id: ReferenceId): ReferenceView {
    const found = current().newest.get(id)
    if (found === undefined) throw new Refusal('reference.not-found')
    return found
  }

  /** A name or host means one thing: nothing shipped, and none of the office's own besides. */
  function refuseTaken(content: ReferenceContent, self: ReferenceId | null): void {
    const others = [...current().newest.values()].filter(({ id, withdrawn }) => id !== self && withdrawn === null)
    if ('name' in content && content.name !== null) {
      const { kind, name } = content
      if (isShippedName(kind, name) || ownOf(others, kind).some((one) => one.content.name !== null && sameName(one.content.name, name))) {
        throw new Refusal('reference.name-taken', { name })
      }
    }
    if (content.kind !== 'platform') return
    const known = others.flatMap((one) => (one.content.kind === 'platform' ? one.content.hosts : []))
    const taken = content.hosts.find((host, at) => platformOf(host) !== null || [...known, ...content.hosts.slice(0, at)].some((other) => hostsMeet(host, other)))
    if (taken !== undefined) throw new Refusal('reference.host-taken', { name: taken })
  }

  function write(by: ActorSession, said: Omit<Payload<'reference.recorded'>, 'v' | 'type' | 'salt' | 'actor' | 'clock'>): ReferenceView {
    ledger.commit(by, (append) => append(null, { type: 'reference.recorded', ...said }))
    return get(said.reference)
  }

  /** @returns null: it stands by itself. @throws Refusal `reference.unknown-entry` */
  function digestFor(content: ReferenceContent): string | null {
    if (content.of === null) return null
    const digest = shippedDigest(areaOf(content), content.of)
    if (digest === null) throw new Refusal('reference.unknown-entry')
    return digest
  }

  return {
    list: () => [...current().newest.values()],
    stand: () => current().stand,

    versions(id) {
      get(id)
      return [...versionsAfter(-1)].filter((one) => one.id === id)
    },

    save(by, { reference, revision, content, source, date, reason }) {
      if (date > today()) throw new Refusal('reference.wrong-day')
      const before = reference === null ? null : get(reference)
      if (before === null && current().newest.size >= MAX_REFERENCES) throw new Refusal('reference.full', { count: MAX_REFERENCES })
      if (before !== null) {
        if (before.withdrawn !== null) throw new Refusal('reference.withdrawn')
        // Before what it says: who lags behind is told so first.
        if (before.revision !== revision) throw new Refusal('reference.changed-meanwhile')
        if (subjectOf(before.content) !== subjectOf(content)) throw new Refusal('reference.other-entry')
      }
      refuseTaken(content, reference)
      const shipped = digestFor(content)
      const said = { content, source, date }
      // What was written of an older shipped text and still holds is worth an entry.
      if (before !== null && !before.stale && JSON.stringify([before.content, before.source, before.date]) === JSON.stringify([content, source, date])) return before
      return write(by, { reference: before?.id ?? newId(), revision: (before?.revision ?? 0) + 1, ...said, reason, shipped, withdrawn: null })
    },

    withdraw(by, id, reason) {
      const before = get(id)
      if (before.withdrawn !== null) throw new Refusal('reference.withdrawn')
      const { content, source, date, revision } = before
      const { shipped, reason: why } = placed(ledger, before.seq, 'reference.recorded').payload
      return write(by, { reference: id, revision: revision + 1, content, source, date, reason: why, shipped, withdrawn: reason })
    },
  }
}

/** What it is of, and by which name records mean it: two versions of one addition agree on that. */
const subjectOf = (content: ReferenceContent): string => JSON.stringify([content.kind, areaOf(content), content.of, 'name' in content ? content.name : null])
