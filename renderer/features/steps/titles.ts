import type { RecordView } from '../../../shared/contract/index.ts'
import { ENGINES, offenceOf, PLATFORMS } from '../../../shared/law/index.ts'
import { dynamicText, type Translate } from '../../../shared/locales/index.ts'
import { formatKronor, type Language, type RecordContent } from '../../../shared/model/index.ts'

/** A platform, engine or offence by its id, in the language; a name of the officer's own as it is. */
export const platformName = (id: string, language: Language): string => PLATFORMS.find((one) => one.id === id)?.name[language] ?? id
export const engineName = (id: string): string => ENGINES.find((one) => one.id === id)?.name ?? id
export const offenceName = (id: string, language: Language): string => offenceOf(id)?.name[language] ?? id

const choice = (t: Translate, { kind }: RecordContent, field: string, value: string): string => dynamicText(t, `records.choice.${kind}.${field}.${value}`)

/** What a record is called in a list: what tells it from its like. */
export function titleOf(content: RecordContent, t: Translate, language: Language): string {
  switch (content.kind) {
    case 'monitoring-order':
    case 'preservation-request':
      return content.to
    case 'platform-report':
      return `${platformName(content.platform, language)} (${content.urls.length})`
    case 'provocation':
      return content.channel
    case 'mandate':
      return content.holder
    case 'account-action':
      return `${choice(t, content, 'action', content.action)}: ${content.account.account}`
    case 'offence':
      return offenceName(content.offence, language)
    case 'police-report':
      return content.reference === '' ? dynamicText(t, `records.kind.${content.kind}`) : content.reference
    case 'police-decision':
      return choice(t, content, 'decision', content.decision)
    case 'deindexing':
      return `${engineName(content.engine)}: ${content.words.join(', ')}`
    case 'civil-contact':
      return content.with
    case 'cost':
      return `${content.what}: ${formatKronor(content.ore)} kr`
    case 'claim':
      return content.against
    case 'employer-report':
      return content.happenedOn
    case 'support':
      return `${choice(t, content, 'sort', content.sort)}${content.who === '' ? '' : `: ${content.who}`}`
    case 'wishes':
      return content.on
    case 'task':
      return content.what
    case 'recheck-plan':
      return choice(t, content, 'rhythm', content.rhythm)
    case 'step-mark':
      return choice(t, content, 'mark', content.mark)
  }
}

/** How it stands, in a few words; '' where there is nothing to say. */
export function stateOf({ content }: Pick<RecordView, 'content'>, t: Translate): string {
  const sent = 'sentOn' in content ? (content.sentOn === null ? '' : `${dynamicText(t, `records.field.${content.kind}.sentOn`)} ${content.sentOn}`) : ''
  const outcome = 'outcome' in content && content.outcome !== null ? choice(t, content, 'outcome', content.outcome) : ''
  // Its day is its title.
  if (content.kind === 'wishes') return ''
  if (content.kind === 'mandate') return `${content.from} – ${content.endedOn ?? content.until}`
  if ('on' in content) return content.on
  if (content.kind === 'police-report') return content.filedOn ?? ''
  if (content.kind === 'task') return content.doneOn ?? content.due ?? ''
  return [outcome, sent].filter((part) => part !== '').join(', ')
}

/** What has to be read without opening it: what somebody wants to be spared, how far a mandate goes, why. Each under the name of its field. */
export function detailsOf(content: RecordContent, t: Translate): readonly { label: string; text: string }[] {
  const named = (fields: Readonly<Record<string, string>>) =>
    Object.entries(fields).flatMap(([name, text]) => (text.trim() === '' ? [] : [{ label: dynamicText(t, `records.field.${content.kind}.${name}`), text }]))
  switch (content.kind) {
    case 'wishes':
      return named({ wants: content.wants, spare: content.spare, contact: content.contact })
    case 'mandate':
      return named({
        principal: content.principal,
        accounts: content.accounts.map(({ platform, account }) => `${platform}: ${account}`).join(', '),
        may: content.may.map((right) => choice(t, content, 'may', right)).join(', '),
        limits: content.limits,
        endNote: content.endNote,
      })
    case 'account-action':
      return named({ count: String(content.count) })
    case 'offence':
      return named({ from: content.from ?? '', matter: content.matter, complaint: choice(t, content, 'complaint', content.complaint) })
    case 'police-decision':
      return named({ reason: content.reason })
    case 'employer-report':
      return named({ serious: choice(t, content, 'serious', content.serious), why: content.why })
    default:
      return []
  }
}
