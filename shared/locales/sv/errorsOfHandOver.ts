/** Vid överlämning av ett paket. */
export const errorsOfHandOver = {
  handover: {
    'no-bundle': {
      what: 'Ärendet har inget färdigt paket med det numret.',
      safe: 'Ingenting har skrivits eller antecknats.',
      do: 'Se under Paket i ärendet vilka som finns, eller exportera ett nytt.',
    },
    'other-file': {
      what: 'Filen är inte paketet {{name}} som det exporterades. Den är en annan fil, eller så har den ändrats.',
      safe: 'Ingenting har krypterats, skrivits eller antecknats. Filen är inte rörd.',
      do: 'Välj rätt fil. Är det rätt fil har den ändrats sedan exporten: lämna inte ut den, behåll den som den är och exportera ett nytt paket.',
    },
    recipient: {
      what: 'Nyckeln {{name}}… är inte rätt avskriven.',
      safe: 'Ingenting har krypterats eller antecknats.',
      do: 'Kopiera hela nyckeln från mottagaren igen.',
    },
    'not-read-back': {
      what: 'Den krypterade filen gick inte att läsa tillbaka som det den gjordes av.',
      safe: 'Filen är borttagen och ingenting är antecknat. Paketet är inte rört.',
      do: 'Disken eller stickan kan vara trasig. Välj en annan plats och försök igen.',
    },
    'not-found': {
      what: 'Överlämningen finns inte i valvet.',
      safe: 'Ingenting har ändrats.',
      do: 'Se under Paket i ärendet vilka överlämningar som är antecknade.',
    },
  },
} as const
