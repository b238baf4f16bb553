import { platformNameOf } from '../../shared/law/index.ts'
import type { CaseId, Day } from '../../shared/model/index.ts'
import { Refusal, type PersonView, type VaultView } from '../../shared/contract/index.ts'
import { fingerprintOf } from '../../shared/encoding/index.ts'
import { createBundles, createHandOvers, type Bundles, type HandOvers } from '../services/bundle/index.ts'
import {
  createCaptureQueue,
  createCasework,
  createDisposal,
  createGuide,
  createKeptLogins,
  createRechecks,
  createRecords,
  createReference,
  createRetention,
  createSearch,
  createSightings,
  dayInSweden,
  type CaptureQueue,
  type Casework,
  type Disposal,
  type Guide,
  type KeptLogins,
  type Rechecks,
  type Records,
  type Reference,
  type Retention,
  type Search,
  type Sightings,
} from '../services/casework/index.ts'
import type { SpawnChild } from '../services/capture/index.ts'
import { newId, type KdfCost } from '../services/crypto/index.ts'
import { createEvidence, createMasking, type Evidence, type Masking } from '../services/evidence/index.ts'
import { createLedger, createStamping, stampsOver, type ActorSession, type HeadMemory, type Ledger, type Stamping, type StampingOptions } from '../services/ledger/index.ts'
import { createPeople, type People, type Throttle } from '../services/people/index.ts'
import type { OpenVault } from '../services/vault/index.ts'
import { createWitness, type Witness } from '../services/witness/index.ts'
import type { Context } from './context.ts'
import { caseFacts } from './records.ts'
import { signedExhibit } from './search.ts'
import { builtVerifier } from './verifier-page.ts'

/** An open vault with its services, and the officer who opened it. */
export interface Session {
  vault: OpenVault
  ledger: Ledger
  people: People
  casework: Casework
  queue: CaptureQueue
  logins: KeptLogins
  records: Records
  reference: Reference
  sightings: Sightings
  search: Search
  rechecks: Rechecks
  guide: Guide
  retention: Retention
  disposal: Disposal
  /** The calendar day in Sweden. */
  today: () => Day
  evidence: Evidence
  /** For one masking, or one export. */
  masking: () => Masking
  witness: Witness
  bundles: Bundles
  handOvers: HandOvers
  stamping: Stamping
  heads: HeadMemory
  /** Signs what the officer does. Replaced when the officer's key is. */
  actor: ActorSession
  officer: PersonView
  /** What this session has to tell on each page, as codes of the locale area `vaultNotes`. */
  notes: Set<string>
  view(idleLockMinutes: number): VaultView
  /** The officer's name or title is another: from here on their entries name the new one. */
  renamed(officer: PersonView): void
  close(): void
}

export interface SessionParts {
  vault: OpenVault
  heads: HeadMemory
  spawnChild: SpawnChild
  toolVersion: string
  cost?: { cost: KdfCost; floor: KdfCost }
  clock?: () => number
  /** Of the vault's people, kept over its openings. */
  throttle?: Throttle
  /** Whom timestamps are asked of, and who is told. */
  timestamps: Omit<StampingOptions, 'ledger' | 'store'>
}

/** Services over a vault that is open but has no officer at work yet. */
export type Services = Omit<Session, 'actor' | 'officer' | 'notes' | 'view' | 'renamed'>

