import { isDisposal, statementFault, type CaseId, type EntryType, type Kid, type Payload, type PersonRole } from '../../../shared/model/index.ts'
import { fromBase64, kidOf, toHex } from '../../../shared/encoding/index.ts'

/** Entries about the vault itself; everything else belongs to a case. */
const VAULT_CHAIN: ReadonlySet<EntryType> = new Set([
  'vault.created',
  'person.enrolled',
  'person.changed',
  'person.departed',
  'change.approved',
  'key.succeeded',
  'key.revealed',
  'passphrase.changed',
  'access.denied',
  'reference.recorded',
  'vault.restored',
  'retention.decided',
  'backup.made',
])

/** All that a witness's key is for. Anything else signed by it means that the key was used by somebody else. */
const WITNESS_MAY: ReadonlySet<EntryType> = new Set(['exhibit.attested', 'passphrase.changed', 'key.succeeded'])

/** Which person an entry speaks for, where that person alone may sign it. */
function signatory(payload: Payload): string | null {
  switch (payload.type) {
    case 'exhibit.attested':
      return payload.witness.person
    case 'passphrase.changed':
    case 'key.succeeded':
      return payload.person
    default:
      return null
  }
}

/**
 * What a payload must agree on with the entry that carries it, whoever wrote it. The ledger refuses to append what
 * breaks these rules and `checkLedger` looks for entries that do.
 *
 * @returns what is wrong, in plain English, or null
 */
export function disagreement(payload: Payload, chain: CaseId | null, kid: Kid, role: PersonRole): string | null {
  if (VAULT_CHAIN.has(payload.type) !== (chain === null)) return `${payload.type} stands in the wrong chain`
  if ('case' in payload && payload.case !== chain) return 'the payload names another case than the entry'
  if (role === 'witness' && !WITNESS_MAY.has(payload.type)) return `a witness's key signed ${payload.type}`
  const alone = signatory(payload)
  if (alone !== null && alone !== payload.actor.person) {
    return `${payload.type} is signed by somebody else than the person it speaks for`
  }
  if (payload.type === 'exhibit.attested') return statementFault(payload)?.text ?? null
  if (payload.type === 'person.enrolled' || payload.type === 'key.succeeded') {
    if (kidOf(fromBase64(payload.publicKey)) !== payload.kid) return 'the key and its id do not belong together'
  }
  if (payload.type === 'key.succeeded' && payload.kid !== kid) return 'a succession is not signed by the new key'
  return null
}

/**
 * Looks at entries in the order of the log: an approval stands right behind what it approves, by somebody whom that isn't about. A
 * change may stand without one, where there is nobody who could give it; a disposal may not.
 */
export interface ApprovalRule {
  /** Returns what is wrong, or null. */
  judge(payload: Payload, seq: number): string | null
  /** Tells it of an entry that stands; `leaf` is its leaf hash. */
  took(payload: Payload, seq: number, leaf: Uint8Array): void
  /** What is still open when the log, or a commit, ends; null: nothing. */
  unsettled(): string | null
}

const ALONE = 'a disposal stands without a second person'

export function createApprovalRule(): ApprovalRule {
  let last: { payload: Payload; seq: number; leaf: string } | null = null
  const waits = () => last !== null && isDisposal(last.payload.type)
  return {
    judge(payload, seq) {
      if (payload.type !== 'change.approved' && payload.type !== 'disposal.approved') return waits() ? ALONE : null
      const { actor, leaf } = payload
      if (last === null || payload.seq !== last.seq || last.seq !== seq - 1 || leaf !== last.leaf || !isOf(payload, last.payload)) {
        return 'an approval does not follow what it names'
      }
      const concerned = [last.payload.actor.person, 'person' in last.payload ? last.payload.person : null]
      return concerned.includes(actor.person) ? 'somebody approved their own change' : null
    },
    took(payload, seq, leaf) {
      last = { payload, seq, leaf: toHex(leaf) }
    },
    unsettled: () => (waits() ? ALONE : null),
  }
}

function isOf(approval: Payload<'change.approved' | 'disposal.approved'>, { type }: Payload): boolean {
  return approval.type === 'change.approved' ? approval.of === type : isDisposal(type)
}
