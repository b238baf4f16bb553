/** The guidance's steps as reading text, and honestly what this version of the app does for each. */
export const guidance = {
  lead: 'Så stöder du en utsatt kollega, steg för steg.',
  inApp: 'Det gör appen',
  afterwards: 'Papper från stegen, till exempel kvitton och beslut, importeras som filer i ärendet och knyts sedan till det som antecknas i steget.',
  note: 'Stegen är råd. De tar inte ställning till om något är brottsligt, det avgör andra.',
  steps: {
    overview: {
      title: 'Skaffa en helhetsbild',
      advice:
        'Kontakta kommunikationsavdelningen och be om hjälp med mediebevakning. Då ser ni tillsammans hur spridd och omfattande uthängningen är.',
      app: 'Anteckna varje ställe där något syns. Länkar till samma inlägg räknas en gång. Här ser ni spridningen och vad som är säkrat.',
    },
    secure: {
      title: 'Bevissäkra',
      advice: 'Ta skärmdumpar och se till att det finns minst ett vittne till dem. Inlägg kan tas bort när som helst, så vänta inte.',
      app: 'Säkra webbsidor, importera filer och skriv anteckningar. Låt sedan en kollega bevittna varje bevis i vittnesläget.',
    },
    report: {
      title: 'Anmäl till plattformen',
      advice: 'Anmäl kränkande och olagliga inlägg till den kanal där de finns. Säkra inlägget först, det kan försvinna efter anmälan.',
      app: 'Skriv anmälan här, skicka den själv hos plattformen och anteckna när. Kvitto och beslut knyts till anmälan. Appen skickar ingenting.',
    },
    restraint: {
      title: 'Svara inte',
      advice: 'Gå inte i försvar och gå inte till motattack. Det leder oftast bara till att kränkningarna och hoten blir värre.',
      app: 'Appen publicerar aldrig något. Det som lockar till svar antecknas här i stället. Webbläsaren för egen inloggning är skrivskyddad när inloggningen är klar.',
    },
    accounts: {
      title: 'Låt någon annan ta över kontona ett tag',
      advice:
        'Om hoten kommer i den utsattas privata konton är det bra om någon annan sköter dem en tid. Då slipper den utsatta och de närmaste läsa allt. För den som står utanför är det lättare att läsa, anmäla och radera.',
      app: 'Anteckna fullmakten och allt som görs på kontona. Något kan bara antecknas som raderat när ett bevis visar det.',
    },
    police: {
      title: 'Polisanmäl vid behov',
      advice:
        'En polisanmälan är ett viktigt steg, även om ni inte tror att den leder någonstans. Den visar att det som har hänt inte accepteras.',
      app: 'Knyt bevisen till de brott ni tror att det kan röra sig om, se när de preskriberas, och anteckna anmälan och polisens beslut. Ärendet lämnas som ett bevispaket.',
    },
    deindexing: {
      title: 'Begär avindexering',
      advice: 'Ger en sökning träffar som är kränkande kan ni be sökmotorn att ta bort dem ur resultatet.',
      app: 'Säkra sökresultatet som webbsida först. Skriv begäran här, skicka den själv och anteckna svaret, även ett avslag.',
    },
    civil: {
      title: 'Civilrättslig väg',
      advice:
        'Ger polisanmälan ingen hjälp kan den utsatta söka upprättelse civilrättsligt. Institutet för juridik och internet kan ge kostnadsfri hjälp med utredning och process.',
      app: 'Anteckna kontakter, kostnader och skador med summor, och se när ett skadeståndskrav preskriberas. Ett paket med valda bevis kan lämnas till ett ombud.',
    },
    employer: {
      title: 'Arbetsgivarens anmälan',
      advice: 'Det här står inte i guiden men i lagen: en allvarlig händelse i arbetet ska anmälas till Arbetsmiljöverket utan dröjsmål.',
      app: 'Anteckna hur ni bedömde händelsen, skriv anmälan och spara kvittot. Är den allvarlig påminner appen tills den är anmäld.',
    },
    victim: {
      title: 'Den utsatta',
      advice: 'Den utsatta ska inte behöva läsa kränkningarna och hoten igen. Utse en kontaktperson och fråga vad hen vill få veta.',
      app: 'Anteckna stöd och önskemål. Det som står här lämnar inte valvet: det följer inte med i något paket.',
    },
  },
} as const
