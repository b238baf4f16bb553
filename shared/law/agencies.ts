import type { Sourced, Text } from './types.ts'

/** An authority or a body that the office or the victim may turn to. */
export interface Agency extends Sourced {
  id: string
  name: Text
  /** What it is for here, and what has to be thought of. */
  purpose: Text
  url: string
  /** As it is dialled in Sweden. */
  phone: string | null
}

/** Looked up in stored copies of the pages; how old those were isn't known. */
const seen = { asOf: '2026-11-30', from: null, until: null, verified: true } as const
const unseen = { ...seen, verified: false } as const

/** In the order in which a case comes to them. */
export const AGENCIES: readonly Agency[] = [
  {
    ...seen,
    id: 'polisen',
    name: { sv: 'Polisen', en: 'Swedish Police' },
    purpose: {
      sv: 'Polisanmälan. Ring 112 vid fara nu eller om det just har hänt, annars 114 14, eller gå till en polisstation. På nätet går bara vissa brott att anmäla, främst stöld, bedrägeri och förlust: hot anmäls per telefon eller på plats. Anteckna K-numret och vem som tog emot anmälan.',
      en: 'Police report. Call 112 if there is danger now or it just happened, otherwise 114 14, or go to a police station. Only certain offences can be reported on the web, mainly theft, fraud and loss: threats are reported by telephone or on the spot. Record the K-number and who took the report.',
    },
    url: 'https://polisen.se/',
    phone: '114 14',
    source: 'https://polisen.se/kontakt/tipsa-polisen/tipsa-polisen-via-webben/',
    cite: { sv: 'Polisen, kontakt', en: 'Swedish Police, contact' },
  },
  {
    ...seen,
    id: 'aklagarmyndigheten',
    name: { sv: 'Åklagarmyndigheten', en: 'Swedish Prosecution Authority' },
    purpose: {
      sv: 'Överprövning: den som berörs kan begära att en högre åklagare prövar ett beslut att lägga ned eller inte inleda en utredning. Begäran är skriftlig och skickas till den åklagarkammare som beslutade. Ett beslut av polisen prövas av åklagare, och den begäran lämnas till polisen. Någon bestämd tid finns inte, men vänta inte.',
      en: 'Review: whoever is concerned can ask a higher prosecutor to review a decision to close or not to open an investigation. The request is in writing and goes to the prosecution office that decided. A decision by the police is reviewed by a prosecutor, and that request is handed to the police. There is no fixed time, but do not wait.',
    },
    url: 'https://www.aklagare.se/om_rattsprocessen/fran-brott-till-atal/brottsutredningen/overprovning/',
    phone: null,
    source: 'https://www.aklagare.se/om_rattsprocessen/fran-brott-till-atal/brottsutredningen/overprovning/',
    cite: { sv: 'Åklagarmyndigheten, överprövning', en: 'Swedish Prosecution Authority, review' },
  },
  {
    ...seen,
    id: 'arbetsmiljoverket',
    name: { sv: 'Arbetsmiljöverket', en: 'Swedish Work Environment Authority' },
    purpose: {
      sv: 'Arbetsgivaren ska utan dröjsmål anmäla svårare personskador och tillbud som har inneburit allvarlig fara för liv och hälsa, helst samma dag. Ett allvarligt menat mordhot kan vara ett sådant tillbud. Anmälan görs på webbplatsen anmalarbetsskada.se.',
      en: 'The employer reports without delay serious injuries and incidents that meant serious danger to life and health, preferably the same day. A death threat that is meant seriously may be such an incident. The report is made on the site anmalarbetsskada.se.',
    },
    url: 'https://anmalarbetsskada.se/',
    phone: null,
    source: 'https://www.riksdagen.se/sv/dokument-och-lagar/dokument/svensk-forfattningssamling/arbetsmiljolag-19771160_sfs-1977-1160/',
    cite: { sv: 'AML (1977:1160) 3 kap. 3 a §', en: 'Swedish Work Environment Act (1977:1160) ch. 3 s. 3 a' },
  },
  {
    ...seen,
    id: 'imy',
    name: { sv: 'Integritetsskyddsmyndigheten (IMY)', en: 'Swedish Authority for Privacy Protection (IMY)' },
    purpose: {
      sv: 'Klagomål när personuppgifter behandlas mot reglerna, till exempel när en sökmotor har sagt nej till att ta bort en träff. Bifoga begäran och svaret. IMY dömer inte ut skadestånd: det gör domstol.',
      en: 'Complaint when personal data are processed against the rules, for instance when a search engine refused to remove a result. Attach the request and the answer. IMY awards no damages: a court does.',
    },
    url: 'https://www.imy.se/',
    phone: null,
    source: 'https://www.imy.se/vanliga-fragor-och-svar/vad-kan-jag-gora-om-sokmotorn-avslar-min-begaran/',
    cite: { sv: 'Dataskyddsförordningen (EU) 2016/679 art. 77', en: 'GDPR, Regulation (EU) 2016/679 art. 77' },
  },
  {
    ...unseen,
    id: 'iji',
    name: { sv: 'Institutet för juridik och internet', en: 'Institute for Law and Internet' },
    purpose: {
      sv: 'Gratis juridisk hjälp till den som har utsatts på nätet: polisanmälan, överprövning, avindexering och ibland en civil process. Tar inte alla ärenden.',
      en: 'Free legal help for people who were targeted online: police report, review, delisting and sometimes a civil case. Does not take every case.',
    },
    url: 'https://juridikinstitutet.se/',
    phone: null,
    source: 'https://juridikinstitutet.se/',
    cite: { sv: 'Institutet för juridik och internet', en: 'Institute for Law and Internet (Sweden)' },
  },
  {
    ...seen,
    id: 'brottsoffermyndigheten',
    name: { sv: 'Brottsoffermyndigheten', en: 'Swedish Crime Victim Authority' },
    purpose: {
      sv: 'Brottsskadeersättning för personskada och för allvarlig kränkning genom brott mot person, frihet eller frid eller genom grovt förtal. Brottet ska som regel vara polisanmält. Ansök inom tre år: från att domen fick laga kraft, från att utredningen lades ned eller åtalsfrågan avgjordes, annars från brottet.',
      en: 'Criminal injuries compensation for personal injury and for serious violation by an offence against the person, liberty or peace or by gross defamation. As a rule the offence has to be reported to the police. Apply within three years: from when the judgment became final, from when the investigation was closed or the question of prosecution decided, otherwise from the offence.',
    },
    url: 'https://www.brottsoffermyndigheten.se/',
    phone: '090-70 82 00',
    source: 'https://www.riksdagen.se/sv/dokument-och-lagar/dokument/svensk-forfattningssamling/brottsskadelag-2014322_sfs-2014-322/',
    cite: { sv: 'brottsskadelagen (2014:322) 4, 5, 15 och 16 §§', en: 'Swedish Criminal Injuries Compensation Act (2014:322) ss. 4, 5, 15 and 16' },
  },
  {
    ...unseen,
    id: 'brottsofferjouren',
    name: { sv: 'Brottsofferjouren', en: 'Victim Support Sweden' },
    purpose: {
      sv: 'Stöd till den som har utsatts, till vittnen och till anhöriga, gratis och även utan polisanmälan.',
      en: 'Support for victims, witnesses and relatives, free and also without a police report.',
    },
    url: 'https://www.brottsofferjouren.se/',
    phone: '116 006',
    source: 'https://www.brottsofferjouren.se/',
    cite: { sv: 'Brottsofferjouren Sverige', en: 'Victim Support Sweden' },
  },
]
