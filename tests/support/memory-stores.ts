import type { CaseSummary } from '../../shared/contract/index.ts'
import { isForWitness, type CaseId, type ExhibitId, type Kid, type LogHead, type PersonId } from '../../shared/model/index.ts'
import type { BundleRow, BundleStore } from '../../electron/services/bundle/index.ts'
import type { CaseRow, CaseStore } from '../../electron/services/casework/index.ts'
import type { EvidenceStore, NewExhibit } from '../../electron/services/evidence/index.ts'
import type {
  HeadMemory,
  LedgerMirror,
  LedgerRow,
  LedgerStore,
  StampRow,
  StampStore,
  StoredEntry,
} from '../../electron/services/ledger/index.ts'
import type { PeopleStore, PersonRow } from '../../electron/services/people/index.ts'
import type { AttestationRow, AttestationStore } from '../../electron/services/witness/index.ts'

/**
 * The vault's repositories in memory, for tests of the rooms that use them. One transaction spans all of them and is
 * undone step by step when its work throws, like the database does it. `raw` is the door for tests that play the
 * intruder: it changes what is stored without anybody noticing.
 */
export interface MemoryStores {
  ledger: LedgerStore
  stamps: StampStore
  people: PeopleStore
  cases: CaseStore
  evidence: EvidenceStore
  attestations: AttestationStore
  bundles: BundleStore
  raw: Raw
}

export interface Raw {
  entries: StoredEntry[]
  /** By `level/index`. */
  nodes: Map<string, Uint8Array>
  checkpoints: Map<number, string>
  stamps: Map<number, StampRow>
  persons: Map<PersonId, PersonRow>
  /** Newest first. */
  seals: Map<PersonId, string[]>
  keys: Map<Kid, Uint8Array>
  cases: Map<CaseId, CaseRow>
  exhibits: Map<ExhibitId, NewExhibit>
  attestations: Map<ExhibitId, (AttestationRow & { counts: boolean })[]>
  bundles: BundleRow[]
}

function createJournal() {
  let undo: (() => void)[] | null = null
  return {
    transaction<T>(work: () => T): T {
      if (undo !== null) throw new Error('a transaction was started inside a transaction')
      undo = []
      try {
        return work()
      } catch (error) {
        for (const step of undo.reverse()) step()
        throw error
      } finally {
        undo = null
      }
    },
    set<K, V>(map: Map<K, V>, key: K, value: V): void {
      const had = map.has(key)
      const before = map.get(key)
      undo?.push(() => (had ? map.set(key, before as V) : map.delete(key)))
      map.set(key, value)
    },
    push<V>(list: V[], value: V): void {
      undo?.push(() => list.pop())
      list.push(value)
    },
  }
}
type Journal = ReturnType<typeof createJournal>

export function createMemoryStores(): MemoryStores {
  const journal = createJournal()
  const raw: Raw = {
    entries: [],
    nodes: new Map(),
    checkpoints: new Map(),
    stamps: new Map(),
    persons: new Map(),
    seals: new Map(),
    keys: new Map(),
    cases: new Map(),
    exhibits: new Map(),
    attestations: new Map(),
    bundles: [],
  }
  return {
    ledger: ledgerStore(raw, journal),
    stamps: {
      put: (row) => journal.set(raw.stamps, row.size, row),
      get(size) {
        const row = raw.stamps.get(size)
        return row === undefined ? null : { ...row, note: raw.checkpoints.get(size) ?? null }
      },
      sizes: () => [...raw.stamps.keys()].toSorted((a, b) => a - b),
    },
    people: peopleStore(raw, journal),
    cases: caseStore(raw, journal),
    evidence: evidenceStore(raw, journal),
    attestations: {
      insert(exhibit, { seq, person }, counts) {
        journal.set(raw.attestations, exhibit, [...(raw.attestations.get(exhibit) ?? []), { seq, person, counts }])
      },
      list: (exhibit) => (raw.attestations.get(exhibit) ?? []).map(({ seq, person }) => ({ seq, person })),
    },
    bundles: {
      nextNumber: (chain) => raw.bundles.filter((bundle) => bundle.case === chain).length + 1,
      insert: (row) => journal.push(raw.bundles, row),
      list: (chain) => raw.bundles.filter((bundle) => bundle.case === chain),
    },
    raw,
  }
}

function ledgerStore(raw: Raw, journal: Journal): LedgerStore {
  /** Newest entry of each chain, so that a long test log doesn't cost the square of its length. */
  const tails = new Map<CaseId | null, { n: number; leaf: Uint8Array }>()
  return {
    transaction: (work) => journal.transaction(work),
    size: () => raw.entries.length,
    lastAt: () => raw.entries.at(-1)?.at ?? null,
    tail: (chain) => tails.get(chain) ?? null,
    insert(row: LedgerRow) {
      if (row.seq !== raw.entries.length) throw new Error(`entry ${row.seq} does not follow`)
      journal.push<StoredEntry>(raw.entries, row)
      journal.set(tails, row.case, { n: row.n, leaf: row.leaf })
    },
    entry: (seq) => raw.entries[seq] ?? null,
    *chain(chain) {
      for (const entry of raw.entries) if (entry.case === chain) yield entry
    },
    *entries(from) {
      for (let seq = from; seq < raw.entries.length; seq += 1) yield raw.entries[seq]!
    },
    node: (level, index) => raw.nodes.get(`${level}/${index}`) ?? null,
    insertNode(level, index, hash) {
      const key = `${level}/${index}`
      if (raw.nodes.has(key)) throw new Error(`node ${key} is there already`)
      journal.set(raw.nodes, key, hash)
    },
    insertCheckpoint(size, note) {
      if (raw.checkpoints.has(size)) throw new Error(`checkpoint ${size} is there already`)
      journal.set(raw.checkpoints, size, note)
    },
    latestCheckpoint() {
      const last = [...raw.checkpoints].at(-1)
      return last === undefined ? null : { size: last[0], note: last[1] }
    },
    *checkpoints() {
      for (const [size, note] of raw.checkpoints) yield { size, note }
    },
  }
}

