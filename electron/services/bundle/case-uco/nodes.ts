import { toolId } from './ids.ts'

export type Node = Record<string, unknown>

export const CONTEXT = {
  kb: 'https://bevisvalv.invalid/kb/',
  'case-investigation': 'https://ontology.caseontology.org/case/investigation/',
  'uco-action': 'https://ontology.unifiedcyberontology.org/uco/action/',
  'uco-core': 'https://ontology.unifiedcyberontology.org/uco/core/',
  'uco-identity': 'https://ontology.unifiedcyberontology.org/uco/identity/',
  'uco-observable': 'https://ontology.unifiedcyberontology.org/uco/observable/',
  'uco-role': 'https://ontology.unifiedcyberontology.org/uco/role/',
  'uco-tool': 'https://ontology.unifiedcyberontology.org/uco/tool/',
  'uco-types': 'https://ontology.unifiedcyberontology.org/uco/types/',
  'uco-vocabulary': 'https://ontology.unifiedcyberontology.org/uco/vocabulary/',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
}

export const ref = (id: string): Node => ({ '@id': id })
const literal = (type: string) => (value: string | number | boolean): Node => ({ '@type': `xsd:${type}`, '@value': String(value) })
export const dateTime = literal('dateTime')
export const integer = literal('integer')
export const hexBinary = literal('hexBinary')
export const yes = literal('boolean')(true)
export const no = literal('boolean')(false)

/** Which version did what stands in each acquisition's `provenance.json`, and that of the export in `bag-info.txt`. */
export const TOOL: Node = { '@id': toolId(), '@type': 'uco-tool:Tool', 'uco-core:name': 'Bevisvalv' }
