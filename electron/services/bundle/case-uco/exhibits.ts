import type { Artefact } from '../../../../shared/model/index.ts'
import type { CaseContents, ExhibitInBundle } from '../contents.ts'
import { exhibitPath } from '../paths.ts'
import { fileId, partId, provenanceId, urlId } from './ids.ts'
import { dateTime, hexBinary, integer, no, ref, type Node } from './nodes.ts'
import { relation } from './people.ts'

/** An exhibit: its provenance record, its files, the addresses that it was acquired at, and which others it belongs to. */
export function exhibitNodes(exhibit: ExhibitInBundle, { exhibits }: CaseContents): Node[] {
  const urls = addresses(exhibit)
  const id = provenanceId(exhibit)
  const other = (kind: string, number: number | null): Node[] => {
    const found = exhibits.find(({ row }) => row.number === number)
    return found === undefined ? [] : [relation(kind, id, provenanceId(found))]
  }
  return [
    {
      '@id': id,
      '@type': 'case-investigation:ProvenanceRecord',
      'case-investigation:exhibitNumber': String(exhibit.row.number),
      'uco-core:name': exhibit.acquired.title,
      'uco-core:description': description(exhibit),
      'uco-core:objectCreatedTime': dateTime(exhibit.acquired.acquiredAt),
      'uco-core:object': [...exhibit.artefacts.map(({ name }) => ref(fileId(exhibit, name))), ...urls.map((url) => ref(String(url['@id'])))],
      'uco-core:externalReference': {
        '@id': partId(id, 'external-reference'),
        '@type': 'uco-core:ExternalReference',
        'uco-core:definingContext': 'content root (SHA-256, Merkle tree) of the exhibit: docs/formats.md of Bevisvalv',
        'uco-core:externalIdentifier': exhibit.acquired.contentRoot,
      },
    },
    ...exhibit.artefacts.map((artefact) => file(exhibit, artefact)),
    ...urls,
    ...other('Corrects', exhibit.supersedes),
    ...other('Loads_Anew', exhibit.compares),
  ]
}

const VERDICTS = { ok: 'Its check held.', incomplete: 'Not all of it could be checked.', failed: 'Its check failed.' } as const

const KINDS = {
  capture: 'A web page as the browser received it.',
  file: 'A file that was imported, byte for byte.',
  note: 'A note by the officer.',
  comparison: 'The original of another exhibit, loaded anew for a witness.',
  received: 'A bundle that was made elsewhere, as it was received: what is in it was not acquired here.',
  recheck: 'A look at whether a post that was reported was still up. No full capture.',
} as const

function description({ acquired: { kind, completeness, source } }: ExhibitInBundle): string[] {
  const partial = completeness?.verdict === 'partial' ? ['The acquisition is partial.'] : []
  const checked = source !== null && 'verdict' in source ? [VERDICTS[source.verdict]] : []
  return [KINDS[kind], ...partial, ...checked]
}

/** The address that was asked for, and the one reached where that is another. */
function addresses(exhibit: ExhibitInBundle): Node[] {
  const { source } = exhibit.acquired
  if (source === null || !('requestedUrl' in source)) return []
  const { requestedUrl, finalUrl } = source
  return [
    url(exhibit, 'requested', requestedUrl),
    ...(finalUrl === requestedUrl ? [] : [url(exhibit, 'final', finalUrl)]),
  ]
}

function url(exhibit: ExhibitInBundle, which: 'requested' | 'final', value: string): Node {
  const id = urlId(exhibit, which)
  return {
    '@id': id,
    '@type': 'uco-observable:URL',
    'uco-core:description': which === 'requested' ? 'Address asked for.' : 'Address reached.',
    'uco-core:hasFacet': [{ '@id': partId(id, 'url-facet'), '@type': 'uco-observable:URLFacet', 'uco-observable:fullValue': value }],
  }
}

function file(exhibit: ExhibitInBundle, { name, bytes, sha256, mediaType }: Artefact): Node {
  const id = fileId(exhibit, name)
  return {
    '@id': id,
    '@type': 'uco-observable:File',
    'uco-core:hasFacet': [
      {
        '@id': partId(id, 'file-facet'),
        '@type': 'uco-observable:FileFacet',
        'uco-observable:fileName': name,
        'uco-observable:filePath': exhibitPath(exhibit.row.number, name),
        'uco-observable:isDirectory': no,
        'uco-observable:sizeInBytes': integer(bytes),
      },
      {
        '@id': partId(id, 'content-data-facet'),
        '@type': 'uco-observable:ContentDataFacet',
        'uco-observable:mimeType': mediaType,
        'uco-observable:sizeInBytes': integer(bytes),
        'uco-observable:hash': [
          {
            '@id': partId(id, 'hash'),
            '@type': 'uco-types:Hash',
            'uco-types:hashMethod': { '@type': 'uco-vocabulary:HashNameVocab', '@value': 'SHA256' },
            'uco-types:hashValue': hexBinary(sha256),
          },
        ],
      },
    ],
  }
}
