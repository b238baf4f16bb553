import type { CaseContents, CustodyItem, ExhibitInBundle } from '../contents.ts'
import { actionId, fileId, investigationId, partId, provenanceId, toolId } from './ids.ts'
import { dateTime, ref, type Node } from './nodes.ts'
import { performerId } from './people.ts'

/**
 * What was done in the case, an action for each entry of its log up to here, in the log's order. The export that this is
 * part of is recorded after it, over its hash, so it isn't among them.
 */
export function actions(contents: CaseContents): Node[] {
  const exhibits = new Map<string, ExhibitInBundle>(contents.exhibits.map((exhibit) => [exhibit.row.id, exhibit]))
  const acquisitions = new Map<string, CustodyItem>(
    contents.custody.flatMap((item) => {
      const value = item.payload?.value
      return value?.type === 'exhibit.acquired' ? [[value.exhibit, item] as const] : []
    }),
  )
  return contents.custody.map((item) => {
    const about = aboutOf(item).flatMap((id) => exhibits.get(id) ?? [])
    // What an action used was made by the acquisition of it.
    const before = item.entry.type === 'exhibit.acquired' ? [] : about.flatMap(({ row }) => acquisitions.get(row.id) ?? [])
    return {
      '@id': actionId(item),
      '@type': 'case-investigation:InvestigativeAction',
      'uco-core:name': item.entry.type,
      'uco-core:externalReference': entryReference(item),
      'uco-action:performer': ref(performerId(item)),
      'uco-action:instrument': ref(toolId()),
      ...times(item),
      ...what(item, about, contents),
      ...(before.length === 0 ? {} : { 'case-investigation:wasInformedBy': before.map((one) => ref(actionId(one))) }),
    }
  })
}

/** Ids of the exhibits that an entry is about. */
function aboutOf({ payload }: CustodyItem): string[] {
  const value = payload?.value
  if (value === undefined) return []
  if (value.type === 'bundle.exported') return value.exhibits.map(({ exhibit }) => exhibit)
  return 'exhibit' in value ? [value.exhibit] : []
}

/** The entry that says so: whoever wants to check has its leaf hash. */
function entryReference(item: CustodyItem): Node {
  return {
    '@id': partId(actionId(item), 'external-reference'),
    '@type': 'uco-core:ExternalReference',
    'uco-core:definingContext': `leaf hash (SHA-256) of entry ${item.entry.seq} in ledger/entries.jsonl`,
    'uco-core:externalIdentifier': Buffer.from(item.leaf).toString('hex'),
  }
}

/** By the local clock; the end is when the entry was written. */
function times({ entry, payload }: CustodyItem): Node {
  const value = payload?.value
  const began = value?.type === 'exhibit.acquired' ? value.acquiredAt : entry.at
  return {
    'uco-action:startTime': dateTime(began < entry.at ? began : entry.at),
    'uco-action:endTime': dateTime(entry.at),
  }
}

/** What it was done to and what came of it. */
function what({ entry }: CustodyItem, about: readonly ExhibitInBundle[], contents: CaseContents): Node {
  const records = about.map((exhibit) => ref(provenanceId(exhibit)))
  const [first] = about
  if (entry.type === 'exhibit.acquired' && first !== undefined) {
    return { 'uco-action:result': [...records, ...first.artefacts.map(({ name }) => ref(fileId(first, name)))] }
  }
  if (records.length > 0) return { 'uco-action:object': records }
  return entry.type.startsWith('case.') ? { 'uco-action:object': [ref(investigationId(contents))] } : {}
}