function peopleStore(raw: Raw, journal: Journal): PeopleStore {
  const store = (person: PersonRow, seals: string[]) => {
    journal.set(raw.persons, person.id, person)
    journal.set(raw.seals, person.id, seals)
    journal.set(raw.keys, person.kid, person.publicKey)
  }
  return {
    insert: (person, sealedKey) => store(person, [sealedKey]),
    get: (id) => raw.persons.get(id) ?? null,
    list: () => [...raw.persons.values()],
    sealedKeys: (id) => raw.seals.get(id) ?? [],
    addSealedKey: (id, sealedKey) => journal.set(raw.seals, id, [sealedKey, ...(raw.seals.get(id) ?? [])]),
    keepSealedKey: (id, sealedKey) => journal.set(raw.seals, id, [sealedKey]),
    replaceKey: (id, kid, publicKey, sealedKey) => store({ ...raw.persons.get(id)!, kid, publicKey }, [sealedKey]),
    change: (id, details) => journal.set(raw.persons, id, { ...raw.persons.get(id)!, ...details }),
    depart(id, departedAt) {
      journal.set(raw.persons, id, { ...raw.persons.get(id)!, departedAt })
      journal.set(raw.seals, id, [])
    },
    publicKey: (kid) => raw.keys.get(kid) ?? null,
  }
}

function caseStore(raw: Raw, journal: Journal): CaseStore {
  const summary = (row: CaseRow): CaseSummary => {
    const exhibits = [...raw.exhibits.values()].filter((exhibit) => exhibit.row.case === row.id)
    return {
      ...row,
      lastActivity: raw.entries.findLast((entry) => entry.case === row.id)?.at ?? row.openedAt,
      exhibits: exhibits.length,
      unwitnessed: exhibits.filter(({ row: { id: exhibit, kind } }) => isForWitness(kind) && !raw.attestations.get(exhibit)?.some(({ counts }) => counts)).length,
      partial: exhibits.filter((exhibit) => exhibit.row.completeness?.verdict === 'partial').length,
      bundles: raw.bundles.filter((bundle) => bundle.case === row.id).length,
    }
  }
  return {
    nextNumber: () => raw.cases.size + 1,
    insert: (row) => journal.set(raw.cases, row.id, row),
    update: (row) => journal.set(raw.cases, row.id, row),
    get: (id) => raw.cases.get(id) ?? null,
    summaries: () => [...raw.cases.values()].map(summary).sort((a, b) => (a.lastActivity < b.lastActivity ? 1 : -1)),
    summary(id) {
      const row = raw.cases.get(id)
      return row === undefined ? null : summary(row)
    },
  }
}

function evidenceStore(raw: Raw, journal: Journal): EvidenceStore {
  const rows = () => [...raw.exhibits.values()].map((exhibit) => exhibit.row)
  const ofCase = (chain: CaseId) => rows().filter((row) => row.case === chain)
  return {
    nextNumber: (chain) => ofCase(chain).length + 1,
    insert: (exhibit) => journal.set(raw.exhibits, exhibit.row.id, exhibit),
    get: (id) => raw.exhibits.get(id)?.row ?? null,
    list: ofCase,
    first: (chain) => ofCase(chain)[0] ?? null,
    supersededBy: (id) => rows().find((row) => row.supersedes === id)?.id ?? null,
    artefacts: (id) => raw.exhibits.get(id)?.artefacts ?? [],
    previews: (id) => raw.exhibits.get(id)?.previews ?? [],
  }
}

/** Remembers one head a log, like the file in the OS user's folder; `failing` makes it throw instead. */
export function createMemoryHeads(): HeadMemory & { heads: Map<string, LogHead>; failing: boolean } {
  const heads = new Map<string, LogHead>()
  return {
    heads,
    failing: false,
    read: (origin) => heads.get(origin) ?? null,
    damaged: () => false,
    write(head) {
      if (this.failing) throw new Error('the disk is gone')
      heads.set(head.origin, { ...head })
    },
  }
}

/** Keeps what was published; `failing` makes it throw without taking anything. */
export function createMemoryMirror(): LedgerMirror & {
  lines: string[]
  checkpoint: string
  keys: Set<string>
  failing: boolean
} {
  return {
    lines: [],
    checkpoint: '',
    keys: new Set<string>(),
    failing: false,
    publish(lines, checkpoint, publicKeys) {
      if (this.failing) throw new Error('the disk is full')
      this.lines.push(...lines)
      this.checkpoint = checkpoint.note
      for (const key of publicKeys) this.keys.add(Buffer.from(key).toString('hex'))
    },
  }
}
