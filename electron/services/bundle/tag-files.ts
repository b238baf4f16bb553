import { SSH_NAMESPACE, allowedSigner, fromHex, hashLines, spkiPem, sshSignature, sshSigningBytes, utf8, vkey } from '../../../shared/encoding/index.ts'
import { MAX_SITTING, sizeAfter, type Kid } from '../../../shared/model/index.ts'
import { MANIFEST, MANIFEST_SSH_SIGNATURE } from '../../../shared/verify/index.ts'
import type { Timestamp } from '../ledger/index.ts'
import { BAGIT, bagInfo, manifest, payloadOxum } from './bag.ts'
import type { CustodyItem } from './contents.ts'
import { seq6 } from './data-files.ts'
import { heldFile, type BagFile, type HeldFile } from './files.ts'
import type { BundleParts, PriorStamp } from './ports.ts'

/**
 * The case's part of the log at its newest checkpoint. Must be called right after the commit, without a pause: proofs
 * and checkpoint have to be of one size.
 */
export function ledgerFiles(
  parts: BundleParts,
  custody: readonly CustodyItem[],
  checkpoint: Uint8Array,
  stamps: readonly PriorStamp[],
): HeldFile[] {
  const { ledger } = parts
  return [
    heldFile('ledger/entries.jsonl', custody.map(({ line }) => `${line}\n`).join('')),
    heldFile('ledger/vkey', `${vkey(ledger.origin, parts.logKey)}\n`),
    heldFile('ledger/checkpoint', checkpoint),
    ...custody.map(({ entry }) => heldFile(`ledger/proofs/${seq6(entry.seq)}.tlog-proof`, ledger.proof(entry.seq))),
    ...priorSizes(parts, custody, stamps).flatMap((size) => priorFiles(parts, size)),
    ...stamps.flatMap(stampFiles),
  ]
}

/** `openssl ts -verify` takes both as they are: token, and the whole chain in one file, the authority's own first. */
const stampFiles = ({ size, token, certificates }: PriorStamp): HeldFile[] => [
  heldFile(`ledger/prior/${size}.tsr`, token),
  heldFile(`ledger/prior/${size}.tsr.pem`, certificates.map((pem) => `${pem.trim()}\n`).join('')),
]

/** Earlier states of the log: those of earlier bundles and of witnesses' statements, which somebody may hold on paper, and those that are stamped. */
function priorSizes(parts: BundleParts, custody: readonly CustodyItem[], stamps: readonly PriorStamp[]): number[] {
  const before = custody.slice(0, -1)
  const exported = before.flatMap(({ entry }) => (entry.type === 'bundle.exported' ? [entry.seq + 1] : []))
  const attested = before.flatMap(({ entry, payload }) => {
    if (entry.type !== 'exhibit.attested') return []
    return payload?.value.type === 'exhibit.attested' ? [sizeAfter(entry.seq, payload.value)] : signedState(parts, entry.seq)
  })
  return [...new Set([...exported, ...attested, ...stamps.map(({ size }) => size)])].toSorted((a, b) => a - b)
}

/** Where what was signed is gone: the first state after it. That its witness cosigned it stays to be seen. */
function signedState({ checkpointAt }: BundleParts, seq: number): number[] {
  const sizes = Array.from({ length: MAX_SITTING }, (_, more) => seq + 1 + more)
  const found = sizes.find((size) => checkpointAt(size) !== null)
  return found === undefined ? [] : [found]
}

/** Such a state, and the proof that the log has only grown since. */
function priorFiles({ ledger, checkpointAt }: BundleParts, size: number): HeldFile[] {
  const note = checkpointAt(size)
  if (note === null) return []
  const proof = hashLines(ledger.consistency(size).proof.map(fromHex))
  return [heldFile(`ledger/prior/${size}.checkpoint`, note), heldFile(`ledger/prior/${size}.consistency`, proof)]
}


export function keyFiles(parts: BundleParts, actors: ReadonlyMap<Kid, Uint8Array>): HeldFile[] {
  const [who = '', ...key] = allowedSigner(parts.exportKey.publicKey).split(' ')
  return [
    heldFile('keys/export.pem', spkiPem(parts.exportKey.publicKey)),
    heldFile('keys/log.pem', spkiPem(parts.logKey)),
    ...[...actors].map(([kid, publicKey]) => heldFile(`keys/actor-${kid}.pem`, spkiPem(publicKey))),
    heldFile('keys/allowed_signers', `${[who, `namespaces="${SSH_NAMESPACE}"`, ...key].join(' ')}\n`),
  ]
}

/** The token over the checkpoint's bytes, and who answers for it: `tsa-1` is the authority's own, `tsa-ca` the root. */
export function timestampFiles({ token, certificates }: Timestamp): HeldFile[] {
  return [
    heldFile('ledger/checkpoint.tsr', token),
    ...certificates.map((pem, index) =>
      heldFile(index === certificates.length - 1 ? 'keys/tsa-ca.pem' : `keys/tsa-${index + 1}.pem`, pem),
    ),
  ]
}

export interface BagAbout {
  organization: string
  name: string
  profile: string
  toolVersion: string
  fingerprint: string
  timestamped: boolean
  at: Date
}

/** Declaration, facts, the list of `data/`, and that list signed in OpenSSH's form as well. */
export function bagFiles({ exportKey }: Pick<BundleParts, 'exportKey'>, about: BagAbout, data: readonly BagFile[]): HeldFile[] {
  const info = bagInfo({
    'Source-Organization': about.organization,
    'External-Identifier': about.name,
    'Bagging-Date': about.at.toISOString().slice(0, 10),
    'Payload-Oxum': payloadOxum(data),
    'Bag-Software-Agent': about.toolVersion,
    'Bevisvalv-Profile': about.profile,
    'Bevisvalv-Timestamp': about.timestamped ? 'rfc3161' : 'none',
    'Export-Key-Fingerprint': about.fingerprint,
  })
  const list = manifest(data)
  const ssh = sshSignature(exportKey.publicKey, exportKey.sign(Buffer.from(sshSigningBytes(utf8(list)))))
  return [heldFile('bagit.txt', BAGIT), heldFile('bag-info.txt', info), heldFile(MANIFEST, list), heldFile(MANIFEST_SSH_SIGNATURE, ssh)]
}

/** The tag manifest over every file outside `data/`, and the signature that nothing else covers: 64 raw bytes. */
export function sealFiles({ exportKey }: Pick<BundleParts, 'exportKey'>, tags: readonly BagFile[]): HeldFile[] {
  const text = manifest(tags)
  const list = heldFile('tagmanifest-sha256.txt', text)
  return [list, heldFile(`${list.path}.sig`, exportKey.sign(Buffer.from(text)))]
}
