/** What the Electron door says outside the page: menu, dialogs of the desktop, and why it ends. */
export const desktop = {
  menu: {
    file: 'Arkiv',
    hide: 'Göm Bevisvalv',
    hideOthers: 'Göm övriga',
    quit: 'Avsluta',
    edit: 'Redigera',
    undo: 'Ångra',
    redo: 'Gör om',
    cut: 'Klipp ut',
    copy: 'Kopiera',
    paste: 'Klistra in',
    selectAll: 'Markera allt',
    view: 'Visa',
    zoomIn: 'Zooma in',
    zoomOut: 'Zooma ut',
    resetZoom: 'Normal storlek',
    fullscreen: 'Helskärm',
    minimize: 'Minimera',
  },
  choose: {
    files: 'Välj filer att importera',
    vault: 'Peka ut valvets mapp',
    'new-vault': 'Välj var det nya valvet ska ligga',
    bundle: 'Välj mapp för bevispaketet',
    exported: 'Välj ett bevispaket',
    exportedType: 'Bevispaket',
    anyType: 'Alla filer',
    browser: 'Peka ut en webbläsare',
    program: 'Program',
  },
  refused: {
    title: 'Bevisvalv startar inte',
    text: 'Programmet startades med växeln --{{name}}, som sätter ett av dess skydd ur spel. Inget valv är rört. Starta programmet utan växeln. Har du inte valt den själv: kontakta it-stödet.',
  },
  gone: {
    engine: {
      title: 'Bevisvalv måste stängas',
      text: 'Den del av programmet som sköter valvet slutade oväntat. Det som programmet har bekräftat som sparat finns kvar och valvet är låst. Starta programmet igen. Händer det på nytt: kontakta it-stödet.',
    },
    window: {
      title: 'Bevisvalv måste stängas',
      text: 'Fönstret slutade fungera. Det som programmet har bekräftat som sparat finns kvar och valvet är låst. Starta programmet igen. Händer det på nytt: kontakta it-stödet.',
    },
    start: {
      title: 'Bevisvalv kunde inte starta',
      text: 'En del av programmet gick inte att starta. Inget valv är rört. Försök igen. Händer det på nytt: be it-stödet installera om programmet.',
    },
  },
} as const
