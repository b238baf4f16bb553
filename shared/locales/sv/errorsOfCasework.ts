/** När något antecknas i ärendets steg. */
export const errorsOfCasework = {
  case: {
    'not-found': {
      what: 'Ärendet finns inte i det här valvet.',
      safe: 'Ingenting har ändrats.',
      do: 'Gå tillbaka till listan över ärenden.',
    },
    closed: {
      what: 'Ärendet är avslutat.',
      safe: 'Allt i ärendet finns kvar. Ingenting har lagts till eller ändrats.',
      do: 'Öppna ärendet igen på dess sida om det behövs något mer.',
    },
    busy: {
      what: 'Något i valvet pågår eller väntar: en sida som säkras, en import, en länk i listan eller webbläsaren för egen inloggning.',
      safe: 'Ärendet är som det var. Ingenting har ändrats eller gallrats.',
      do: 'Vänta tills det är klart, töm listan med länkar, stäng webbläsaren och försök sedan igen.',
    },
  },
  record: {
    'not-found': {
      what: 'Uppgiften finns inte i valvet.',
      safe: 'Ingenting har sparats eller ändrats.',
      do: 'Gå tillbaka till ärendet och öppna steget igen.',
    },
    'changed-meanwhile': {
      what: 'Uppgiften har ändrats sedan du öppnade den.',
      safe: 'Den version som sparades sist gäller. Det du har skrivit är inte sparat men står kvar i fälten.',
      do: 'Kopiera det du skrivit, stäng rutan, öppna uppgiften igen och lägg till det som saknas.',
    },
    withdrawn: {
      what: 'Uppgiften har tagits tillbaka och kan inte ändras.',
      safe: 'Den finns kvar i loggen, med skälet.',
      do: 'Skriv en ny uppgift i stället.',
    },
    'wrong-kind': {
      what: 'Uppgiften är av ett annat slag än det som skulle sparas.',
      safe: 'Ingenting har sparats eller ändrats.',
      do: 'Gå tillbaka till ärendet och försök igen.',
    },
    'wrong-link': {
      what: 'Uppgiften hänvisar till något som inte finns i ärendet eller inte gäller längre.',
      safe: 'Ingenting har sparats eller ändrats.',
      do: 'Se över vilka bevis, konton och uppgifter den hänvisar till och spara igen.',
    },
    'wrong-day': {
      what: 'Dagen då tiden stoppades ligger före dagen för händelsen.',
      safe: 'Ingenting har sparats eller ändrats.',
      do: 'Rätta en av dagarna och spara igen.',
    },
    'wrong-span': {
      what: 'Den första dagen ligger efter den sista.',
      safe: 'Ingenting har sparats eller ändrats. Det du har skrivit står kvar i fälten.',
      do: 'Rätta en av dagarna och spara igen.',
    },
    unsecured: {
      what: 'Det som ska raderas är inte säkrat.',
      safe: 'Ingenting har antecknats. Radera inte än: det som raderas går inte att få tillbaka.',
      do: 'Säkra inlägget eller meddelandet som ett bevis, välj beviset här och spara igen.',
    },
  },
  mandate: {
    unsigned: {
      what: 'Fullmakten är inte antecknad som undertecknad.',
      safe: 'Ingenting har antecknats. Det du har skrivit står kvar i fälten.',
      do: 'Anteckna på fullmakten vilken dag den undertecknades, och spara åtgärden igen. Har något gjorts utan fullmakt: skriv en anteckning i ärendet om vad som hände.',
    },
    outside: {
      what: 'Dagen ligger utanför den tid som fullmakten gäller.',
      safe: 'Ingenting har antecknats.',
      do: 'Rätta dagen. Behövs mer tid: be den utsatta om en ny fullmakt.',
    },
    'not-allowed': {
      what: 'Fullmakten omfattar inte den åtgärden.',
      safe: 'Ingenting har antecknats.',
      do: 'Be den utsatta om en ny fullmakt som omfattar åtgärden.',
    },
  },
  recheck: {
    'not-reported': {
      what: 'Ingen anmälan som gäller nämner den länken.',
      safe: 'Ingenting har hämtats eller ändrats.',
      do: 'Gå tillbaka till steget. Skriv in länken i en anmälan om den ska kontrolleras.',
    },
    busy: {
      what: 'En annan kontroll pågår.',
      safe: 'Ingenting har gått förlorat.',
      do: 'Vänta tills den är klar och tryck igen.',
    },
  },
  sighting: {
    'not-found': {
      what: 'Förekomsten finns inte i valvet.',
      safe: 'Ingenting har sparats eller ändrats.',
      do: 'Gå tillbaka till ärendet och öppna steget igen.',
    },
    'changed-meanwhile': {
      what: 'Förekomsten har ändrats sedan du öppnade den.',
      safe: 'Den version som sparades sist gäller. Det du har skrivit är inte sparat.',
      do: 'Stäng rutan, öppna förekomsten igen och gör om ändringen.',
    },
    withdrawn: {
      what: 'Förekomsten är tillbakatagen och kan inte ändras.',
      safe: 'Den finns kvar i loggen, med skälet. Ingenting har ändrats.',
      do: 'Hör den till ärendet ändå: klistra in länken igen, så räknas den igen och kan ändras.',
    },
    'no-address': {
      what: 'Länken är ingen webbadress.',
      safe: 'Ingenting har sparats eller ändrats.',
      do: 'Skriv en adress som börjar med https:// eller http://.',
    },
    known: {
      what: 'En annan förekomst i ärendet har redan den adressen.',
      safe: 'Ingenting har sparats eller ändrats.',
      do: 'Ändra den förekomsten i stället, och ta tillbaka den här om den är en dubblett.',
    },
  },
  search: {
    'too-short': {
      what: 'Det finns inget att söka efter: inget ord har tre tecken eller fler, och ingen begränsning är vald.',
      safe: 'Ingenting har ändrats, och det du skrev är inte sparat någonstans.',
      do: 'Skriv ett längre ord, sätt citattecken runt flera korta, eller välj en begränsning.',
    },
  },
  reference: {
    'not-found': {
      what: 'Tillägget finns inte i valvet.',
      safe: 'Ingenting har sparats eller ändrats.',
      do: 'Gå tillbaka till sidan om lag och plattformar.',
    },
    'changed-meanwhile': {
      what: 'Tillägget har ändrats sedan du öppnade det.',
      safe: 'Den version som sparades sist gäller. Det du har skrivit är inte sparat men står kvar i fälten.',
      do: 'Kopiera det du skrivit, stäng rutan, öppna tillägget igen och lägg till det som saknas.',
    },
    withdrawn: {
      what: 'Tillägget har tagits tillbaka och kan inte ändras.',
      safe: 'Det finns kvar i loggen, med skälet.',
      do: 'Skriv ett nytt tillägg i stället.',
    },
    'other-entry': {
      what: 'En ny version kan inte gälla något annat eller ha ett annat namn: ärendena hänvisar till namnet.',
      safe: 'Ingenting har sparats eller ändrats.',
      do: 'Ta tillbaka tillägget och skriv ett nytt med rätt namn.',
    },
    'unknown-entry': {
      what: 'Det som tillägget hör till finns inte bland programmets uppgifter.',
      safe: 'Ingenting har sparats eller ändrats.',
      do: 'Gå tillbaka till sidan om lag och plattformar och välj på nytt.',
    },
    'name-taken': {
      what: 'Namnet {{name}} finns redan, bland programmets uppgifter eller bland era tillägg.',
      safe: 'Ingenting har sparats eller ändrats.',
      do: 'Lägg tillägget vid den uppgift som redan finns, eller välj ett annat namn.',
    },
    'host-taken': {
      what: 'Webbplatsen {{name}} hör redan till en plattform, bland programmets uppgifter eller bland era tillägg.',
      safe: 'Ingenting har sparats eller ändrats.',
      do: 'Ta bort webbplatsen ur fältet. Den kan bara höra till en plattform.',
    },
    'wrong-day': {
      what: 'Dagen för källan ligger framåt i tiden.',
      safe: 'Ingenting har sparats eller ändrats.',
      do: 'Skriv den dag då källan lästes eller är daterad.',
    },
    full: {
      what: 'Valvet rymmer inte fler tillägg: högst {{count}}, med dem som har tagits tillbaka.',
      safe: 'Ingenting har sparats. De tillägg som finns gäller som förut.',
      do: 'Ändra ett tillägg som finns i stället för att skriva ett nytt.',
    },
  },
  table: {
    unreadable: {
      what: 'Listan {{name}} gick inte att läsa. Den är skadad, eller varken CSV eller Excel (.xlsx).',
      safe: 'Inga förekomster har lagts till. Filen finns kvar som bevis.',
      do: 'Spara listan som CSV eller .xlsx och försök igen.',
    },
    'too-large': {
      what: 'Listan {{name}} är för stor för att läsas.',
      safe: 'Inga förekomster har lagts till. Filen finns kvar som bevis.',
      do: 'Dela upp listan i flera filer, utan bilder och andra blad, och försök igen. En fil får ha högst 32 MB.',
    },
    'old-format': {
      what: 'Listan {{name}} är sparad i Excels äldre format (.xls), som inte kan läsas här.',
      safe: 'Inga förekomster har lagts till. Filen finns kvar som bevis.',
      do: 'Öppna listan i Excel, spara den som CSV eller .xlsx och försök igen.',
    },
    protected: {
      what: 'Listan {{name}} är skyddad med lösenord.',
      safe: 'Inga förekomster har lagts till. Filen finns kvar som bevis.',
      do: 'Öppna listan i Excel, ta bort lösenordet, spara den som CSV eller .xlsx och försök igen.',
    },
    empty: {
      what: 'Listan {{name}} är tom.',
      safe: 'Inga förekomster har lagts till. Filen finns kvar som bevis.',
      do: 'Se efter att det är rätt fil. Be annars avsändaren om en ny.',
    },
  },
} as const
