import { errorsOfCasework } from './errorsOfCasework.ts'
import { errorsOfDisposal } from './errorsOfDisposal.ts'
import { errorsOfHandOver } from './errorsOfHandOver.ts'
import { errorsOfPeople } from './errorsOfPeople.ts'

/** One text a code: what happened, what is safe, what to do. Nested as the codes are, by the dot. */
export const errors = {
  ...errorsOfCasework,
  ...errorsOfDisposal,
  ...errorsOfPeople,
  ...errorsOfHandOver,
  safeLabel: 'Det här är tryggt',
  doLabel: 'Gör så här',
  codeLabel: 'Felkod',
  internal: {
    what: 'Ett oväntat fel uppstod i programmet.',
    safe: 'Det som redan är sparat i valvet finns kvar oförändrat.',
    do: 'Försök igen. Händer det på nytt: lås valvet, starta om programmet och kontakta it-stödet.',
  },
  input: {
    invalid: {
      what: 'En uppgift har fel form eller saknas.',
      safe: 'Ingenting har sparats eller ändrats.',
      do: 'Se över uppgifterna och försök igen.',
    },
  },
  token: {
    unknown: {
      what: 'Valet av fil eller mapp gäller inte längre.',
      safe: 'Ingenting har sparats eller ändrats.',
      do: 'Välj filen eller mappen en gång till.',
    },
  },
  job: {
    cancelled: {
      what: 'Arbetet avbröts.',
      safe: 'Det som var färdigt innan finns kvar. Inget halvfärdigt har sparats.',
      do: 'Börja om när du vill.',
    },
  },
  vault: {
    'not-open': {
      what: 'Valvet är låst.',
      safe: 'Allt som är sparat finns kvar, krypterat.',
      do: 'Lås upp valvet och försök igen.',
    },
    'already-open': {
      what: 'Ett valv är redan öppet i programmet.',
      safe: 'Det öppna valvet är inte påverkat.',
      do: 'Lås det öppna valvet först.',
    },
    'not-found': {
      what: 'Valvet finns inte på den plats där det senast låg.',
      safe: 'Programmet har inte ändrat något.',
      do: 'Har mappen flyttats eller bytt namn? Välj ”Leta upp valv” och peka ut den.',
    },
    exists: {
      what: 'Det finns redan en mapp med det namnet på platsen.',
      safe: 'Den mappen är inte rörd.',
      do: 'Välj ett annat namn på valvet eller en annan plats.',
    },
    'wrong-passphrase': {
      what: 'Lösenfrasen stämmer inte.',
      safe: 'Valvet är oskadat och fortfarande låst.',
      do: 'Skriv lösenfrasen igen och se efter skiftläge och mellanslag. Är den glömd kan valvet öppnas med de 24 återställningsorden.',
    },
    'header-damaged': {
      what: 'Valvets huvudfil (header.json) är skadad eller ändrad.',
      safe: 'Bevisen ligger i andra filer och är inte rörda. Programmet skriver ingenting i ett skadat valv.',
      do: 'Kopiera hela valvmappen som den är. Hämta sedan header.json från en säkerhetskopia tillsammans med it-stödet.',
    },
    'database-damaged': {
      what: 'Valvets databas är skadad eller ändrad.',
      safe: 'Programmet skriver ingenting i ett skadat valv. Loggens speglade del kan fortfarande kontrolleras.',
      do: 'Kopiera hela valvmappen som den är. Återställ sedan från en säkerhetskopia tillsammans med it-stödet.',
    },
    'newer-version': {
      what: 'Valvet är gjort med en nyare version av Bevisvalv.',
      safe: 'Valvet är inte rört.',
      do: 'Be it-stödet installera den nyare versionen.',
    },
    'locked-by-other': {
      what: 'Valvet används av ett annat fönster eller på en annan dator.',
      safe: 'Valvet är inte rört.',
      do: 'Lås valvet på det andra stället och försök igen.',
    },
    'unsafe-place': {
      what: 'Valvet ligger på en nätverksplats eller i en mapp som synkroniseras med en molntjänst.',
      safe: 'Ingenting har skrivits dit.',
      do: 'Lägg valvet på den här datorns egen disk. Synkronisering kan skada databasen och sprida innehållet.',
    },
    throttled: {
      what: 'För många felaktiga försök. Programmet väntar en stund innan nästa.',
      safe: 'Ingenting har ändrats eller skrivits under.',
      do: 'Vänta {{seconds}} sekunder och försök sedan igen.',
    },
    'recovery-wrong': {
      what: 'De 24 orden stämmer inte.',
      safe: 'Ingenting har ändrats.',
      do: 'Jämför med pappret ord för ord. Ordningen måste vara densamma.',
    },
    'sqlite-too-old': {
      what: 'En del av programmet (SQLite) är för gammal för att skriva säkert.',
      safe: 'Valvet är inte rört.',
      do: 'Be it-stödet installera om Bevisvalv.',
    },
    'disk-full': {
      what: 'Disken är full.',
      safe: 'Det som var sparat innan finns kvar. Det senaste försöket har inte sparats.',
      do: 'Frigör utrymme på disken och försök igen.',
    },
    io: {
      what: 'Disken gick inte att läsa eller skriva.',
      safe: 'Det som programmet tidigare har bekräftat som sparat finns kvar.',
      do: 'Se efter att disken är ansluten och att du har rätt att skriva i mappen. Försök sedan igen.',
    },
    'read-only': {
      what: 'Valvet är skrivskyddat. För att öppna ett valv måste programmet få skriva i dess mapp.',
      safe: 'Valvet är inte ändrat.',
      do: 'Kopiera hela valvmappen till en disk där du får skriva, till exempel datorns egen, och öppna kopian. Valvet kan kontrolleras utan nycklar där det ligger.',
    },
    busy: {
      what: 'Något arbete pågår i valvet, till exempel en säkring, en import eller en webbläsare för egen inloggning.',
      safe: 'Ingenting har ändrats.',
      do: 'Vänta tills det är klart, eller avbryt det. Försök sedan igen.',
    },
    alarm: {
      what: 'Valvet stämmer inte med det som senast sågs på den här datorn. En äldre kopia kan ha lagts tillbaka.',
      safe: 'Ingenting har skrivits.',
      do: 'Har ni återställt från en säkerhetskopia: intyga det med kommandot restored. Har ni inte det: rör inget och kontakta it-säkerhet. Med --despite-alarm skrivs det ändå.',
    },
  },
  recovery: {
    'choose-officer': {
      what: 'Valvet har flera handläggare.',
      safe: 'Ingenting har ändrats.',
      do: 'Välj den handläggare som ska få den nya lösenfrasen.',
    },
  },
  passphrase: {
    'too-short': {
      what: 'Lösenfrasen är för kort.',
      safe: 'Ingenting har ändrats.',
      do: 'Använd minst {{min}} tecken. Fyra eller fem ord som inte hör ihop är lätta att minnas och svåra att gissa.',
    },
    'in-use': {
      what: 'Lösenfrasen går inte att använda. Den hör redan till någon annan i valvet.',
      safe: 'Ingenting har ändrats.',
      do: 'Den som ska använda lösenfrasen väljer en egen, som ingen annan känner till.',
    },
  },
  exhibit: {
    'not-found': {
      what: 'Beviset finns inte i det här valvet.',
      safe: 'Ingenting har ändrats.',
      do: 'Gå tillbaka till ärendet och välj beviset i listan.',
    },
    disposed: {
      what: 'Bevis {{number}} är gallrat. Innehållet är förstört.',
      safe: 'Att det har funnits, och när och efter vilket beslut det gallrades, står i loggen.',
      do: 'Se ärendets sida Bevara och gallra.',
    },
    'not-a-note': {
      what: 'Bara anteckningar kan rättas.',
      safe: 'Beviset är oförändrat.',
      do: 'Skriv en ny anteckning som förklarar det du vill rätta.',
    },
  },
  artefact: {
    'not-found': {
      what: 'Filen ingår inte i beviset.',
      safe: 'Beviset är oförändrat.',
      do: 'Välj en fil i bevisets lista.',
    },
  },
  evidence: {
    damaged: {
      what: 'Innehållet stämmer inte med loggen. Filen är skadad eller ändrad utanför programmet.',
      safe: 'Loggen visar vad som ursprungligen sparades. Programmet visar inte innehåll som inte stämmer.',
      do: 'Arbeta inte vidare med beviset. Kör valvkontrollen, kopiera valvmappen och återställ från en säkerhetskopia tillsammans med it-stödet.',
    },
  },
  capture: {
    'tab-gone': {
      what: 'Fliken finns inte längre, eller visar ingen webbsida.',
      safe: 'Ingenting har sparats. Webbläsaren är kvar som den var.',
      do: 'Välj en annan flik, eller gå till inlägget på nytt i webbläsaren.',
    },
    'session-open': {
      what: 'En webbläsare för egen inloggning är öppen, eller håller på att stängas.',
      safe: 'Det som redan är säkrat ligger kvar i valvet.',
      do: 'Fortsätt i den, eller stäng den och vänta tills den är borta.',
    },
    'session-none': {
      what: 'Webbläsaren för egen inloggning är stängd.',
      safe: 'Det som redan är säkrat ligger kvar i valvet. Inloggningen är borttagen från datorn.',
      do: 'Öppna den på nytt från Säkra webbsida.',
    },
    'session-hung': {
      what: 'Webbläsaren för egen inloggning svarade inte och stängdes.',
      safe: 'Det som redan är säkrat ligger kvar i valvet. Inget mer kan göras i den webbläsaren.',
      do: 'Öppna den på nytt från Säkra webbsida.',
    },
    'no-browser': {
      what: 'Det finns ingen webbläsare som programmet kan använda för att säkra webbsidor.',
      safe: 'Ingenting har sparats. Du kan fortfarande importera filer och skriva anteckningar.',
      do: 'Installera Google Chrome, Microsoft Edge eller Chromium, eller peka ut en som redan finns.',
    },
    'browser-failed': {
      what: 'Webbläsaren gick inte att starta eller slutade svara.',
      safe: 'Ingen halvfärdig insamling har sparats.',
      do: 'Försök igen. Hjälper det inte: välj en annan webbläsare i inställningarna.',
    },
    'sandbox-unavailable': {
      what: 'Webbläsarens skyddade läge (sandlåda) går inte att använda på den här datorn.',
      safe: 'Ingen sida har öppnats.',
      do: 'Kontakta it-stödet. Programmet öppnar inte okända sidor oskyddat på egen hand.',
    },
    'url-invalid': {
      what: 'Adressen är ingen fullständig webbadress, eller så skickar den vidare till något som inte är en webbsida.',
      safe: 'Ingenting har sparats.',
      do: 'Kopiera hela länken från webbläsarens adressfält. Den ska börja med https:// eller http://.',
    },
    'url-refused': {
      what: 'Adressen leder till den egna datorn eller det interna nätet. Sådana sidor säkras inte.',
      safe: 'Ingenting har sparats, och ingenting har hämtats från det interna nätet.',
      do: 'Spara sidan som fil från din vanliga webbläsare och importera filen.',
    },
    unreachable: {
      what: 'Sidan gick inte att nå.',
      safe: 'Ingenting har sparats.',
      do: 'Öppna länken i din vanliga webbläsare. Är sidan borttagen: importera de skärmdumpar som finns och skriv en anteckning om när sidan inte längre gick att nå.',
    },
    'file-not-kept': {
      what: 'Länken leder till en fil som inte kunde sparas: servern säger inte hur stor den är, eller så är den för stor.',
      safe: 'Ingenting har sparats.',
      do: 'Hämta filen i din vanliga webbläsare och importera den. Skriv en anteckning om länken och när du hämtade den.',
    },
    crashed: {
      what: 'Sidan fick webbläsaren att krascha.',
      safe: 'Valvet är inte påverkat. Webbläsaren kör i en egen process utan tillgång till valvet.',
      do: 'Försök en gång till. Hjälper det inte: ta skärmdumpar för hand och importera dem.',
    },
    timeout: {
      what: 'Sidan blev inte färdig inom den tid som är satt.',
      safe: 'Valvet är inte påverkat.',
      do: 'Försök igen när nätet är mindre belastat. Hjälper det inte: ta skärmdumpar för hand och importera dem.',
    },
  },
  login: {
    none: {
      what: 'Ingen inloggning är behållen för ärendet.',
      safe: 'Ingen webbläsare har öppnats.',
      do: 'Öppna webbläsaren utan den och logga in.',
    },
    damaged: {
      what: 'Den behållna inloggningen är skadad, eller inte den som förseglades.',
      safe: 'Ingenting av den har använts. Ärendets bevis berörs inte.',
      do: 'Glöm den, eller öppna webbläsaren utan den och logga in.',
    },
    'other-browser': {
      what: 'Inloggningen behölls i {{kept}}, men nu används {{found}}.',
      safe: 'Den ligger kvar som den var, och ingen webbläsare har öppnats.',
      do: 'Öppna webbläsaren utan den och logga in, eller välj {{kept}} i inställningarna.',
    },
  },
  import: {
    unreadable: {
      what: 'Filen {{name}} gick inte att läsa.',
      safe: 'Originalet är inte rört. Filer som redan är importerade finns kvar.',
      do: 'Se efter att filen finns kvar och inte är öppen i ett annat program. Försök sedan igen.',
    },
    changed: {
      what: 'Filen {{name}} ändrades medan den lästes.',
      safe: 'Filen har inte importerats. Originalet är inte rört av programmet.',
      do: 'Stäng programmet som skriver i filen och importera den igen.',
    },
  },
  time: {
    'no-authority': {
      what: 'Ingen utfärdare av tidsstämplar är inställd.',
      safe: 'Ingen har kontaktats. Bevis och logg är inte påverkade.',
      do: 'Lägg till en utfärdare under Inställningar, eller ange adressen i kommandot.',
    },
    'no-answer': {
      what: 'Ingen av utfärdarna gav en tidsstämpel som håller. Antal som frågades: {{count}}.',
      safe: 'Bevis och logg är inte påverkade. Det som redan har en tidsstämpel har den kvar.',
      do: 'Se vad som hände hos var och en, och försök igen senare.',
    },
  },
  masking: {
    'not-possible': {
      what: 'Beviset går inte att maskera så. Antingen kan inget i det döljas delvis, eller så ligger ett område utanför bilden eller texten.',
      safe: 'Inget har sparats, och beviset är oförändrat.',
      do: 'Öppna maskeringen igen. Går inget att dölja delvis kan beviset lämnas utanför paketet.',
    },
  },
  bundle: {
    'not-masked': {
      what: 'Det finns ingen maskering för bevis {{number}}.',
      safe: 'Inget har exporterats.',
      do: 'Gör maskeringen först, eller välj att beviset ska visas helt eller lämnas utanför.',
    },
    empty: {
      what: 'Ärendet innehåller inga bevis att exportera.',
      safe: 'Ingenting har skrivits.',
      do: 'Säkra en webbsida, importera en fil eller skriv en anteckning först.',
    },
    unreadable: {
      what: 'Paketet gick inte att läsa. Filen är skadad eller är inget bevispaket.',
      safe: 'Filen är inte ändrad.',
      do: 'Be avsändaren om en ny kopia. Jämför filens storlek med originalets.',
    },
    'not-held': {
      what: 'Paketet {{name}} togs inte emot: kontrollen visade fel.',
      safe: 'Paketet är inte ändrat, och inget har lagts i ärendet.',
      do: 'Be avsändaren om ett nytt paket. Behöver det här ändå finnas i ärendet: ange varför. Det märks då som felaktigt överallt.',
    },
    'write-failed': {
      what: 'Det gick inte att spara {{name}}.',
      safe: 'Bevisen är inte påverkade, och ingen fil som redan fanns har skrivits över.',
      do: 'Se efter att det inte redan finns en fil med det namnet, att det finns plats på disken och att ingen annan arbetar i ärendet samtidigt. Försök sedan igen eller välj en annan mapp.',
    },
  },
} as const
