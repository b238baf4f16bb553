export const verify = {
  /** Names of the checks. */
  checks: {
    'zip-signature': 'Zipfilens signatur',
    'tag-manifest-signature': 'Signaturen på fillistan',
    fingerprint: 'Fingeravtrycket på papper',
    'tag-manifest': 'Paketets egna filer',
    manifest: 'Bevisfilerna och rapporten',
    'file-set': 'Vilka filer som ingår',
    'bag-declaration': 'Paketets form',
    keys: 'Nycklarna',
    entries: 'Loggposterna',
    chain: 'Loggens ordning',
    completeness: 'Loggens fullständighet',
    checkpoint: 'Loggens signerade läge',
    inclusion: 'Posternas plats i loggen',
    'prior-checkpoints': 'Tidigare loggläge',
    payloads: 'Det som posterna säger',
    exhibits: 'Bevisen som de säkrades',
    masking: 'Det som visas av maskerade bevis',
    attestations: 'Vittnenas intyg',
    cosignatures: 'Vittnenas underskrift på loggens läge',
    'export-content': 'Det som exporterades',
    timestamp: 'Tidsstämpeln',
    receipt: 'Kvittot',
  },
  /** One sentence each: what it means that the check holds. */
  explain: {
    'zip-signature': 'Zipfilen är bit för bit den som exportnyckeln signerade.',
    'tag-manifest-signature':
      'Listan över alla filer är signerad med exportnyckeln. På den vilar allt annat i paketet.',
    fingerprint:
      'Exportnyckeln är den vars fingeravtryck du har fått på papper. Bara det visar vem paketet kommer från.',
    'tag-manifest': 'Logg, nycklar, läsanvisningar och det här kontrollprogrammet är oförändrade.',
    manifest: 'Rapporten och alla bevisfiler är oförändrade.',
    'file-set': 'Varje fil står i en lista, varje fil i listorna finns, och inget annat ligger i paketet.',
    'bag-declaration': 'Paketet följer BagIt 1.0 och innehåller så mycket data som det uppger.',
    keys: 'Varje nyckel är den som dess namn säger, och alla nycklar som har signerat något finns med.',
    entries: 
      'Varje post är signerad med den nyckel som den anger. Vems nyckeln är visar personens nyckelkort eller kvitto.',
    chain: 'Varje post bygger på den före, i en obruten följd.',
    completeness: 'Alla poster i ärendet finns med, från att det öppnades till exporten.',
    checkpoint: 'Loggens läge vid exporten är signerat med loggens nyckel.',
    inclusion: 'Varje post bevisas stå på sin plats i den signerade loggen.',
    'prior-checkpoints': 'Loggen har bara vuxit sedan de tidigare lägen som finns med.',
    payloads: 'Varje uppgift som är med är ordagrant den som signerades. Utelämnade uppgifter är de som exporten anger.',
    exhibits: 'Varje bevis består av exakt de filer som säkrades, och beskrivningen stämmer.',
    masking:
      'Det som visas av varje maskerat bevis är vad programmet band sig vid när beviset säkrades, och det som är täckt är täckt. Vad som finns under går inte att se.',
    attestations:
      'Varje intyg gäller just det bevis det ligger vid och är undertecknat med en annan nyckel än den som säkrade beviset. Graden är den som följer av det som är antecknat. Intygets ord är vittnets och prövas inte av programmet. Vems nyckeln är visar vittnets nyckelkort eller kvitto.',
    cosignatures:
      'Varje vittne har även undertecknat loggens läge vid sitt intyg, så att inget kan läggas in före det i efterhand.',
    'export-content': 'Innehållet är det som handläggaren signerade vid exporten, och inget bevis är utelämnat utan att det anges.',
    timestamp:
      'Den som stämplat intygar att loggen fanns då. Det gäller så långt utfärdaren är att lita på.',
    receipt:
      'Intyget som kvittot gäller finns här oförändrat, och loggen bygger vidare på det läge som står på kvittot.',
  },
  /** One sentence each: what it means that the check fails. */
  fails: {
    'zip-signature': 'Zipfilen är ändrad, eller signaturen hör inte till den. Vem zipfilen kommer från är inte visat.',
    'tag-manifest-signature':
      'Listan över alla filer är ändrad eller signerad med en annan nyckel. Lita inte på något i paketet.',
    fingerprint:
      'Exportnyckeln i paketet är en annan än den på pappret. Paketet kommer från någon annan, eller så är pappret fel avskrivet. Lita inte på paketet förrän det är utrett.',
    'tag-manifest':
      'En av paketets egna filer (logg, nycklar, läsanvisningar eller kontrollprogram) är ändrad, utbytt eller saknas. Lita inte på den.',
    manifest: 'En bevisfil eller rapporten är ändrad, utbytt eller saknas. Lita inte på innehållet i den.',
    'file-set':
      'En fil har lagts till eller tagits bort sedan paketet gjordes. Lita inte på en fil som inte står i listan.',
    'bag-declaration':
      'Paketets form eller mängden data är inte den som anges. Något kan ha lagts till eller tagits bort.',
    keys: 'En nyckel saknas eller är en annan än den som anges. Underskrifter med den går inte att lita på.',
    entries: 'En loggpost är ändrad, eller inte signerad med den nyckel som den anger. Lita inte på det som den säger.',
    chain:
      'En loggpost saknas, är utbytt, flyttad eller inskjuten. Ordningen på det som har hänt går inte att lita på.',
    completeness: 'Poster i ärendet saknas. Något som har hänt med bevisen visas inte.',
    checkpoint:
      'Loggens läge vid exporten är ändrat, eller inte signerat med loggens nyckel. Lita inte på att loggen är den som skrevs.',
    inclusion: 'En post kan inte bevisas stå i den signerade loggen. Den kan ha lagts till eller ändrats efteråt.',
    'prior-checkpoints':
      'Loggen är inte en fortsättning på ett tidigare läge. Poster kan ha tagits bort eller skrivits om.',
    payloads: 'Det som en post säger är inte det som signerades. Lita inte på den uppgiften.',
    exhibits:
      'Ett bevis består inte av de filer som säkrades, eller så stämmer inte beskrivningen. Lita inte på det beviset.',
    masking:
      'Det som visas av ett maskerat bevis är inte det som säkrades, eller så är något annat täckt än vad som anges. Lita inte på det beviset.',
    attestations:
      'Ett intyg gäller något annat än beviset det ligger vid, har en annan grad än den som följer av det som är antecknat, eller är inte undertecknat av någon annan än den som säkrade beviset. Räkna inte med det intyget.',
    cosignatures:
      'Ett vittnes underskrift på loggens läge saknas eller stämmer inte. Loggen kan ha skrivits om före intyget. Räkna inte med det intyget.',
    'export-content':
      'Innehållet är inte det som handläggaren signerade vid exporten. Något kan ha bytts ut eller utelämnats.',
    timestamp: 'Tidsstämpeln gäller något annat eller är inte giltig. Räkna med att paketet saknar tidsstämpel.',
    receipt:
      'Kvittot passar inte ihop med innehållet. Kontrollera att koden är rätt avskriven. Är den det, är intyget, beviset eller loggen inte det som skrevs under, eller så hör kvittot till något annat.',
  },
  /** What is not known where the check was not made, and what to do about it. */
  unchecked: {
    'zip-signature':
      'Signaturfilen (.zip.sig) var inte med, eller så är paketet uppackat. Om själva zipfilen är ändrad är därför inte känt. Innehållet har en egen signatur, som kontrolleras för sig.',
    'tag-manifest-signature':
      'Om listan över alla filer är äkta är inte känt. Lita inte på paketet förrän det är kontrollerat. Begär ett nytt från avsändaren.',
    fingerprint:
      'Inget fingeravtryck angavs, så vem paketet kommer från är inte visat. Jämför fingeravtrycket med det som står på papper.',
    'tag-manifest':
      'Om paketets egna filer är oförändrade är inte känt. Kontrollera igen, eller begär ett nytt paket från avsändaren.',
    manifest:
      'Om bevisfilerna och rapporten är oförändrade är inte känt. Kontrollera igen, eller begär ett nytt paket från avsändaren.',
    'file-set':
      'Om filer har lagts till eller tagits bort är inte känt. Kontrollera igen, eller begär ett nytt paket från avsändaren.',
    'bag-declaration':
      'Om paketet har rätt form är inte känt. Kontrollera igen, eller begär ett nytt paket från avsändaren.',
    keys: 'Om nycklarna är de rätta är inte känt. Begär ett nytt paket från avsändaren.',
    entries: 'Om loggposterna är äkta är inte känt. Begär ett nytt paket från avsändaren.',
    chain: 'Ingen loggpost gick att läsa, så om ordningen stämmer är inte känt. Begär ett nytt paket från avsändaren.',
    completeness:
      'Ingen loggpost gick att läsa, så om något saknas är inte känt. Begär ett nytt paket från avsändaren.',
    checkpoint: 'Om loggens läge är äkta är inte känt. Begär ett nytt paket från avsändaren.',
    inclusion:
      'Det finns inget signerat loggläge eller ingen post att pröva. Om posterna står i loggen är inte känt. Begär ett nytt paket från avsändaren.',
    'prior-checkpoints':
      'Det finns inget tidigare loggläge att jämföra med. Om loggen skrevs om före exporten är inte känt. Jämför med ett kvitto eller ett tidigare paket om det finns något.',
    payloads:
      'Vad en del poster säger finns inte i paketet, eller är av en sort som den här versionen inte känner till. Pröva med den senaste versionen av Bevisvalv, eller fråga avsändaren.',
    exhibits:
      'Inget bevis gick att läsa, så om de är de som säkrades är inte känt. Begär ett nytt paket från avsändaren.',
    masking: 'Inget bevis i paketet är maskerat, så det finns inget att pröva här. Det betyder inte att något är fel.',
    attestations:
      'Det som ett vittne skrev under eller såg finns inte i paketet, eller inget bevis gick att läsa. Om intygen stämmer är inte känt. Fråga avsändaren.',
    cosignatures: 'Ingen har intygat något i det här ärendet, så det finns inget vittnes underskrift på loggens läge. Det betyder inte att något är fel.',
    'export-content':
      'Uppgiften om vad som exporterades gick inte att läsa. Om något har bytts ut eller utelämnats är inte känt. Begär ett nytt paket från avsändaren.',
    timestamp:
      'Ingen tidsstämpel har prövats. Tiderna vilar på den dator som gjorde paketet. Är tiden viktig: fråga avsändaren vad som annars styrker den.',
    receipt:
      'Ingen kvittokod har jämförts. Har ett vittne sitt kvitto kvar visar koden på det om intyget och loggen är desamma som då.',
  },
  /** As in the app: what the witness says that they saw, and whose word it is. */
  grades: {
    'original-seen': 'såg originalet själv',
    'officer-session-seen': 'såg sidan i handläggarens inloggade session',
    'saved-image-only': 'såg bara det sparade, inte originalet',
    'fingerprint-only': 'såg bara fingeravtrycket, inte innehållet',
  },
  standings: {
    outside: 'inte handläggare i valvet',
    officer: 'handläggare i valvet',
    exposed: 'den utsatta själv, räknas inte som vittne',
  },
  result: { pass: 'Stämmer', fail: 'Stämmer inte', 'not-checked': 'Ej kontrollerad' },
  verdict: {
    ok: 'Alla kontroller som paketet lovar gick igenom',
    incomplete: 'Inget fel hittades, men allt kunde inte kontrolleras',
    failed: 'Paketet stämmer inte',
  },
  verdictText: {
    ok: 'Filerna är de som exporterades och loggen är hel. Det visar inte vem som skrev det bevisen visar, och inte att sidan såg likadan ut för alla.',
    okWithoutPaper:
      'Kontrollen visar att paketet hänger ihop. Vem det kommer från vet du först när fingeravtrycket nedan stämmer med det du har fått på papper.',
    incomplete: 'Det som kunde kontrolleras stämmer. Läs vad som inte kunde kontrolleras innan du litar på paketet.',
    incompleteButStamp: 'Allt stämmer som den här sidan kan kontrollera. En sak återstår att göra för hand.',
    failed:
      'Något är ändrat, skadat eller saknas. Använd inte paketet. Begär ett nytt från avsändaren och behåll det här som det är.',
  },
  page: {
    title: 'Kontrollera ett bevispaket',
    lead: 'Kontrollen görs i din webbläsare. Inget skickas någonstans, och paketet ändras inte.',
    caution:
      'Har du fått den här sidan i själva paketet? Den som har gjort om paketet kan också ha gjort om sidan. Använd en kopia som du litar på, eller kontrollera för hand enligt LAS-MIG.txt.',
    language: 'Språk',
    drop: 'Släpp paketet här, eller välj det nedan.',
    chooseZip: 'Zipfilen (.zip), gärna tillsammans med signaturen (.zip.sig)',
    chooseFolder: 'eller mappen, om paketet är uppackat',
    files: 'Filer att kontrollera',
    expected: 'Fingeravtryck från papper (valfritt)',
    expectedHint: '64 tecken, 0–9 och a–f. Mellanslag gör inget.',
    expectedWrong: 'Ett fingeravtryck har 64 tecken, 0–9 och a–f.',
    receipt: 'Kvittokod (valfritt)',
    receiptHint: 'Står på vittnets kvitto och börjar med BV1. Mellanslag och radbrytningar gör inget.',
    receiptWrong: 'Koden är inte rätt avskriven. Jämför med kvittot, grupp för grupp.',
    start: 'Kontrollera',
    again: 'Kontrollera igen',
    noBundle: 'Det här är inget bevispaket. Välj en zipfil, eller mappen med filen bagit.txt.',
    signatureGiven: 'Signatur: {{name}}',
    unpacked: 'Uppackad mapp: zipfilens egen signatur kan inte kontrolleras här.',
    signatureMissing: 'Ingen signatur (.zip.sig) vald. Det som ligger i paketet har en egen.',
    working: 'Kontrollerar …',
    progress: '{{check}}: {{percent}} %',
    verdict: 'Utslag',
    checks: 'Kontroller',
    item: 'Gäller:',
    detail: 'Teknisk uppgift (engelska):',
    fingerprint: 'Exportnyckelns fingeravtryck',
    compare: 'Jämför med fingeravtrycket på följebrevet, som ska ha kommit på annat sätt än paketet.',
    about: 'Paketet uppger',
    aboutHint: 'Uppgifterna är sanna bara så långt som utslaget ovan räcker.',
    case: 'Ärende',
    number: 'Paket nr',
    exported: 'Exporterat',
    exhibits: 'Bevis',
    exhibit: 'Bevis {{number}}: {{title}}',
    acquired: 'Säkrat {{at}}, antal filer: {{count}}',
    witness: 'Intygat av {{name}} ({{standing}}): {{grade}}. Skrev under {{at}}. Nyckel {{key}}',
    unwitnessed: 'Ej bevittnad',
    received: 'Ett paket som någon annan har gjort: inte säkrat eller bevittnat av avsändaren. Kontrollen gick igenom när det togs emot.',
    receivedIncomplete: 'Ett paket som någon annan har gjort: inte säkrat eller bevittnat av avsändaren. Allt i det kunde inte kontrolleras när det togs emot.',
    receivedFailed: 'Ett paket som någon annan har gjort. KONTROLLEN VISADE FEL när det togs emot. Sparat därför att: {{reason}}',
    stampTitle: 'Återstår: tidsstämpeln',
    stampWhy:
      'Paketet har en tidsstämpel från en utomstående. Här kan sidan inte pröva den: webbläsaren ger den kryptografi som behövs bara åt sidor från disk eller över https, och inte alltid för alla slags nycklar. Att stämpeln är den som exporterades är kontrollerat.',
    stampHow: 'Pröva den så här, i mappen med det uppackade paketet (openssl finns i Linux, i macOS med Homebrew och i WSL för Windows):',
    stampAnswer:
      'Svaret ska vara ”Verification: OK”, och sista raden visar tiden. Vem utfärdaren är och vad som gäller när certifikatet har gått ut står i LAS-MIG.txt. Bevisvalv gör samma prövning under Verifiera paket.',
    stampRest:
      'Övriga kontroller beror inte på stämpeln. Skulle den inte hålla är filerna och loggen ändå de som exporterades; då vilar bara tiderna på den dator som gjorde paketet.',
    stampShort: 'Den finns i paketet men kan inte prövas av den här sidan. Så gör du står under utslaget.',
    unexpected: 'Kontrollen kunde inte slutföras: {{detail}}',
  },
} as const
