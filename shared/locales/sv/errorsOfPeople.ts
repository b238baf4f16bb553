/** Fel som rör människor: vem som är upplagd, vem som vittnar och vem som ska godkänna. Samma form som de andra. */
export const errorsOfPeople = {
  witness: {
    'is-officer': {
      what: 'Den som har säkrat beviset kan inte bevittna det.',
      safe: 'Ingenting har skrivits under.',
      do: 'Be en kollega att bevittna.',
    },
    'challenge-stale': {
      what: 'Valvet har ändrats sedan intyget togs fram, eller så har det gått för lång tid.',
      safe: 'Ingenting har skrivits under.',
      do: 'Gå tillbaka ett steg och ta fram intyget på nytt.',
    },
    'already-attested': {
      what: 'Vittnet har redan intygat det här beviset.',
      safe: 'Det tidigare intyget gäller.',
      do: 'Välj ett annat bevis eller ett annat vittne.',
    },
  },
  sitting: {
    open: {
      what: 'Ett vittne sitter vid datorn: {{name}}. Under tiden vilar handläggarens arbete.',
      safe: 'Ingenting har sparats eller ändrats.',
      do: 'Låt vittnet bli klart och ta sedan tillbaka datorn med din lösenfras.',
    },
    busy: {
      what: 'Något som handläggaren har satt i gång pågår fortfarande, till exempel en säkring eller en lista med länkar.',
      safe: 'Arbetet fortsätter. Ingen sittning har börjat.',
      do: 'Vänta tills det är klart, eller pausa listan, och börja sedan med vittnet.',
    },
    clock: {
      what: 'Datorns klocka har ställts om medan vittnet satt här.',
      safe: 'Ingenting har skrivits under. Det som hämtades finns kvar i ärendet.',
      do: 'Avsluta sittningen, kontrollera klockan och börja om.',
    },
    none: {
      what: 'Inget vittne sitter vid datorn. Sittningen är avslutad.',
      safe: 'Det som redan är undertecknat gäller, och det som hämtats finns kvar i ärendet.',
      do: 'Börja om från beviset.',
    },
    'out-of-order': {
      what: 'Steget för bevis {{number}} kommer i fel ordning, eller pågår redan.',
      safe: 'Ingenting har skrivits under.',
      do: 'Följ stegen i tur och ordning.',
    },
  },
  person: {
    'not-found': {
      what: 'Personen finns inte i det här valvet.',
      safe: 'Ingenting har ändrats.',
      do: 'Välj en person i listan eller lägg till en ny.',
    },
    'wrong-passphrase': {
      what: 'Lösenfrasen stämmer inte för den valda personen.',
      safe: 'Ingenting har ändrats.',
      do: 'Se efter att rätt namn är valt. Skriv sedan lösenfrasen igen. Är den glömd: avbryt. En handläggare kan ge en ny nyckel under Personer, och sedan görs det om.',
    },
    'name-taken': {
      what: 'Det finns redan en person med det namnet i valvet.',
      safe: 'Ingenting har sparats.',
      do: 'Är det samma person: välj hen i listan. Är det någon annan: lägg till något som skiljer dem åt, till exempel enhet.',
    },
    departed: {
      what: 'Personen har slutat och är borttagen i det här valvet.',
      safe: 'Ingenting har ändrats. Det personen skrev under tidigare gäller.',
      do: 'Välj någon annan. Ska personen vara med igen: lägg till hen på nytt, med något i namnet som skiljer dem åt.',
    },
    'is-self': {
      what: 'Det går inte att göra med den handläggare som är inloggad.',
      safe: 'Ingenting har ändrats.',
      do: 'Byt lösenfras under Inställningar om det är din egen. Annars: låt en annan handläggare logga in och göra det.',
    },
  },
  approval: {
    needed: {
      what: 'Ändringen behöver godkännas av en handläggare till.',
      safe: 'Ingenting har ändrats.',
      do: 'Be en annan handläggare komma till datorn, välja sitt namn och skriva sin lösenfras.',
    },
    'same-person': {
      what: 'Den som godkänner måste vara någon annan än den som är inloggad och den som ändringen gäller.',
      safe: 'Ingenting har ändrats.',
      do: 'Välj en annan handläggare som godkänner.',
    },
  },
  officer: {
    mismatch: {
      what: 'Lösenfrasen hör till en annan handläggare än den som angavs.',
      safe: 'Ingenting har ändrats.',
      do: 'Se efter att rätt handläggare är vald och att det är handläggarens egen lösenfras.',
    },
  },
  receipt: {
    malformed: {
      what: 'Koden är inte en hel och rätt avskriven kvittokod.',
      safe: 'Ingenting har kontrollerats och ingenting har ändrats.',
      do: 'Jämför med kvittot, grupp för grupp. Den börjar med BV1 och har 212 tecken till. Går det, läs QR-koden i stället.',
    },
  },
} as const
