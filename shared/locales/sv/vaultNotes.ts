export const vaultNotes = {
  'orphans-swept':
    'Programmet avslutades tidigare mitt i en skrivning. De ofullständiga filerna har tagits bort. Inget som du fått bekräftat som sparat har gått förlorat.',
  'mirror-mended':
    'Den läsbara kopian av loggen låg efter databasen och har kompletterats. Det händer när programmet avslutas hastigt. Inget har gått förlorat.',
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
  'head-unreadable':
    'Anteckningen om valvets senaste läge, som sparas utanför valvet på den här datorn, har inte gått att läsa. Programmet kan därför inte veta om en äldre kopia av valvet hade lagts tillbaka dessförinnan. Från och med nu antecknas läget på nytt. Tala med it-avdelningen, som kan se efter vad som har hänt och ta bort den undanlagda filen. Till dess visas det här varje gång.',
  'head-not-remembered':
    'Valvets senaste läge gick inte att anteckna utanför valvet. Det som sparas i valvet är tryggt, men programmet märker inte om en äldre kopia läggs tillbaka. Tala med it-avdelningen.',
  'mirror-behind':
    'Den läsbara kopian av loggen gick inte att skriva. Det som sparas i valvet är tryggt. Kopian kompletteras när det går. Se efter att det finns plats på disken.',
  checks: {
    'vault-header': 'Valvets huvud är helt',
    'vault-objects': 'De förseglade filerna har rätt namn, plats och form',
    'vault-database': 'Databasens innehåll',
    'mirror-vkey': 'Den läsbara kopian av loggen har nyckeln som står i valvets huvud',
    'mirror-keys': 'Nycklarna för kontroll av underskrifter är hela',
    'mirror-entries': 'Varje post i den läsbara kopian står på sin plats och är välformad',
    'mirror-chains': 'Varje ärendes kedja i den läsbara kopian är obruten',
    'mirror-signatures': 'Varje post i den läsbara kopian är undertecknad av den som den anger',
    'mirror-checkpoints': 'Den läsbara kopians avstämningar är undertecknade och stämmer med posterna',
  },
} as const
