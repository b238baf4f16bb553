/** Ett vittnes kvitto: en sida att ta med sig. */
export const receipt = {
  title: 'Kvitto på ett vittnesintyg',
  subject: 'Kvitto på intyg av bevis {{number}}',
  lead: 'Valvet {{vault}}',
  witness: 'Vittne',
  signed: 'Skrev under',
  exhibit: 'Bevis',
  exhibitText: 'Nr {{number}}: {{title}}',
  grade: 'Intyget gäller',
  entry: 'Loggpost',
  key: 'Vittnets nyckel',
  qr: 'Kvittokoden som QR',
  fingerprint: 'Bevisets fingeravtryck (börjar med {{short}})',
  head: 'Loggens läge efter underskriften: {{size}} poster',
  words: 'Samma läge som 24 ord',
  code: 'Kvittokoden för att skriva in',
  statement: 'Det här skrev jag under',
  rest: 'Hela intyget får inte plats här. Det finns i valvet och i varje bevispaket, och koden ovan gäller hela.',
  hand: 'Namnteckning på skärmen',
  purpose: 'Vad kvittot är till för',
  purposeText:
    'Behåll kvittot utanför arbetsgivarens system. Det visar senare att intyget, beviset och loggen fram till dess är desamma som när du skrev under. Det innehåller ingenting av beviset mer än dess nummer och titel och det du själv intygade, och det ger ingen tillgång till valvet.',
  check: 'Så kontrolleras det',
  checkText:
    'Läs QR-koden eller skriv in kvittokoden under Verifiera paket i Bevisvalv, i sidan verify.html som följer med varje bevispaket, eller under Kontrollera valvet. En felskriven kod sägs ifrån. Stämmer den inte fast den är rätt avskriven har något ändrats, eller så hör kvittot till något annat.',
  file: 'kvitto-post-{{seq}}',
} as const
