import { Refusal, type CallParsed, type RecordView } from '../../../shared/contract/index.ts'
import { translator } from '../../../shared/locales/index.ts'
import { countsAsWitness, isForWitness, type CaseId, type RecordContent } from '../../../shared/model/index.ts'
import { civilSummary, dayInSweden, draftLetter, handBackText, mandateText, policeSummary, victimText, type LetterFacts } from '../../services/casework/index.ts'
import type { Context } from '../context.ts'
import type { Handlers } from '../dispatch.ts'
import { caseFacts, heldAttestations } from '../records.ts'
import type { Session } from '../session.ts'
import { saveLetter } from './beside.ts'

type Names = Extract<keyof Handlers, `letter.${string}`>

/** Texts for a person to read, change and send by hand. Nothing of them is kept, and nothing is sent. */
export function letterHandlers(context: Context): Pick<Handlers, Names> {
  const clock = context.host.clock ?? Date.now

  return {
    'letter.draft'({ case: chain, content, language }) {
      const text = draftLetter(content, factsOf(context.session(), chain, clock()), language)
      if (text === null) throw new Refusal('record.wrong-kind')
      return { text }
    },

    'letter.make': (wanted) => ({ text: make(factsOf(context.session(), wanted.case, clock()), context.session(), wanted) }),

    'letter.save': ({ case: chain, letter, text, language, folder }) =>
      context.during(({ ledger }) => {
        const what = translator(language)(`letters.file.${letter}`)
        return saveLetter(context, { title: what, what, number: caseFacts(ledger, chain).number, text, language, folder })
      }),
  }
}

function make(facts: LetterFacts, session: Session, { case: chain, letter, record, language }: CallParsed<'letter.make'>): string {
  if (letter === 'victim') return victimText(facts, language)
  if (letter === 'police-summary') return policeSummary(facts, language)
  if (letter === 'civil-summary') return civilSummary(facts, language)
  const mandate = mandateOf(session.records.list(chain).find(({ id }) => id === record))
  return letter === 'mandate' ? mandateText(mandate.content, facts, language) : handBackText(mandate, facts, language)
}

function mandateOf(record: RecordView | undefined): RecordView & { content: RecordContent<'mandate'> } {
  if (record === undefined) throw new Refusal('record.not-found')
  const { content } = record
  if (content.kind !== 'mandate') throw new Refusal('record.wrong-kind')
  if (record.withdrawn !== null) throw new Refusal('record.withdrawn')
  return { ...record, content }
}

/** All of it as it was signed. @throws Refusal `case.not-found`, `evidence.damaged` */
function factsOf(session: Session, chain: CaseId, now: number): LetterFacts {
  const { ledger, evidence, records, sightings, officer, vault } = session
  const facts = caseFacts(ledger, chain)
  const people = new Set<string>()
  const exhibits = evidence.list(chain).map((row): LetterFacts['exhibits'][number] => {
    const { title, contentRoot, acquiredAt, source } = evidence.committed(row)
    const witnesses = heldAttestations(session, row).filter(({ standing }) => countsAsWitness(standing))
    for (const { witness } of witnesses) people.add(witness.person)
    const urls = source !== null && 'requestedUrl' in source ? [...new Set([source.finalUrl, source.requestedUrl])] : []
    return { id: row.id, number: row.number, title, urls, acquiredAt, contentRoot, witnessed: witnesses.length > 0 ? true : isForWitness(row.kind) ? false : null }
  })
  const { total, secured, first, last, platforms } = sightings.spread(chain)
  return {
    case: facts,
    officer: { name: officer.name, title: officer.title, contact: officer.contact },
    office: vault.name,
    today: dayInSweden(now),
    exhibits,
    witnesses: people.size,
    records: records.list(chain).filter(({ withdrawn }) => withdrawn === null),
    sightings: { total, secured, first, last },
    platforms: platforms.map(({ name, count }) => ({ name, count })),
  }
}
