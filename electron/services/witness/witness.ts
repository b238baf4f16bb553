import { canonicalJson, toHex } from '../../../shared/encoding/index.ts'
import {
  Refusal,
  type AttestationDraft,
  type AttestationView,
  type PersonView,
} from '../../../shared/contract/index.ts'
import { textArtefact, type ExhibitId, type Language, type PayloadDraft, type PersonId, type VaultId } from '../../../shared/model/index.ts'
import { randomBytes } from '../crypto/index.ts'
import { MAX_SHOWN_TEXT, type ExhibitRow } from '../evidence/index.ts'
import type { Ledger, WallClock } from '../ledger/index.ts'
import type { People } from '../people/index.ts'
import type { AttestationStore, WitnessLookups } from './ports.ts'
import { composeStatement, shortFingerprint } from './statement.ts'

/** How long a statement may lie on the screen before it must be drawn up anew. */
const DRAFT_LIFETIME_MS = 15 * 60 * 1000
/** Statements waiting at once; the oldest goes. One screen needs one. */
const MAX_DRAFTS = 32
const CHALLENGE_BYTES = 32

export interface WitnessOptions {
  store: AttestationStore
  lookups: WitnessLookups
  people: People
  ledger: Ledger
  vault: { id: VaultId; name: string }
  /** For the date in the statement, ms since 1970 UTC. */
  clock?: WallClock
  /** For the age of drafts; monotonic, ms. */
  now?: () => number
}

export interface Witness {
  /**
   * Draws up the statement that this witness is asked to sign. It is kept in memory under its challenge, for fifteen
   * minutes and one signature.
   *
   * @throws Refusal `exhibit.not-found`, `case.not-found`, `person.not-found`, `person.departed`, `evidence.damaged`,
   *   `witness.is-officer` for whoever acquired the exhibit (another officer may witness), `witness.already-attested`
   */
  prepare(request: { exhibit: ExhibitId; witness: PersonId; relation: string; language: Language }): AttestationDraft
  /**
   * Signs it with the witness's own key. A wrong passphrase leaves the statement standing for another try.
   *
   * @throws Refusal `witness.challenge-stale` where it is unknown, used, too old or no longer true; else as `prepare`
   *   and `People.unlock`
   */
  sign(challenge: string, passphrase: Uint8Array): AttestationView
}

interface Waiting {
  draft: PayloadDraft<'exhibit.attested'>
  /** What the statement rests on, to be compared with what stands at signing. */
  basis: string
  expires: number
}

export function createWitness(options: WitnessOptions): Witness {
  const { store, lookups, people, ledger, vault } = options
  const clock = options.clock ?? Date.now
  const now = options.now ?? (() => performance.now())
  const waiting = new Map<string, Waiting>()

  /** Everything that the statement rests on, read anew and held against the ledger. */
  function gather(exhibit: ExhibitId, witness: PersonId) {
    const row = lookups.exhibit(exhibit)
    if (row === null) throw new Refusal('exhibit.not-found')
    const person = people.view(witness)
    if (person.departedAt !== null) throw new Refusal('person.departed', { name: person.name })
    refuseAcquirer(row, person)
    if (store.list(exhibit).some((attestation) => attestation.witness.person === witness)) {
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

  function take(challenge: string): Waiting {
    const found = waiting.get(challenge)
    if (found === undefined || found.expires <= now()) throw new Refusal('witness.challenge-stale')
    return found
  }

  function keep(entry: Waiting): void {
    for (const [challenge, old] of waiting) {
      if (old.expires <= now() || waiting.size >= MAX_DRAFTS) waiting.delete(challenge)
    }
    waiting.set(entry.draft.challenge, entry)
  }

  return {
    prepare({ exhibit, witness, relation, language }) {
      const { row, person, caseTitle, basis } = gather(exhibit, witness)
      // In this version the witness sees what is saved, after the fact, or nothing at all.
      const grade = lookups.looked(exhibit) ? 'saved-image-only' : 'fingerprint-only'
      const statement = composeStatement({
        language,
        grade,
        kind: row.kind,
        number: row.number,
        title: row.title,
        textCut: isTextCut(row),
        contentRoot: row.contentRoot,
        caseTitle,
        vaultName: vault.name,
        witness: { name: person.name, title: person.title, relation },
        now: clock(),
      })
      const challenge = toHex(randomBytes(CHALLENGE_BYTES))
      const draft: PayloadDraft<'exhibit.attested'> = {
        type: 'exhibit.attested',
        exhibit,
        number: row.number,
        title: row.title,
        case: row.case,
        vault: vault.id,
        contentRoot: row.contentRoot,
        grade,
        challenge,
        language,
        statement,
        head: ledger.head(),
        witness: { person: person.id, name: person.name, title: person.title, contact: person.contact, relation },
      }
      keep({ draft, basis, expires: now() + DRAFT_LIFETIME_MS })
      return { challenge, statement, grade, shortFingerprint: shortFingerprint(row.contentRoot) }
    },

    sign(challenge, passphrase) {
      const { draft, basis } = take(challenge)
      const { exhibit, witness } = draft
      if (gather(exhibit, witness.person).basis !== basis) {
        waiting.delete(challenge)
        throw new Refusal('witness.challenge-stale')
      }
      // Whatever session is open at this machine, the key comes out of the witness's own passphrase, here and now.
      const session = people.unlock(witness.person, passphrase)
      try {
        const view = ledger.commit(session, (append) => {
          const { seq, entry } = append(draft.case, draft)
          const { person, name, title, relation } = witness
          const { grade, statement, language } = draft
          const attestation: AttestationView = {
            seq,
            at: entry.at,
            grade,
            statement,
            language,
            witness: { person, name, title, relation },
            kid: entry.kid,
          }
          store.insert(exhibit, attestation)
          return attestation
        })
        waiting.delete(challenge)
        return view
      } finally {
        session.close()
      }
    },
  }
}
