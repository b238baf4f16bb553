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
