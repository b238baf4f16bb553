import { wipe } from '../../services/crypto/index.ts'
import type { Context } from '../context.ts'
import type { Handlers } from '../dispatch.ts'

export function peopleHandlers(context: Context): Pick<Handlers, 'person.list' | 'person.enrol'> {
  return {
    'person.list': () => context.session().people.list(),

    'person.enrol': ({ role, passphrase, ...details }) => {
      try {
        const { people, vault, actor } = context.session()
        // Only an officer's passphrase opens the vault; a witness's opens nothing but their own key.
        if (role === 'witness') return people.enrol(actor, details, role, passphrase)
        return people.enrol(actor, details, role, passphrase, (person, record) => vault.admitOfficer(person, passphrase, record))
      } finally {
        wipe(passphrase)
      }
    },
  }
}
