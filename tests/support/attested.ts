import type { LogHead, PayloadDraft, PersonId, VaultId } from '../../shared/model/index.ts'
import type { ExhibitRow } from '../../electron/services/evidence/index.ts'

interface Attested {
  exhibit: Pick<ExhibitRow, 'id' | 'number' | 'title' | 'case' | 'contentRoot'> & Partial<Pick<ExhibitRow, 'acquiredAt'>>
  vault: VaultId
  head: LogHead
  witness: { person: PersonId; name: string; title?: string; contact?: string }
  change?: Partial<PayloadDraft<'exhibit.attested'>>
}

/** What a witness signs who was shown nothing, as witness mode would draw it up; `change` makes it another one. */
export function attestedDraft({ exhibit, vault, head, witness, change = {} }: Attested): PayloadDraft<'exhibit.attested'> {
  const { id, number, title, contentRoot } = exhibit
  const acquired = exhibit.acquiredAt ?? '2026-11-22T14:00:00.000Z'
  return {
    type: 'exhibit.attested',
    exhibit: id,
    number,
    title,
    case: exhibit.case,
    vault,
    contentRoot,
    grade: 'fingerprint-only',
    // One for each exhibit, so that none stands for another.
    challenge: id.slice(2).repeat(2),
    sitting: '5'.repeat(64),
    language: 'sv',
    statement: 'Jag intygar bara fingeravtrycket.',
    head,
    times: { acquired, began: acquired, loaded: null, shown: null, stated: acquired },
    original: null,
    noOriginal: 'not-loaded',
    answers: null,
    found: null,
    agrees: null,
    reservation: '',
    list: [{ exhibit: id, number, contentRoot }],
    hand: null,
    witness: {
      person: witness.person,
      name: witness.name,
      title: witness.title ?? '',
      contact: witness.contact ?? '',
      relation: { exposed: 'colleague', officer: 'none', words: '' },
    },
    ...change,
  }
}
