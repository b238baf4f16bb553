import type { ActorSession } from '../../services/ledger/index.ts'
import type { Admit } from '../../services/people/index.ts'
import type { Context } from '../context.ts'
import type { Handlers } from '../dispatch.ts'

type Names = 'person.list' | 'person.enrol' | 'person.keys' | 'person.change' | 'person.renew-key'

export function peopleHandlers(context: Context): Pick<Handlers, Names> {
  return {
    'person.list': () => context.session().people.list(),

    'person.enrol': ({ role, passphrase, approval, ...details }) => {
      const { people, vault, actor } = context.session()
      // Only an officer's passphrase opens the vault; a witness's opens nothing but their own key.
      if (role === 'witness') return people.enrol(actor, details, role, passphrase)
      const admit: Admit = (person, record) => vault.admitOfficer(person, passphrase, record)
      return approved(people.approver(actor, approval, null), (approver) =>
        people.enrol(actor, details, role, passphrase, admit, approver),
      )
    },

    'person.keys': ({ person }) => context.session().people.keys(person),

    'person.change': ({ person, reason, ...details }) => {
      const session = context.session()
      const view = session.people.change(session.actor, person, details, reason)
      if (person === session.officer.id) session.renamed(view)
      return view
    },

    'person.renew-key': ({ person, passphrase, approval }) => {
      const { people, vault, actor } = context.session()
      const { role } = people.view(person)
      // An officer's passphrase opens the vault too: the new one has to.
      const first = role === 'officer' ? () => vault.recoverSlot(person, passphrase) : undefined
      return approved(people.approver(actor, approval, person), (approver) =>
        people.renewKey(actor, person, passphrase, approver, first),
      )
    },
  }
}

/** The second officer's key is there only for this. */
export function approved<T>(approver: ActorSession | null, work: (approver: ActorSession | null) => T): T {
  try {
    return work(approver)
  } finally {
    approver?.close()
  }
}
