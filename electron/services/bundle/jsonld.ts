import { actions } from './case-uco/actions.ts'
import { exhibitNodes } from './case-uco/exhibits.ts'
import { investigationId, provenanceId } from './case-uco/ids.ts'
import { CONTEXT, TOOL, ref } from './case-uco/nodes.ts'
import { people } from './case-uco/people.ts'
import type { CaseContents } from './contents.ts'

export { exhibitPath } from './paths.ts'

/**
 * The bundle in the words of CASE 1.4 and UCO 1.4, so that forensic tools can take it in: exhibits with their files and
 * hashes, addresses, people, and what was done as far as the log says it. Derived from what else is in the bundle and
 * saying nothing beyond it; the context is inline, so nothing is fetched to read it. What the bundle leaves out isn't
 * named here either: of such an entry only kind, time and key are told, as they stand in `ledger/entries.jsonl`.
 */
export function caseJsonLd(contents: CaseContents): string {
  const graph = [
    {
      '@id': investigationId(contents),
      '@type': 'case-investigation:Investigation',
      'uco-core:name': contents.facts.title,
      'uco-core:object': contents.exhibits.map((exhibit) => ref(provenanceId(exhibit))),
    },
    TOOL,
    ...people(contents),
    ...contents.exhibits.flatMap((exhibit) => exhibitNodes(exhibit, contents)),
    ...actions(contents),
  ]
  return `${JSON.stringify({ '@context': CONTEXT, '@graph': graph }, null, 2)}\n`
}
