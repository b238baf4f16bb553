/**
 * The terms of CASE 1.4 and UCO 1.4 that a bundle uses, as the ontologies' own files give them: classes with their
 * superclass (`rdfs:subClassOf`), and per class the shapes of its properties (`sh:path`, `sh:datatype` or `sh:class`,
 * `sh:minCount`, `sh:maxCount`).
 *
 * Sources, in the released Turtle files: CASE `investigation.ttl`; UCO `action.ttl`, `core.ttl`, `identity.ttl`,
 * `observable.ttl`, `role.ttl`, `tool.ttl`, `types.ttl`, `vocabulary.ttl` (both Apache License 2.0; the namespaces below
 * carry no version).
 */
export const NAMESPACES = {
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
} as const

interface Shape {
  /** Exactly one of the two: the datatype of a literal, or the class of what is pointed at. */
  datatype?: string
  node?: string
  min?: number
  max?: number
}
interface Class {
  of: string | null
  shapes?: Record<string, Shape>
}

const text: Shape = { datatype: 'xsd:string' }
const one = (shape: Shape): Shape => ({ ...shape, max: 1 })
const time = one({ datatype: 'xsd:dateTime' })
const object: Shape = { node: 'uco-core:UcoObject' }

const CLASSES: Record<string, Class> = {
  'uco-core:UcoThing': { of: null },
  'uco-core:UcoInherentCharacterizationThing': { of: 'uco-core:UcoThing' },
  'uco-core:UcoObject': {
    of: 'uco-core:UcoThing',
    shapes: {
      'uco-core:name': one(text),
      'uco-core:description': text,
      'uco-core:objectCreatedTime': time,
      'uco-core:hasFacet': { node: 'uco-core:Facet' },
      'uco-core:externalReference': { node: 'uco-core:ExternalReference' },
    },
  },
  'uco-core:Facet': { of: 'uco-core:UcoInherentCharacterizationThing' },
  'uco-core:ExternalReference': {
    of: 'uco-core:UcoInherentCharacterizationThing',
    shapes: { 'uco-core:definingContext': one(text), 'uco-core:externalIdentifier': one(text) },
  },
  'uco-core:Compilation': { of: 'uco-core:UcoObject' },
  'uco-core:ContextualCompilation': { of: 'uco-core:Compilation', shapes: { 'uco-core:object': { ...object, min: 1 } } },
  'uco-core:Relationship': {
    of: 'uco-core:UcoObject',
    shapes: {
      'uco-core:source': { ...object, min: 1 },
      'uco-core:target': { ...object, min: 1, max: 1 },
      'uco-core:isDirectional': { datatype: 'xsd:boolean', min: 1, max: 1 },
      'uco-core:kindOfRelationship': one(text),
    },
  },
  'uco-core:Endurant': { of: 'uco-core:UcoObject' },
  'uco-core:IdentityAbstraction': { of: 'uco-core:Endurant' },
  'uco-core:Item': { of: 'uco-core:Endurant' },
  'uco-core:Observable': { of: 'uco-core:UcoObject' },
  'uco-identity:Identity': { of: 'uco-core:IdentityAbstraction' },
  'uco-identity:Person': { of: 'uco-identity:Identity' },
  'uco-role:Role': { of: 'uco-core:UcoObject' },
  'uco-tool:Tool': { of: 'uco-core:UcoObject', shapes: { 'uco-tool:version': one(text) } },
  'uco-action:Action': {
    of: 'uco-core:UcoObject',
    shapes: {
      'uco-action:performer': one(object),
      'uco-action:instrument': object,
      'uco-action:object': object,
      'uco-action:result': object,
      'uco-action:startTime': time,
      'uco-action:endTime': time,
    },
  },
  'case-investigation:InvestigativeAction': {
    of: 'uco-action:Action',
    shapes: { 'case-investigation:wasInformedBy': { node: 'case-investigation:InvestigativeAction' } },
  },
  'case-investigation:Investigation': { of: 'uco-core:ContextualCompilation' },
  'case-investigation:ProvenanceRecord': {
    of: 'uco-core:ContextualCompilation',
    shapes: { 'case-investigation:exhibitNumber': one(text) },
  },
  'uco-observable:ObservableObject': { of: 'uco-core:Item' },
  'uco-observable:FileSystemObject': { of: 'uco-observable:ObservableObject' },
  'uco-observable:File': { of: 'uco-observable:FileSystemObject' },
  'uco-observable:URL': { of: 'uco-observable:ObservableObject' },
  'uco-observable:URLFacet': { of: 'uco-core:Facet', shapes: { 'uco-observable:fullValue': one(text) } },
  'uco-observable:FileFacet': {
    of: 'uco-core:Facet',
    shapes: {
      'uco-observable:fileName': one(text),
      'uco-observable:filePath': one(text),
      'uco-observable:isDirectory': one({ datatype: 'xsd:boolean' }),
      'uco-observable:sizeInBytes': one({ datatype: 'xsd:integer' }),
    },
  },
  'uco-observable:ContentDataFacet': {
    of: 'uco-core:Facet',
    shapes: {
      'uco-observable:mimeType': one(text),
      'uco-observable:sizeInBytes': one({ datatype: 'xsd:integer' }),
      'uco-observable:hash': { node: 'uco-types:Hash' },
    },
  },
  'uco-types:Hash': {
    of: 'uco-core:UcoInherentCharacterizationThing',
    shapes: {
      'uco-types:hashMethod': { datatype: 'uco-vocabulary:HashNameVocab', min: 1, max: 1 },
      'uco-types:hashValue': { datatype: 'xsd:hexBinary', min: 1, max: 1 },
    },
  },
}

