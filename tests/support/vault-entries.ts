import { generateSigner, newId, randomBytes, type Signer } from '../../electron/services/crypto/index.ts'
import type { OpenVault } from '../../electron/services/vault/index.ts'
import type { NewExhibit, StoredObject } from '../../electron/services/evidence/index.ts'
import {
  appendLeaf,
  canonicalJson,
  entryLeaf,
  entryLine,
  entrySigningBytes,
  sha256Hex,
  signCheckpoint,
  toBase64,
  toHex,
  treeRoot,
  utf8,
} from '../../shared/encoding/index.ts'
import type { CaseId, EntryType, Instant, PersonId } from '../../shared/model/index.ts'

export const AT: Instant = '2026-11-22T14:00:03.000Z'

/** A person with a key, stored as `people` would: a witness, because an officer has a slot in the header as well. */
export function addPerson(vault: OpenVault, name = 'Anna Provsson'): { id: PersonId; signer: Signer } {
  const { signer } = generateSigner()
  const id = newId('p')
  const { kid, publicKey } = signer
  vault.people.insert({ id, name, title: '', contact: '', role: 'witness', kid, publicKey, enrolledAt: AT, departedAt: null }, '{}')
  return { id, signer }
}

export function addCase(vault: OpenVault, title = 'Provärende'): CaseId {
  const id = newId('c')
  const number = vault.cases.nextNumber()
  vault.cases.insert({ id, number, title, reference: '', description: '', openedAt: AT, closedAt: null }, vault.ledger.size())
  return id
}

/** Appends a signed entry and a checkpoint without going through the ledger service: what storage has to take. */
export function appendEntry(
  vault: OpenVault,
  signer: Signer,
  chain: CaseId | null = null,
  type: EntryType = 'exhibit.viewed',
  also: () => void = () => undefined,
): { line: string; checkpoint: { size: number; note: string } } {
  const { ledger } = vault
  return ledger.transaction(() => {
    also()
    const seq = ledger.size()
    const tail = ledger.tail(chain)
    const payload = canonicalJson({ salt: randomBytes(32).toString('hex'), type })
    const unsigned = {
      at: AT,
      case: chain,
      kid: signer.kid,
      log: vault.origin,
      n: (tail?.n ?? -1) + 1,
      payload: `sha256:${sha256Hex(utf8(payload))}`,
      prev: tail ? `sha256:${toHex(tail.leaf)}` : null,
      seq,
      type,
      v: 1 as const,
    }
    const line = entryLine({ ...unsigned, sig: toBase64(signer.sign(entrySigningBytes(unsigned))) })
    const leaf = entryLeaf(line)
    ledger.insert({ seq, case: chain, n: unsigned.n, type, at: AT, line, leaf, payload })
    appendLeaf(ledger, seq, leaf, ledger.insertNode)
    const head = { origin: vault.origin, size: seq + 1, root: toHex(treeRoot(ledger, seq + 1)) }
    const checkpoint = { size: head.size, note: signCheckpoint(head, vault.logKey.sign, vault.logKey.publicKey) }
    ledger.insertCheckpoint(checkpoint.size, checkpoint.note)
    return { line, checkpoint }
  })
}

export function appendAndPublish(
  vault: OpenVault,
  signer: Signer,
  chain: CaseId | null = null,
  type?: EntryType,
): void {
  const { line, checkpoint } = appendEntry(vault, signer, chain, type)
  vault.mirror.publish([line], checkpoint, [signer.publicKey])
}

export function exhibitOf(vault: OpenVault, chain: CaseId, objects: StoredObject[], searchText = ''): NewExhibit {
  const number = vault.evidence.nextNumber(chain)
  return {
    row: {
      id: newId('x'),
      case: chain,
      number,
      kind: 'file',
      title: `Bilaga ${number}`,
      acquiredAt: AT,
      seq: vault.ledger.size(),
      contentRoot: '0'.repeat(64),
      bytes: objects.reduce((sum, object) => sum + object.bytes, 0),
      completeness: null,
      source: null,
      supersedes: null,
      compares: null,
      acquiredBy: 'Anna Provsson',
    },
    artefacts: objects.map((object, i) => ({
      name: `artefact-${i}.bin`,
      bytes: object.bytes,
      sha256: object.sha256,
      mediaType: 'application/octet-stream',
      object,
    })),
    previews: [],
    searchText,
  }
}

export async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const chunk of chunks) parts.push(chunk)
  return Buffer.concat(parts)
}

/** The closed code that `work` refuses with; throws if it doesn't refuse. */
export async function refusalOf(work: () => unknown): Promise<string> {
  try {
    await work()
  } catch (error) {
    if (error instanceof Error && error.name === 'Refusal') return error.message
    throw error
  }
  throw new Error('was not refused')
}
