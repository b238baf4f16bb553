import type { Sourced, Text } from './types.ts'

/** For how long Swedish operators have to keep what. From the day of the communication; `monthsAfter` says until when. */
export interface Retention extends Sourced {
  id: string
  months: number
  text: Text
}

/** Not held against the statute's text: no copy of it was at hand. */
const communications = {
  source: 'https://www.riksdagen.se/sv/dokument-och-lagar/dokument/svensk-forfattningssamling/lag-2022482-om-elektronisk-kommunikation_sfs-2022-482/',
  cite: { sv: 'lagen (2022:482) om elektronisk kommunikation 9 kap. 22 §', en: 'Swedish Electronic Communications Act (2022:482) ch. 9 s. 22' },
  asOf: '2026-11-30',
  from: null,
  until: null,
  verified: false,
} as const

/** The first is the one that the alarm goes by when nobody has said what is looked for. */
export const OPERATOR_RETENTION: readonly Retention[] = [
  {
    ...communications,
    id: 'telephone',
    months: 6,
    text: {
      sv: 'Uppgifter om samtal och meddelanden i mobilnätet: vilka nummer, när och hur länge.',
      en: 'Data on calls and messages in the mobile network: which numbers, when and for how long.',
    },
  },
  {
    ...communications,
    id: 'location',
    months: 2,
    text: {
      sv: 'Uppgifter om var mobiltelefonen fanns när samtalet började och slutade.',
      en: 'Data on where the mobile phone was when the call began and ended.',
    },
  },
  {
    ...communications,
    id: 'internet-subscriber',
    months: 10,
    text: {
      sv: 'Uppgifter om internetåtkomst: vem som hade en viss adress på nätet vid en viss tid.',
      en: 'Data on internet access: who had a certain network address at a certain time.',
    },
  },
  {
    ...communications,
    id: 'internet-equipment',
    months: 6,
    text: {
      sv: 'Uppgifter om den utrustning där förbindelsen till internetkunden till sist skiljs av.',
      en: 'Data on the equipment at which the connection to the internet customer is finally split off.',
    },
  },
]

export const OPERATOR_NOTES: Text = {
  sv: 'Detta gäller svenska operatörers skyldighet att lagra uppgifter. Utländska plattformar har egna tider, ofta kortare. Bara polis och åklagare kan få ut uppgifterna eller besluta att de ska bevaras (RB 27 kap. 16 §); kommunen kan bara be om det.',
  en: 'This is the duty of Swedish operators to retain data. Foreign platforms have times of their own, often shorter. Only the police and prosecutors can have the data handed out or order them preserved (Swedish Code of Judicial Procedure ch. 27 s. 16); the municipality can only ask.',
}
