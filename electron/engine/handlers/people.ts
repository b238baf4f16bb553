import { wipe } from '../../services/crypto/index.ts'
import type { Context } from '../context.ts'
import type { Handlers } from '../dispatch.ts'

type Names = 'person.list' | 'person.enrol' | 'attestation.prepare' | 'attestation.sign'

export function peopleHandlers(context: Context): Pick<Handlers, Names> {
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

    'attestation.prepare': (request) => context.session().witness.prepare(request),

    'attestation.sign': ({ challenge, passphrase }) => {
      try {
        return context.session().witness.sign(challenge, passphrase)
      } finally {
        wipe(passphrase)
      }
    },
  }
}