/** A node as JSON-LD's own flattening gives it: full addresses everywhere. */
export interface FlatNode {
  '@id': string
  '@type'?: string[]
  [property: string]: unknown
}
type Value = { '@id'?: string; '@value'?: unknown; '@type'?: string }

const short = (address: string): string => {
  const [prefix, namespace] = Object.entries(NAMESPACES).find(([, one]) => address.startsWith(one)) ?? [null, '']
  return prefix === null ? address : `${prefix}:${address.slice(namespace.length)}`
}

const lineage = (name: string | null): string[] => (name === null ? [] : [name, ...lineage(CLASSES[name]?.of ?? null)])

/** What in a flattened graph isn't as the ontologies have it. */
export function faultsOf(graph: readonly FlatNode[]): string[] {
  const types = new Map(graph.map((node) => [node['@id'], (node['@type'] ?? []).map(short)]))
  return graph.flatMap((node) => {
    const id = node['@id']
    const [type, ...more] = types.get(id) ?? []
    if (type === undefined || more.length > 0 || !Object.hasOwn(CLASSES, type)) return [`${id} is of no known class: ${type}`]
    const faults = /-[0-9a-f]{8}-[0-9a-f]{4}-[0-5][0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(id) ? [] : [`${id} does not end with a UUID`]
    const shapes: Record<string, Shape> = Object.assign({}, ...lineage(type).map((one) => CLASSES[one]?.shapes ?? {}))
    for (const [path, shape] of Object.entries(shapes)) {
      const full = Object.entries(NAMESPACES).reduce((name, [prefix, namespace]) => name.replace(new RegExp(`^${prefix}:`), namespace), path)
      const count = ((node[full] as unknown[] | undefined) ?? []).length
      if (count < (shape.min ?? 0) || count > (shape.max ?? Infinity)) faults.push(`${id}: ${path} stands ${count} times`)
    }
    for (const [property, values] of Object.entries(node)) {
      if (property.startsWith('@')) continue
      const shape = shapes[short(property)]
      if (shape === undefined) faults.push(`${id}: ${type} has no ${short(property)}`)
      else for (const value of values as Value[]) if (!fits(value, shape, types)) faults.push(`${id}: ${short(property)} is ${JSON.stringify(value)}`)
    }
    return faults
  })
}

function fits(value: Value, { datatype, node }: Shape, types: ReadonlyMap<string, readonly string[]>): boolean {
  if (node !== undefined) return (types.get(value['@id'] ?? '') ?? []).some((type) => lineage(type).includes(node))
  if (short(value['@type'] ?? `${NAMESPACES.xsd}string`) !== datatype) return false
  const text = value['@value']
  if (typeof text !== 'string') return false
  if (datatype === 'xsd:dateTime') return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text)
  if (datatype === 'xsd:boolean') return text === 'true' || text === 'false'
  if (datatype === 'xsd:integer') return /^\d+$/.test(text)
  if (datatype === 'xsd:hexBinary') return /^([0-9a-f]{2})+$/.test(text)
  if (datatype === 'uco-vocabulary:HashNameVocab') return text === 'SHA256'
  return true
}
