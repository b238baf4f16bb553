import { canonicalJson, toHex } from '../../../shared/encoding/index.ts'
import { Refusal, type PersonView, type SittingView } from '../../../shared/contract/index.ts'
import {
  countsAsWitness,
  differencesOf,
  gradeOf,
  isForWitness,
  standingOf,
  textArtefact,
  type Answers,
  type Comparison,
  type ExhibitId,
  type HandSignature,
  type Instant,
  type Language,
  type PersonId,
  type Reading,
  type Relation,
  type VaultId,
} from '../../../shared/model/index.ts'
import { randomBytes } from '../crypto/index.ts'
import { MAX_SHOWN_TEXT, type ExhibitRow } from '../evidence/index.ts'
import type { Ledger, WallClock } from '../ledger/index.ts'
import type { People } from '../people/index.ts'
import { choicesFrom, findAnswers, type PageText } from './choices.ts'
import { refuseFaults } from './faults.ts'
import type { AttestationStore, WitnessLookups } from './ports.ts'
import { itemAt, newItem, type Item, type Prepared, type Sitting } from './sitting.ts'
import { composeStatement } from './statement.ts'
import { addressOf, attestationView, itemView, noOriginalOf } from './views.ts'

/** How long a statement may lie on the screen before it must be drawn up anew, ms. */
const DRAFT_LIFETIME_MS = 60 * 60 * 1000
const RANDOM_BYTES = 32

export interface WitnessOptions {
  store: AttestationStore
  lookups: WitnessLookups
  people: People
  ledger: Ledger
  vault: { id: VaultId; name: string }
  /** For the times in the statement, ms since 1970 UTC. */
  clock?: WallClock
  /** For the age of statements; monotonic, ms. */
  now?: () => number
}

/** A load of the original that is in the vault. */
export interface Loaded {
  /** The exhibit that holds it. */
  row: ExhibitRow
  comparison: Comparison
  /** Of what was loaded; null where there was no page. */
  reading: Reading | null
  loaded: PageText | null
  saved: PageText | null
}

/**
 * Witness mode. One sitting at a time; each exhibit goes through its stages in order, so that what the witness says of the
 * original is said before anything that was saved is shown. Refusals: `sitting.none` without a sitting, `sitting.out-of-order`
 * for a step before its time, `exhibit.not-found` for what the sitting isn't about.
 */
export interface Witness {
  /**
   * @throws Refusal `sitting.open`, `exhibit.not-found`, `person.not-found`, `person.departed`, `case.not-found`, `evidence.damaged`, `witness.is-officer`
   *   for whoever acquired one of the exhibits (another officer may witness), `witness.already-attested`, `input.invalid` where they
   *   belong to several cases or one can't be attested
   */
  begin(request: { exhibits: readonly ExhibitId[]; witness: PersonId; relation: Relation; language: Language }): void
  /** Null: nobody sits here. */
  view(): Omit<SittingView, 'tabs'> | null
  /** The sitting's id, 32 bytes in hex. */
  id(): string
  /** Its clock: read once at the beginning, and counted on from. */
  instant(): Instant
  /** The exhibit as saved, and the address of its original. Refuses `exhibit.not-found` where it has none. */
  original(exhibit: ExhibitId): { row: ExhibitRow; url: string }
  loaded(exhibit: ExhibitId, load: Loaded): void
  /** The load of the original, for looking at. */
  comparison(exhibit: ExhibitId): { row: ExhibitRow; loadedIn: ExhibitId | null; comparison: Comparison | null }
  passOver(exhibit: ExhibitId): void
  answer(exhibit: ExhibitId, answers: Answers): void
  /** What was loaded has been put before the witness; `asPicture`: as what they can say that they saw. */
  looked(exhibit: ExhibitId, asPicture: boolean): void
  /** What was saved has been put before the witness. */
  shown(exhibit: ExhibitId): void
  /** Whether what was saved may be shown now; refuses like every step. */
  mayShow(exhibit: ExhibitId): void
  draft(exhibit: ExhibitId, said: Pick<Prepared, 'agrees' | 'reservation'>): void
  decline(exhibit: ExhibitId): void
  /**
   * Signs the statements of these challenges with the witness's own key, together or not at all. A wrong passphrase leaves
   * them standing for another try.
   *
   * @throws Refusal `witness.challenge-stale` where one is unknown, used, too old or no longer true; else as `begin` and
   *   `People.unlock`
   */
  sign(challenges: readonly string[], passphrase: Uint8Array, hand: HandSignature | null): void
  end(): void
}

