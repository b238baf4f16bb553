import jsonld, { type JsonLdDocument } from 'jsonld'
import { describe, expect, it } from 'vitest'
import { readContents, type CaseContents } from '../../electron/services/bundle/contents.ts'
import { caseJsonLd } from '../../electron/services/bundle/jsonld.ts'
import { createBundleCase, fillCase } from '../support/bundle-case.ts'
import { NAMESPACES, faultsOf, type FlatNode } from '../support/case-uco.ts'

/** Nothing may have to be fetched to read it. */
const documentLoader = async (url: string): Promise<never> => {
  throw new Error(`wanted ${url}`)
}

async function contentsOf(): Promise<CaseContents> {
  const office = createBundleCase()
  return readContents(office.parts, await fillCase(office))
}

const flat = async (text: string) => (await jsonld.flatten(JSON.parse(text) as object, undefined, { documentLoader })) as unknown as FlatNode[]
const full = (name: string) => name.replace(/^([a-z-]+):/, (_, prefix: keyof typeof NAMESPACES) => NAMESPACES[prefix])
const ofType = (graph: readonly FlatNode[], type: string) => graph.filter((node) => node['@type']?.includes(full(type)))
const idsIn = (node: FlatNode, property: string) => ((node[full(property)] as { '@id': string }[] | undefined) ?? []).map((value) => value['@id'])
const texts = (node: FlatNode, property: string) => ((node[full(property)] as { '@value': string }[] | undefined) ?? []).map((value) => value['@value'])

interface Term {
  termType: string
  value: string
}
const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** Strings of a document that aren't part of the language itself. */
function leaves(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(leaves)
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : []
}

describe('case.jsonld, read by a JSON-LD processor of others', () => {
  it('uses only terms of CASE and UCO, each as the ontologies shape it', async () => {
    const graph = await flat(caseJsonLd(await contentsOf()))
    expect(graph.length).toBeGreaterThan(30)
    expect(faultsOf(graph)).toEqual([])
  })

  it('loses nothing in any of its forms, and points at nothing that is not in it', async () => {
    const text = caseJsonLd(await contentsOf())
    const parsed = JSON.parse(text) as { '@context': object; '@graph': object[] }
    const document = parsed as JsonLdDocument
    const options = { documentLoader, safe: true }
    const expanded: unknown = await jsonld.expand(document, options)
    const again: unknown = await jsonld.compact(expanded as JsonLdDocument, parsed['@context'] as never, options)
    expect(leaves((again as { '@graph': unknown })['@graph']).sort(byText)).toEqual(leaves(parsed['@graph']).sort(byText))
    const quads = (await jsonld.toRDF(document, options)) as unknown as { subject: Term; object: Term }[]
    const subjects = new Set(quads.map(({ subject }) => subject.value))
    const named = quads.filter(({ object }) => object.termType === 'NamedNode' && object.value.startsWith('https://bevisvalv.invalid/'))
    expect(named.length).toBeGreaterThan(30)
    expect(named.filter(({ object }) => !subjects.has(object.value))).toEqual([])
    expect(quads.some(({ subject, object }) => subject.value.startsWith('_:') || object.termType === 'BlankNode')).toBe(false)
  })

  it('tells who did what, when, to which exhibit, and which entry of the log says so', async () => {
    const contents = await contentsOf()
    const graph = await flat(caseJsonLd(contents))
    const actions = ofType(graph, 'case-investigation:InvestigativeAction')
    expect(actions.map((action) => texts(action, 'uco-core:name')[0] ?? '').sort(byText)).toEqual(contents.custody.map(({ entry }): string => entry.type).sort(byText))
    const named = new Map(graph.map((node) => [node['@id'], node]))
    const attested = actions.find((action) => texts(action, 'uco-core:name')[0] === 'exhibit.attested')!
    const item = contents.custody.find(({ entry }) => entry.type === 'exhibit.attested')!
    expect(texts(named.get(idsIn(attested, 'uco-action:performer')[0]!)!, 'uco-core:name')).toEqual(['Wiktor Vittnesson'])
    expect(texts(attested, 'uco-action:endTime')).toEqual([item.entry.at])
    const record = named.get(idsIn(attested, 'uco-action:object')[0]!)!
    expect(texts(record, 'case-investigation:exhibitNumber')).toEqual(['1'])
    const reference = named.get(idsIn(attested, 'uco-core:externalReference')[0]!)!
    expect(texts(reference, 'uco-core:externalIdentifier')).toEqual([Buffer.from(item.leaf).toString('hex')])
    // It rests on the acquisition, whose result the record is.
    const acquisition = named.get(idsIn(attested, 'case-investigation:wasInformedBy')[0]!)!
    expect(idsIn(acquisition, 'uco-action:result')).toContain(record['@id'])
    expect(texts(acquisition, 'uco-core:name')).toEqual(['exhibit.acquired'])
  })

  it('is the same each time, and names a thing the same in a later bundle', async () => {
    const contents = await contentsOf()
    expect(caseJsonLd(contents)).toBe(caseJsonLd(contents))
    const ids = (of: CaseContents) => new Set((JSON.parse(caseJsonLd(of)) as { '@graph': FlatNode[] })['@graph'].map((node) => node['@id']))
    const earlier = ids({ ...contents, custody: contents.custody.slice(0, 3), exhibits: contents.exhibits.slice(0, 1) })
    expect(earlier.size).toBeGreaterThan(5)
    expect([...earlier].filter((id) => !ids(contents).has(id))).toEqual([])
  })

  it('names nothing that a bundle leaves out', async () => {
    const contents = await contentsOf()
    const [kept, left] = contents.exhibits
    const partial: CaseContents = {
      ...contents,
      exhibits: [kept!],
      // As in a bundle without the exhibit: its entry stands in the log, and what the entry says doesn't come along.
      custody: contents.custody.map((item) => (item.entry.seq === left!.row.seq ? { ...item, payload: null } : item)),
    }
    const text = caseJsonLd(partial)
    expect(text).toContain(kept!.acquired.title)
    for (const secret of [left!.acquired.title, left!.row.id, left!.acquired.contentRoot, ...left!.artefacts.map(({ sha256 }) => sha256)]) expect(text).not.toContain(secret)
    expect(faultsOf(await flat(text))).toEqual([])
    // Nor where the content of its entries is still at hand.
    const carried = caseJsonLd({ ...contents, exhibits: [kept!] })
    for (const other of contents.exhibits.slice(1)) expect(carried).not.toContain(other.acquired.title)
  })
})
