/** The guidance's steps as reading text, and honestly what this version of the app does for each. */
export const guidance = {
  lead: 'Så stöder du en utsatt kollega, steg för steg.',
  inApp: 'Det gör appen',
  afterwards: 'Underlag från de här stegen, till exempel kvitton och beslut, kan du importera som filer i ärendet.',
  note: 'Stegen är råd. De tar inte ställning till om något är brottsligt, det avgör andra.',
  steps: {
    s0: {
      title: 'Skaffa en helhetsbild',
      advice:
        'Kontakta kommunikationsavdelningen och be om hjälp med mediebevakning. Då ser ni tillsammans hur spridd och omfattande uthängningen är.',
      app: 'Spara det som kommunikationsavdelningen hittar: säkra länkarna som webbsidor och importera sammanställningen som fil.',
    },
    s1: {
      title: 'Bevissäkra',
      advice: 'Ta skärmdumpar och se till att det finns minst ett vittne till dem. Inlägg kan tas bort när som helst, så vänta inte.',
      app: 'Säkra webbsidor, importera filer och skriv anteckningar. Låt sedan en kollega bevittna varje bevis i vittnesläget.',
    },
    s2: {
      title: 'Anmäl till plattformen',
      advice: 'Anmäl kränkande och olagliga inlägg till den kanal där de finns. Säkra inlägget först, det kan försvinna efter anmälan.',
      app: 'Importera kvittot på anmälan och plattformens beslut som filer.',
    },
    s3: {
      title: 'Svara inte',
      advice: 'Gå inte i försvar och gå inte till motattack. Det leder oftast bara till att kränkningarna och hoten blir värre.',
      app: 'Appen publicerar aldrig något. När du säkrar en sida läser den bara.',
    },
    s4: {
      title: 'Låt någon annan ta över kontona ett tag',
      advice:
        'Om hoten kommer i den utsattas privata konton är det bra om någon annan sköter dem en tid. Då slipper den utsatta och de närmaste läsa allt. För den som står utanför är det lättare att läsa, anmäla och radera.',
      app: 'Säkra innan något raderas. Fullmakten kan importeras som fil.',
    },
    s5: {
      title: 'Polisanmäl vid behov',
      advice:
        'En polisanmälan är ett viktigt steg, även om ni inte tror att den leder någonstans. Den visar att det som har hänt inte accepteras.',
      app: 'Exportera ärendet som ett bevispaket och lämna det till polisen. Anmälan och kvittot importeras som filer.',
    },
    s6: {
      title: 'Begär avindexering',
      advice: 'Ger en sökning träffar som är kränkande kan ni be sökmotorn att ta bort dem ur resultatet.',
      app: 'Säkra sökresultatet som webbsida innan ni skickar begäran. Importera svaret som fil.',
    },
    s7: {
      title: 'Civilrättslig väg',
      advice:
        'Ger polisanmälan ingen hjälp kan den utsatta söka upprättelse civilrättsligt. Institutet för juridik och internet kan ge kostnadsfri hjälp med utredning och process.',
      app: 'Bevispaketet kan lämnas även till ett ombud.',
    },
  },
} as const
