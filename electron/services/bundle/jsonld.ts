import { createHash } from 'node:crypto'
import type { Artefact } from '../../../shared/model/index.ts'
import type { CaseContents, ExhibitInBundle } from './contents.ts'

/**
 * The bundle's exhibits in the words of CASE 1.x / UCO 1.x, so that forensic tools can take them in. Derived from what
 * else is in the bundle and saying nothing beyond it; the context is inline, so nothing is fetched to read it.
 */
export function caseJsonLd(contents: CaseContents): string {
  const graph = [
    {
      '@id': `kb:investigation-${uuid(contents.id)}`,
      '@type': 'case-investigation:Investigation',
      'uco-core:name': contents.facts.title,
      'uco-core:object': contents.exhibits.map((exhibit) => ({ '@id': recordId(exhibit) })),
    },
    ...contents.exhibits.flatMap((exhibit) => [
      provenanceRecord(exhibit),
      ...exhibit.artefacts.map((artefact) => file(exhibit, artefact)),
    ]),
  ]
  return `${JSON.stringify({ '@context': CONTEXT, '@graph': graph }, null, 2)}\n`
}

const CONTEXT = {
  kb: 'https://bevisvalv.invalid/kb/',
  'case-investigation': 'https://ontology.caseontology.org/case/investigation/',
  'uco-core': 'https://ontology.unifiedcyberontology.org/uco/core/',
  'uco-observable': 'https://ontology.unifiedcyberontology.org/uco/observable/',
  'uco-types': 'https://ontology.unifiedcyberontology.org/uco/types/',
  'uco-vocabulary': 'https://ontology.unifiedcyberontology.org/uco/vocabulary/',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
}

/** Ids carry 128 random bits after their letter; a name gets 128 bits of a hash. */
function uuid(id: string): string {
  const hex = id.slice(2)
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-')
}

const recordId = ({ row }: ExhibitInBundle): string => `kb:record-${uuid(row.id)}`

function fileId({ row }: ExhibitInBundle, name: string): string {
  const hash = createHash('sha256').update(`${row.id}/${name}`).digest('hex')
  return `kb:file-${uuid(`x-${hash}`)}`
}

function provenanceRecord(exhibit: ExhibitInBundle): object {
  return {
    '@id': recordId(exhibit),
    '@type': 'case-investigation:ProvenanceRecord',
    'case-investigation:exhibitNumber': String(exhibit.row.number),
    'uco-core:name': exhibit.acquired.title,
    'uco-core:objectCreatedTime': { '@type': 'xsd:dateTime', '@value': exhibit.acquired.acquiredAt },
    'uco-core:object': exhibit.artefacts.map(({ name }) => ({ '@id': fileId(exhibit, name) })),
  }
}

function file(exhibit: ExhibitInBundle, artefact: Artefact): object {
  const id = fileId(exhibit, artefact.name)
  const facet = (name: string) => `${id}-${name}`
  return {
    '@id': id,
    '@type': 'uco-observable:File',
    'uco-core:hasFacet': [
      {
        '@id': facet('file'),
        '@type': 'uco-observable:FileFacet',
        'uco-observable:fileName': artefact.name,
        'uco-observable:filePath': exhibitPath(exhibit.row.number, artefact.name),
        'uco-observable:sizeInBytes': { '@type': 'xsd:integer', '@value': String(artefact.bytes) },
      },
      {
        '@id': facet('content'),
        '@type': 'uco-observable:ContentDataFacet',
        'uco-observable:mimeType': artefact.mediaType,
        'uco-observable:hash': [
          {
            '@id': facet('sha256'),
            '@type': 'uco-types:Hash',
            'uco-types:hashMethod': { '@type': 'uco-vocabulary:HashNameVocab', '@value': 'SHA256' },
            'uco-types:hashValue': { '@type': 'xsd:hexBinary', '@value': artefact.sha256 },
          },
        ],
      },
    ],
  }
}

/** Below the bag's folder. */
export const exhibitPath = (number: number, name: string): string =>
  `data/exhibits/${String(number).padStart(3, '0')}/${name}`