const LOOKED_AT = ['loaded', 'answered', 'shown', 'stated', 'signed'] as const

export function createWitness(options: WitnessOptions): Witness {
  const { store, lookups, people, ledger, vault } = options
  const clock = options.clock ?? Date.now
  const now = options.now ?? (() => performance.now())
  let sitting: Sitting | null = null

  /** The clock is read once, when a sitting begins, and counted on from: setting it meanwhile can't turn the order round. */
  function instant(): Instant {
    const { began, since } = current()
    return new Date(Date.parse(began) + Math.max(0, now() - since)).toISOString()
  }

  function current(): Sitting {
    if (sitting === null) throw new Refusal('sitting.none')
    return sitting
  }

  /** Everything that a statement rests on, read anew and held against the ledger. */
  function gather(exhibit: ExhibitId, witness: PersonId) {
    const row = lookups.exhibit(exhibit)
    if (row === null) throw new Refusal('exhibit.not-found')
    const person = people.view(witness)
    if (person.departedAt !== null) throw new Refusal('person.departed', { name: person.name })
    refuseAcquirer(row, person)
    if (store.list(exhibit).some((attestation) => attestation.person === witness)) {
      throw new Refusal('witness.already-attested', { name: person.name, number: row.number })
    }
    const summary = lookups.case(row.case)
    const basis = canonicalJson({
      row: { root: row.contentRoot, number: row.number, title: row.title, seq: row.seq },
      caseTitle: summary.title,
      person: { kid: person.kid, name: person.name, title: person.title, contact: person.contact },
      supersededBy: lookups.supersededBy(exhibit),
    })
    return { row, person, caseTitle: summary.title, basis }
  }

  /** By the log: what was shown before can't be unseen by beginning anew. */
  function shownBefore({ id, case: chain }: ExhibitRow, witness: PersonId): Instant | null {
    for (const { seq, type, at, payload } of ledger.chain(chain)) {
      if (type !== 'exhibit.viewed' || payload === null) continue
      const viewed = ledger.payload(seq, 'exhibit.viewed')
      // Another officer may be the witness: what they looked at in their own work counts as well.
      if (viewed.exhibit === id && (viewed.witness?.person ?? viewed.actor.person) === witness) return at
    }
    return null
  }

  function refuseAcquirer(row: ExhibitRow, person: PersonView): void {
    const acquired = ledger.payload(row.seq, 'exhibit.acquired')
    const same = acquired.exhibit === row.id && acquired.contentRoot === row.contentRoot
    if (!same || acquired.number !== row.number || acquired.title !== row.title) {
      throw new Refusal('evidence.damaged', { seq: row.seq, part: 'exhibit' })
    }
    if (acquired.actor.person === person.id || acquired.actor.name === person.name) {
      throw new Refusal('witness.is-officer', { name: person.name })
    }
  }

  /** Of a page it is the picture that is attested, and pictures are shown whole. */
  function isTextCut(row: ExhibitRow): boolean {
    if (row.kind === 'capture') return false
    return (textArtefact(ledger.payload(row.seq, 'exhibit.acquired').artefacts)?.bytes ?? 0) > MAX_SHOWN_TEXT
  }

  /** Until something is said of the original, or what was saved is shown, it may be loaded once more: in another way, or after no page came. */
  function toLoad(exhibit: ExhibitId): Item {
    const item = itemAt(current(), exhibit, ['waiting', 'loaded', 'answered'])
    if (item.answers !== null) throw new Refusal('sitting.out-of-order', { number: item.row.number })
    return item
  }

  function prepare(item: Item, said: Pick<Prepared, 'agrees' | 'reservation'>): void {
    const { id, witness, relation, language, began } = current()
    const { row, person, caseTitle, basis } = gather(item.exhibit, witness)
    const { original, answers, found, comparison } = item
    const grade = gradeOf({ original, answers, looked: item.lookedAt !== null, shown: item.shownAt !== null })
    const facts = {
      number: row.number,
      title: row.title,
      contentRoot: row.contentRoot,
      grade,
      language,
      times: { acquired: row.acquiredAt, began, loaded: comparison?.load.at ?? null, looked: item.lookedAt, shown: item.shownAt, stated: instant() },
      original,
      noOriginal: noOriginalOf(item, grade),
      answers,
      reservation: said.reservation,
      // Of what wasn't shown, or wasn't loaded, nothing can be said to agree.
      agrees: item.shownAt === null || answers === null ? null : said.agrees,
      shownBefore: item.shownBefore,
      witness: { person: person.id, name: person.name, title: person.title, contact: person.contact, relation },
    }
    const prepared: Prepared = {
      type: 'exhibit.attested',
      exhibit: item.exhibit,
      case: row.case,
      vault: vault.id,
      challenge: toHex(randomBytes(RANDOM_BYTES)),
      sitting: id,
      statement: composeStatement({ ...facts, kind: row.kind, role: person.role, officer: row.acquiredBy, textCut: isTextCut(row), caseTitle, vaultName: vault.name, comparison }),
      head: ledger.head(),
      found,
      ...facts,
    }
    refuseFaults({ ledger, lookups, clock }, item, prepared, person)
    Object.assign(item, { prepared, basis, expires: now() + DRAFT_LIFETIME_MS, stage: 'stated' })
  }

  /** It has to be drawn up once more. */
  function withdraw(item: Item): void {
    item.prepared = null
    item.stage = item.shownAt === null ? 'answered' : 'shown'
  }

  function take(items: readonly Item[], challenge: string): { item: Item; prepared: Prepared } {
    const item = items.find(({ prepared }) => prepared?.challenge === challenge)
    if (!item?.prepared || item.stage !== 'stated') throw new Refusal('witness.challenge-stale')
    const { basis, person } = gather(item.exhibit, item.prepared.witness.person)
    if (basis !== item.basis) {
      withdraw(item)
      throw new Refusal('witness.challenge-stale')
    }
    refuseFaults({ ledger, lookups, clock }, item, item.prepared, person)
    return { item, prepared: item.prepared }
  }

  return {
    begin({ exhibits, witness, relation, language }) {
      if (sitting !== null) throw new Refusal('sitting.open')
      const items = [...new Set(exhibits)].map((exhibit) => {
        const { row } = gather(exhibit, witness)
        if (!isForWitness(row.kind)) throw new Refusal('input.invalid', { field: 'exhibits' })
        return newItem(row, addressOf(row), shownBefore(row, witness))
      })
      if (new Set(items.map(({ row }) => row.case)).size !== 1) throw new Refusal('input.invalid', { field: 'exhibits' })
      sitting = { id: toHex(randomBytes(RANDOM_BYTES)), witness, relation, language, began: new Date(clock()).toISOString(), since: now(), items }
    },

    view() {
      if (sitting === null) return null
      const { witness, relation, language, items } = sitting
      const { id: person, name, title, role } = people.view(witness)
      const standing = standingOf(relation, role)
      return {
        witness: { person, name, title, relation, standing },
        language,
        items: items.map((item) => itemView(item, standing)),
      }
    },

    id: () => current().id,
    instant,

    original(exhibit) {
      const { row, url } = toLoad(exhibit)
      if (url === null) throw new Refusal('exhibit.not-found')
      return { row, url }
    },

    loaded(exhibit, { row, comparison, reading, loaded, saved }) {
      const item = toLoad(exhibit)
      item.comparison = comparison
      item.original = {
        exhibit: row.id,
        number: row.number,
        contentRoot: row.contentRoot,
        way: comparison.way,
        state: comparison.state,
        differences: differencesOf(comparison),
      }
      item.opened = false
      item.lookedAt = null
      item.choices = choicesFrom(reading, loaded)
      item.loaded = loaded
      item.saved = saved
      // Where no page came, there is nothing to be asked about.
      item.stage = comparison.load.refused === null ? 'loaded' : 'answered'
    },

    comparison(exhibit) {
      const item = itemAt(current(), exhibit, LOOKED_AT)
      return { row: item.row, loadedIn: item.original?.exhibit ?? null, comparison: item.comparison }
    },

    looked(exhibit, asPicture) {
      const item = itemAt(current(), exhibit, LOOKED_AT)
      item.opened = true
      if (asPicture) item.lookedAt ??= instant()
    },

    passOver(exhibit) {
      itemAt(current(), exhibit, ['waiting']).stage = 'answered'
    },

    answer(exhibit, answers) {
      const item = itemAt(current(), exhibit, ['loaded'])
      // Nobody answers what they see before they were shown it.
      if (!item.opened) throw new Refusal('sitting.out-of-order', { number: item.row.number })
      item.answers = answers
      item.found = findAnswers(answers, item.saved, item.loaded)
      item.stage = 'answered'
    },

    mayShow: (exhibit) => void itemAt(current(), exhibit, ['answered', 'shown', 'stated', 'signed']),

    shown(exhibit) {
      const item = itemAt(current(), exhibit, ['answered', 'shown', 'stated', 'signed'])
      if (item.shownAt !== null || item.stage === 'signed') return
      item.shownAt = instant()
      // A statement that was drawn up before says that it wasn't shown.
      item.prepared = null
      item.stage = 'shown'
    },

    draft: (exhibit, said) => prepare(itemAt(current(), exhibit, ['answered', 'shown', 'stated']), said),

    decline(exhibit) {
      const item = itemAt(current(), exhibit, ['waiting', 'loaded', 'answered', 'shown', 'stated'])
      item.prepared = null
      item.stage = 'declined'
    },

    sign(challenges, passphrase, hand) {
      const { items, witness } = current()
      // All that are too old at once: with one at a time the first would be old again when the last is drawn up.
      for (const item of items) if (item.stage === 'stated' && item.expires <= now()) withdraw(item)
      const taken = [...new Set(challenges)].map((challenge) => take(items, challenge))
      const list = taken.map(({ prepared: { exhibit, number, contentRoot } }) => ({ exhibit, number, contentRoot }))
      // Whatever session is open at this machine, the key comes out of the witness's own passphrase, here and now.
      const session = people.unlock(witness, passphrase)
      try {
        const signed = ledger.commit(session, (append) =>
          taken.map(({ prepared }) => {
            const { seq, entry } = append(prepared.case, { ...prepared, list, hand })
            const standing = standingOf(prepared.witness.relation, session.actor.role)
            store.insert(prepared.exhibit, { seq, person: witness }, countsAsWitness(standing))
            return attestationView({ seq, at: entry.at, kid: entry.kid, payload: { ...prepared, hand, actor: session.actor } })
          }),
        )
        for (const [index, { item }] of taken.entries()) {
          item.attestation = signed[index] ?? null
          item.prepared = null
          item.stage = 'signed'
        }
      } finally {
        session.close()
      }
    },

    end() {
      current()
      sitting = null
    },
  }
}
