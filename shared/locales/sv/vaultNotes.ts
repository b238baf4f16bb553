export const vaultNotes = {
  'orphans-swept':
    'Programmet avslutades tidigare mitt i en skrivning. De ofullständiga filerna har tagits bort. Inget som du fått bekräftat som sparat har gått förlorat.',
  'mirror-mended':
    'Den läsbara kopian av loggen låg efter databasen och har kompletterats. Det händer när programmet avslutas hastigt. Inget har gått förlorat.',
  'mirror-damaged':
    'Delar av den läsbara kopian av loggen hade tagits bort eller ändrats utanför programmet. Det händer också när valvet har återställts från en säkerhetskopia som togs medan det var öppet. Kopian är lagad från databasen, och inget i valvet har gått förlorat. Det som fanns kvar ligger i valvets mapp under ledger, i en mapp som börjar med damaged. Tala med it-avdelningen, som kan se efter vad som har hänt och sedan ta bort den mappen. Till dess visas det här varje gång.',
  'mirror-ahead':
    'Den läsbara kopian av loggen innehåller fler poster än databasen. Databasen kan vara en äldre version som har lagts tillbaka. Kopian har lämnats orörd. Tala med it-avdelningen innan du arbetar vidare.',
  'mirror-differs':
    'Den läsbara kopian av loggen stämmer inte med databasen. Någon av dem har skadats eller ändrats. Kopian har lämnats orörd. Tala med it-avdelningen innan du arbetar vidare.',
  'mirror-set-aside':
    'Den tidigare läsbara kopian av loggen har lagts åt sidan i valvets mapp, eftersom en återställning har antecknats. En ny kopia har skapats från databasen.',
  'sweep-skipped':
    'Filer som databasen inte känner till har fått ligga kvar. De kan vara bevis från en nyare version av databasen.',
  'enrolment-undone':
    'Programmet avslutades medan en handläggare lades till. Handläggaren är inte inlagd och lösenfrasen gäller inte. Lägg till handläggaren igen.',
  'officer-without-slot':
    'En handläggare är inlagd men kan inte öppna valvet med sin lösenfras. Öppna valvet med de 24 återställningsorden och välj handläggaren, så gäller den nya lösenfrasen.',
  'passphrase-unrecorded':
    'Lösenfrasen är bytt och den nya gäller. Bytet gick inte att anteckna i loggen. Det antecknas nästa gång du öppnar valvet.',
  'login-not-kept':
    'Inloggningen i webbläsaren skulle ha behållits för sitt ärende när valvet låstes, men det gick inte. Är en tidigare behållen ligger den kvar som den var. Annars loggar du in på nytt.',
  'head-unreadable':
    'Anteckningen om valvets senaste läge, som sparas utanför valvet på den här datorn, har inte gått att läsa. Programmet kan därför inte veta om en äldre kopia av valvet hade lagts tillbaka dessförinnan. Från och med nu antecknas läget på nytt. Tala med it-avdelningen, som kan se efter vad som har hänt och ta bort den undanlagda filen. Till dess visas det här varje gång.',
  'head-not-remembered':
    'Valvets senaste läge gick inte att anteckna utanför valvet. Det som sparas i valvet är tryggt, men programmet märker inte om en äldre kopia läggs tillbaka. Tala med it-avdelningen.',
  'mirror-behind':
    'Den läsbara kopian av loggen gick inte att skriva. Det som sparas i valvet är tryggt. Kopian kompletteras när det går. Se efter att det finns plats på disken.',
  /** Names of the checks of a vault, locked and open. */
  checks: {
    'vault-header': 'Valvets huvud',
    'vault-objects': 'De förseglade filernas namn, plats och form',
    'vault-database': 'Databasen',
    'vault-contents': 'De förseglade filernas innehåll',
    'mirror-database': 'Den läsbara kopian av loggen mot databasen',
    'mirror-damage': 'Ändringar av den läsbara kopian utanför programmet',
    'mirror-vkey': 'Loggens nyckel i den läsbara kopian',
    'mirror-keys': 'Nycklarna för kontroll av underskrifter',
    'mirror-entries': 'Posterna i den läsbara kopian',
    'mirror-chains': 'Kedjorna i den läsbara kopian',
    'mirror-signatures': 'Underskrifterna i den läsbara kopian',
    'mirror-checkpoints': 'Loggens undertecknade lägen i den läsbara kopian',
    'log-lines': 'Loggens rader',
    'log-chains': 'Loggens kedjor',
    'log-signatures': 'Loggens underskrifter',
    'log-actors': 'Vem som handlade',
    'log-payloads': 'Uppgifterna bakom loggens poster',
    'log-tree': 'Loggens träd',
    'log-checkpoints': 'Loggens undertecknade lägen',
    'log-last-seen': 'Loggen mot det läge som senast sågs på datorn',
    timestamps: 'Tidsstämplarna på loggen',
    'receipt-form': 'Kvittokodens form',
    'receipt-vault': 'Kvittots valv',
    'receipt-entry': 'Intyget på kvittot',
    'receipt-exhibit': 'Beviset på kvittot',
    'receipt-key': 'Nyckeln på kvittot',
    'receipt-head': 'Loggens undertecknade läge på kvittot',
    statements: 'Vittnenas intyg',
    records: 'Databasen mot loggen',
    evidence: 'Bevisens filer',
  },
  /** What it means that a check holds. */
  holds: {
    'vault-header': 'Valvets huvud är helt och läsbart.',
    'vault-objects': 'Varje förseglad fil har rätt namn, plats och form.',
    'vault-database': 'Databasen är hel.',
    'vault-contents': 'Varje förseglad fil finns och är oförändrad.',
    'mirror-database': 'Den läsbara kopian säger detsamma som databasen.',
    'mirror-damage': 'Inga kvarlämnade spår av ändringar utanför programmet finns.',
    'mirror-vkey': 'Nyckeln är den som står i valvets huvud.',
    'mirror-keys': 'Varje nyckel är den som dess namn säger.',
    'mirror-entries': 'Varje post är välformad och står på sin plats.',
    'mirror-chains': 'Varje ärendes kedja är obruten.',
    'mirror-signatures': 'Varje post är undertecknad med den nyckel som den anger.',
    'mirror-checkpoints': 'Varje läge är undertecknat med loggens nyckel och stämmer med posterna.',
    'log-lines': 'Varje rad är oförändrad och står på sin plats.',
    'log-chains': 'Varje kedja är obruten. Ingen post är bytt, flyttad eller inskjuten.',
    'log-signatures': 'Varje post är undertecknad med den nyckel som den anger.',
    'log-actors': 'Den som anges ha handlat är den som skrev under.',
    'log-payloads': 'Varje uppgift är den som loggen intygar.',
    'log-tree': 'Trädet räknas fram till samma värde.',
    'log-checkpoints': 'Varje läge av loggen, alltså antalet poster och en kontrollsumma över dem, är undertecknat med loggens nyckel och stämmer.',
    'log-last-seen': 'Loggen fortsätter på det läge som senast sågs på den här datorn.',
    timestamps:
      'Varje tidsstämpel som valvet har kvar är undertecknad av utfärdaren och gäller ett undertecknat läge av loggen.',
    'receipt-form': 'Koden är hel och rätt avskriven.',
    'receipt-vault': 'Kvittot är skrivet i det här valvet.',
    'receipt-entry': 'Intyget finns i loggen, oförändrat sedan kvittot skrevs.',
    'receipt-exhibit': 'Intyget gäller det bevis som står på kvittot.',
    'receipt-key': 'Intyget är undertecknat med den nyckel som står på kvittot.',
    'receipt-head': 'Loggen bygger vidare på det läge som står på kvittot. Inget före intyget har ändrats.',
    statements:
      'Varje intyg gäller sitt bevis, och dess grad och uppgifter stämmer med det som antecknades när det hämtades inför vittnet. Orden prövas inte.',
    records: 'Databasen säger det som loggen intygar.',
    evidence: 'Varje fil i varje bevis är läst i sin helhet och oförändrad.',
  },
  /** What it means that a check fails. */
  fails: {
    'vault-header':
      'Valvets huvud är skadat. Återställ header.json från en säkerhetskopia. Bevisen är inte rörda av det.',
    'vault-objects':
      'En förseglad fil har fel namn, plats eller form. Den är skadad, eller hör inte hit. Beviset som den hör till kan saknas.',
    'vault-database': 'Databasen är skadad. Arbeta inte vidare i valvet. Tala med it-avdelningen om en säkerhetskopia.',
    'vault-contents': 'En förseglad fil saknas eller är ändrad. Lita inte på beviset som den hör till.',
    'mirror-database':
      'Den läsbara kopian av loggen säger något annat än databasen. En av dem är skadad eller ändrad. Tala med it-avdelningen innan du arbetar vidare.',
    'mirror-damage':
      'Delar av den läsbara kopian hade tagits bort eller ändrats utanför programmet. Den är lagad, och det som fanns kvar är undanlagt. Tala med it-avdelningen, som kan se efter vad som har hänt.',
    'mirror-vkey':
      'Nyckeln i den läsbara kopian är en annan än den i valvets huvud. En av dem är utbytt. Tala med it-avdelningen.',
    'mirror-keys':
      'En nyckel för kontroll av underskrifter saknas eller är utbytt. Underskrifter med den går inte att kontrollera.',
    'mirror-entries': 'En post i den läsbara kopian är ändrad, flyttad eller saknas. Lita inte på kopian.',
    'mirror-chains':
      'Ett ärendes kedja i den läsbara kopian är bruten: en post saknas eller är inskjuten. Lita inte på kopian.',
    'mirror-signatures':
      'En post i den läsbara kopian är inte undertecknad med den nyckel som den anger. Lita inte på den posten.',
    'mirror-checkpoints':
      'Ett undertecknat läge av loggen i den läsbara kopian är ändrat, saknas eller stämmer inte med posterna. Poster kan ha tagits bort eller skrivits om.',
    'log-lines': 'En rad i loggen är ändrad, flyttad eller saknas. Lita inte på det som den säger.',
    'log-chains':
      'En kedja i loggen är bruten: en post saknas, är flyttad eller inskjuten. Ordningen på det som har hänt går inte att lita på.',
    'log-signatures': 'En post i loggen är inte undertecknad med den nyckel som den anger. Lita inte på den posten.',
    'log-actors': 'En annan person anges ha handlat än den som skrev under. Vem som gjorde det går inte att lita på.',
    'log-payloads':
      'En uppgift i databasen är inte den som loggen intygar, eller så saknas den utan förklaring. Lita inte på den.',
    'log-tree': 'Loggens träd räknas inte fram till samma värde. Loggen är ändrad eller skadad.',
    'log-checkpoints':
      'Ett undertecknat läge av loggen är ändrat, saknas eller stämmer inte med posterna. Poster kan ha tagits bort eller skrivits om.',
    'log-last-seen':
      'Loggen fortsätter inte på det läge som senast sågs på datorn. En äldre kopia av valvet kan ha lagts tillbaka, eller så är loggen ändrad.',
    timestamps:
      'En tidsstämpel som valvet har kvar är skadad, eller gäller inte det undertecknade läge av loggen som den hör till. Lita inte på den. Logg och bevis påverkas inte.',
    'receipt-form': 'Koden är inte rätt avskriven. Jämför med kvittot, grupp för grupp.',
    'receipt-vault': 'Kvittot hör till ett annat valv. Öppna det valv som står på kvittot.',
    'receipt-entry':
      'Intyget på kvittot finns inte i loggen, eller är ett annat. Loggen kan vara omskriven. Behåll kvittot och valvet som de är och be IT-säkerhet om hjälp.',
    'receipt-exhibit':
      'Intyget gäller annat innehåll än det som står på kvittot. Räkna inte med det beviset förrän det är utrett.',
    'receipt-key':
      'Intyget är undertecknat med en annan nyckel än den som står på kvittot. Räkna inte med det intyget förrän det är utrett.',
    'receipt-head':
      'Loggen bygger inte vidare på det läge som står på kvittot. Något före intyget kan ha ändrats eller tagits bort. Behåll kvittot och valvet som de är.',
    statements:
      'Ett intyg stämmer inte med beviset, med det som hämtades inför vittnet eller med sig självt. Räkna inte med det intyget.',
    records:
      'Databasen säger något annat än loggen intygar. Den är ändrad utanför programmet eller skadad. Lita på loggen.',
    evidence:
      'En fil i ett bevis saknas, är skadad eller ändrad. Lita inte på innehållet i den. Återställ från en säkerhetskopia om det finns någon.',
  },
  /** What is not known where the check was not made, and what to do about it. */
  unchecked: {
    'vault-header': 'Om valvets huvud är helt är inte känt. Kontrollera igen.',
    'vault-objects': 'Om de förseglade filerna har rätt form är inte känt. Kontrollera igen.',
    'vault-database': 'Databasen kan bara kontrolleras med nycklarna. Öppna valvet och kontrollera det där.',
    'vault-contents':
      'Om en fil saknas eller är ändrad går bara att se med nycklarna. Öppna valvet och kontrollera det där.',
    'mirror-database':
      'Om den läsbara kopian säger detsamma som databasen är inte känt. Öppna valvet och kontrollera det där.',
    'mirror-damage': 'Om kopian har ändrats utanför programmet är inte känt. Öppna valvet och kontrollera det där.',
    'mirror-vkey':
      'Valvets huvud, som nyckeln jämförs med, är skadat. Om nyckeln är den rätta är inte känt. Återställ huvudet från en säkerhetskopia.',
    'mirror-keys': 'Om nycklarna är de rätta är inte känt. Kontrollera igen.',
    'mirror-entries':
      'Den sista posten i kopian är halvskriven. Det händer när programmet avslutas hastigt. Öppna valvet, så kompletteras kopian, och kontrollera igen.',
    'mirror-chains': 'Om kedjorna är obrutna är inte känt. Öppna valvet och kontrollera det där.',
    'mirror-signatures': 'Om posterna är rätt undertecknade är inte känt. Öppna valvet och kontrollera det där.',
    'mirror-checkpoints':
      'De senaste posterna omfattas inte av något undertecknat läge i kopian, eller så är valvets huvud skadat. Om poster saknas är inte känt. Öppna valvet, så kompletteras kopian, och kontrollera igen.',
    'log-lines':
      'Alla rader kunde inte läsas, så om de är oförändrade är inte känt. Tala med it-avdelningen om en säkerhetskopia.',
    'log-chains':
      'Hela loggen kunde inte läsas, så om kedjorna är obrutna är inte känt. Tala med it-avdelningen om en säkerhetskopia.',
    'log-signatures':
      'Hela loggen kunde inte läsas, så om varje post är rätt undertecknad är inte känt. Tala med it-avdelningen om en säkerhetskopia.',
    'log-actors':
      'Hela loggen kunde inte läsas, så om rätt person anges är inte känt. Tala med it-avdelningen om en säkerhetskopia.',
    'log-payloads':
      'En del uppgifter finns inte kvar, därför att de har gallrats, eller så kunde hela loggen inte läsas. De uppgifterna går inte att kontrollera. Gallringen står i loggen.',
    'log-tree':
      'Hela loggen kunde inte läsas, så om trädet stämmer är inte känt. Tala med it-avdelningen om en säkerhetskopia.',
    'log-checkpoints':
      'Hela loggen kunde inte läsas, så om loggens undertecknade lägen stämmer är inte känt. Tala med it-avdelningen om en säkerhetskopia.',
    'log-last-seen':
      'Inget tidigare läge av loggen går att läsa på den här datorn. Om en äldre kopia av valvet har lagts tillbaka är inte känt. Jämför med ett kvitto eller ett paket om det finns något.',
    timestamps: 'Valvet har inga tidsstämplar. Tiderna i loggen är datorns egna.',
    'receipt-form': 'Det gick inte att pröva, eftersom något som det bygger på inte stämde. Börja med det.',
    'receipt-vault': 'Det gick inte att pröva, eftersom något som det bygger på inte stämde. Börja med det.',
    'receipt-entry': 'Det gick inte att pröva, eftersom något som det bygger på inte stämde. Börja med det.',
    'receipt-exhibit': 'Det gick inte att pröva. Antingen är beviset gallrat – det står i loggen – eller så stämde inte något som det bygger på. Stämmer raderna ovanför är det gallrat.',
    'receipt-key': 'Det gick inte att pröva, eftersom något som det bygger på inte stämde. Börja med det.',
    'receipt-head': 'Det gick inte att pröva, eftersom något som det bygger på inte stämde. Börja med det.',
    statements: 'Om vittnenas intyg stämmer är inte känt. Kontrollera igen.',
    records: 'Om databasen säger det som loggen intygar är inte känt. Kontrollera igen.',
    evidence: 'Om bevisens filer är oförändrade är inte känt. Kontrollera igen.',
  },
} as const
