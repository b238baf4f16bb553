export const cli = {
  warning: 'VARNING',
  note: 'Att känna till',
  launch: {
    fetching: 'Electron finns inte här. Försöker hämta det (högst två minuter) …',
    electron: 'Öppnar Bevisvalv i Electron: {{reason}}.',
    chromium: 'Öppnar Bevisvalv som ett fönster i {{browser}}: {{reason}}.',
    reason: {
      asked: 'du bad om det',
      there: 'programmet finns installerat',
      fetched: 'programmet kunde hämtas',
      noElectron: 'Electron finns inte här och kunde inte hämtas',
      notFetched: 'Electron finns inte här, och att hämta det är avstängt',
      root: 'Electron kan inte köras som root',
      electronFailed: 'Electron gick inte att starta ({{how}})',
    },
    browserEnded: 'Fönstrets webbläsare avslutades oväntat, och valvet har låsts ({{how}}).',
    noElectron: 'Electron finns inte här och kunde inte hämtas. Starta utan --door för att använda en installerad webbläsare i stället.',
    electronAsRoot: 'Electron kan inte köras som root. Kör som vanlig användare, eller starta utan --door för att använda en installerad webbläsare.',
    electronFailed: 'Electron avslutades med ett fel ({{how}}). Starta med --door chromium för att använda en installerad webbläsare i stället.',
    notInElectron: '{{options}} gäller bara fönstret i en webbläsare. Lägg till --door chromium.',
    noDisplay:
      'Här finns ingen skärm att öppna ett fönster på (varken DISPLAY eller WAYLAND_DISPLAY är satt). Kommandoraden fungerar ändå: npm run bevisvalv -- demo --out demo',
    noBrowser: {
      windows: 'Ingen webbläsare hittades. Microsoft Edge brukar finnas i Windows; annars installera Google Chrome och starta igen. Ligger den på ett annat ställe: --browser SÖKVÄG.',
      mac: 'Ingen webbläsare hittades. Installera Google Chrome eller Microsoft Edge och starta igen. Ligger den på ett annat ställe: --browser SÖKVÄG.',
      linux: 'Ingen webbläsare hittades. Installera Chromium (i Debian: apt install chromium) eller Google Chrome och starta igen. Ligger den på ett annat ställe: --browser SÖKVÄG.',
    },
    sandboxOff:
      'VARNING: webbläsaren körs utan sin sandlåda, eftersom programmet körs som root och ingen annan användare kunde användas. Kör som vanlig användare.',
    steeringForbidden:
      'Webbläsarens administratör tillåter inte att den styrs av andra program (principen RemoteDebuggingAllowed). Använd en annan webbläsare med --browser SÖKVÄG, eller be it-avdelningen om Electron-programmet.',
    unknownDoor: 'Okänt: --door {{door}}. Välj electron eller chromium.',
  },
} as const
