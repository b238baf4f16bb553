/** What has to be said of an authority beside its entry. The interface has a sentence for each. */
export const AUTHORITY_NOTES = [
  /** Its root isn't among those that browsers know. */
  'own-root',
  /** It wants some time between requests. */
  'spacing',
  /** Qualified under Swiss law (ZertES), not under eIDAS. */
  'swiss-law',
  /** It leaves the certificates of who vouches for it out, so the chain may end short of a root. */
  'short-chain',
] as const
export type AuthorityNote = (typeof AUTHORITY_NOTES)[number]

/**
 * A time-stamping authority (RFC 3161) that can be picked from a list. Data and no recommendation: terms change, so what it
 * says here holds as of a date, from the page that is named.
 */
export interface Authority {
  name: string
  url: string
  /** ISO 3166-1: where whoever runs it is established. */
  country: string
  /** It calls itself a qualified trust service for time stamps (eIDAS, Regulation (EU) 910/2014, art. 42). */
  qualified: boolean
  /** `ask`: what it costs, and who may use it, has to be asked there. */
  access: 'free' | 'non-commercial' | 'contract' | 'ask'
  /** Page of the authority's that documents it. */
  source: string
  /** When that was last looked at. */
  asOf: string
  notes: readonly AuthorityNote[]
}

/** Qualified ones first, then by name. */
export const AUTHORITIES: readonly Authority[] = [
  {
    name: 'ACCV (ISTEC)',
    url: 'http://tss.accv.es:8318/tsa',
    country: 'ES',
    qualified: true,
    access: 'contract',
    source: 'https://www.accv.es/va/servicis/segellat-de-temps/',
    asOf: '2026-11-29',
    notes: [],
  },
  {
    name: 'Sectigo (eIDAS)',
    url: 'http://timestamp.sectigo.com/qualified',
    country: 'ES',
    qualified: true,
    access: 'ask',
    source: 'https://www.sectigo.com/resource-library/time-stamping-server',
    asOf: '2026-11-29',
    notes: ['spacing'],
  },
  {
    name: 'SK ID Solutions',
    url: 'http://tsa.sk.ee',
    country: 'EE',
    qualified: true,
    access: 'contract',
    source: 'https://www.skidsolutions.eu/resources/time-stamping-principles-and-conditions-for-use/',
    asOf: '2026-11-29',
    notes: ['short-chain'],
  },
  {
    name: 'Certum',
    url: 'http://time.certum.pl',
    country: 'PL',
    qualified: false,
    access: 'non-commercial',
    source: 'https://www.certum.eu/en/cert_offer_time_stamp/',
    asOf: '2026-11-29',
    notes: [],
  },
  {
    name: 'DigiCert',
    url: 'http://timestamp.digicert.com',
    country: 'US',
    qualified: false,
    access: 'ask',
    source: 'https://knowledge.digicert.com/generalinformation/INFO4231.html',
    asOf: '2026-11-29',
    notes: [],
  },
  {
    name: 'FreeTSA',
    url: 'https://freetsa.org/tsr',
    country: 'DE',
    qualified: false,
    access: 'free',
    source: 'https://www.freetsa.org/index_en.php',
    asOf: '2026-11-29',
    notes: ['own-root'],
  },
  {
    name: 'GlobalSign',
    url: 'http://timestamp.globalsign.com/tsa/r6advanced1',
    country: 'BE',
    qualified: false,
    access: 'ask',
    source: 'https://www.globalsign.com/timestamp-service',
    asOf: '2026-11-29',
    notes: [],
  },
  {
    name: 'Sectigo',
    url: 'http://timestamp.sectigo.com',
    country: 'GB',
    qualified: false,
    access: 'ask',
    source: 'https://www.sectigo.com/resource-library/time-stamping-server',
    asOf: '2026-11-29',
    notes: ['spacing'],
  },
  {
    name: 'SwissSign',
    url: 'http://tsa.swisssign.net',
    country: 'CH',
    qualified: false,
    access: 'ask',
    source: 'https://www.swisssign.com/en/signing/time-stamping-services',
    asOf: '2026-11-29',
    notes: ['swiss-law'],
  },
]
