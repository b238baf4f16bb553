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
  head: 'Loggens undertecknade läge efter intyget: {{size}} poster',
  words: 'Samma läge som 24 ord',
  code: 'Kvittokoden för att skriva in',
  statement: 'Det här skrev jag under',
  rest: 'Hela intyget får inte plats här. Det finns i valvet och i varje bevispaket, och koden ovan gäller hela.',
  hand: 'Underskrift för hand',
  purpose: 'Vad kvittot är till för',
  purposeText:
    'Behåll kvittot utanför arbetsgivarens system. Med det går det att visa om intyget, beviset och loggen fram till dess är desamma som när du skrev under. Det ger ingen tillgång till valvet. Kvittot kan innehålla namn och ord ur beviset. Visa det bara för den som ska kontrollera det.',
  check: 'Så kontrolleras det',
  checkText:
    'Läs QR-koden med en telefon och klistra in texten, eller skriv av kvittokoden, under Verifiera paket eller Valvkontroll i Bevisvalv, eller i sidan verify.html i paketet. Är koden felskriven säger programmet det. Stämmer den inte fast den är rätt avskriven har något ändrats, eller så hör kvittot till något annat.',
  file: 'kvitto-post-{{seq}}',
} as const