export function buildServices(parts: SessionParts, actor: () => ActorSession | null): Services {
  const { vault, heads, clock = Date.now } = parts
  const ledger = createLedger({ store: vault.ledger, mirror: vault.mirror, heads, origin: vault.origin, logKey: vault.logKey, clock })
  const people = createPeople({
    store: vault.people,
    ledger,
    ...(parts.cost ? { cost: parts.cost } : {}),
    ...(parts.throttle ? { throttle: parts.throttle } : {}),
    onDenied(person) {
      const by = actor()
      // While opening there is nobody yet who could sign for it.
      if (by !== null) ledger.commit(by, (append) => append(null, { type: 'access.denied', reason: 'wrong-passphrase', person }))
    },
  })
  const casework = createCasework({ store: vault.cases, ledger, newId: () => newId('c') })
  const evidence = createEvidence({
    store: vault.evidence,
    objects: vault.objects,
    ledger,
    spawn: parts.spawnChild,
    newExhibitId: () => newId('x'),
    disposed: (id) => vault.disposals.get(id)?.number ?? null,
  })
  const masking = () => createMasking(evidence, { objects: vault.objects, spawn: parts.spawnChild })
  const queue = createCaptureQueue({
    store: vault.queue,
    captured: (chain) =>
      evidence.list(chain).flatMap(({ id, number, kind, acquiredAt, source }) =>
        // A look at whether something is still there is no capture of it.
        kind !== 'recheck' && source !== null && 'requestedUrl' in source
          ? [{ exhibit: { id, number }, at: acquiredAt, requestedUrl: source.requestedUrl, finalUrl: source.finalUrl }]
          : [],
      ),
  })
  const logins = createKeptLogins({ store: vault.logins, objects: vault.objects, ledger })
  const requireCase = (id: CaseId): void => void casework.get(id)
  const today = () => dayInSweden(clock())
  const records = createRecords({
    store: vault.records,
    ledger,
    requireCase,
    exhibitNumber(id, chain) {
      // What a record leans on stays named by its number after its disposal.
      const row = vault.evidence.get(id) ?? vault.disposals.get(id)
      return row?.case === chain ? row.number : null
    },
    newId: () => newId('r'),
  })
  const reference = createReference({ ledger, last: () => vault.ledger.tail(null)?.n ?? -1, today, newId: () => newId('l') })
  const sightings = createSightings({
    store: vault.sightings,
    ledger,
    requireCase,
    queued: (chain) => vault.queue.list(chain).flatMap(({ state, url }) => (state === 'waiting' || state === 'running' ? [url] : [])),
    platformOf: (host) => platformNameOf(host, reference.list()),
    today,
    newId: () => newId('s'),
  })
  const search = createSearch({ store: vault.search, ledger, records, sightings, exhibit: (id) => signedExhibit({ ledger, vault, evidence }, id) })
  const rechecks = createRechecks({
    store: vault.postChecks,
    ledger,
    records,
    hasReport: (chain) => vault.records.list(chain).some(({ kind, withdrawn }) => kind === 'platform-report' && !withdrawn),
    exhibits: (chain) => evidence.list(chain),
    today,
  })
  const guide = createGuide({
    summary: (id) => casework.get(id),
    cases: () => casework.list(),
    records: (chain) => records.list(chain),
    sightings: vault.sightings,
    checks: (chain, all) => rechecks.tally(chain, all),
    last: (chain) => vault.ledger.tail(chain)?.n ?? -1,
    firstExhibit: (chain) => vault.evidence.first(chain)?.acquiredAt ?? null,
    today,
    additions: () => ({ stand: reference.stand(), list: reference.list() }),
  })
  const retention = createRetention({ store: vault.cases, ledger, today })
  const disposal = createDisposal({
    cases: vault.cases,
    store: vault.disposals,
    evidence: vault.evidence,
    committed: (exhibit) => evidence.committed(exhibit),
    objects: vault.objects,
    ledger,
    retention,
  })
  const witness = createWitness({
    store: vault.attestations,
    lookups: {
      exhibit: (id) => vault.evidence.get(id),
      supersededBy: (id) => vault.evidence.supersededBy(id),
      case: (id) => casework.get(id),
    },
    people,
    ledger,
    vault: { id: vault.id, name: vault.name },
  })
  const bundles = createBundles({
    ledger,
    store: vault.bundles,
    evidence,
    masking,
    readCase: (id) => caseFacts(ledger, id),
    publicKey: (kid) => people.publicKey(kid),
    checkpointAt(size) {
      for (const checkpoint of vault.ledger.checkpoints()) if (checkpoint.size === size) return checkpoint.note
      return null
    },
    stampsOver: (seqs) => stampsOver(vault.stamps, seqs),
    logKey: vault.logKey.publicKey,
    exportKey: vault.exportKey,
    vault: { id: vault.id, name: vault.name },
    verifierPage: builtVerifier,
    toolVersion: parts.toolVersion,
    clock,
    // Swedish authorities read Swedish time, whatever the machine is set to; UTC stands beside it.
    timeZone: 'Europe/Stockholm',
  })
  const handOvers = createHandOvers({
    ledger,
    store: vault.handOvers,
    bundles: vault.bundles,
    evidence,
    exportKey: vault.exportKey,
    readCase: (id) => caseFacts(ledger, id),
    vaultName: vault.name,
  })
  const stamping = createStamping({ ledger, store: vault.stamps, ...parts.timestamps })
  return { vault, ledger, people, casework, queue, logins, records, reference, sightings, search, rechecks, guide, retention, disposal, today, evidence, masking, witness, bundles, handOvers, stamping, heads, close: () => vault.close() }
}

/** The services as the engine that runs has them, for a vault that it has just opened. */
export function servicesOf({ host, heads, options, timestamps, throttleOf, current }: Context, vault: OpenVault): Services {
  const cost = host.cost === undefined ? {} : { cost: { cost: host.cost, floor: host.cost } }
  const parts = { vault, heads, spawnChild: host.spawnChild, toolVersion: `Bevisvalv ${options.version}`, timestamps, throttle: throttleOf(vault.id), ...cost, ...(host.clock && { clock: host.clock }) }
  return buildServices(parts, () => current()?.actor ?? null)
}

export function beginSession(services: Services, actor: ActorSession): Session {
  const { vault, ledger, people } = services
  const session: Session = {
    ...services,
    actor,
    officer: people.view(actor.actor.person),
    notes: new Set(vault.notes),
    view: (idleLockMinutes) => ({
      id: vault.id,
      name: vault.name,
      officer: session.officer,
      fingerprint: fingerprintOf(vault.exportKey.publicKey),
      head: ledger.head(),
      alarm: ledger.alarm(),
      notes: [
        ...new Set([
          ...session.notes,
          ...(vault.mirrorDamaged() ? ['mirror-damaged'] : []),
          ...(vault.recoveryUnconfirmed() ? ['recovery-unconfirmed'] : []),
          ...(services.heads.damaged(vault.origin) ? ['head-unreadable'] : []),
          ...ledger.notices().map(({ code }) => code),
        ]),
      ],
      idleLockMinutes,
    }),
    renamed(officer) {
      session.officer = officer
      session.actor = { ...session.actor, actor: { ...session.actor.actor, name: officer.name } }
    },
    close() {
      services.stamping.close()
      session.actor.close()
      vault.close()
    },
  }
  return session
}

export function required(session: Session | null): Session {
  if (session === null) throw new Refusal('vault.not-open')
  return session
}
