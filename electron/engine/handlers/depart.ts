import { Refusal, type CallOutput, type CallParsed } from '../../../shared/contract/index.ts'
import type { PersonId } from '../../../shared/model/index.ts'
import { createLedger, type ActorSession } from '../../services/ledger/index.ts'
import { createPeople } from '../../services/people/index.ts'
import type { NextStores, OpenVault, RekeyStep } from '../../services/vault/index.ts'
import type { Context } from '../context.ts'
import type { Handlers } from '../dispatch.ts'
import { peopleFault } from '../records.ts'
import { beginSession, servicesOf, type Session } from '../session.ts'
import { approved } from './people.ts'

type Departure = Omit<CallParsed<'person.depart'>, 'job' | 'approval'>

/** People who leave. */
export function departHandlers(context: Context): Pick<Handlers, 'person.depart'> {
  const view = () => context.session().view(context.preferences.get().settings.idleLockMinutes)

  return {
    'person.depart': async ({ job, approval, ...departure }) => {
      const { person, reason, passphrase } = departure
      const session = context.session()
      const { people, actor, officer } = session
      const { role } = people.mayDepart(actor, person)
      // Whoever sits at an open vault isn't always who opened it.
      people.unlock(officer.id, passphrase).close()
      if (role === 'witness') {
        people.depart(actor, person, reason, null)
        return { vault: view(), recovery: null }
      }
      // From here to the new session nothing is awaited: no other call comes in between.
      if (context.busy()) throw new Refusal('vault.busy')
      const fault = peopleFault(session)
      // The new key is boxed for the keys that stand in these rows: a row that says otherwise than the log would take it.
      if (fault !== null) throw new Refusal('vault.database-damaged', { part: fault })
      const begun = (step: RekeyStep) => {
        context.emit({ name: 'job.progress', payload: { job, step, state: 'running', done: 0, total: 0, detail: '' } })
      }
      const passphrases = new Map<PersonId, Uint8Array>([[officer.id, passphrase]])
      if (approval !== null) passphrases.set(approval.officer, approval.passphrase)
      return await approved(people.approver(actor, approval, person), (approver) =>
        leave(session, departure, approver, passphrases, begun),
      )
    },
  }

  async function leave(
    session: Session,
    { person, reason }: Departure,
    approver: ActorSession | null,
    passphrases: ReadonlyMap<PersonId, Uint8Array>,
    progress: (step: RekeyStep) => void,
  ): Promise<CallOutput<'person.depart'>> {
    const { vault, actor } = session
    const record = (next: NextStores) => {
      const ledger = ledgerOf(session, next)
      createPeople({ store: next.people, ledger }).depart(actor, person, reason, approver)
    }
    let fresh: OpenVault | null = null
    try {
      const { vault: opened, words } = vault.rekey({ passphrases, record, progress })
      fresh = opened
      // It would go on keeping stamps in a database that is closed.
      session.stamping.close()
      const services = servicesOf(context, fresh)
      const next = beginSession(services, actor)
      for (const note of session.notes) next.notes.add(note)
      context.replace(next)
      return { vault: view(), recovery: words }
    } catch (error) {
      fresh?.close()
      // Nothing is open that this session could go on with: the next opening finds the old or the new vault.
      if (!vault.isOpen()) await context.lock('closed')
      throw error
    }
  }

  /** Writes the departure where it counts only with the new key. Mirror and memory of heads follow once it does. */
  function ledgerOf({ vault }: Session, next: NextStores) {
    return createLedger({
      store: next.ledger,
      mirror: { publish: () => undefined },
      heads: { ...context.heads, write: () => undefined },
      origin: vault.origin,
      logKey: vault.logKey,
    })
  }
}
