import { canonicalJson } from '../../../shared/encoding/index.ts'
import type { CaseContents, CustodyItem, ExhibitInBundle } from './contents.ts'
import { heldFile, type BagFile, type HeldFile } from './files.ts'
import { exhibitPath } from './jsonld.ts'
import type { BundleParts } from './ports.ts'
import { writeFailed } from './disk.ts'
import type { ZipOut } from './zip.ts'

/**
 * Copies artefacts in order of exhibit and name: each is read once from the vault, and what then lies in the zip is held against
 * the ledger's digest.
 *
 * @throws Refusal `evidence.damaged`; `bundle.write-failed` where the vault isn't at fault
 */
export async function copyArtefacts(zip: Pick<ZipOut, 'stream'>, { evidence }: Pick<BundleParts, 'evidence'>, contents: CaseContents, onBytes: (length: number) => void): Promise<BagFile[]> {
  const files: BagFile[] = []
  for (const exhibit of contents.exhibits) {
    const { row, masked } = exhibit
    const sources = masked?.files ?? exhibit.artefacts.map((artefact) => ({ artefact, open: () => evidence.readSealed(row, artefact.name) }))
    for (const { artefact, open } of sources) {
      const file = await zip.stream(exhibitPath(row.number, artefact.name), artefact.bytes, open, onBytes)
      if (file.bytes !== artefact.bytes || file.sha256 !== artefact.sha256) {
        // Which of the two is at fault: this throws if it is the vault.
        if (masked === null) for await (const _chunk of evidence.read(row, artefact.name)) onBytes(0)
        throw writeFailed(file.path, 'changed')
      }
      files.push(file)
    }
  }
  return files
}

/** `exhibit.json` and one `attestation-<n>.json` for each witness, counted from 1. */
export function exhibitFiles(exhibit: ExhibitInBundle): HeldFile[] {
  const { row, acquired, attestations, masked } = exhibit
  const about = {
    exhibit: row.id,
    number: acquired.number,
    title: acquired.title,
    kind: acquired.kind,
    acquiredAt: acquired.acquiredAt,
    contentRoot: acquired.contentRoot,
    artefacts: exhibit.artefacts,
    attestations: attestations.map(({ item }) => item.entry.seq),
    ...(masked !== null && { masked: masked.redacted }),
  }
  return [
    heldFile(exhibitPath(row.number, 'exhibit.json'), canonicalJson(about)),
    ...attestations.map(({ item, payload }, index) =>
      heldFile(exhibitPath(row.number, `attestation-${index + 1}.json`), canonicalJson({ entry: item.entry, payload })),
    ),
  ]
}

export const seq6 = (seq: number): string => String(seq).padStart(6, '0')

/** The chain as a bundle tells it, without what these entries (`seq`) say. */
export function withoutWithheld(custody: readonly CustodyItem[], seqs: readonly number[]): readonly CustodyItem[] {
  const withheld = new Set(seqs)
  return custody.map((item) => (withheld.has(item.entry.seq) ? { ...item, payload: null, withheld: true } : item))
}

/** Exactly the bytes that the entry's `payload` is the hash of. */
export function payloadFiles(custody: readonly CustodyItem[]): HeldFile[] {
  return custody.flatMap(({ entry, payload }) =>
    payload === null ? [] : [heldFile(`data/ledger-payloads/${seq6(entry.seq)}.json`, payload.text)],
  )
}
