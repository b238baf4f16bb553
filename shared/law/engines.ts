import type { Sourced, Text } from './types.ts'

/** A search engine, and where removal of a result on searches for a name is asked for (GDPR art. 17; C-131/12 Google Spain). */
export interface Engine extends Sourced {
  id: string
  name: string
  /** Whose index its results come from: as long as they are there, they come back. Removal is asked for there as well. */
  index: Text
  /** Form, or the page that says how. */
  form: string
  asks: readonly Text[]
  appeal: { text: Text; url: string }
}

const TERMS = {
  cite: {
    sv: 'Dataskyddsförordningen (EU) 2016/679 art. 17; EU-domstolens mål C-131/12',
    en: 'GDPR, Regulation (EU) 2016/679 art. 17; Court of Justice of the EU, case C-131/12',
  },
  from: null,
  until: null,
  asOf: '2026-11-30',
  appeal: {
    text: {
      sv: 'Om svaret är nej: spara det, och lämna klagomål till IMY. En tvist kan också prövas av allmän domstol.',
      en: 'If the answer is no: keep it, and complain to IMY. A dispute can also be brought before a general court.',
    },
    url: 'https://www.imy.se/vanliga-fragor-och-svar/vad-kan-jag-gora-om-sokmotorn-avslar-min-begaran/',
  },
} as const

const NAME: Text = {
  sv: 'Namnet som sökningen gäller, och din egen adress för e-post.',
  en: 'The name that is searched for, and your own e-mail address.',
}
const ADDRESSES: Text = { sv: 'Adressen till varje träff.', en: 'The address of each result.' }
const REASONS: Text = {
  sv: 'För varje adress: hur den rör personen och varför den bör bort.',
  en: 'For each address: how it relates to the person and why it should go.',
}
const MANDATE: Text = {
  sv: 'Fullmakt, om någon annan än personen själv begär det.',
  en: 'A mandate, if somebody other than the person asks for it.',
}
const ROLE: Text = {
  sv: 'Personens roll i samhället, till exempel offentlig tjänst eller förtroendeuppdrag.',
  en: 'The person’s role in public life, such as public service or elected office.',
}
const PLAIN: readonly Text[] = [NAME, ADDRESSES, REASONS]

const BING: Text = {
  sv: 'Träffarna kommer till stor del från Bing. Begär borttagning där först, och här om träffen står kvar.',
  en: 'Results come largely from Bing. Ask for removal there first, and here if the result remains.',
}
const GOOGLE: Text = {
  sv: 'Träffarna kommer till stor del från Google. Begär borttagning där först, och här om träffen står kvar.',
  en: 'Results come largely from Google. Ask for removal there first, and here if the result remains.',
}
const MIXED: Text = {
  sv: 'Träffarna kommer från andra, främst Bing och Google, och till en del från ett eget register. Begär borttagning hos båda först, och här om träffen står kvar.',
  en: 'Results come from others, mainly Bing and Google, and in part from an index of its own. Ask both for removal first, and here if the result remains.',
}
const OWN: Text = {
  sv: 'Eget register. Begär borttagning här.',
  en: 'An index of its own. Ask for removal here.',
}

/** Those with an index of their own first. */
export const ENGINES: readonly Engine[] = [
  {
    ...TERMS,
    id: 'google',
    name: 'Google',
    index: OWN,
    form: 'https://support.google.com/legal/contact/lr_eudpa?product=websearch&hl=sv',
    asks: [NAME, { sv: 'Kopia av en handling som visar vem personen är.', en: 'Copy of a document that shows who the person is.' }, ADDRESSES, REASONS, MANDATE],
    source: 'https://support.google.com/legal/contact/lr_eudpa?product=websearch&hl=sv',
    verified: true,
  },
  {
    ...TERMS,
    id: 'bing',
    name: 'Bing',
    index: OWN,
    form: 'https://www.bing.com/webmaster/tools/eu-privacy-request',
    asks: [NAME, ROLE, ADDRESSES, REASONS, { sv: 'Underskrift på skärmen.', en: 'Electronic signature.' }],
    source: 'https://www.bing.com/webmaster/tools/eu-privacy-request',
    verified: false,
  },
  {
    ...TERMS,
    id: 'brave',
    name: 'Brave Search',
    index: OWN,
    form: 'https://search.brave.com/help/brave-search-index-right-to-be-forgotten',
    asks: [NAME, ROLE, ADDRESSES, REASONS],
    source: 'https://search.brave.com/help/brave-search-index-right-to-be-forgotten',
    verified: true,
  },
  { ...TERMS, id: 'duckduckgo', name: 'DuckDuckGo', index: BING, form: 'https://duckduckgo.com/duckduckgo-help-pages/', asks: PLAIN, source: 'https://duckduckgo.com/duckduckgo-help-pages/', verified: false },
  { ...TERMS, id: 'yahoo', name: 'Yahoo', index: BING, form: 'https://help.yahoo.com/kb/search', asks: PLAIN, source: 'https://help.yahoo.com/kb/search', verified: false },
  { ...TERMS, id: 'startpage', name: 'Startpage', index: GOOGLE, form: 'https://support.startpage.com/', asks: PLAIN, source: 'https://support.startpage.com/', verified: false },
  { ...TERMS, id: 'qwant', name: 'Qwant', index: MIXED, form: 'https://help.qwant.com/', asks: PLAIN, source: 'https://help.qwant.com/', verified: false },
  { ...TERMS, id: 'ecosia', name: 'Ecosia', index: MIXED, form: 'https://support.ecosia.org/', asks: PLAIN, source: 'https://support.ecosia.org/', verified: false },
]
