import { canonicalJson } from '../../../shared/encoding/index.ts'
import type { Derived } from '../../../shared/model/index.ts'
import type { CaseContents, CustodyItem, ExhibitInBundle } from './contents.ts'
import { heldFile, promisedFile, type BagFile } from './files.ts'
import { exhibitPath } from './jsonld.ts'
import type { BundleParts } from './ports.ts'

/** Artefacts in order of exhibit and name, each read once against the ledger's digest before anything is written. */
export async function artefactFiles(
  { evidence }: Pick<BundleParts, 'evidence'>,
  contents: CaseContents,
  onBytes: (length: number) => void,
): Promise<BagFile[]> {
  const files: BagFile[] = []
  for (const exhibit of contents.exhibits) {
    for (const { artefact, open } of exhibit.masked?.files ?? []) {
      files.push(await promisedFile(exhibitPath(exhibit.row.number, artefact.name), artefact, open, onBytes))
    }
    if (exhibit.masked !== null) continue
    for (const artefact of exhibit.artefacts) {
      const path = exhibitPath(exhibit.row.number, artefact.name)
      files.push(await promisedFile(path, artefact, () => evidence.read(exhibit.row, artefact.name), onBytes))
    }
  }
  return files
}

/** `exhibit.json` and one `attestation-<n>.json` for each witness, counted from 1. */
export function exhibitFiles(exhibit: ExhibitInBundle): BagFile[] {
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

/** The chain as a derived bundle tells it. */
export function withoutWithheld(custody: readonly CustodyItem[], derived: Derived | null): readonly CustodyItem[] {
  const withheld = new Set(derived?.withheld)
  return custody.map((item) => (withheld.has(item.entry.seq) ? { ...item, payload: null, withheld: true } : item))
}

/** Exactly the bytes that the entry's `payload` is the hash of. */
export function payloadFiles(custody: readonly CustodyItem[]): BagFile[] {
  return custody.flatMap(({ entry, payload }) =>
    payload === null ? [] : [heldFile(`data/ledger-payloads/${seq6(entry.seq)}.json`, payload.text)],
  )
}
