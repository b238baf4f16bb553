import type { CaseContents, CustodyItem } from '../contents.ts'
import { keyHolderId, partId, personId, relationId, roleId } from './ids.ts'
import { ref, yes, type Node } from './nodes.ts'

/** Who did what an entry says: the person whom it names, or nobody but a key where its content isn't in the bundle. */
export const performerId = ({ entry, payload }: CustodyItem): string =>
  payload === null ? keyHolderId(entry.kid) : personId(payload.value.actor.person)

/** Everybody who signed in the case, by the name and in the role that they signed with last, and keys that nobody is named for. */
export function people({ custody }: CaseContents): Node[] {
  const persons = new Map<string, Node[]>()
  const roles = new Map<string, Node>()
  for (const item of custody) {
    const id = performerId(item)
    if (item.payload === null) {
      persons.set(id, [{ '@id': id, '@type': 'uco-identity:Identity', ...keyReference(id, item.entry.kid) }])
      continue
    }
    const { name, role } = item.payload.value.actor
    roles.set(role, { '@id': roleId(role), '@type': 'uco-role:Role', 'uco-core:name': role })
    persons.set(id, [
      { '@id': id, '@type': 'uco-identity:Person', 'uco-core:name': name, ...keyReference(id, item.entry.kid) },
      relation('Has_Role', id, roleId(role)),
    ])
  }
  return [...roles.values(), ...[...persons.values()].flat()]
}

/** `keys/actor-<kid>.pem` is the key that the person's entries are signed with. */
function keyReference(id: string, kid: string): Node {
  return {
    'uco-core:externalReference': {
      '@id': partId(id, 'external-reference'),
      '@type': 'uco-core:ExternalReference',
      'uco-core:definingContext': 'key id: keys/actor-<key id>.pem in this bundle',
      'uco-core:externalIdentifier': kid,
    },
  }
}

export function relation(kind: string, from: string, to: string): Node {
  return {
    '@id': relationId(kind, from, to),
    '@type': 'uco-core:Relationship',
    'uco-core:source': ref(from),
    'uco-core:target': ref(to),
    'uco-core:isDirectional': yes,
    'uco-core:kindOfRelationship': kind,
  }
}
