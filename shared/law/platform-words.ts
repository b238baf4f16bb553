import type { Platform, ReportCategory } from './platforms.ts'
import type { Sourced, Text } from './types.ts'

/** Where a page couldn't be seen, the address is the top of the platform's help, and it says so by `verified`. */
export const said = (source: string, sv: string, en: string, verified: boolean): Sourced => ({
  source,
  cite: { sv, en },
  asOf: '2026-11-30',
  from: null,
  until: null,
  verified,
})

/** Names of their own are the same in both. */
export const same = (name: string): Text => ({ sv: name, en: name })

const WORDS: Record<ReportCategory, Text> = {
  threats: { sv: 'Hot och våld', en: 'Threats and violence' },
  harassment: { sv: 'Trakasserier och mobbning', en: 'Harassment and bullying' },
  'private-information': { sv: 'Privata uppgifter som har spridits', en: 'Private information that was spread' },
  hate: { sv: 'Hat mot en grupp', en: 'Hate against a group' },
  impersonation: { sv: 'Någon utger sig för att vara den utsatta', en: 'Somebody poses as the victim' },
  illegal: { sv: 'Olagligt innehåll enligt EU:s förordning om digitala tjänster', en: 'Illegal content under the EU Digital Services Act' },
}

export const categories = (...ids: ReportCategory[]): Platform['report']['categories'] => ids.map((id) => ({ id, text: WORDS[id] }))
export const ALL = categories('threats', 'harassment', 'private-information', 'hate', 'impersonation', 'illegal')

export const ADDRESS: Text = { sv: 'Den exakta adressen till inlägget, inte bara till kontot.', en: 'The exact address of the post and not only of the account.' }
export const REASON: Text = { sv: 'Vilken regel eller lag det bryter mot, och varför.', en: 'Which rule or law it breaks, and why.' }
const SENDER: Text = { sv: 'Namn och e-post till den som anmäler.', en: 'Name and e-mail of whoever reports.' }
const FAITH: Text = {
  sv: 'En försäkran om att uppgifterna enligt din övertygelse är riktiga och fullständiga.',
  en: 'A statement that you believe in good faith that what you say is accurate and complete.',
}
export const COUNTRY: Text = { sv: 'I vilket land innehållet är olagligt: Sverige.', en: 'In which country the content is illegal: Sweden.' }
export const IDENTITY: Text = { sv: 'Vid falska konton: något som visar vem den utsatta är.', en: 'For fake accounts: something that shows who the victim is.' }
/** DSA art. 16.2. */
export const NOTICE: readonly Text[] = [ADDRESS, REASON, SENDER, FAITH]

/** DSA art. 20 and 21. They don't bind the smallest platforms (art. 19), which is for the person to find out. */
export const APPEAL: NonNullable<Platform['appeal']> = {
  text: {
    sv: 'Är svaret nej kan du klaga hos plattformen inom sex månader från beslutet, och därefter vända dig till ett certifierat organ för tvister utanför domstol (EU:s förordning om digitala tjänster, artikel 20 och 21). Spara beslutet först.',
    en: 'If the answer is no you can complain to the platform within six months of the decision, and after that turn to a certified out-of-court dispute settlement body (Digital Services Act, articles 20 and 21). Keep the decision first.',
  },
  url: null,
}

export const MENU: Text = {
  sv: 'Öppna inlägget, välj de tre prickarna vid det och sedan Anmäl. Välj den orsak som ligger närmast och följ frågorna. Anmäl också kontot. Spara kvittot.',
  en: 'Open the post, choose the three dots by it and then Report. Choose the reason that comes closest and follow the questions. Report the account as well. Keep the receipt.',
}
